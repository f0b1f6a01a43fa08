"""Planes of bits → one column of lists: for each row the labels of those that are true.

The bits of as many labels as there are rows in a word are turned on their side, so that each row
has its labels in a word. All labels, written once for every row and cut by these bits, are then the
lists one after the other. It takes time by rows and by how many labels are listed, and asks no row
alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from govrules.bulk.bits import Plane, bits_within, words_for

_SIDES: dict[int, type[np.unsignedinteger[Any]]] = {
    8: np.uint8, 16: np.uint16, 32: np.uint32, 64: np.uint64,
}  # fmt: skip
"""The squares that are turned: as many words as each has bits."""
_AT_ONCE = 2**22
"""So many labels of so many rows are turned and cut at once: more, and a processor's cache holds
them no longer; fewer, and threads spend their time taking turns at Python."""
_Words = np.ndarray[Any, np.dtype[np.unsignedinteger[Any]]]
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
    codes: list[_Words] = []
    at = 1
    for by_row in _by_row(np.array([plane for _, plane in found]), height):
        rows = by_row.shape[0]
        offsets[at : at + rows] = _counts(by_row)
        codes.append(_cut(by_row))
        at += rows
    np.cumsum(offsets, out=offsets)
    return _lists([label for label, _ in found], np.concatenate(codes), offsets)


def _by_row(planes: Plane, height: int) -> Iterator[_Words]:
    """Some rows at a time: a line of words for each, with a bit for each plane."""
    side = next((side for side in _SIDES if len(planes) <= side), max(_SIDES))
    words: _Words = planes.view(_SIDES[side])
    width = -(-len(planes) // side)
    step = max(1, _AT_ONCE // (width * side * side))
    for start in range(0, -(-height // side), step):
        chosen = words[:, start : start + step]
        squares: _Words = np.zeros((width * side, chosen.shape[1]), dtype=words.dtype)
        squares[: len(planes)] = chosen
        turned = _turned(squares.reshape(width, side, -1))
        by_row = np.ascontiguousarray(turned.transpose(2, 1, 0)).reshape(-1, width)
        yield by_row[: height - start * side]


def _turned(squares: _Words) -> _Words:
    """Squares of as many words as each has bits, each turned on its side in place: bit r of word c
    goes to bit c of word r. Halves of the square change places crosswise, then halves of its
    quarters, and so on (Warren, Hacker's Delight, 7-3)."""
    count, side, length = squares.shape
    kind = squares.dtype.type
    half, bits = side // 2, (1 << side // 2) - 1
    while half:
        halves = squares.reshape(count, side // (2 * half), 2, half, length)
        one, other = halves[:, :, 0], halves[:, :, 1]
        swapped = one >> kind(half)
        swapped ^= other
        swapped &= kind(bits)
        other ^= swapped
        swapped <<= kind(half)
        one ^= swapped
        half //= 2
        bits ^= (bits << half) & ((1 << side) - 1)
    return squares


def _counts(by_row: _Words) -> _Counts:
    counts = np.bitwise_count(by_row[:, 0]).astype(np.int64)
    for place in range(1, by_row.shape[1]):
        counts += np.bitwise_count(by_row[:, place])
    return counts


def _cut(by_row: _Words) -> _Words:
    """The places of the labels that the rows have, row after row."""
    rows, words = by_row.shape
    width = words * by_row.dtype.itemsize * 8
    bits = [None, pa.py_buffer(by_row)]
    mask = pl.from_arrow(pa.BooleanArray.from_buffers(pa.bool_(), rows * width, bits))
    assert isinstance(mask, pl.Series)
    everything = _everything(width, max(_AT_ONCE, width * max(_SIDES)))
    codes: _Words = everything.slice(0, rows * width).filter(mask).to_numpy()
    return codes


@lru_cache(maxsize=4)
def _everything(width: int, size: int) -> pl.Series:
    """The places of all labels, over and over."""
    kind = np.min_scalar_type(width - 1)
    return pl.Series(np.tile(np.arange(width, dtype=kind), -(-size // width)))


def _lists(labels: Sequence[str], codes: _Words, offsets: _Counts) -> pl.Series:
    """Lists of labels, from the places of all of them and where each row's begin."""
    words = pl.Series(labels, dtype=pl.String).gather(pl.Series(codes))
    views = words.to_arrow(compat_level=pl.CompatLevel.newest())  # as they are, without a copy
    found = pl.from_arrow(pa.LargeListArray.from_arrays(pa.array(offsets), views))
    assert isinstance(found, pl.Series)
    return found
