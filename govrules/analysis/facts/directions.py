"""Tell which way a value goes when one fact grows: up, down, not at all, or that is not known.

Where both sides of a comparison only ever go one way, it changes at one place alone, and halving
finds that place for certain.
"""

from __future__ import annotations

from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.values import UNKNOWN, is_number
from govrules.model.duration import Duration
from govrules.model.expression import (
    Aggregate,
    Arithmetic,
    Constant,
    DefinedValue,
    Elapsed,
    FieldValue,
    FigureValue,
    FirstKnown,
    Lookup,
    TermValue,
    Value,
)
from govrules.model.policy import Term

Direction = int | None
"""1, -1 or 0; None where it is not known."""


def direction(value: Value, key: str, reading: Reading) -> Direction:
    """The way of a value as the fact under `key` grows and all else stays as it is read."""
    match value:
        case Constant() | FieldValue():
            return 0
        case TermValue(term):
            if term.worked_out_by is not None:
                return None
            return 1 if term.key == key else 0
        case FigureValue(figure):
            return 0 if figure.as_at is None or figure.as_at.term.key != key else None
        case DefinedValue(definition):
            return None if definition.value is None else direction(definition.value, key, reading)
        case Elapsed(_, start, end):
            return _joined(direction(end, key, reading), _turned(direction(start, key, reading)))
        case FirstKnown(items):
            return _first_known(items, key, reading)
        case Arithmetic():
            return _arithmetic(value, key, reading)
        case Aggregate(_, term, _, where):
            return 0 if where is None and is_given_otherwise(term, key) else None
        case Lookup(term):
            return 0 if is_given_otherwise(term, key) else None


def is_given_otherwise(term: Term, key: str) -> bool:
    """Whether a term is given in a choice under another key."""
    return term.worked_out_by is None and term.key != key


def _first_known(items: tuple[Value, ...], key: str, reading: Reading) -> Direction:
    """That of the first item that is known, which stays the first while the fact is given."""
    for item in items:
        if reading.value(item) is not UNKNOWN:
            return direction(item, key, reading)
    return 0


def _arithmetic(value: Arithmetic, key: str, reading: Reading) -> Direction:
    left, right = direction(value.left, key, reading), direction(value.right, key, reading)
    if value.operator == "plus":
        return _joined(left, right)
    if value.operator == "minus":
        return _joined(left, _turned(right))
    if right != 0:
        if value.operator == "times" and left == 0:
            return _scaled(right, reading.value(value.left))
        return None
    by = reading.value(value.right)
    if value.operator in ("with VAT at", "without VAT at"):
        return left if is_number(by) and by >= 0 else None
    return _scaled(left, by)


def _scaled(way: Direction, by: object) -> Direction:
    if way == 0:
        return 0
    if way is None or isinstance(by, Duration) or not is_number(by):
        return None
    return way if by > 0 else _turned(way) if by < 0 else 0  # type: ignore[operator]


def _joined(one: Direction, other: Direction) -> Direction:
    if one is None or other is None:
        return None
    if one == 0 or other == 0 or one == other:
        return one or other
    return None


def _turned(way: Direction) -> Direction:
    return None if way is None else -way
