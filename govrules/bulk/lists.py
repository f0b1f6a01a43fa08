"""Boolean columns → one column of lists: for each row the labels of those that are true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
import pyarrow as pa

_Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


def labels_where_true(height: int, columns: Iterable[tuple[str, pl.Series | bool]]) -> pl.Series:
    """A list of labels for each row, in the order of `columns`; empty places are not true.

    It takes time by how many labels there are in all, not by rows times columns.
    """
    labels: list[str] = []
    rows: list[_Numbers] = []
    numbers = pl.int_range(height, dtype=pl.Int64, eager=True)
    for label, column in columns:
        if isinstance(column, bool):
            where = np.arange(height, dtype=np.int64) if column else None
        else:
            where = numbers.filter(column).to_numpy()
        if where is not None and len(where):
            labels.append(label)
            rows.append(where)
    if not rows:
        return _lists([], np.empty(0, np.uint32), np.zeros(height + 1, np.int64))
    counts = np.zeros(height + 1, dtype=np.int64)
    for where in rows:
        counts[where + 1] += 1  # no row stands twice in one column
    offsets = np.cumsum(counts)
    codes = np.empty(offsets[-1], dtype=np.uint32)
    place = offsets[:-1].copy()
    for code, where in enumerate(rows):
        at = place[where]
        codes[at] = code
        place[where] = at + 1
    return _lists(labels, codes, offsets)


def _lists(
    labels: Sequence[str], codes: np.ndarray[tuple[int], np.dtype[np.uint32]], offsets: _Numbers
) -> pl.Series:
    """Lists of labels, from the places of all of them and where each row's begin."""
    words = pl.Series(labels, dtype=pl.String).gather(pl.Series(codes))
    views = words.to_arrow(compat_level=pl.CompatLevel.newest())  # as they are, without a copy
    found = pl.from_arrow(pa.LargeListArray.from_arrays(pa.array(offsets), views))
    assert isinstance(found, pl.Series)
    return found
