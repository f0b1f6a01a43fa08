"""Turn a formula into its three rails: when it is true, false and unknown.

A rail is a two-valued condition made of tests of one input against one value. Of the three rails
of a node exactly one holds for any inputs. The alternatives of an `Either` shut out the earlier
ones that are plain tests, because durable-rules would otherwise fire once for each true path.
Formulas are in normal form (see `normal`): negation only in front of inputs, no constants inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import prod
from types import MappingProxyType

from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    Negation,
    Possible,
    Read,
    Some,
)
from govrules.model.dataclass import dataclass
from govrules.model.kleene import FALSE, TRUE, UNKNOWN


@dataclass(frozen=True, slots=True)
class Test:
    """The input equals the value, or (`equal` false) differs from it."""

    name: str
    equal: bool
    value: int


@dataclass(frozen=True, slots=True)
class Both:
    """All of the conditions hold; always, when there are none."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions holds; never, when there are none.

    The first `plain` of them shut one another out, and shut out the rest.
    """

    items: tuple[Condition, ...]
    plain: int = 0


Condition = Test | Both | Either

ALWAYS = Both(())
NEVER = Either(())


@lru_cache(maxsize=4096)
def rails(formula: Formula) -> Mapping[int, Condition]:
    """The condition of each value that the formula can take: true, false, unknown."""
    opposite = negated(formula)
    found: dict[int, Condition] = {
        TRUE: _at_least(formula, certain=True),
        FALSE: _at_least(opposite, certain=True),
    }
    if _may_be_unknown(formula):
        found[UNKNOWN] = _both(
            (_at_least(formula, certain=False), _at_least(opposite, certain=False))
        )
    return MappingProxyType({value: rail for value, rail in found.items() if rail != NEVER})


def negated(formula: Formula) -> Formula:
    """The negation of a formula in normal form, in normal form."""
    match formula:
        case Negation(item):
            return item
        case All(items):
            return Some(tuple(negated(item) for item in items))
        case Some(items):
            return All(tuple(negated(item) for item in items))
    return Negation(formula)


def operators(condition: Condition) -> int:
    """How many `$and` and `$or` the pattern of a condition holds."""
    if isinstance(condition, Test):
        return 0
    return 1 + sum(operators(item) for item in condition.items)


def true_paths(condition: Condition) -> int:
    """At most so many ways can the condition hold at once; durable-rules fires once for each."""
    match condition:
        case Both(items):
            return prod(true_paths(item) for item in items)
        case Either(items, plain):
            return max(1, sum(true_paths(item) for item in items[plain:]))
    return 1


def _may_be_unknown(formula: Formula) -> bool:
    match formula:
        case Read():
            return True
        case Negation(item):
            return _may_be_unknown(item)
        case All(items) | Some(items):
            return any(_may_be_unknown(item) for item in items)
    return False


def _at_least(formula: Formula, certain: bool) -> Condition:
    """When the formula is true (`certain`), or not false."""
    match formula:
        case All(items):
            return _both(tuple(_at_least(item, certain) for item in items))
        case Some(items):
            return _either(tuple(_at_least(item, certain) for item in items))
        case Read(name):
            return _test(name, True, TRUE) if certain else _test(name, False, FALSE)
        case Certain(name):
            return _test(name, True, TRUE)
        case Possible(name):
            return _test(name, False, FALSE)
        case Negation(Read(name)):
            return _test(name, True, FALSE) if certain else _test(name, False, TRUE)
        case Negation(Certain(name)):
            return _test(name, False, TRUE)
        case Negation(Possible(name)):
            return _test(name, True, FALSE)
    raise ValueError(f"not in normal form: {formula!r}")


@lru_cache(maxsize=4096)
def _test(name: str, equal: bool, value: int) -> Test:
    return Test(name, equal, value)


def _both(items: tuple[Condition, ...]) -> Condition:
    """Plain tests first, so that patterns with the same tests share their beginning."""
    flat = tuple(
        part for item in items for part in (item.items if isinstance(item, Both) else (item,))
    )
    return _sole(Both(_plain_first(flat)))


def _either(items: tuple[Condition, ...]) -> Condition:
    flat = tuple(
        part for item in items for part in (item.items if isinstance(item, Either) else (item,))
    )
    alternatives: list[Condition] = []
    shut_out: list[Condition] = []
    for item in _plain_first(flat):
        alternatives.append(_both((*shut_out, item)) if shut_out else item)
        if isinstance(item, Test):
            shut_out.append(_test(item.name, not item.equal, item.value))
    return _sole(Either(tuple(alternatives), len(shut_out)))


def _plain_first(items: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Each once; tests before the rest, otherwise in the order given."""
    once = dict.fromkeys(items)
    plain = [item for item in once if isinstance(item, Test)]
    return (*plain, *(item for item in once if not isinstance(item, Test)))


def _sole(condition: Both | Either) -> Condition:
    return condition.items[0] if len(condition.items) == 1 else condition
