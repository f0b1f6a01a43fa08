"""Ranges, who may come first, and how far weights must move, against the plainest working out.

Numbers are drawn from few values, so that ties, equal options and exact gaps come up often.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.engine.comparing.scales import BestToWorst, FixedScale, Scale
from govrules.engine.comparing.sensitivity import moved
from govrules.engine.comparing.standing import Field, Gaps, Ranks
from govrules.engine.comparing.values import INFINITE, LACKING, Possible
from govrules.engine.comparing.weights import Weighing
from tests.comparison import plainly

TINY = Fraction(1, 10**9)
FAR = [Fraction(-(10**9)), Fraction(10**9)]
numbers = st.integers(-3, 6).map(Fraction)


@dataclass(frozen=True)
class Case:
    """Criteria by priority, with fixed ends or none; what each option's value may be."""

    priorities: tuple[int, ...]
    ends: tuple[plainly.Ends, ...]
    values: tuple[tuple[Possible, ...], ...]
    weights: tuple[Fraction, ...]
    ranks: tuple[Ranks, ...]
    sure: tuple[bool, ...]
    within: Fraction | None

    @property
    def options(self) -> int:
        return len(self.ranks)

    @property
    def shares(self) -> list[Fraction]:
        return [Fraction(1, self.priorities.count(one)) for one in self.priorities]

    def scales(self) -> list[Scale]:
        return [
            BestToWorst(values, self.sure) if ends is None else FixedScale(values, *ends)
            for ends, values in zip(self.ends, self.values, strict=True)
        ]

    def field(self) -> Field:
        scaled = list(zip(self.priorities, self.shares, self.scales(), strict=True))
        gaps = Gaps(scaled, len(self.weights), self.options)
        return Field(gaps, self.ranks, self.sure, self.within)

    def weighing(self) -> Weighing:
        names = tuple(f"priority {n}" for n in range(len(self.weights)))
        return Weighing(names, self.weights, (None,) * len(names), ())


@st.composite
def cases(draw: st.DrawFn, *, known: bool) -> Case:
    options = draw(st.integers(1, 4))
    priorities = draw(st.integers(1, 3))
    extra = draw(st.lists(st.integers(0, priorities - 1), max_size=2))
    by = (*range(priorities), *extra)
    raw = draw(st.lists(st.integers(0, 4), min_size=priorities, max_size=priorities).filter(any))
    within = draw(st.none() | st.sampled_from([0, 5, 10, 25, 50]).map(Fraction))
    one_rank = st.integers(0, 2).map(lambda n: Ranks(n, n))
    open_rank = st.tuples(st.integers(0, 2), st.integers(0, 2)).map(lambda p: Ranks(min(p), max(p)))
    ranks = one_rank if known else one_rank | open_rank
    flags = st.just(True) if known else st.sampled_from([True, True, True, False])
    value = _known() if known else _known() | _open()
    each = st.lists(value, min_size=options, max_size=options).map(tuple)
    return Case(
        priorities=by,
        ends=tuple(draw(_ends()) for _ in by),
        values=tuple(draw(each) for _ in by),
        weights=tuple(Fraction(one, sum(raw)) for one in raw),
        ranks=tuple(draw(ranks) if within is not None else Ranks() for _ in range(options)),
        sure=tuple(draw(flags) for _ in range(options)),
        within=within,
    )


def _ends() -> st.SearchStrategy[plainly.Ends]:
    pairs = st.tuples(numbers, numbers).filter(lambda pair: pair[0] < pair[1])
    return st.none() | pairs


def _known() -> st.SearchStrategy[Possible]:
    return numbers.map(lambda number: Possible(number, number))


@st.composite
def _open(draw: st.DrawFn) -> Possible:
    if draw(st.integers(0, 5)) == 0:
        return LACKING
    low, high = sorted(draw(st.tuples(numbers, numbers)))
    left = draw(st.sampled_from([low, low, -INFINITE]))
    right = draw(st.sampled_from([high, high, INFINITE]))
    return Possible(left, right, may_lack=draw(st.integers(0, 3)) == 0)


@st.composite
def completions(draw: st.DrawFn, case: Case) -> tuple[list[int], list[list[Fraction | None]]]:
    """Options that are compared in the end, and a value for every criterion and option."""
    there = [n for n in range(case.options) if case.sure[n] or draw(st.booleans())]
    return there, [[_draw_value(draw, one) for one in values] for values in case.values]


def _draw_value(draw: st.DrawFn, one: Possible) -> Fraction | None:
    if one.lacks or (one.may_lack and draw(st.booleans())):
        return None
    inside = [n for n in (*map(Fraction, range(-4, 8)), *FAR) if one.low <= n <= one.high]
    return draw(st.sampled_from(inside) | st.fractions(min(inside), max(inside)))


def _totals(
    case: Case,
    there: list[int],
    values: list[list[Fraction | None]],
    weights: tuple[Fraction, ...],
    draw: st.DrawFn | None = None,
) -> list[Fraction]:
    """The totals of those compared; an option without a value may have any points for it."""
    by_criterion = []
    for ends, row in zip(case.ends, values, strict=True):
        found = plainly.points([row[n] for n in there], ends)
        free = st.sampled_from([Fraction(0), Fraction(50), Fraction(100)])
        by_criterion.append([p if p is not None or draw is None else draw(free) for p in found])
    parts = [weights[p] * s for p, s in zip(case.priorities, case.shares, strict=True)]
    return plainly.totals(by_criterion, parts)  # type: ignore[arg-type]


# --- where all is known ------------------------------------------------------------------------


