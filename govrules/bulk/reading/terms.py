"""Columns of dates, words, texts and Booleans, and of whatever else a fact may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import polars as pl

from govrules.bulk.reading.cells import add_objects, cells_read, nones, read_cell
from govrules.bulk.reading.numbers import read_numbers
from govrules.bulk.reading.result import Reading
from govrules.compiler.to_polars.columns import EPOCH, FactColumn, day_number
from govrules.errors import ChoiceError
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import (
    NONE,
    Facts,
)
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
from govrules.model.vocabulary import Vocabulary

_FIRST, _LAST = day_number(dt.date.min), day_number(dt.date.max)


def read_term(reading: Reading, term: Term, series: pl.Series, vocabulary: Vocabulary) -> None:
    def read(rows: Iterable[int] | None = None) -> list[Any]:
        def wanted(facts: Facts) -> Any:
            return facts.values.get(term.key)

        return cells_read(reading, term.key, series, vocabulary, wanted, rows)

    is_words = isinstance(series.dtype, pl.String | pl.Categorical | pl.Enum)
    match term.type:
        case MoneyType() | NumberType() | PercentageType():
            read_numbers(reading, term, series, read)
        case DateType():
            _read_dates(reading, term, series, read)
        case YesNoType():
            if series.dtype == pl.Boolean:
                reading.add(FactColumn(term.key, "yes or no"), series)
            else:
                values = read()
                plain = [None if value is NONE else value for value in values]
                yes_no = FactColumn(term.key, "yes or no", has_none=any(v is NONE for v in values))
                reading.add(yes_no, pl.Series(plain, dtype=pl.Boolean), nones(values))
        case OneOfType() if is_words:
            _read_words(reading, term, series, vocabulary)
        case TextType() if is_words:
            _read_text(reading, term, series.cast(pl.String), read)
        case TextType():
            values = read()
            plain = [None if value is NONE else value for value in values]
            text = FactColumn(term.key, "text", has_none=any(v is NONE for v in values))
            reading.add(text, pl.Series(plain, dtype=pl.String), nones(values))
        case OneOfType():
            add_objects(reading, FactColumn(term.key, "word"), read())
        case _:
            add_objects(reading, FactColumn(term.key, "object"), read())


def _read_words(reading: Reading, term: Term, series: pl.Series, vocabulary: Vocabulary) -> None:
    """Words, each distinct one read once, however many rows there are."""
    kind = series.dtype  # asked once: a column of many words takes long to tell
    if isinstance(kind, pl.Enum):
        given = kind.categories.to_list()
    else:
        series = series.cast(pl.String)
        given = series.unique().drop_nulls().to_list()
    assert isinstance(term.type, OneOfType)
    words = [value.text for value in term.type.values]
    objects: dict[Any, int] = {word: place for place, word in enumerate(words)}
    places: list[int | None] = []
    faulty: dict[str, ChoiceError] = {}
    for word in given:
        came = read_cell(term.key, word, vocabulary, lambda facts: facts.values[term.key])
        if isinstance(came, ChoiceError):
            faulty[word] = came
            places.append(None)
        else:
            places.append(objects.setdefault(came, len(objects)))
    if faulty:
        for row, word in _cells_among(series, list(faulty)):
            reading.faults.setdefault(row, []).extend(faulty[word].faults)
    codes = _replaced(series, isinstance(kind, pl.Enum), given, places, len(objects))
    reading.add(FactColumn(term.key, "word", objects=tuple(objects)), codes)


def _replaced(
    series: pl.Series, numbered: bool, given: list[str], places: list[int | None], count: int
) -> pl.Series:
    """The place of each word; `numbered` words already have one in the order of `given`."""
    small = pl.UInt8 if count < 255 else pl.UInt32
    if not numbered:
        return series.replace_strict(given, places, default=None, return_dtype=small)
    if places == list(range(len(given))):
        return series.to_physical()
    return pl.Series(places, dtype=small).gather(series.to_physical())


def _cells_among(series: pl.Series, words: list[str]) -> Iterable[tuple[int, str]]:
    text = series.cast(pl.String)
    rows = text.is_in(words).fill_null(False).arg_true()
    return zip(rows.to_list(), text.gather(rows).to_list(), strict=True)


def _read_text(reading: Reading, term: Term, series: pl.Series, read: Any) -> None:
    odd = series.str.len_chars() > 1_000
    if term.or_none:
        odd = odd | (series.str.strip_chars().str.to_lowercase() == "none")
    rows = odd.fill_null(False).arg_true().to_list()
    values = read(rows) if rows else []
    none = [row for row in rows if values[row] is NONE]
    gone = [row for row in rows if values[row] is None or values[row] is NONE]
    if gone:
        series = series.scatter(gone, None)
    mask = pl.Series([False], dtype=pl.Boolean).new_from_index(0, series.len())
    reading.add(
        FactColumn(term.key, "text", has_none=bool(none)),
        series,
        mask.scatter(none, True) if none else None,
    )


def _read_dates(reading: Reading, term: Term, series: pl.Series, read: Any) -> None:
    if series.dtype == pl.Date:
        days = series.to_physical()
        if days.is_between(_FIRST, _LAST).all():
            reading.add(FactColumn(term.key, "day"), days)
            return
        for row in (~days.is_between(_FIRST, _LAST)).fill_null(False).arg_true().to_list():
            fault = ChoiceFault(term.key, "is a date that no calendar holds", "")
            reading.faults.setdefault(row, []).append(fault)
        reading.add(FactColumn(term.key, "day"), days)
        return
    values = read()
    has_none = any(value is NONE for value in values)
    reading.add(FactColumn(term.key, "day", has_none=has_none), days_of(values), nones(values))


def days_of(values: list[Any]) -> pl.Series:
    days = [None if v is None or v is NONE else v.toordinal() - EPOCH for v in values]
    return pl.Series(days, dtype=pl.Int32)
