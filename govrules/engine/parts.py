"""Take one policy of a rulebook with those that it uses, and with no word of any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govrules.errors import EngineFault
from govrules.model.policy import Definition, Figure, Policy, PolicySet, Term

if TYPE_CHECKING:
    from govrules.language.load import Loaded


def part_of(whole: PolicySet, policy: Policy) -> PolicySet:
    """The policy with all that it uses, as it would have been read without the others.

    Raises EngineFault when it cannot be read so.
    """
    part = whole.part_of(policy)
    if _is_closed(part):
        return part
    # a policy that is none of its business declares one of its words too, and was read before it
    for loaded in _read_again(whole.policies, policy, part):
        if loaded.policy_set is not None and loaded.policy_set.digest == part.digest:
            return loaded.policy_set
    raise EngineFault(f'"{policy.title}" cannot be read without the other policies given with it')


def _is_closed(part: PolicySet) -> bool:
    """Whether every word that the policies read is one of theirs."""
    titles = {policy.title for policy in part.policies}
    seen: set[int] = set()
    waiting: list[Any] = list(part.policies)
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif is_dataclass(one) and id(one) not in seen:
            seen.add(id(one))
            if isinstance(one, Term | Figure | Definition) and one.policy not in titles:
                return False
            waiting += [getattr(one, field.name) for field in fields(one)]
    return True


def _read_again(everything: Sequence[Policy], policy: Policy, part: PolicySet) -> Iterator[Loaded]:
    """From its file, so that places are those of the file; else from the texts that there are."""
    from govrules.language.load import load_files, load_texts  # rarely needed, and slow to load
    from govrules.language.read_files import is_file

    if is_file(policy.file):
        folders = dict.fromkeys(Path(each.file).parent for each in everything)
        yield load_files([Path(policy.file)], list(folders))
    yield load_texts({each.file: each.text for each in part.policies})
