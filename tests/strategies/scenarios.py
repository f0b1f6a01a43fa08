"""Scenarios."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from govrules.language import syntax as s
from govrules.model.decision import Status, Verdict
from tests.strategies.phrases import World, labels, quoted_texts
from tests.strategies.values import DATES, literals


@cache
def scenarios(world: World) -> st.SearchStrategy[s.Scenario]:
    return st.builds(
        s.Scenario,
        quoted_texts(),
        st.lists(given_facts(world), min_size=1, max_size=4).map(tuple),
        st.lists(expectations(world), min_size=1, max_size=3).map(tuple),
        st.none() | DATES,
    )


@cache
def _values(world: World) -> st.SearchStrategy[s.Value]:
    return literals() | world.names("values")


@cache
def given_facts(world: World) -> st.SearchStrategy[s.Given]:
    role, text, term = world.role(), quoted_texts(), world.names("terms")
    value = _values(world)
    return st.one_of(
        st.builds(s.GivenFact, term, st.lists(value, min_size=1, max_size=2).map(tuple)),
        st.builds(s.GivenNone, term),
        st.builds(s.GivenEntry, world.names("tables"), text, value),
        given_lists(world),
        given_options(world),
        st.builds(s.GivenJudgement, role, text, st.booleans()),
        st.builds(s.GivenAct, role, world.act()),
        st.builds(s.GivenNoActs, role),
        st.builds(s.GivenDeparture, role, labels(), st.none() | text),
        st.builds(s.GivenReasons, labels(), text),
        st.builds(s.GivenSignOff, role),
        st.builds(s.GivenDone, labels("D")),
    )


@st.composite
def given_lists(draw: st.DrawFn, world: World) -> s.GivenList:
    fields = draw(st.lists(world.names("fields"), min_size=1, max_size=2))
    row = st.tuples(*[st.none() | st.builds(s.NoneCell) | _values(world) for _ in fields])
    rows = draw(st.lists(row, max_size=3))
    return s.GivenList(draw(world.names("lists")), tuple(fields), tuple(rows))


@st.composite
def given_options(draw: st.DrawFn, world: World) -> s.GivenList:
    """`options are` and a table whose first column names them."""
    terms = draw(st.lists(world.names("terms"), max_size=2))
    row = st.tuples(st.builds(s.Text, quoted_texts()), *[st.none() | _values(world) for _ in terms])
    rows = draw(st.lists(row, max_size=3))
    return s.GivenList(s.Name("options"), (s.Name("option"), *terms), tuple(rows))


@cache
def expectations(world: World) -> st.SearchStrategy[s.Expectation]:
    without = st.lists(world.names("terms"), max_size=2).map(tuple)
    undecided = st.builds(s.ExpectVerdict, st.just(Verdict.UNDECIDED.value), without)
    verdicts = st.sampled_from([verdict.value for verdict in Verdict])
    statuses = st.sampled_from([status.value for status in Status])
    displaced = st.builds(s.ExpectRule, labels(), st.just("displaced"), labels())
    one = st.tuples(quoted_texts())
    several = st.lists(quoted_texts(), min_size=2, max_size=3).map(tuple)
    points = st.decimals(0, 100, places=1).map(lambda number: number.normalize() + 0)
    return st.one_of(
        undecided,
        st.builds(s.ExpectVerdict, verdicts),
        st.builds(s.ExpectRule, labels(), statuses),
        st.builds(s.ExpectRule, labels(), statuses, group=quoted_texts()),
        displaced,
        st.builds(s.ExpectTerm, world.names("terms", "facts", "amounts"), _values(world)),
        st.builds(s.ExpectUndecidedTerm, world.names("terms", "facts", "amounts"), without),
        st.builds(s.ExpectDecider, world.role()),
        st.builds(s.ExpectSignOff, world.role()),
        st.builds(s.ExpectDuty, labels("D"), st.none() | DATES),
        st.builds(s.ExpectComparison, labels(), st.sampled_from(["prefers", "sets aside"]), one),
        st.builds(s.ExpectComparison, labels(), st.just("ties"), several),
        st.builds(s.ExpectComparison, labels(), st.just("gives"), one, points),
    )
