"""Take one policy of a rulebook on its own, with those that it uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from govrules.analysis.subject import Subject
from govrules.engine.build import Built, build_part, build_set
from govrules.language.load import Loaded, load_files, load_texts
from govrules.model.policy import Definition, Figure, Policy, PolicySet, Term


def on_its_own(built: Built, policy: Policy) -> Subject:
    """The policy with those that it uses; to decide with, they are compiled when that is needed."""
    part = built.decider.policy_set.part_of(policy)
    titles = frozenset({policy.title})
    if _is_closed(part):
        return Subject(part, titles, lambda: build_part(built, policy))
    # a policy that is none of its business declares one of its words too, and was read before it
    again = _read_again(built.decider.policy_set.policies, policy, part).policy_set
    assert again is not None, policy.title
    return Subject(again, titles, lambda: build_set(again, "part"))


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


def _read_again(everything: Sequence[Policy], policy: Policy, part: PolicySet) -> Loaded:
    """From its file, so that places are those of the file; else from the texts that there are."""
    if Path(policy.file).is_file():
        folders = dict.fromkeys(Path(each.file).parent for each in everything)
        return load_files([Path(policy.file)], list(folders))
    return load_texts({each.file: each.text for each in part.policies})
