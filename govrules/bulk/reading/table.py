"""The columns of a table → columns of facts, or the rows that cannot be read and why.

Plain columns of whole numbers, exact decimals, dates, words and Booleans are taken as they stand.
Every other cell goes through the reader of single choices, each distinct one once, so that a cell
is read, and refused, in the same way and with the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import polars as pl

from govrules.bulk.reading.assumed import assume
from govrules.bulk.reading.cells import add_objects, cells_read
from govrules.bulk.reading.result import Reading
from govrules.bulk.reading.terms import days_of, read_term
from govrules.compiler.to_polars.columns import FactColumn
from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import (
    ACTS,
    DECISION_DATE,
    DEPARTURES,
    DUTIES_DONE,
    JUDGEMENTS,
    NOT_KNOWN,
    REASONS,
    SIGN_OFFS,
    Facts,
)
from govrules.model.vocabulary import Vocabulary

RECORDS = (DEPARTURES, REASONS, SIGN_OFFS, DUTIES_DONE, NOT_KNOWN)
"""What only single rows carry: a row with one of these is decided on its own."""


def read_facts(table: pl.DataFrame, vocabulary: Vocabulary) -> Reading:
    """Read a table whose columns are keys of the vocabulary.

    Raises ChoiceError when a column is not one, for then no row can be read.
    """
    table = _whole_columns(table)
    _refuse_unknown(table.columns, vocabulary)
    reading = Reading()
    terms = {term.key: term for term in vocabulary.given_terms()}
    for key in table.columns:
        series = table[key]
        if series.null_count() == series.len():
            continue
        if key in RECORDS:
            _read_record(reading, key, series, vocabulary)
        elif key in (ACTS, JUDGEMENTS):
            cells = cells_read(reading, key, series, vocabulary, _field(key))
            add_objects(reading, FactColumn(key, "object"), cells)
        elif key == DECISION_DATE:
            cells = cells_read(reading, key, series, vocabulary, lambda f: f.decision_date)
            reading.dates = days_of(cells)
            if key in terms:
                read_term(reading, terms[key], series, vocabulary)
        else:
            read_term(reading, terms[key], series, vocabulary)
    assume(reading, terms.values(), table.height)
    return reading


def _field(key: str) -> Callable[[Facts], Any]:
    if key == JUDGEMENTS:
        return lambda facts: tuple(facts.judgements.items())
    return lambda facts: facts.acts


def _whole_columns(table: pl.DataFrame) -> pl.DataFrame:
    """Dotted columns ("reasons.C4") as the entries of one column of tables."""
    dotted: dict[str, list[str]] = {}
    for name in table.columns:
        whole, dot, _ = name.partition(".")
        if dot:
            dotted.setdefault(whole, []).append(name)
    for whole, names in dotted.items():
        if whole in table.columns:
            message = "is given both as a whole and by its entries"
            raise ChoiceError([ChoiceFault(whole, message, "")])
        entries = [name.partition(".")[2] for name in names]
        rows = [
            {e: v for e, v in zip(entries, row, strict=True) if v is not None} or None
            for row in table.select(names).iter_rows()
        ]
        table = table.drop(names).with_columns(pl.Series(whole, rows, dtype=pl.Object))
    return table


def _refuse_unknown(keys: Iterable[str], vocabulary: Vocabulary) -> None:
    try:
        read_choice(dict.fromkeys(keys), vocabulary)
    except ChoiceError as error:
        raise ChoiceError(
            [ChoiceFault(f.key, f"{f.message}, so the column cannot be read", f.where)
             for f in error.faults]
        ) from None  # fmt: skip


def _read_record(reading: Reading, key: str, series: pl.Series, vocabulary: Vocabulary) -> None:
    cells_read(reading, key, series, vocabulary, lambda facts: None)
    reading.alone.update(row for row, cell in enumerate(series.to_list()) if cell is not None)
