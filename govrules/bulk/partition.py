"""Decide one partition of a large table: a table in, a table out, and nothing else.

For any system that cuts a table into partitions and sends each somewhere (Dask, Spark, Ray): the
rulebook goes along pickled, once to each worker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from govrules.bulk.result import LISTS

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
    `set_aside`: why a row was not decided, in words; then the others are empty. For a pyarrow table
    it is one, of plain strings, lists of strings and dates; else it is a Polars frame. Raises
    ChoiceError when a column is no key of the vocabulary, and EngineFault when nothing was decided.
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
    if isinstance(table, pl.DataFrame):
        return decided
    return _plain(decided.to_arrow(), {name: table.schema.field(name) for name in keep})


def _plain(decided: pa.Table, kept: Mapping[str, pa.Field]) -> pa.Table:
    """A table in kinds that every system has: columns that were kept in their own, words as
    strings, not as places among words."""
    import pyarrow as pa

    plain = {"decision_date": pa.date32(), **{name: pa.list_(pa.string()) for name in LISTS}}
    fields = [
        kept[name] if name in kept else pa.field(name, plain.get(name, pa.string()))
        for name in decided.column_names
    ]
    return decided.cast(pa.schema(fields))


def in_words() -> pl.Expr:
    """What is wrong with a row, with the key that it concerns."""
    key, because = pl.col("key"), pl.col("because")
    return pl.when(key == "").then(because).otherwise(pl.format('"{}" {}', key, because))
