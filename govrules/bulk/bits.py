"""Truths of many rows as bits, sixty-four rows to a word, and the logic over them.

A truth is two planes of bits: where it holds, and where it does not; in neither it is unknown, so
that "and" and "or" of both planes are strong Kleene's. Where nothing is unknown, one plane will do.
Whether this is what the engine means by a formula is not taken on trust: see `bulk.certified`.
Bits past the last row of the last word say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from govrules.compiler.program import All, Certain, Formula, Negation, Possible, Read, Some
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth

Plane = np.ndarray[Any, np.dtype[np.uint64]]
_ROWS = 64
"""So many rows stand in a word."""


@dataclass(frozen=True, slots=True)
class Bits:
    """Where something holds, and where it does not; without `no`, that is everywhere else."""

    yes: Plane
    no: Plane | None = None

    @property
    def otherwise(self) -> Plane:
        return ~self.yes if self.no is None else self.no

    @property
    def unknown(self) -> Plane | bool:
        return False if self.no is None else ~(self.yes | self.no)


Known = Bits | Truth
"""Bits, or a truth that is the same in every row."""
Rows = Plane | bool
"""The rows of which something holds: bits, or all or none of them."""


def words_for(height: int) -> int:
    """How many words hold so many rows."""
    return -(-height // _ROWS)


# --- columns and back ------------------------------------------------------------------------


def bits_of(column: pl.Series) -> Bits:
    """The truths of a column of Booleans; an empty place is unknown."""
    array: Any = column.to_arrow()
    validity, values = array.buffers()
    yes = _plane(values, array.offset, len(array))
    if not array.null_count:
        return Bits(yes)
    known = _plane(validity, array.offset, len(array))
    return Bits(yes & known, known & ~yes)


def _plane(buffer: Any, offset: int, height: int) -> Plane:
    """The bits of a buffer from one of them on, in whole words; the buffer's own where they are
    whole words there."""
    read = np.frombuffer(buffer, dtype=np.uint8)
    if offset % _ROWS == height % _ROWS == 0:
        return read[offset // 8 : (offset + height) // 8].view(np.uint64)
    found = np.zeros(words_for(height) * 8, dtype=np.uint8)
    start, within = divmod(offset, 8)
    if within:
        bits = np.unpackbits(read[start:], bitorder="little")[within : within + height]
        read, start = np.packbits(bits, bitorder="little"), 0
    size = -(-height // 8)
    found[:size] = read[start : start + size]
    return found.view(np.uint64)


def column_of(truth: Known, height: int) -> pl.Series:
    """A column of Booleans, empty where unknown."""
    if not isinstance(truth, Bits):
        value = {FALSE: False, UNKNOWN: None, TRUE: True}[truth]
        return pl.Series([value], dtype=pl.Boolean).new_from_index(0, height)
    known = None if truth.no is None else pa.py_buffer(truth.yes | truth.no)
    buffers = [known, pa.py_buffer(truth.yes)]
    column = pl.from_arrow(pa.BooleanArray.from_buffers(pa.bool_(), height, buffers))
    assert isinstance(column, pl.Series)
    return column


def part_of(truth: Known, start: int, size: int) -> Known:
    """The truths of some rows, the first of which begins a word."""
    if not isinstance(truth, Bits):
        return truth
    words = slice(start // _ROWS, words_for(start + size))
    return Bits(truth.yes[words], None if truth.no is None else truth.no[words])


def rows_of(rows: Rows, height: int) -> pl.Series:
    """A column that is true in these rows."""
    truth: Known = Bits(rows) if not isinstance(rows, bool) else TRUE if rows else FALSE
    return column_of(truth, height)


def bits_within(plane: Plane, height: int) -> Plane:
    """A plane without the bits past the last row."""
    rest = height % _ROWS
    if not rest:
        return plane
    cut = plane.copy()
    cut[-1] &= np.uint64((1 << rest) - 1)
    return cut


# --- logic -----------------------------------------------------------------------------------


def truths_of(formula: Formula, inputs: Mapping[str, Known]) -> Known:
    """What a formula comes to in every row."""
    match formula:
        case Read(name):
            return inputs[name]
        case Negation(item):
            return negated(truths_of(item, inputs))
        case Certain(name):
            found = inputs[name]
            if isinstance(found, Bits):
                return Bits(found.yes)
            return TRUE if found == TRUE else FALSE
        case Possible(name):
            found = inputs[name]
            if isinstance(found, Bits):
                return found if found.no is None else Bits(~found.no)
            return FALSE if found == FALSE else TRUE
        case All(items):
            return least_of([truths_of(item, inputs) for item in items])
        case Some(items):
            return greatest_of([truths_of(item, inputs) for item in items])


def negated(truth: Known) -> Known:
    """True where it is false."""
    if not isinstance(truth, Bits):
        return 2 - truth
    return Bits(~truth.yes) if truth.no is None else Bits(truth.no, truth.yes)


def least_of(items: Sequence[Known]) -> Known:
    """True where all are, false where one is."""
    return _together(items, TRUE, np.bitwise_and, np.bitwise_or)


def greatest_of(items: Sequence[Known]) -> Known:
    """True where one is, false where all are."""
    return _together(items, FALSE, np.bitwise_or, np.bitwise_and)


def _together(items: Sequence[Known], neutral: Truth, yes_by: np.ufunc, no_by: np.ufunc) -> Known:
    """`neutral` is the truth that changes nothing; its opposite settles the whole."""
    same = [item for item in items if not isinstance(item, Bits)]
    parts = [item for item in items if isinstance(item, Bits)]
    settled = (min if neutral == TRUE else max)([neutral, *same])
    if settled == 2 - neutral or not parts:
        return settled
    yes = _joined(yes_by, [part.yes for part in parts])
    if settled == neutral and all(part.no is None for part in parts):
        return Bits(yes)
    no = _joined(no_by, [part.otherwise for part in parts])
    if settled == neutral:
        return Bits(yes, no)
    nowhere = np.zeros_like(yes)
    return Bits(nowhere, no) if neutral == TRUE else Bits(yes, nowhere)


def _joined(operation: np.ufunc, planes: Sequence[Plane]) -> Plane:
    if len(planes) == 1:
        return planes[0]
    found: Plane = operation(planes[0], planes[1])
    for plane in planes[2:]:
        operation(found, plane, out=found)
    return found


def at_least_of(count: int, items: Sequence[Known]) -> Known:
    """True where so many are, false where fewer can be."""
    reached: list[Known] = [TRUE, *[FALSE] * count]
    for item in items:
        for each in range(count, 0, -1):
            reached[each] = greatest_of([reached[each], least_of([reached[each - 1], item])])
    return reached[max(0, count)]


# --- sets of rows ----------------------------------------------------------------------------


def is_true(truth: Known) -> Rows:
    return truth.yes if isinstance(truth, Bits) else truth == TRUE


def is_unknown(truth: Known) -> Rows:
    return truth.unknown if isinstance(truth, Bits) else truth == UNKNOWN


def is_false(truth: Known) -> Rows:
    return truth.otherwise if isinstance(truth, Bits) else truth == FALSE


def both(one: Rows, other: Rows) -> Rows:
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other


def either(one: Rows, other: Rows) -> Rows:
    return any_of((one, other))


def any_of(parts: Iterable[Rows]) -> Rows:
    found: Rows = False
    for part in parts:
        if isinstance(part, bool):
            if part:
                return True
        else:
            found = part if isinstance(found, bool) else found | part
    return found


def others(rows: Rows) -> Rows:
    return not rows if isinstance(rows, bool) else ~rows


def some(rows: Rows) -> Rows:
    """The same rows; no bits where there are none, so that nothing more is asked of them."""
    return rows if isinstance(rows, bool) or rows.any() else False
