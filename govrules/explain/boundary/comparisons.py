"""Find the comparisons with a fixed limit in a condition, and in the definitions that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from govrules.model.expression import (
    Aggregate,
    Compare,
    Condition,
    DefinedValue,
    FieldValue,
    FigureValue,
    Lookup,
    TermValue,
    Typed,
    Value,
)
from govrules.model.policy import Definition
from govrules.model.types import ORDERED

DEEPEST = 3
"""How many definitions are followed, one inside the other."""
MOST = 60
MOST_THROUGH = 12
"""Of one condition: of its own, and by way of definitions. More than these nobody would read."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`subject` is measured against `limit`, which reads no facts.

    `through` names the definitions by which the condition reads it, the outermost first.
    """

    compare: Compare
    subject: Value
    limit: Value
    through: tuple[str, ...]

    @property
    def in_a_list(self) -> bool:
        """Whether it measures a field of the entries of a list."""
        return isinstance(self.subject, FieldValue)


def comparisons(part: Condition | Value, deepest: int = DEEPEST) -> tuple[Comparison, ...]:
    """Those of its own first, in the order of its words; each only once."""
    found: dict[tuple[Compare, bool], Comparison] = {}
    counts = {True: 0, False: 0}
    for compare, through in _compares(part, deepest):
        one = comparison_of(compare, through)
        key = (compare, one is not None)
        if one is None or key in found:
            continue
        inside = bool(through)
        if counts[inside] < (MOST_THROUGH if inside else MOST):
            counts[inside] += 1
            found[key] = one
    return tuple(sorted(found.values(), key=lambda each: len(each.through)))


def comparison_of(compare: Compare, through: tuple[str, ...] = ()) -> Comparison | None:
    """The comparison as one with a fixed limit; None where it compares two facts, or two figures,
    or what has no order."""
    if not isinstance(compare.left.type, ORDERED):
        return None
    reads_left, reads_right = reads_facts(compare.left), reads_facts(compare.right)
    if reads_left == reads_right:
        return None
    subject, limit = (compare.left, compare.right) if reads_left else (compare.right, compare.left)
    return Comparison(compare, subject, limit, through)


def _compares(root: Any, deepest: int) -> Iterator[tuple[Compare, tuple[str, ...]]]:
    """Every comparison, with the definitions on the way to it. Each definition is read once."""
    seen: set[int] = set()
    waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while waiting:
        part, through = waiting.pop()
        if isinstance(part, Compare):
            yield part, through
        if isinstance(part, Definition):
            if len(through) < deepest and id(part) not in seen:
                seen.add(id(part))
                inner = (*through, part.name)
                waiting += [(part.value, inner), (part.condition, inner)]
        else:
            waiting += [(each, through) for each in reversed(_inside(part))]


def _inside(part: Any) -> tuple[Any, ...]:
    if isinstance(part, tuple):
        return part
    if isinstance(part, Typed):
        return tuple(getattr(part, each.name) for each in fields(part))
    return ()


def reads_facts(value: Value) -> bool:
    """Whether a value depends on what a choice gives. The date of a figure does not count."""
    seen: set[int] = set()
    waiting: list[Any] = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, (TermValue, FieldValue, Aggregate, Lookup)):
            return True
        if isinstance(part, FigureValue) or id(part) in seen:
            continue
        if isinstance(part, DefinedValue):
            seen.add(id(part.definition))
            waiting.append(part.definition.value)
        elif isinstance(part, (Typed, tuple)):
            waiting += _inside(part)
    return False


def is_at_most(root: Condition | Value, size: int) -> bool:
    """Whether it has at most so many parts, those of the definitions that it reads included."""
    seen: set[int] = set()
    waiting: list[Any] = [root]
    count = 0
    while waiting and count <= size:
        part = waiting.pop()
        if isinstance(part, Definition):
            if id(part) not in seen:
                seen.add(id(part))
                waiting += [part.condition, part.value]
            continue
        count += isinstance(part, Typed)
        waiting += _inside(part)
    return count <= size
