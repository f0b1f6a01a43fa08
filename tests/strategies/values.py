"""Literals and values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from govrules.language import syntax as s
from tests.strategies.phrases import WORLD, World, quoted_texts

UNITS = ("day", "week", "month", "year", "working day", "clear day")
DATES = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


def decimals(most: int = 3_000_000, places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.integers(0, 99).map(Decimal) | st.decimals(0, most, places=places)


def money() -> st.SearchStrategy[s.Money]:
    """Whole pounds, pence, and the round millions that print in words."""
    amounts = decimals(20_000_000) | st.integers(1, 90).map(lambda n: Decimal(n) * 500_000)
    return st.builds(s.Money, amounts, st.sampled_from(["", "", "including", "excluding"]))


def durations() -> st.SearchStrategy[s.Duration]:
    return st.builds(s.Duration, st.integers(0, 400), st.sampled_from(UNITS))


def percentages() -> st.SearchStrategy[s.Percentage]:
    return st.builds(s.Percentage, decimals(200))


def figures_literals() -> st.SearchStrategy[s.Literal]:
    """Literals that a figure may stand for."""
    return st.one_of(
        money(),
        st.builds(s.Number, decimals()),
        percentages(),
        durations(),
        st.builds(s.Date, DATES),
    )


def literals() -> st.SearchStrategy[s.Literal]:
    return st.one_of(
        figures_literals(),
        st.builds(s.Text, quoted_texts()),
        st.builds(s.YesNo, st.booleans()),
    )


@cache
def simple_values(world: World = WORLD) -> st.SearchStrategy[s.Value]:
    """Names, literals and entries of tables: what needs no brackets anywhere."""
    return st.one_of(
        world.names("terms", "fields", "figures", "amounts", "values"),
        world.with_article("figures", "terms"),
        literals(),
        st.builds(s.Lookup, world.names("tables"), st.builds(s.Text, quoted_texts())),
    )


@cache
def values(world: World = WORLD, depth: int = 2) -> st.SearchStrategy[s.Value]:
    """Any value; what follows a `where` in it nests no deeper than `depth`."""
    simple = simple_values(world)
    if depth <= 0:
        return simple
    inner = values(world, depth - 1)
    operators = ["plus", "minus", "times", "divided by", "with VAT at", "without VAT at"]
    elapsed = st.sampled_from(["days", "working days", "months", "years"])
    return st.one_of(
        simple,
        st.builds(s.Arithmetic, st.sampled_from(operators), inner, inner),
        st.builds(s.FirstKnown, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        aggregates(world, depth - 1),
        st.builds(s.Elapsed, elapsed, inner, inner),
    )


@cache
def aggregates(world: World = WORLD, depth: int = 1) -> st.SearchStrategy[s.Aggregate]:
    from tests.strategies.conditions import conditions  # a condition holds values and the reverse

    where = st.none() | conditions(world, depth, listed=False)
    lists = world.names("lists")
    kinds = st.sampled_from(["total", "share", "highest", "lowest"])
    number = st.builds(s.Aggregate, st.just("number"), lists, st.none(), where)
    return number | st.builds(s.Aggregate, kinds, lists, world.names("fields"), where)
