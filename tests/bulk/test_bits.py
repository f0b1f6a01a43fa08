"""Truths as bits: the same logic and the same lists as row by row, for any number of rows."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.bulk.bits import Known, bits_of, column_of, truths_of
from govrules.bulk.lists import labels_where_true
from govrules.compiler.program import All, Certain, Formula, Negation, Possible, Read, Some

NAMES = ("a", "b", "c", "d")
TRUTHS = {False: 0, None: 1, True: 2}
formulas = st.recursive(
    st.sampled_from([kind(name) for name in NAMES for kind in (Read, Certain, Possible)]),
    lambda inner: (
        st.builds(Negation, inner)
        | st.builds(lambda items: All(tuple(items)), st.lists(inner, max_size=4))
        | st.builds(lambda items: Some(tuple(items)), st.lists(inner, max_size=4))
    ),
    max_leaves=12,
)
columns = st.sampled_from(["two", "three", "settled"])


def value_of(formula: Formula, row: dict[str, int]) -> int:
    """What a formula means for one row."""
    match formula:
        case Read(name):
            return row[name]
        case Certain(name):
            return 2 if row[name] == 2 else 0
        case Possible(name):
            return 0 if row[name] == 0 else 2
        case Negation(item):
            return 2 - value_of(item, row)
        case All(items):
            return min([2, *(value_of(item, row) for item in items)])
        case Some(items):
            return max([0, *(value_of(item, row) for item in items)])


@settings(deadline=None)
@given(formulas, st.lists(columns, min_size=4, max_size=4), st.integers(1, 200), st.randoms())
def test_logic_is_that_of_single_rows(formula, kinds, height, drawn) -> None:  # type: ignore[no-untyped-def]
    given_: dict[str, Known] = {}
    rows: dict[str, list[int]] = {}
    for name, kind in zip(NAMES, kinds, strict=True):
        if kind == "settled":
            settled = drawn.choice([0, 1, 2])
            given_[name], rows[name] = settled, [settled] * height
        else:
            cells = [
                drawn.choice([True, False, None][: 2 + (kind == "three")]) for _ in range(height)
            ]
            given_[name] = bits_of(pl.Series(cells, dtype=pl.Boolean))
            rows[name] = [TRUTHS[cell] for cell in cells]
    found = column_of(truths_of(formula, given_), height).to_list()
    expected = [value_of(formula, {n: rows[n][at] for n in NAMES}) for at in range(height)]
    assert [TRUTHS[cell] for cell in found] == expected


@pytest.mark.parametrize("size", [0, 100, 128])
@pytest.mark.parametrize("offset", [0, 1, 8, 63, 64, 65])
def test_a_part_of_a_column(offset: int, size: int) -> None:
    cells = [(True, None, False, False, True)[at % 5] for at in range(200)]
    whole = pl.Series(cells, dtype=pl.Boolean)
    part = whole.slice(offset, size)
    assert column_of(bits_of(part), size).to_list() == cells[offset : offset + size]
    plain = whole.fill_null(True).slice(offset, size)
    assert bits_of(plain).no is None
    assert column_of(bits_of(plain), size).to_list() == plain.to_list()


@pytest.mark.parametrize("labels", [1, 7, 64, 65, 257])
@pytest.mark.parametrize("height", [0, 1, 63, 64, 65, 40_000])
def test_lists_of_labels(labels: int, height: int) -> None:
    drawn = np.random.default_rng(labels * 100_003 + height)
    share = 0.5 if height < 1_000 else 0.01
    marks = drawn.random((labels, height)) < share
    planes = [bits_of(pl.Series(row)).yes for row in marks]
    named = [(f"R{number} of a long name", plane) for number, plane in enumerate(planes)]
    found = labels_where_true(height, named)
    assert found.dtype == pl.List(pl.String)
    expected = [[named[at][0] for at in np.flatnonzero(marks[:, row])] for row in range(height)]
    assert found.to_list() == expected


def test_labels_of_all_rows_and_of_none() -> None:
    some = bits_of(pl.Series([True, False, True])).yes
    columns = [("all", True), ("none", False), ("some", some), ("other", ~some)]
    found = labels_where_true(3, columns)
    assert found.to_list() == [["all", "some"], ["all", "other"], ["all", "some"]]
    past_the_end = ~np.array([3], np.uint64)
    assert labels_where_true(2, [("R1", past_the_end)]).to_list() == [[], []]
