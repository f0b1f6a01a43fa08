"""Three-valued truth as two Z3 formulas: surely true, and possibly true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import z3

Bool = Any
"""A Z3 formula; z3 has no types of its own that a checker could use."""


@dataclass(frozen=True, slots=True)
class Rails:
    """`true` holds when the truth is true, `possible` when it is not false."""

    true: Bool
    possible: Bool

    @property
    def false(self) -> Bool:
        return no(self.possible)

    @property
    def unknown(self) -> Bool:
        return both(self.possible, no(self.true))


YES, NO = z3.BoolVal(True), z3.BoolVal(False)
TRUE, FALSE, UNKNOWN = Rails(YES, YES), Rails(NO, NO), Rails(NO, YES)


def both(*parts: Bool) -> Bool:
    return every(parts)


def every(parts: Iterable[Bool]) -> Bool:
    """All of the formulas, with constants folded."""
    kept: dict[int, Bool] = {}
    for part in parts:
        if z3.is_false(part):
            return NO
        if not z3.is_true(part):
            kept[part.get_id()] = part
    found = list(kept.values())
    return YES if not found else found[0] if len(found) == 1 else z3.And(found)


def either(*parts: Bool) -> Bool:
    return some(parts)


def some(parts: Iterable[Bool]) -> Bool:
    """Any of the formulas, with constants folded."""
    kept: dict[int, Bool] = {}
    for part in parts:
        if z3.is_true(part):
            return YES
        if not z3.is_false(part):
            kept[part.get_id()] = part
    found = list(kept.values())
    return NO if not found else found[0] if len(found) == 1 else z3.Or(found)


def no(part: Bool) -> Bool:
    if z3.is_true(part):
        return NO
    if z3.is_false(part):
        return YES
    return part.arg(0) if z3.is_not(part) else z3.Not(part)


def known_to(known: Bool, holds: Bool) -> Rails:
    """Unknown where the values are not known, else what holds of them."""
    return Rails(both(known, holds), either(no(known), holds))


def all_of(items: Sequence[Rails]) -> Rails:
    return Rails(every(i.true for i in items), every(i.possible for i in items))


def any_of(items: Sequence[Rails]) -> Rails:
    return Rails(some(i.true for i in items), some(i.possible for i in items))


def negation(item: Rails) -> Rails:
    return Rails(no(item.possible), no(item.true))


def at_least(count: int, items: Sequence[Rails]) -> Rails:
    """At least so many of the items hold."""
    return Rails(
        _at_least(count, [i.true for i in items]), _at_least(count, [i.possible for i in items])
    )


def _at_least(count: int, items: Sequence[Bool]) -> Bool:
    if count <= 0:
        return YES
    return NO if count > len(items) else z3.AtLeast(*items, count)
