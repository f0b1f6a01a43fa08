"""Values that an officer would think of: those that the policies name, and next to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.to_z3.mentioned import words_in
from govrules.model import expression as e
from govrules.model.types import DateType, DurationType, MoneyType, OneOfType, Type, YesNoType

_PENNY = Decimal("0.01")
_ROUND = (0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
_MOST = 40
"""So many values are tried for one fact before a model's own value is taken."""


def named_values(*logics: PolicyLogic) -> dict[str, tuple[Any, ...]]:
    """For each term or field, by key, the values that conditions on it name."""
    found: dict[str, dict[Any, None]] = {}
    for logic in logics:
        for part in words_in(logic.policy_set.policies):
            for key, value in _named(part):
                found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _named(part: Any) -> Iterator[tuple[str, Any]]:
    match part:
        case e.Compare(_, left, right):
            for one, other in ((left, right), (right, left)):
                key = _key_of(one)
                if key is not None:
                    yield from ((key, value) for value in _constants(other))
        case e.Among(left, values):
            key = _key_of(left)
            if key is not None:
                yield from ((key, value.value) for value in values)


def _key_of(value: e.Value) -> str | None:
    """The term or field that a value is about; for arithmetic, its first."""
    match value:
        case e.TermValue(term):
            return term.key
        case e.FieldValue(key):
            return key
        case e.Aggregate(_, _, field):
            return field.key if field is not None else None
        case e.Arithmetic(_, left, _):
            return _key_of(left)
        case _:
            return None


def _constants(value: e.Value) -> tuple[Any, ...]:
    match value:
        case e.Constant(constant):
            return (constant,)
        case e.FigureValue(figure):
            return tuple(dated.value.value for dated in figure.values)
        case _:
            return ()


def candidates(kind: Type, named: tuple[Any, ...], day: dt.date) -> list[Any]:
    """Canonical values to try for a fact, the plainest first."""
    match kind:
        case YesNoType():
            return [True, False]
        case OneOfType(values):
            return [value.text for value in values]
        case DateType():
            return _dates([each for each in named if isinstance(each, dt.date)], day)
        case DurationType():
            return []
        case _:
            numbers = [each for each in named if isinstance(each, int | Decimal | Fraction)]
            return _numbers(numbers, pounds=isinstance(kind, MoneyType))


def _numbers(named: list[Any], *, pounds: bool) -> list[Any]:
    steps = [0, 1, -1]
    named = sorted(named)
    near = [value + step for step in steps for value in named]
    pennies = [value + step for step in (_PENNY, -_PENNY) for value in named] if pounds else []
    sums = [one + other for one in named for other in named]
    found = dict.fromkeys([*near, *_ROUND, *pennies, *sums])
    return [value for value in found if value >= 0][:_MOST]


def _dates(named: list[dt.date], day: dt.date) -> list[dt.date]:
    near = [day, *named]
    steps = (0, 1, -1, 30, -30, 365, -365)
    found = dict.fromkeys(_moved(date, step) for step in steps for date in near)
    return [date for date in found if date is not None][:_MOST]


def _moved(date: dt.date, days: int) -> dt.date | None:
    try:
        return date + dt.timedelta(days=days)
    except OverflowError:
        return None
