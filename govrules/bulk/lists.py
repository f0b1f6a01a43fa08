"""Planes of bits → one column of lists: for each row the labels of those that are true.

The bits of sixty-four labels for sixty-four rows are turned on their side, so that each row has its
labels in a word. All labels, written once for every row, and cut by these bits, are then the lists
one after the other. It takes time by rows and by how many labels are listed, and asks no row alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from govrules.bulk.bits import Plane, bits_within, words_for

_WORD = 64
_AT_ONCE = 2**21
"""So many labels of so many rows are cut at once, which a processor's cache holds."""
_Codes = np.ndarray[Any, np.dtype[np.unsignedinteger[Any]]]
_Counts = np.ndarray[Any, np.dtype[np.int64]]


def labels_where_true(height: int, columns: Iterable[tuple[str, Plane | bool]]) -> pl.Series:
    """A list of labels for each row, in the order of `columns`; what is true in no row costs
    nothing."""
    full = ~np.zeros(words_for(height), dtype=np.uint64)
    named = [(label, full if truth is True else truth) for label, truth in columns]
    found = [
        (label, plane)
        for label, plane in named
        if not isinstance(plane, bool) and bits_within(plane, height).any()
    ]
    offsets = np.zeros(height + 1, dtype=np.int64)
    if not found:
        return _lists([], np.empty(0, np.uint8), offsets)
    codes: list[_Codes] = []
    at = 1
    for by_row in _by_row(np.array([plane for _, plane in found]), height):
        rows, width = by_row.shape
        offsets[at : at + rows] = _counts(by_row)
        codes.append(_cut(by_row, width * _WORD))
        at += rows
    np.cumsum(offsets, out=offsets)
    return _lists([label for label, _ in found], np.concatenate(codes), offsets)


def _by_row(planes: np.ndarray[Any, np.dtype[np.uint64]], height: int) -> Iterator[Plane]:
    """Some rows at a time: a line of words for each, with a bit for each plane."""
    count, words = planes.shape
    width = -(-count // _WORD)
    step = max(1, _AT_ONCE // (width * _WORD * _WORD))
    for start in range(0, words, step):
        chosen = planes[:, start : start + step]
        square = np.zeros((width * _WORD, chosen.shape[1]), dtype=np.uint64)
        square[:count] = chosen
        turned = _turned(square.reshape(width, _WORD, -1))
        by_row = np.ascontiguousarray(turned.transpose(2, 1, 0)).reshape(-1, width)
        yield by_row[: height - start * _WORD]


def _steps() -> Iterator[tuple[int, np.uint64, np.uint64]]:
    """Half of a square's side, and the bits of a word that stand in the first of two halves."""
    half, mask = 32, (1 << 32) - 1
    while half:
        yield half, np.uint64(half), np.uint64(mask)
        half //= 2
        mask ^= (mask << half) & (2**64 - 1)


_STEPS = tuple(_steps())


def _turned(squares: Plane) -> Plane:
    """Squares of 64 words, each turned on its side in place: bit r of word c goes to bit c of word
    r. Quarters change places, then quarters of quarters (Warren, Hacker's Delight, 7-3)."""
    for half, shift, mask in _STEPS:
        halves = squares.reshape(squares.shape[0], _WORD // (2 * half), 2, half, -1)
        one, other = halves[:, :, 0], halves[:, :, 1]
        swapped = one >> shift
        swapped ^= other
        swapped &= mask
        other ^= swapped
        swapped <<= shift
        one ^= swapped
    return squares


def _counts(by_row: Plane) -> _Counts:
    counts = np.bitwise_count(by_row[:, 0]).astype(np.int64)
    for place in range(1, by_row.shape[1]):
        counts += np.bitwise_count(by_row[:, place])
    return counts


def _cut(by_row: Plane, width: int) -> _Codes:
    """The places of the labels that the rows have, row after row."""
    size = by_row.shape[0] * width
    mask = pl.from_arrow(
        pa.BooleanArray.from_buffers(pa.bool_(), size, [None, pa.py_buffer(by_row)])
    )
    assert isinstance(mask, pl.Series)
    everything = _everything(width, max(_AT_ONCE, width * _WORD))
    codes: _Codes = everything.slice(0, size).filter(mask).to_numpy()
    return codes


@lru_cache(maxsize=4)
def _everything(width: int, size: int) -> pl.Series:
    """The places of all labels, over and over."""
    kind = np.min_scalar_type(width - 1)
    return pl.Series(np.tile(np.arange(width, dtype=kind), -(-size // width)))


def _lists(labels: Sequence[str], codes: _Codes, offsets: _Counts) -> pl.Series:
    """Lists of labels, from the places of all of them and where each row's begin."""
    words = pl.Series(labels, dtype=pl.String).gather(pl.Series(codes))
    views = words.to_arrow(compat_level=pl.CompatLevel.newest())  # as they are, without a copy
    found = pl.from_arrow(pa.LargeListArray.from_arrays(pa.array(offsets), views))
    assert isinstance(found, pl.Series)
    return found
