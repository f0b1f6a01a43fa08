"""The two charts of an impact: what changes in each service area, and what each rule changes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from govrules.decision_log.impact import WAYS, AreaImpact, Impact, RuleImpact, Tally
from govrules.explain.charts.chart import Bar, BarChart, Series, Tick, stacked, ticks_between
from govrules.explain.charts.to_svg import to_svg
from govrules.explain.document import Block, Chart, Grid, Paragraph, plain
from govrules.model.numbers import money_text

_MOST_BARS = 20
_SAME, _NOT_DECIDED = "same verdict", "not decided again"


def by_area(impact: Impact) -> tuple[Block, ...]:
    """A stacked bar of all decisions of each service area, those with most changes first."""
    order = sorted(
        impact.areas.items(),
        key=lambda each: (-each[1].flipped.count, -each[1].decided.count, each[0]),
    )
    used = _ways(impact)
    names = [*used, _SAME, *([_NOT_DECIDED] if impact.not_decided else [])]

    def parts(area: AreaImpact) -> list[int]:
        same = area.decided.count - area.flipped.count
        rest = [area.not_decided] if impact.not_decided else []
        return [*(area.ways[way] for way in used), same, *rest]

    rows = [(name, parts(area), area.flipped) for name, area in order]
    return _chart("area", "service area", "Decisions of each service area under the draft", names,
                  rows)  # fmt: skip


def by_rule(impact: Impact) -> tuple[Block, ...]:
    """A stacked bar of the changes that each rule causes, those with most first."""
    order: list[tuple[str, RuleImpact]] = sorted(
        impact.rules.items(), key=lambda each: (-each[1].flipped.count, each[0])
    )
    if not order:
        return ()
    used = _ways(impact)
    rows = [
        (f"{label}: {rule.title}" if rule.title else label, [rule.ways[way] for way in used],
         rule.flipped)
        for label, rule in order
    ]  # fmt: skip
    words = "A verdict that several rules change together is counted for each of them."
    title = "Verdicts that each rule changes"
    return (*_chart("rule", "rule", title, used, rows), Paragraph(plain(words)))


def _ways(impact: Impact) -> list[str]:
    """Those that there are, in one order for both charts, so that each looks the same in both."""
    return [way for way in WAYS if any(area.ways[way] for area in impact.areas.values())]


def _chart(
    key: str,
    what: str,
    title: str,
    names: Sequence[str],
    rows: Sequence[tuple[str, list[int], Tally]],
) -> tuple[Block, ...]:
    if not rows:
        return ()
    shown = rows[:_MOST_BARS]
    longest = max(sum(parts) for _, parts, _ in shown)
    chart = BarChart(
        title=title,
        description=" ".join(_told(name, names, parts) for name, parts, _ in shown),
        series=tuple(Series(name, unknown=name == _NOT_DECIDED) for name in names),
        bars=tuple(
            Bar(
                name,
                stacked([(at, Fraction(n), f"{n:,}") for at, n in enumerate(parts)]),
                _note(flipped),
            )
            for name, parts, flipped in shown
        ),
        ticks=_whole_ticks(longest),
        high=Fraction(max(longest, 1)),
    )
    grid = Grid(
        title,
        (what, *names, "amount of what changes"),
        tuple(
            tuple(map(plain, (name, *(f"{n:,}" for n in parts), _money(flipped))))
            for name, parts, flipped in rows
        ),
    )
    more = len(rows) - len(shown)
    rest = f"The picture shows {_MOST_BARS} of {len(rows):,}; the table has all." if more else ""
    found = Chart(to_svg(chart, f"impact-{key}"), title, grid)
    return (found, *((Paragraph(plain(rest)),) if rest else ()))


def _told(name: str, names: Sequence[str], parts: Sequence[int]) -> str:
    told = ", ".join(f"{n:,} {what}" for what, n in zip(names, parts, strict=True) if n)
    return f"{name}: {told}."


def _note(flipped: Tally) -> str:
    if not flipped.count:
        return "nothing changes"
    verb = "changes" if flipped.count == 1 else "change"
    amount = f", {money_text(flipped.amount)}" if flipped.amount else ""
    return f"{flipped.count:,} {verb}{amount}"


def _money(tally: Tally) -> str:
    unknown = f" and {tally.unknown:,} not known" if tally.unknown else ""
    return f"{money_text(tally.amount)}{unknown}" if tally.count else "–"


def _whole_ticks(longest: int) -> tuple[Tick, ...]:
    found = ticks_between(Fraction(0), Fraction(longest), lambda at: f"{int(at):,}")
    return tuple(tick for tick in found if tick.at.denominator == 1)
