"""The two charts of a comparison: what adds up to each total, and what the weights decide."""

from __future__ import annotations

from fractions import Fraction

from govrules.explain.charts.chart import (
    Bar,
    BarChart,
    Segment,
    Series,
    stacked,
    ticks_between,
)
from govrules.explain.charts.to_svg import to_svg
from govrules.explain.comparing.answer import change, who_first
from govrules.explain.comparing.figures import exact, percent, points, ranged
from govrules.explain.document import Chart, Grid, Span, Spans, plain
from govrules.model.comparison import Comparison, CriterionScale, ScoredOption, Sensitivity

_FULL = Fraction(100)


def contributions(comparison: Comparison, key: str) -> Chart:
    """A stacked bar for each option, and the same numbers in a table."""
    titles = [criterion_title(one) for one in comparison.criteria]
    unknown = any(one.total.low != one.total.high for one in comparison.options)
    series = tuple(Series(title) for title in titles)
    chart = BarChart(
        title="Points of each option, by criterion",
        description=" ".join(
            f"{one.name}: {ranged(one.total)} points." for one in comparison.options
        ),
        series=series + ((Series("not known", unknown=True),) if unknown else ()),
        bars=tuple(_stack(one, len(titles)) for one in comparison.options),
        ticks=ticks_between(Fraction(0), _FULL, _whole),
    )
    grid = Grid(
        "What each criterion adds to the total",
        ("option", *titles, "total"),
        tuple(_row(one) for one in comparison.options),
    )
    return Chart(to_svg(chart, f"{key}-points"), "How the points add up", grid)


def criterion_title(criterion: CriterionScale) -> str:
    return f"{criterion.value} ({percent(criterion.weight)})"


def _stack(option: ScoredOption, unknown: int) -> Bar:
    """What each criterion adds at least, and what may yet be added by all of them."""
    amounts = []
    for number, score in enumerate(option.scores):
        low = Fraction(score.contribution.low)
        amounts.append((number, low, points(low)))
    low, high = exact(option.total)
    amounts.append((unknown, high - low, ""))
    return Bar(option.name, stacked(amounts), f"{ranged(option.total)} points")


def _row(option: ScoredOption) -> tuple[Spans, ...]:
    parts = [plain(ranged(score.contribution)) for score in option.scores]
    return (plain(option.name), *parts, (Span(ranged(option.total), "strong"),))


def _whole(number: Fraction) -> str:
    return str(int(number)) if number.denominator == 1 else f"{float(number):g}"


def weights(comparison: Comparison, key: str) -> Chart:
    """A bar for each priority, parted by who comes first at each weight of it."""
    told = _told(comparison)
    chart = BarChart(
        title="Who comes first at each weight",
        description=" ".join(_sentence(one, comparison) for one in comparison.sensitivity),
        series=tuple(Series(words) for words in told.values()),
        bars=tuple(_strip(one, list(told)) for one in comparison.sensitivity),
        ticks=ticks_between(Fraction(0), _FULL, lambda at: f"{_whole(at)}%"),
        mark_name="weight now",
    )
    grid = Grid(
        "How far the weight of each priority must move to change who comes first",
        ("priority", "weight now", "if it counts more", "if it counts less"),
        tuple(
            (
                plain(one.priority),
                plain(percent(one.weight)),
                plain(change(one.up, comparison, up=True)),
                plain(change(one.down, comparison, up=False)),
            )
            for one in comparison.sensitivity
        ),
    )
    caption = "Who comes first as one weight moves and the others share the rest in proportion"
    return Chart(to_svg(chart, f"{key}-weights"), caption, grid)


def _told(comparison: Comparison) -> dict[tuple[str, ...], str]:
    """The options that may come first at some weight, those of now first, with their words."""
    found = [comparison.may_be_first]
    for one in comparison.sensitivity:
        found += [part.first for part in one.ranges if part.start != part.end]
    return {names: who_first(names, comparison) for names in dict.fromkeys(found)}


def _strip(one: Sensitivity, told: list[tuple[str, ...]]) -> Bar:
    segments = tuple(
        Segment(told.index(part.first), Fraction(part.start), Fraction(part.end))
        for part in one.ranges
        if part.start != part.end
    )
    weight = Fraction(one.weight)
    return Bar(one.priority, segments, f"now {percent(one.weight)}", mark=weight)


def _sentence(one: Sensitivity, comparison: Comparison) -> str:
    up, down = change(one.up, comparison, up=True), change(one.down, comparison, up=False)
    return f"{one.priority}, now {percent(one.weight)}: if more, {up}; if less, {down}."