@settings(max_examples=400)
@given(cases(known=True))
def test_where_all_is_known_the_answer_is_exact(case: Case) -> None:
    everybody = list(range(case.options))
    values = [[Fraction(one.low) for one in row] for row in case.values]
    total = _totals(case, everybody, values, case.weights)
    ranks = [rank.best for rank in case.ranks]
    for option in everybody:
        scales, parts = case.scales(), case.shares
        lows = [scale.lowest(option) for scale in scales]
        assert lows == [scale.highest(option) for scale in scales]
        weights = [case.weights[p] * part for p, part in zip(case.priorities, parts, strict=True)]
        assert total[option] == sum(w * low for w, low in zip(weights, lows, strict=True))
    expected = plainly.first(total, ranks, case.within)
    for priority in range(len(case.weights)):
        assert moved(case.field(), case.weighing(), priority).now == expected


@settings(max_examples=400)
@given(cases(known=True), st.data())
def test_the_first_place_at_every_weight(case: Case, data: st.DataObject) -> None:
    """At every weight of a priority, and just before and after every change, as worked out."""
    priority = data.draw(st.integers(0, len(case.weights) - 1))
    weighing = case.weighing()
    result = moved(case.field(), weighing, priority)
    values = [[Fraction(one.low) for one in row] for row in case.values]
    ranks = [rank.best for rank in case.ranks]

    def first_at(weight: Fraction) -> frozenset[int]:
        rest = weighing.others(priority)
        weights = [(1 - weight) * one for one in rest]
        weights[priority] += weight
        total = _totals(case, list(range(case.options)), values, tuple(weights))
        return plainly.first(total, ranks, case.within)

    if len(case.weights) == 1:
        return  # the only priority has all the weight there is
    for span, options in result.pieces:
        for edge in (span.low, span.high):
            assert first_at(edge[0] + edge[1] * TINY) == options
        assert first_at((span.low[0] + span.high[0]) / 2) in (
            options, first_at(span.low[0]), first_at(span.high[0]),
        )  # fmt: skip
    present = first_at(case.weights[priority])
    assert result.now == present
    for change, step in ((result.up, 1), (result.down, -1)):
        if change is None:
            end = Fraction(1) if step == 1 else Fraction(0)
            middle = (case.weights[priority] + end) / 2
            assert first_at(end) == first_at(middle) == present
            continue
        before = change.weight - step * TINY
        if (before - case.weights[priority]) * step > 0:
            assert first_at(before) == present
        assert first_at(change.weight) == change.at
        beyond = change.weight + step * TINY
        if 0 <= beyond <= 1:
            assert first_at(beyond) == change.beyond
        assert present != change.at or present != change.beyond


# --- where something is not known --------------------------------------------------------------


@settings(max_examples=600)
@given(cases(known=False), st.data())
def test_no_completion_leaves_the_ranges_or_the_possible_winners(
    case: Case, data: st.DataObject
) -> None:
    there, values = data.draw(completions(case))
    if not there:
        return
    total = _totals(case, there, values, case.weights, data.draw)
    scales = case.scales()
    parts = [case.weights[p] * s for p, s in zip(case.priorities, case.shares, strict=True)]
    for place, option in enumerate(there):
        low = sum(w * scale.lowest(option) for w, scale in zip(parts, scales, strict=True))
        high = sum(w * scale.highest(option) for w, scale in zip(parts, scales, strict=True))
        assert low <= total[place] <= high
    ranks = [data.draw(st.integers(case.ranks[n].best, case.ranks[n].worst)) for n in there]
    winners = {there[n] for n in plainly.first(total, ranks, case.within)}
    for priority in range(len(case.weights)):
        result = moved(case.field(), case.weighing(), priority)
        assert winners <= result.now
        assert all(options for _, options in result.pieces)


@settings(max_examples=400)
@given(cases(known=False), st.data())
def test_gaps_hold_for_every_completion(case: Case, data: st.DataObject) -> None:
    there, values = data.draw(completions(case))
    for ends, row, scale in zip(case.ends, values, case.scales(), strict=True):
        found = plainly.points([row[n] for n in there], ends)
        for one, first in zip(there, found, strict=True):
            for other, second in zip(there, found, strict=True):
                if one != other and first is not None and second is not None:
                    gap = scale.widest_gap(one, other)
                    assert first - second <= gap.points
                    assert gap.reached or first - second < gap.points


@settings(max_examples=300)
@given(cases(known=False), st.data())
def test_ranges_are_as_narrow_as_can_be(case: Case, data: st.DataObject) -> None:
    """Some completion comes within a hair of each end of the points by one criterion."""
    for ends, row, scale in zip(case.ends, case.values, case.scales(), strict=True):
        option = data.draw(st.integers(0, case.options - 1))
        if row[option].may_lack:
            continue
        for want_high in (True, False):
            best = scale.highest(option) if want_high else scale.lowest(option)
            assert abs(_reached(row, case.sure, option, ends, want_high) - best) < Fraction(1, 100)


def _reached(
    row: tuple[Possible, ...],
    sure: tuple[bool, ...],
    option: int,
    ends: plainly.Ends,
    want_high: bool,
) -> Fraction:
    """The best (or worst) of all ways to take ends or leave options out, by trying them all."""
    ways: list[list[Fraction | None]] = [[]]
    for n, one in enumerate(row):
        own = n == option
        high = want_high == own
        # another option's infinity is nearer than the own one, as the own value may lie anywhere
        far = Fraction(10**12) if own else Fraction(10**7)
        end = one.high if high else one.low
        values: list[Fraction | None] = []
        if not one.lacks:
            values.append(Fraction(end) if abs(end) != INFINITE else far if high else -far)
        if not own and (one.may_lack or not sure[n]):
            values.append(None)
        ways = [[*way, value] for way in ways for value in values]
    found = [plainly.points(way, ends)[option] for way in ways]
    known = [one for one in found if one is not None]
    return max(known) if want_high else min(known)
