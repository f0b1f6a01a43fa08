"""Write rows as Parquet: exact text, with numbers and dates of entries as such."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, BinaryIO

from govrules.decision_log.to_rows import Row
from govrules.errors import UsageError

_BATCH = 2_000
"""Rows that are held and written at once."""


def write_parquet(rows: Iterable[Row], columns: Sequence[str], stream: BinaryIO) -> None:
    """Raises UsageError where pyarrow is not installed."""
    need_pyarrow()
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "entry": pa.int64(),
        "recorded": pa.timestamp("us", tz="UTC"),
        "decision_date": pa.date32(),
    }
    schema = pa.schema([(column, kinds.get(column, pa.string())) for column in columns])
    remaining = iter(rows)
    with pq.ParquetWriter(stream, schema) as writer:
        while batch := list(islice(remaining, _BATCH)):
            arrays = [
                pa.array([_value(column, row.get(column)) for row in batch], schema.field(at).type)
                for at, column in enumerate(columns)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def need_pyarrow() -> None:
    """Raises UsageError with what to install."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise UsageError('Parquet needs pyarrow: pip install "govrules[parquet]"') from None


def _value(column: str, text: str | None) -> Any:
    """What is redacted, or no date after all, has no value in a column of dates."""
    if text is None:
        return None
    try:
        if column == "entry":
            return int(text)
        if column == "recorded":
            return dt.datetime.fromisoformat(text)
        if column == "decision_date":
            return dt.date.fromisoformat(text)
    except ValueError:
        return None
    return text
