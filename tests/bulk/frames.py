"""Choices as frames: each column in the plainest kind that holds all its cells exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from govrules.bulk.check_frame import choice_of
from govrules.bulk.result import SCHEMA, row_of
from govrules.errors import ChoiceError
from govrules.library import Rulebook

Choice = dict[str, Any]


def frame_of(choices: Sequence[Choice], plain: bool = True) -> pl.DataFrame:
    """A frame with a row for each choice; None and a missing key are both an empty cell."""
    keys = dict.fromkeys(key for choice in choices for key in choice)
    columns = [_series(key, [choice.get(key) for choice in choices], plain) for key in keys]
    if not columns:
        return pl.DataFrame({"acts": [None] * len(choices)})
    return pl.DataFrame(columns)


def _series(key: str, cells: list[Any], plain: bool) -> pl.Series:
    kinds = {type(cell) for cell in cells if cell is not None}
    if plain and kinds <= {bool}:
        return pl.Series(key, cells, dtype=pl.Boolean)
    if plain and kinds <= {int} and all(abs(cell) < 2**62 for cell in cells if cell is not None):
        return pl.Series(key, cells, dtype=pl.Int64)
    if plain and kinds <= {int, Decimal}:
        exact = [None if cell is None else Decimal(cell) for cell in cells]
        if all(cell is None or _fits(cell) for cell in exact):
            return pl.Series(key, exact, dtype=pl.Decimal(38, 12))
    if kinds <= {str}:
        return _text(key, cells, plain)
    return pl.Series(key, cells, dtype=pl.Object)


def _fits(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -12 and number.adjusted() < 18


def _text(key: str, cells: list[Any], plain: bool) -> pl.Series:
    """As dates where all are, and else as text."""
    try:
        dates = [None if cell is None else dt.date.fromisoformat(cell) for cell in cells]
    except ValueError:
        return pl.Series(key, cells, dtype=pl.String)
    return pl.Series(key, dates if plain else cells)


def agrees(rulebook: Rulebook, frame: pl.DataFrame, on: dt.date | None) -> None:
    """Every row is decided, or refused, as `check` does it."""
    result = rulebook.check_frame(frame, on)
    decided = {row.pop("row"): row for row in result.decisions.iter_rows(named=True)}
    refused: dict[int, list[tuple[str, str]]] = {}
    for row, key, because in result.set_aside.iter_rows():
        refused.setdefault(row, []).append((key, because))
    assert result.decisions.columns == ["row", *SCHEMA]
    for row in range(frame.height):
        choice = choice_of(frame.row(row, named=True))
        try:
            expected = row_of(rulebook.check(choice, on))
        except ChoiceError as error:
            assert row not in decided, choice
            assert sorted(refused[row]) == sorted((f.key, f.message) for f in error.faults)
        else:
            assert row not in refused, (choice, refused)
            assert decided[row] == expected, choice
