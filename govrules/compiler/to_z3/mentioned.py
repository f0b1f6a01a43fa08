"""What policies mention, so that a world can have it: names in sets, and how long lists must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.to_z3.facts import FIRST_ENTRIES, MOST_FIRST_ENTRIES, World
from govrules.model import expression as e
from govrules.model.policy import Term


def mention(world: World, logic: PolicyLogic) -> None:
    """Tell the world the names that policies mention of each term, and how long lists must be.

    To be done for all rulebooks of a world before any of them is asked.
    """
    for part in words_in(logic.policy_set.policies):
        match part:
            case e.Lookup(term, key):
                _named(world, term.key, (key,))
            case e.Includes(value, name):
                for term in _terms_of(value):
                    _named(world, term.key, (name,))
            case e.Compare(_, e.TermValue(term), e.Constant(frozenset() as names)):
                _named(world, term.key, tuple(sorted(names)))
            case e.Compare(_, e.Aggregate("number", term), e.Constant(number)):
                enough = max(FIRST_ENTRIES, min(int(number) + 1, MOST_FIRST_ENTRIES))
                world.lengths[term.key] = max(enough, world.lengths.get(term.key, 0))


def _named(world: World, key: str, names: Sequence[str]) -> None:
    world.names[key] = tuple(dict.fromkeys((*world.names.get(key, ()), *names)))


def _terms_of(value: e.Value) -> Iterator[Term]:
    return (part.term for part in words_in(value) if isinstance(part, e.TermValue))


def words_in(whole: Any) -> Iterator[Any]:
    """Every condition and value of something typed, each once."""
    stack: list[Any] = [whole]
    seen: set[int] = set()
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            stack.extend(part)
        elif is_dataclass(part) and id(part) not in seen:
            seen.add(id(part))
            if isinstance(part, e.Typed):
                yield part
            stack.extend(getattr(part, each.name) for each in fields(part))
