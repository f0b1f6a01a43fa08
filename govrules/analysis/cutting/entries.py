"""Make entries of a list of which a count, a total, a share or an extreme comes to a value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.analysis.cutting.axis import CannotRealiseError
from govrules.analysis.cutting.classes import as_json
from govrules.engine.reference.values import canonical
from govrules.model.expression import (
    Aggregate,
    Compare,
    Condition,
    Constant,
    FieldValue,
    Holds,
    Not,
)
from govrules.model.facts import NONE
from govrules.model.types import OneOfType

_MOST = 50
Entries = list[dict[str, Any]]


def entries_for(aggregate: Aggregate, wanted: Any, given: Entries | None) -> Entries:
    """A list for which the aggregate is as wanted; `given` are entries that there must be so many
    of, as another value was to come out of them. Raises CannotRealiseError."""
    if wanted is NONE or not isinstance(wanted, int | Decimal | Fraction):
        raise CannotRealiseError(f"{aggregate.words} has no such value")
    if aggregate.kind == "number":
        if given is not None or wanted != int(wanted) or not 0 <= wanted <= _MOST:
            raise CannotRealiseError("no list of such a length")
        return [_entry(aggregate.where, holds=True) for _ in range(int(wanted))]
    if aggregate.field is None:
        raise CannotRealiseError(f"{aggregate.words} is of no one field")
    if aggregate.kind == "share":
        return _shared(aggregate, aggregate.field, Fraction(wanted), given)
    there = [{}] if given is None else given
    if not there:
        raise CannotRealiseError("there are no entries")
    rest = 0 if aggregate.kind == "total" else wanted
    amounts = [wanted, *(rest for _ in there[1:])]
    counted = _entry(aggregate.where, holds=True)
    return [
        _with(_joined(entry, counted), aggregate.field, amount)
        for entry, amount in zip(there, amounts, strict=True)
    ]


def _shared(
    aggregate: Aggregate, field: FieldValue, wanted: Fraction, given: Entries | None
) -> Entries:
    """Two entries that make up a hundred together, of which one counts."""
    if given is not None or not 0 <= wanted <= 100:
        raise CannotRealiseError("no entries have such a share")
    return [
        _with(_entry(aggregate.where, holds=True), field, canonical(wanted)),
        _with(_entry(aggregate.where, holds=False), field, canonical(100 - wanted)),
    ]


def _with(entry: dict[str, Any], field: FieldValue, value: Any) -> dict[str, Any]:
    return _joined(entry, {field.key: as_json(value)})


def _joined(entry: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    if any(entry.get(key, value) != value for key, value in more.items()):
        raise CannotRealiseError("a field would have to be two things")
    return {**entry, **more}


def _entry(where: Condition | None, *, holds: bool) -> dict[str, Any]:
    """An entry for which a condition holds, or does not, where that is one test of a field."""
    match where:
        case None if holds:
            return {}
        case Not(item):
            return _entry(item, holds=not holds)
        case Holds(FieldValue(key)):
            return {key: holds}
        case Compare("=" | "!=" as relation, FieldValue(key) as field, Constant(value)):
            if holds == (relation == "="):
                return {key: as_json(value)}
            if isinstance(field.type, OneOfType):
                return {key: next(v.text for v in field.type.values if v.text != value)}
        case Compare(">=" | "<=", FieldValue(key), Constant(value)) if holds:
            return {key: as_json(value)}
    raise CannotRealiseError("which entries count is a matter of several tests")
