"""Conditions and norms."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from govrules.language import syntax as s
from tests.strategies.phrases import WORLD, World, quoted_texts
from tests.strategies.values import durations, money, simple_values, values

OPERATORS = ("is", "is not", "less than", "at most", "more than", "at least", "exactly", "before",
             "after", "on or before", "on or after")  # fmt: skip
POSITIVE = tuple(operator for operator in OPERATORS if operator != "is not")
MODALITIES = ("must", "must not", "should", "should not", "may")


@cache
def conditions(
    world: World = WORLD, depth: int = 2, listed: bool = True
) -> st.SearchStrategy[s.Condition]:
    """Any condition. `listed` when it may be a list with `and`/`or` without bullets."""
    test = tests(world, depth)
    if depth <= 0:
        return test
    choices = [test, test, groups(world, depth - 1)]
    if listed:
        several = st.lists(conditions(world, depth - 1, listed=False), min_size=2, max_size=3)
        choices.append(st.builds(s.AllOf, several.map(tuple)))
        choices.append(st.builds(s.AnyOf, several.map(tuple)))
    return st.one_of(choices)


@cache
def groups(world: World = WORLD, depth: int = 1) -> st.SearchStrategy[s.Condition]:
    """A group with bullets."""
    items = st.lists(conditions(world, depth, listed=False), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(s.AllOf, items, st.just(True)),
        st.builds(s.AnyOf, items, st.just(True)),
        st.builds(s.NoneOf, items),
        st.builds(s.AtLeastOf, st.integers(1, 3), items),
    )


@cache
def tests(world: World = WORLD, depth: int = 1) -> st.SearchStrategy[s.Condition]:
    """A condition that is no group."""
    simple = st.one_of(
        comparisons(world, depth),
        _holds(world),
        st.builds(s.Not, _holds(world)),
        st.builds(s.Satisfied, world.role(), quoted_texts(), st.booleans()),
        st.builds(s.Proposes, world.role(), world.act(), st.booleans()),
    )
    if depth <= 0:
        return simple
    where = conditions(world, depth - 1, listed=False)
    kinds = st.sampled_from(["any", "every"])
    return simple | st.builds(s.Quantified, kinds, world.names("lists"), where)


@cache
def _holds(world: World) -> st.SearchStrategy[s.Holds]:
    return st.builds(s.Holds, world.names("facts", "terms", "fields"))


@cache
def comparisons(world: World = WORLD, depth: int = 1) -> st.SearchStrategy[s.Condition]:
    left, right = values(world, min(depth, 1)), values(world, depth - 1)
    several = st.lists(simple_values(world), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(s.Comparison, left, st.sampled_from(OPERATORS), right),
        st.builds(s.Between, left, right, right),
        st.builds(s.Among, left, several, st.booleans()),
        st.builds(s.Includes, left, simple_values(world), st.booleans()),
        st.builds(s.Known, left, st.booleans()),
        st.builds(s.Absent, left, st.booleans()),
    )


# --- norms -------------------------------------------------------------------------------------


@cache
def norms(world: World = WORLD, depth: int = 1) -> st.SearchStrategy[s.Norm]:
    limits = st.builds(s.Limit, st.sampled_from(["at most", "at least"]), durations() | money())
    act_norms = st.builds(
        s.ActNorm,
        world.role(),
        st.sampled_from(MODALITIES),
        world.act(),
        st.none() | limits,
    )
    return act_norms | term_norms(world, depth)


@cache
def term_norms(world: World = WORLD, depth: int = 1) -> st.SearchStrategy[s.TermNorm]:
    left, right = values(world, depth), values(world, depth - 1)
    several = st.lists(simple_values(world), min_size=1, max_size=3).map(tuple)
    requirement = st.one_of(
        st.builds(s.Comparison, left, st.sampled_from(POSITIVE), right),
        st.builds(s.Between, left, right, right),
        st.builds(s.Among, left, several),
        st.builds(s.Includes, left, simple_values(world)),
        st.builds(s.Known, left),
        st.builds(s.Absent, left),
        _holds(world),
    )
    positive = st.sampled_from(["must", "should", "may"])
    return st.one_of(
        st.builds(s.TermNorm, st.sampled_from(MODALITIES), requirement),
        st.builds(s.TermNorm, positive, groups(world, depth - 1)),
    )
