"""Columns of numbers, as whole numbers of parts: no binary float takes part."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from govrules.bulk.exact import exact_decimals
from govrules.bulk.reading.result import Reading
from govrules.compiler.to_polars.columns import FactColumn
from govrules.model.facts import (
    NONE,
)
from govrules.model.numbers import DIGITS_AFTER, DIGITS_BEFORE, LIMIT
from govrules.model.policy import Term
from govrules.model.types import (
    NumberType,
    PercentageType,
)

_PLAIN_TEXT = r"^-?[0-9]{1,14}(\.[0-9]{1,4})?$"
_TEXT_SCALE = 4
_MOST_PARTS = 2**62
_BOUNDS = (2**15, 2**31 - 1, 2**46, _MOST_PARTS - 1, 2**63)
"""Two amounts within the second can be multiplied in 62 bits, and one within the third by a part
of a hundred to two places."""


def read_numbers(reading: Reading, term: Term, series: pl.Series, read: Any) -> None:
    plain, scale = _plain_numbers(series)
    assumed = term.assumed.value if term.assumed is not None else None
    is_plain = plain.null_count() == series.null_count() and places_of(assumed) <= scale
    ends = _ends(plain)
    if is_plain and not _past_bounds(term, ends, scale).any():
        reading.add(FactColumn(term.key, "number", scale, _bound(ends)), plain)
        return
    odd = series.is_not_null() & (plain.is_null() | _past_bounds(term, plain, scale))
    rows = odd.fill_null(False).arg_true().to_list()
    values = read(rows) if rows else []
    read_values = {row: values[row] for row in rows}
    wanted = max([scale, places_of(assumed), *map(places_of, read_values.values())])
    if wanted > scale:
        most = _MOST_PARTS // 10 ** (wanted - scale)
        fits = plain.is_between(-most, most).fill_null(True)
        reading.alone.update((~fits).arg_true().to_list())
        plain = plain.set(~fits, None) * 10 ** (wanted - scale)
    none = [row for row, value in read_values.items() if value is NONE]
    if rows:
        parts = [parts_of(read_values[row], wanted) for row in rows]
        reading.alone.update(
            row for row, part in zip(rows, parts, strict=True)
            if part is None and isinstance(read_values[row], int | Decimal)
        )  # fmt: skip
        plain = plain.scatter(rows, pl.Series(parts, dtype=pl.Int64))
    mask = None
    if none:
        mask = pl.Series([False]).new_from_index(0, series.len()).scatter(none, True)
    column = FactColumn(term.key, "number", wanted, _bound(_ends(plain)), has_none=bool(none))
    reading.add(column, plain, mask)


def _plain_numbers(series: pl.Series) -> tuple[pl.Series, int]:
    """The cells that need no care, as whole numbers of parts, and how many digits a part is."""
    if isinstance(series.dtype, pl.Object):
        exact = exact_decimals(series)
        series = series if exact is None else exact
    kind = series.dtype
    if kind.is_integer():
        whole = series.cast(pl.Int64, strict=False)
        return whole, 0
    if isinstance(kind, pl.Decimal) and kind.scale <= min(DIGITS_AFTER, DIGITS_BEFORE):
        return series.to_physical().cast(pl.Int64, strict=False), kind.scale
    if isinstance(kind, pl.String):
        plain = pl.when(series.str.contains(_PLAIN_TEXT)).then(series)
        text = pl.select(plain).to_series()
        parts = text.str.to_decimal(scale=_TEXT_SCALE).to_physical().cast(pl.Int64, strict=False)
        return _fewest_digits(parts)
    return pl.Series([None], dtype=pl.Int64).new_from_index(0, series.len()), 0


def _fewest_digits(parts: pl.Series) -> tuple[pl.Series, int]:
    """Parts as large as they can be, so that sums and products stay within bounds."""
    for digits in (_TEXT_SCALE, _TEXT_SCALE - 2):
        if ((parts % 10**digits) == 0).all():
            return parts // 10**digits, _TEXT_SCALE - digits
    return parts, _TEXT_SCALE


def _ends(parts: pl.Series) -> pl.Series:
    """The least and the greatest."""
    return pl.Series([parts.min(), parts.max()], dtype=pl.Int64)


def _bound(ends: pl.Series) -> int:
    """A bound of the parts: one of few, so that a plan for one table does for the next."""
    most = max((abs(end) for end in ends.drop_nulls()), default=0)
    return next(bound for bound in _BOUNDS if most <= bound)


def _past_bounds(term: Term, plain: pl.Series, scale: int) -> pl.Series:
    """Where a number is impossible, so that its reader must say why; and where it is very large."""
    limit = LIMIT * 10**scale
    past = pl.Series([False]).new_from_index(0, plain.len())
    if limit < 2**63:
        past = (plain >= limit) | (plain <= -limit)
    if isinstance(term.type, NumberType | PercentageType):
        if term.type.low is not None:
            past = past | (plain < _ceiling(term.type.low, scale))
        if term.type.high is not None:
            past = past | (plain > _floor(term.type.high, scale))
    return past


def _ceiling(bound: Decimal | int, scale: int) -> int:
    return -_floor(-bound, scale)


def _floor(bound: Decimal | int, scale: int) -> int:
    return max(-_MOST_PARTS, min(_MOST_PARTS, int(Decimal(bound).scaleb(scale) // 1)))


def places_of(value: Any) -> int:
    """How many digits a number has after the point."""
    if not isinstance(value, Decimal):
        return 0
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def parts_of(value: Any, scale: int) -> int | None:
    if not isinstance(value, int | Decimal):
        return None
    parts = int(Decimal(value).scaleb(scale))
    return parts if -_MOST_PARTS < parts < _MOST_PARTS else None
