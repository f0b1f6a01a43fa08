"""Boolean columns → one column of lists: for each row the labels of those that are true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
import pyarrow as pa

_CHUNK = 65_536


def labels_where_true(height: int, columns: Iterable[tuple[str, pl.Series | bool]]) -> pl.Series:
    """A list of labels for each row, in the order of `columns`; empty places are not true."""
    kept: list[tuple[str, pl.Series | bool]] = [
        (label, column)
        for label, column in columns
        if (column if isinstance(column, bool) else column.any())
    ]
    labels = [label for label, _ in kept]
    if not kept:
        return lists_of([], np.zeros(0, np.uint32), np.zeros(height, np.int64))
    codes, counts = [], []
    solid = [c if isinstance(c, bool) else c.fill_null(False) for _, c in kept]
    for start in range(0, height, _CHUNK):
        rows = min(_CHUNK, height - start)
        matrix = np.empty((rows, len(solid)), dtype=bool)
        for place, column in enumerate(solid):
            matrix[:, place] = (
                column if isinstance(column, bool) else column.slice(start, rows).to_numpy()
            )
        codes.append((np.flatnonzero(matrix.reshape(-1)) % len(solid)).astype(np.uint32))
        counts.append(matrix.sum(axis=1, dtype=np.int64))
    return lists_of(labels, np.concatenate(codes), np.concatenate(counts))


def lists_of(labels: Sequence[str], codes: np.ndarray, counts: np.ndarray) -> pl.Series:
    """Lists of labels, from the places of all of them and how many each row has."""
    offsets = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=offsets[1:])
    values = pl.Series(list(labels), dtype=pl.String).gather(pl.Series(codes, dtype=pl.UInt32))
    array = pa.LargeListArray.from_arrays(pa.array(offsets), values.to_arrow())
    found = pl.from_arrow(array)
    assert isinstance(found, pl.Series)
    return found.cast(pl.List(pl.String))
