"""The amounts of a column as exact decimals, for sums."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from govrules.bulk.exact import exact_decimals
from govrules.model.numbers import read_money
from govrules.model.unreadable import UnreadableError

AMOUNT = pl.Decimal(38, 12)
_PLAIN = r"^-?[0-9]{1,18}(\.[0-9]{1,12})?$"


def exact_amounts(frame: pl.DataFrame, column: str) -> pl.Series:
    """The column as decimals; empty where a cell is no amount."""
    if column not in frame.columns:
        return pl.Series("amount", [None], dtype=AMOUNT).new_from_index(0, frame.height)
    series = frame[column].alias("amount")
    if isinstance(series.dtype, pl.Object):
        exact = exact_decimals(series)
        series = series if exact is None else exact
    if series.dtype.is_integer() or isinstance(series.dtype, pl.Decimal):
        return series.cast(AMOUNT, strict=False)
    if series.dtype == pl.String:
        plain = pl.select(pl.when(series.str.contains(_PLAIN)).then(series)).to_series()
        exact = plain.str.to_decimal(scale=12).cast(AMOUNT, strict=False).alias("amount")
        odd = (exact.is_null() & series.is_not_null()).arg_true()
        if odd.len():
            read = [_amount(cell) for cell in series.gather(odd).to_list()]
            exact = exact.scatter(odd, pl.Series(read, dtype=AMOUNT))
        return exact
    return pl.Series("amount", [_amount(cell) for cell in series.to_list()], dtype=AMOUNT)


def _amount(cell: object) -> Decimal | None:
    """The amount that a cell holds, read as that of a choice; None where it holds none."""
    try:
        return None if cell is None else Decimal(read_money(cell))
    except UnreadableError:
        return None
