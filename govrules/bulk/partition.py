"""Decide one partition of a large table: a table in, a table out, and nothing else.

For any system that cuts a table into partitions and sends each somewhere (Dask, Spark, Ray): the
rulebook goes along pickled, once to each worker.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeVar

import polars as pl

if TYPE_CHECKING:
    import pyarrow as pa

    from govrules.library import Rulebook

TableOrFrame = TypeVar("TableOrFrame", "pa.Table", pl.DataFrame)


def check_partition(
    table: TableOrFrame,
    rulebook: Rulebook,
    on: dt.date | None = None,
    *,
    keep: tuple[str, ...] = (),
) -> TableOrFrame:
    """The decision on each row of a table, in the order of its rows.

    The result has the columns of `keep` as they were given, those of docs/reference/bulk.md, and
    `set_aside`: why a row was not decided, in words; then the others are empty. It is a pyarrow
    table for a pyarrow table, else a Polars frame. Raises ChoiceError when a column is no key of
    the vocabulary, and EngineFault when nothing was decided.
    """
    frame = table if isinstance(table, pl.DataFrame) else pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    result = rulebook.check_frame(frame.drop(keep), on)
    numbered = frame.select(keep).with_columns(
        pl.int_range(frame.height, dtype=pl.UInt32, eager=True).alias("row")
    )
    aside = result.set_aside.group_by("row").agg(in_words().str.join("; ").alias("set_aside"))
    decided = (
        numbered.join(result.decisions, on="row", how="left", maintain_order="left")
        .join(aside, on="row", how="left", maintain_order="left")
        .drop("row")
    )
    return decided if isinstance(table, pl.DataFrame) else decided.to_arrow()


def in_words() -> pl.Expr:
    """What is wrong with a row, with the key that it concerns."""
    key, because = pl.col("key"), pl.col("because")
    return pl.when(key == "").then(because).otherwise(pl.format('"{}" {}', key, because))
