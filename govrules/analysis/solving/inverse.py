"""Say a condition, or that it does not hold, in the policy's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from govrules.explain.values import say
from govrules.model.expression import (
    Compare,
    Condition,
    FigureValue,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Not,
    Proposes,
    Relation,
    Value,
)
from govrules.model.types import DateType

_INVERSE: dict[Relation, Relation] = {
    "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
}  # fmt: skip
_SAID: dict[Relation, str] = {
    "=": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
_SAID_OF_DATES: dict[Relation, str] = _SAID | {
    "<": "is before", "<=": "is on or before", ">": "is after", ">=": "is on or after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a value, as `limit` says after the value: "is at least £5"."""

    value: str
    limit: str
    is_lower: bool


def bound(condition: Condition, *, holds: bool, on: dt.date | None = None) -> Bound | None:
    """The limit that a condition sets, where it is a limit."""
    if isinstance(condition, Not):
        return bound(condition.item, holds=not holds, on=on)
    if not isinstance(condition, Compare) or condition.relation in ("=", "!="):
        return None
    value = condition.left.words
    if not value or not condition.right.words:
        return None
    relation = condition.relation if holds else _INVERSE[condition.relation]
    limit = said(condition, holds=holds, on=on).removeprefix(f"{value} ")
    return Bound(value, limit, relation in (">", ">="))


def between(bounds: Iterable[Bound]) -> list[str]:
    """Limits on one value in one phrase, the lower one first: "fee is at least £5 and less than
    £9"."""
    by_value: dict[str, dict[str, Bound]] = {}
    for each in bounds:
        by_value.setdefault(each.value, {})[each.limit] = each
    phrases = []
    for value, limits in by_value.items():
        first, *rest = sorted(limits.values(), key=lambda each: not each.is_lower)
        others = "".join(f" and {each.limit.removeprefix('is ')}" for each in rest)
        phrases.append(f"{value} {first.limit}{others}")
    return phrases


def said(condition: Condition, *, holds: bool, on: dt.date | None = None) -> str:
    """The condition in words, or that it does not hold.

    With `on`, a figure that it is compared with is said by its value on that date.
    """
    if isinstance(condition, Not):
        return said(condition.item, holds=not holds, on=on)
    if isinstance(condition, Compare) and condition.left.words and condition.right.words:
        relation = condition.relation if holds else _INVERSE[condition.relation]
        dates = isinstance(condition.left.type, DateType)
        verb = (_SAID_OF_DATES if dates else _SAID)[relation]
        return f"{condition.left.words} {verb} {_value(condition.right, on)}"
    return condition.words if holds and condition.words else _other(condition, holds)


def _value(value: Value, on: dt.date | None) -> str:
    if on is not None and isinstance(value, FigureValue) and value.figure.as_at is None:
        for dated in value.figure.values:
            if dated.in_force.on(on):
                return dated.value.words or say(dated.value.value, value.type)
    return value.words


def _other(condition: Condition, holds: bool) -> str:
    negation = "" if holds else "not "
    match condition:
        case Holds(value) if value.words:
            return value.words if holds else f"not {value.words}"
        case Includes(left, value) if left.words:
            return f"{left.words} {'includes' if holds else 'does not include'} {value}"
        case IsKnown(value) if value.words:
            return f"{value.words} is {negation}known"
        case IsNone(value) if value.words:
            return f"{value.words} is {negation}none"
        case Judged(role, text):
            return f'the {role.removeprefix("the ")} is {negation}satisfied that "{text}"'
        case Proposes(act):
            return f"it is {negation}proposed to {act.name}"
        case _:
            return f"{negation}({condition.words})" if condition.words else f"{negation}so"
