"""Say a condition, or that it does not hold, in the policy's own words."""

from __future__ import annotations

from govrules.model.expression import (
    Compare,
    Condition,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Not,
    Proposes,
    Relation,
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


def said(condition: Condition, *, holds: bool) -> str:
    """The condition in words, or that it does not hold."""
    if isinstance(condition, Not):
        return said(condition.item, holds=not holds)
    if isinstance(condition, Compare) and condition.left.words and condition.right.words:
        relation = condition.relation if holds else _INVERSE[condition.relation]
        dates = isinstance(condition.left.type, DateType)
        verb = (_SAID_OF_DATES if dates else _SAID)[relation]
        return f"{condition.left.words} {verb} {condition.right.words}"
    return condition.words if holds and condition.words else _other(condition, holds)


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
