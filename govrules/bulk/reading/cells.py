"""Read cells one by one, as those of single choices: in the same way and with the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import polars as pl

from govrules.bulk.reading.result import Reading
from govrules.compiler.to_polars.columns import FactColumn
from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.model.facts import (
    NONE,
    Facts,
)
from govrules.model.vocabulary import Vocabulary


def cells_read(
    reading: Reading,
    key: str,
    series: pl.Series,
    vocabulary: Vocabulary,
    wanted: Callable[[Facts], Any],
    rows: Iterable[int] | None = None,
) -> list[Any]:
    """What each cell comes to, each distinct one read once: canonical, `NONE`, or None where it is
    not given or is faulty."""
    known: dict[Any, Any] = {}
    given = series.to_list()
    found: list[Any] = [None] * len(given)
    for row in range(len(given)) if rows is None else rows:
        cell = given[row]
        if cell is None:
            continue
        same = _hashable(cell)
        if same is None or same not in known:
            came = read_cell(key, cell, vocabulary, wanted)
            if same is not None:
                known[same] = came
        else:
            came = known[same]
        if isinstance(came, ChoiceError):
            reading.faults.setdefault(row, []).extend(came.faults)
        else:
            found[row] = came
    return found


def _hashable(cell: Any) -> Any:
    if isinstance(cell, list):
        return tuple(cell) if all(type(item) is str for item in cell) else None
    return None if isinstance(cell, dict) else (type(cell), cell)


def read_cell(key: str, cell: Any, vocabulary: Vocabulary, wanted: Callable[[Facts], Any]) -> Any:
    try:
        facts = read_choice({key: cell}, vocabulary)
    except ChoiceError as error:
        return error
    return wanted(facts)


def nones(values: list[Any]) -> pl.Series:
    return pl.Series([value is NONE for value in values], dtype=pl.Boolean)


def add_objects(reading: Reading, column: FactColumn, values: list[Any]) -> None:
    """Number the canonical values; equal ones have one number where they can be told apart."""
    numbers: dict[Any, int] = {}
    objects: list[Any] = []
    places: list[int | None] = []
    for value in values:
        if value is None:
            places.append(None)
            continue
        try:
            same = numbers.get(value)
        except TypeError:  # a list or a table
            same = None
            numbered = False
        else:
            numbered = True
        if same is None:
            same = len(objects)
            objects.append(value)
            if numbered:
                numbers[value] = same
        places.append(same)
    made = FactColumn(column.name, column.kind, objects=tuple(objects))
    reading.add(made, pl.Series(places, dtype=pl.UInt32))
