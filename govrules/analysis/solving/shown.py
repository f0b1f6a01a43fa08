"""From the values of a model to a choice as JSON has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.analysis.solving.solver import Model
from govrules.compiler.to_z3.facts import Fact, World
from govrules.compiler.to_z3.values import Entries, Entry, Length, Names, Value
from govrules.model.duration import Duration
from govrules.model.facts import ACTS, JUDGEMENTS
from govrules.model.numbers import DIGITS_AFTER
from govrules.model.types import (
    DateType,
    ListType,
    OneOfType,
    TableType,
    TextType,
    Type,
    YesNoType,
)


class NotShownError(Exception):
    """A value of a model that no choice can give, such as a third of a pound."""


def choice_of(world: World, model: Model, facts: Iterable[Fact]) -> dict[str, Any]:
    """The choice that gives these facts, with the values of the model.

    Raises NotShownError where one of them cannot be written in a choice.
    """
    choice: dict[str, Any] = {}
    for fact in facts:
        if fact.key == ACTS and fact.term is None and isinstance(fact.value.of, dict):
            choice[ACTS] = [act for act, how in fact.value.of.items() if model.holds(how)]
        elif fact.term is None:
            choice.setdefault(JUDGEMENTS, {})[fact.key] = model.holds(fact.value.of)
        else:
            choice[fact.key] = _value(world, model, fact.value, fact.term.type)
    return choice


def _value(world: World, model: Model, value: Value, kind: Type) -> Any:
    if model.holds(value.none):
        return None
    of = value.of
    match kind:
        case YesNoType():
            return model.holds(of)
        case DateType():
            return dt.date.fromordinal(model.of(of)).isoformat()
        case OneOfType() | TextType():
            return world.words.word(model.of(of))
        case ListType(fields):
            kinds = {field.key: field.type for field in fields}
            return [_entry(world, model, entry, kinds) for entry in _there(model, of)]
        case TableType(inner):
            return _table(world, model, of, inner)
    if isinstance(of, Length):
        return _length(model, of)
    if isinstance(of, Names):
        others = [f"another {number}" for number in range(1, model.of(of.others) + 1)]
        return [name for name, has in of.members.items() if model.holds(has)] + others
    return number_shown(Fraction(model.of(of)))


def number_shown(number: Fraction) -> int | str:
    """The number for JSON, exactly. Raises NotShownError for one that no decimal is."""
    if number.denominator == 1:
        return number.numerator
    scaled = number * 10**DIGITS_AFTER
    if scaled.denominator != 1:
        raise NotShownError
    return f"{Decimal(scaled.numerator).scaleb(-DIGITS_AFTER).normalize():f}"


def _length(model: Model, of: Length) -> str:
    if model.holds(of.counted):
        return str(Duration(working_days=max(1, model.of(of.days))))
    return str(Duration(model.of(of.months), model.of(of.days)))


def _there(model: Model, of: Entries) -> list[Entry]:
    if model.of(of.more):
        raise NotShownError
    return [entry for entry in of.first if model.holds(entry.there)]


def _entry(world: World, model: Model, entry: Entry, kinds: dict[str, Type]) -> dict[str, Any]:
    return {
        key: _value(world, model, value, kinds[key])
        for key, value in entry.fields.items()
        if model.holds(value.known)
    }


def _table(world: World, model: Model, of: Entries, kind: Type) -> dict[str, Any]:
    named = {name: entry for name, entry in of.named.items() if model.holds(entry.there)}
    named |= {f"another {n}": entry for n, entry in enumerate(_there(model, of), 1)}
    return {
        name: _value(world, model, entry.fields[""], kind)
        if model.holds(entry.fields[""].known)
        else None
        for name, entry in named.items()
    }
