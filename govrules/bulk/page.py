"""The findings of a run as a page: how many, which rules, which amounts, over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from govrules.bulk.run import Settings
from govrules.bulk.summary import Line, Month, Summary, pounds
from govrules.engine.notes import plain_date
from govrules.explain.charts.chart import Bar, BarChart, Series, Tick, stacked, ticks_between
from govrules.explain.charts.to_svg import to_svg
from govrules.explain.document import (
    Banner,
    Block,
    Chart,
    Details,
    Document,
    Grid,
    Paragraph,
    Section,
    Tone,
    plain,
)
from govrules.explain.write_html import write_html
from govrules.model.decision import Verdict

if TYPE_CHECKING:
    from govrules.library import Rulebook

_MOST_BARS = 20
_MOST_MONTHS = 36


def page_of(summary: Summary, rulebook: Rulebook, source: str, settings: Settings) -> str:
    """The page, as HTML."""
    return write_html(findings_document(summary, rulebook, source, settings))


def findings_document(
    summary: Summary, rulebook: Rulebook, source: str, settings: Settings
) -> Document:
    """What came of a run, and what it rests on."""
    titles = rulebook.rule_titles()
    sections = (
        Section("Verdicts", _bars("verdicts", "verdict", "Rows by verdict", summary.verdicts)),
        Section(
            "Rules breached",
            _bars("breached", "rule", "Rows in which each rule is breached",
                  _titled(summary.breached, titles)),
        ),
        Section("Over time", _over_time(summary.months)),
        Section(
            "Rules departed from",
            _bars("departed", "rule", "Rows in which each rule is departed from",
                  _titled(summary.departed, titles)),
        ),
        Section(
            "Rules that could not be decided",
            _bars("undetermined", "rule", "Rows in which each rule is undetermined",
                  _titled(summary.undetermined, titles)),
        ),
        Section(
            "Facts that were missing",
            _bars("missing", "fact", "Rows whose verdict waits for a fact", summary.missing),
        ),
        Section("Rows set aside", _aside(summary)),
        Section("What this rests on", (_basis(rulebook, source, settings),)),
    )  # fmt: skip
    return Document(
        title=f"Findings: {rulebook.reference.name}",
        blocks=(_banner(summary),),
        sections=tuple(section for section in sections if section.blocks),
    )


def _titled(lines: Sequence[Line], titles: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(
        Line(f"{line.word}: {titles[line.word]}" if titles.get(line.word) else line.word,
             line.rows, line.amount)
        for line in lines
    )  # fmt: skip


def _banner(summary: Summary) -> Banner:
    found = {line.word: line for line in summary.verdicts}
    wrong = [
        found[word.value]
        for word in (Verdict.DOES_NOT_COMPLY, Verdict.CONFLICT)
        if word.value in found
    ]
    rows = sum(line.rows for line in wrong)
    tone: Tone = "bad" if rows else "plain"
    lines = [f"{summary.decided.rows:,} rows were decided{_worth(summary.decided)}."]
    if rows:
        amount = sum((line.amount or Decimal(0) for line in wrong), Decimal(0))
        lines.append(f"Those that do not comply come to {pounds(amount)}."
                     if wrong[0].amount is not None else "")  # fmt: skip
    if summary.without_amount:
        lines.append(f"{summary.without_amount:,} rows have no amount that can be read.")
    if summary.aside.rows:
        lines.append(
            f"{summary.aside.rows:,} rows were set aside{_worth(summary.aside)}: nothing is said of"
            " these."
        )
    lines.append(
        "The rows are what the file says. A finding is a question to ask, not a judgement."
    )
    heading = f"{rows:,} of {summary.decided.rows:,} rows do not comply"
    return Banner(heading, tone, tuple(plain(line) for line in lines if line))


def _worth(line: Line) -> str:
    return "" if line.amount is None else f", {pounds(line.amount)} in all"


def _bars(key: str, what: str, title: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """A bar for each line, with its amount beside it, and all of them in a table."""
    if not lines:
        return ()
    rows = [
        _Row(line.word, (line.rows,), "" if line.amount is None else pounds(line.amount))
        for line in lines
    ]
    header = (what, "rows", *(("amount",) if lines[0].amount is not None else ()))
    cells = [
        (line.word, f"{line.rows:,}", *(() if line.amount is None else (pounds(line.amount),)))
        for line in lines
    ]
    return _chart(key, title, ("rows",), rows, header, cells)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    parts: tuple[int, ...]
    note: str


def _chart(
    key: str,
    title: str,
    names: tuple[str, ...],
    rows: Sequence[_Row],
    header: tuple[str, ...],
    cells: Sequence[tuple[str, ...]],
) -> tuple[Block, ...]:
    shown = rows[:_MOST_BARS] if len(names) == 1 else rows
    longest = max(1, *(sum(row.parts) for row in shown), 1)
    chart = BarChart(
        title=title,
        description=" ".join(f"{row.name}: {_told(row.parts, names)}." for row in shown),
        series=tuple(Series(name) for name in names),
        bars=tuple(
            Bar(
                row.name,
                stacked([(at, Fraction(n), f"{n:,}") for at, n in enumerate(row.parts)]),
                row.note,
            )
            for row in shown
        ),
        ticks=_ticks(longest),
        high=Fraction(longest),
    )
    grid = Grid(title, header, tuple(tuple(map(plain, row)) for row in cells))
    picture = Chart(to_svg(chart, f"findings-{key}"), title, grid)
    if len(shown) == len(rows):
        return (picture,)
    rest = f"The picture shows {len(shown)} of {len(rows):,}; the table has all."
    return picture, Paragraph(plain(rest))


def _told(parts: Sequence[int], names: Sequence[str]) -> str:
    return ", ".join(f"{n:,} {name}" for n, name in zip(parts, names, strict=True))


def _ticks(longest: int) -> tuple[Tick, ...]:
    found = ticks_between(Fraction(0), Fraction(longest), lambda at: f"{int(at):,}")
    return tuple(tick for tick in found if tick.at.denominator == 1)


def _over_time(months: Sequence[Month]) -> tuple[Block, ...]:
    """A bar for each month, or for each year where there are many, in order of time."""
    if len(months) < 2:
        return ()
    by_year = len(months) > _MOST_MONTHS
    times: dict[str, list[Month]] = {}
    for month in months:
        times.setdefault(month.month[:4] if by_year else month.month, []).append(month)
    rows, cells = [], []
    with_amounts = months[0].amount is not None
    for time, each in times.items():
        breaches = sum(month.breaches for month in each)
        others = sum(month.rows for month in each) - breaches
        amounts = [
            sum((month.amount or Decimal(0) for month in each), Decimal(0)),
            sum((month.breached_amount or Decimal(0) for month in each), Decimal(0)),
        ]
        note = f"{pounds(amounts[1])} breached" if with_amounts else ""
        rows.append(_Row(time, (breaches, others), note))
        told = map(pounds, amounts) if with_amounts else ()
        cells.append((time, f"{breaches + others:,}", f"{breaches:,}", *told))
    unit = "year" if by_year else "month"
    header = (unit, "rows", "with a breach",
              *(("amount", "amount with a breach") if with_amounts else ()))  # fmt: skip
    title = f"Rows with and without a breach, by {unit}"
    return _chart("time", title, ("with a breach", "without"), rows, header, cells)


def _aside(summary: Summary) -> tuple[Block, ...]:
    if not summary.reasons:
        return ()
    with_amounts = summary.aside.amount is not None
    rows = tuple(
        tuple(map(plain, (line.word, f"{line.rows:,}",
                          *((pounds(line.amount or Decimal(0)),) if with_amounts else ()))))
        for line in summary.reasons
    )  # fmt: skip
    header = ("because", "rows", *(("amount",) if with_amounts else ()))
    return (Grid("Why rows were set aside, by the first thing wrong with each", header, rows),)


def _basis(rulebook: Rulebook, source: str, settings: Settings) -> Details:
    reference = rulebook.reference
    policies = "; ".join(f"{each.title} {each.version}" for each in reference.policies)
    given = ", ".join(f"{key} is {value}" for key, value in settings.given)
    rows = [
        ("file", source),
        ("policies", policies),
        ("digest of the policies", reference.digest),
        ("decision date", plain_date(settings.on) if settings.on is not None else
         f"each row's own{_from(settings)}, else {plain_date(settings.today)}"),
        ("amounts from", settings.amount or ""),
        ("months from", settings.when or "the decision date"),
        ("taken as given", given),
    ]  # fmt: skip
    return Details(tuple((name, plain(text)) for name, text in rows if text))


def _from(settings: Settings) -> str:
    return f" ({settings.dated_by})" if settings.dated_by else ""
