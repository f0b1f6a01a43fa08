"""Columns of Python's own numbers as exact decimals, without a reader for each cell."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from govrules.model.numbers import DIGITS_AFTER, DIGITS_BEFORE


def exact_decimals(series: pl.Series) -> pl.Series | None:
    """A column of whole numbers and decimals as one of decimals; None where a cell is anything
    else, or so large or fine that its reader must tell about it."""
    cells = series.to_list()
    if {type(cell) for cell in cells} - {type(None), int, Decimal}:
        return None
    exact = [None if cell is None else Decimal(cell) for cell in cells]
    scales = [_scale(number) for number in exact if number is not None]
    if not scales or max(scales) > DIGITS_AFTER:
        return None
    return pl.Series(series.name, exact, dtype=pl.Decimal(38, max(scales)))


def _scale(number: Decimal) -> int:
    """How many digits stand after the point; more than any may where it is no plain number."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or number.adjusted() >= DIGITS_BEFORE:
        return DIGITS_AFTER + 1
    return max(0, -exponent)
