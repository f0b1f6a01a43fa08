"""Put what the policies assume where a fact is not given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from govrules.bulk.reading.numbers import parts_of, places_of
from govrules.bulk.reading.result import Reading
from govrules.compiler.to_polars.columns import FactColumn, day_number
from govrules.model.policy import Term
from govrules.model.types import (
    DateType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    TextType,
    YesNoType,
)


def assume(reading: Reading, terms: Iterable[Term], height: int) -> None:
    """Put what the policies assume where a fact is not given."""
    places = {series.name: place for place, series in enumerate(reading.series)}
    for term in terms:
        if term.assumed is None:
            continue
        value = term.assumed.value
        column = reading.columns.get(term.key)
        if column is None:
            _add_objects_like(reading, term, value, height)
            continue
        series = reading.series[places[column.name]]
        filled, column = _filled(series, column, value)
        if column.has_none:
            none = reading.series[places[column.none]]
            filled = filled.set(none, None)
        reading.series[places[column.name]] = filled
        reading.columns[term.key] = column


def _filled(series: pl.Series, column: FactColumn, value: Any) -> tuple[pl.Series, FactColumn]:
    if column.kind in ("word", "object"):
        objects = (*column.objects, value)
        place = objects.index(value)
        if place < len(column.objects):
            objects = column.objects
        elif place >= 255:
            series = series.cast(pl.UInt32)
        return series.fill_null(place), replace(column, objects=objects)
    if column.kind == "number":
        parts = parts_of(value, column.scale)
        assert parts is not None
        return series.fill_null(parts), replace(column, most=max(column.most, abs(parts)))
    if column.kind == "day":
        return series.fill_null(day_number(value)), column
    return series.fill_null(value), column


def _add_objects_like(reading: Reading, term: Term, value: Any, height: int) -> None:
    """A column for a fact that no row gives: the assumption in every row."""
    empty: Mapping[type, tuple[Any, Any]] = {
        DateType: ("day", pl.Int32), YesNoType: ("yes or no", pl.Boolean),
        TextType: ("text", pl.String), OneOfType: ("word", pl.UInt8),
    }  # fmt: skip
    kind, dtype = empty.get(type(term.type), ("object", pl.UInt32))
    scale = 0
    if isinstance(term.type, MoneyType | NumberType | PercentageType):
        kind, dtype, scale = "number", pl.Int64, places_of(value)
    nulls = pl.Series([None], dtype=dtype).new_from_index(0, height)
    filled, column = _filled(nulls, FactColumn(term.key, kind, scale), value)
    reading.add(column, filled)
