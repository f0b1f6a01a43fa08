"""Rules, tables, portfolio rules, comparisons, duties and deciders."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from govrules.language import syntax as s
from tests.strategies.conditions import MODALITIES, POSITIVE, conditions, norms
from tests.strategies.phrases import World, labels, quoted_texts, titles
from tests.strategies.values import decimals, durations, figures_literals, simple_values, values
from tests.strategies.vocabulary import AUTHORITIES, citations, periods

HITS = ("exactly one row applies", "first row that applies", "every row that applies")


def priorities() -> st.SearchStrategy[s.Priority]:
    return st.builds(s.Priority, quoted_texts(), st.none() | decimals(100))


def principles() -> st.SearchStrategy[s.Principle]:
    return st.builds(s.Principle, st.sampled_from(["1", "2.1", "4"]), quoted_texts())


@cache
def rules(world: World) -> st.SearchStrategy[s.Rule]:
    others = st.lists(labels(), max_size=2).map(tuple)
    return st.builds(
        s.Rule,
        labels(),
        titles(),
        st.lists(norms(world), min_size=1, max_size=3).map(tuple),
        condition=st.none() | conditions(world),
        unless=st.none() | conditions(world),
        despite=others,
        subject_to=others,
        sign_offs=st.lists(world.role(), max_size=2).map(tuple),
        because=st.none() | quoted_texts(),
        serves=st.lists(quoted_texts(), max_size=2).map(tuple),
        in_force=st.none() | periods(),
        citations=citations(),
    )


@cache
def departures(world: World) -> st.SearchStrategy[s.Departures]:
    authority = st.sampled_from(AUTHORITIES)
    entry = st.builds(s.Departure, authority) | st.builds(
        s.Departure, authority, world.role(), st.booleans()
    )
    return st.lists(entry, min_size=1, max_size=3).map(tuple).map(s.Departures)


@cache
def accepted_findings() -> st.SearchStrategy[s.AcceptedFindings]:
    about = st.tuples(
        st.lists(labels(), max_size=2).map(tuple), st.lists(quoted_texts(), max_size=2).map(tuple)
    ).filter(any)
    entry = st.builds(
        lambda code, about, because: s.AcceptedFinding(code, *about, because),
        st.sampled_from(["A300", "A304", "A400"]),
        about,
        quoted_texts(),
    )
    return st.lists(entry, min_size=1, max_size=3).map(tuple).map(s.AcceptedFindings)


# --- tables ------------------------------------------------------------------------------------


@cache
def cells(world: World) -> st.SearchStrategy[s.Cell]:
    value = simple_values(world)
    test = st.builds(s.CellTest, st.sampled_from(POSITIVE), value) | st.builds(
        s.CellTest, st.just("is"), value, value
    )
    return st.lists(test, max_size=2).map(tuple).map(s.Cell)


@st.composite
def tables(draw: st.DrawFn, world: World) -> s.Table:
    inputs = draw(st.lists(simple_values(world) | values(world, 1), min_size=1, max_size=3))
    outputs = draw(st.lists(world.names("terms"), min_size=1, max_size=2))
    row = st.builds(
        s.Row,
        st.tuples(*[cells(world) for _ in inputs]),
        st.tuples(*[simple_values(world) for _ in outputs]),
    )
    rows = draw(st.lists(row, min_size=1, max_size=3))
    return s.Table(
        draw(labels("T")),
        draw(titles()),
        draw(st.sampled_from(HITS)),
        tuple(inputs),
        tuple(outputs),
        tuple(rows),
        draw(citations()),
    )


# --- portfolio rules, comparisons, duties ------------------------------------------------------


@cache
def portfolio_rules(world: World) -> st.SearchStrategy[s.PortfolioRule]:
    where = conditions(world, 1, listed=False)
    norm = st.builds(
        s.PortfolioNorm,
        st.sampled_from(["share", "total", "number", "number of different", "highest", "lowest"]),
        world.names("terms"),
        st.sampled_from(MODALITIES[:4]),
        st.sampled_from(POSITIVE[:6]),
        simple_values(world),
        st.none() | where,
    )
    return st.builds(
        s.PortfolioRule,
        labels("P"),
        titles(),
        st.sampled_from(["contracts in force", "contracts let in the year"]),
        st.lists(norm, min_size=1, max_size=2).map(tuple),
        st.none() | where,
        st.none() | world.names("terms"),
        st.none() | world.role(),
        citations(),
    )


@cache
def comparisons(world: World) -> st.SearchStrategy[s.OptionComparison]:
    term = world.names("terms", "amounts")
    plain = st.builds(s.Criterion, term, quoted_texts(), st.booleans())
    ends = figures_literals()
    scaled = st.builds(s.Criterion, term, quoted_texts(), st.booleans(), ends, ends)
    order = st.lists(world.names("values"), min_size=1, max_size=3).map(tuple)
    preference = st.builds(s.Preference, decimals(10), term, order)
    return st.builds(
        s.OptionComparison,
        labels("O"),
        titles(),
        st.lists(plain | scaled, min_size=1, max_size=3).map(tuple),
        st.none() | preference,
        citations(),
    )


@cache
def duties(world: World) -> st.SearchStrategy[s.Duties]:
    duty = st.builds(
        s.Duty,
        world.role(),
        st.sampled_from(MODALITIES),
        st.sampled_from(["consult", "publish", "report to members on"]),
        quoted_texts() | st.just(""),
        st.none() | durations(),
        st.none() | durations(),
    )
    return st.builds(
        s.Duties,
        labels("D"),
        st.sampled_from(["before", "after"]),
        world.act(),
        st.lists(duty, min_size=1, max_size=2).map(tuple),
        st.none() | conditions(world, 1),
        citations(),
    )


@cache
def who_decides(world: World) -> st.SearchStrategy[s.WhoDecides]:
    decider = st.builds(s.Decider, world.role(), conditions(world, 1))
    return st.builds(
        s.WhoDecides,
        st.lists(decider, min_size=1, max_size=2).map(tuple),
        st.none() | world.role(),
        st.lists(decider, max_size=2).map(tuple),
    )
