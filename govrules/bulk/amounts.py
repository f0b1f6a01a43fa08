"""The amounts of a column as exact decimals, for sums."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

AMOUNT = pl.Decimal(38, 12)
_PLAIN = r"^-?[0-9]{1,18}(\.[0-9]{1,12})?$"


def exact_amounts(frame: pl.DataFrame, column: str) -> pl.Series:
    """The column as decimals; empty where a cell is no plain amount."""
    if column not in frame.columns:
        return pl.Series("amount", [None], dtype=AMOUNT).new_from_index(0, frame.height)
    series = frame[column].alias("amount")
    if series.dtype.is_integer() or isinstance(series.dtype, pl.Decimal):
        return series.cast(AMOUNT, strict=False)
    if series.dtype == pl.String:
        tidy = series.str.replace_all("[£,\\s]", "")
        plain = pl.select(pl.when(tidy.str.contains(_PLAIN)).then(tidy)).to_series()
        return plain.str.to_decimal(scale=12).cast(AMOUNT, strict=False).alias("amount")
    cells = [_amount(cell) for cell in series.to_list()]
    return pl.Series("amount", cells, dtype=AMOUNT)


def _amount(cell: object) -> Decimal | None:
    """A binary float counts as the shortest decimal that stands for it, as in a choice."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if not number.is_finite() or number.adjusted() >= 18:
        return None
    exponent = number.as_tuple().exponent
    return number if isinstance(exponent, int) and exponent >= -12 else None
