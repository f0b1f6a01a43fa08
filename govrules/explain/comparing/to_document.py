"""Set a comparison out as a document: who comes first, why, what was set aside, what would
change it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.explain.comparing import charts
from govrules.explain.comparing.answer import banner
from govrules.explain.comparing.figures import exact, percent, points, ranged, some_points, valued
from govrules.explain.comparing.reasons import set_aside
from govrules.explain.document import (
    Block,
    Bullets,
    Document,
    Grid,
    Item,
    Paragraph,
    Section,
    Span,
    Spans,
    plain,
)
from govrules.explain.steps import cited
from govrules.model.comparison import (
    CloseCall,
    Comparison,
    CriterionScale,
    Score,
    ScoredOption,
)


def to_document(comparison: Comparison, *, key: str = "c1") -> Document:
    """The whole comparison; `key` makes the names inside its charts unique in a page."""
    aside = comparison.set_aside
    sections = (
        Section(f"What is missing ({len(comparison.missing)})", _missing(comparison)),
        Section("Points", _points(comparison, key)),
        Section(f"Set aside ({len(aside)})", _bullets(map(set_aside, aside))),
        Section("Close calls", _close_calls(comparison)),
        Section("If the weights were different", _weights(comparison, key)),
        Section("How points are given", _rules(comparison)),
        Section("Still owed", _owed(comparison)),
        Section("Notes", _notes(comparison)),
        Section("What this rests on", _basis(comparison)),
    )
    return Document(
        title=f"Comparison {comparison.comparison}: {comparison.title}",
        blocks=(banner(comparison),),
        sections=tuple(section for section in sections if section.blocks),
    )


def _bullets(items: Iterable[Item]) -> tuple[Block, ...]:
    found = tuple(items)
    return (Bullets(found),) if found else ()


def _lines(lines: Iterable[str]) -> tuple[Block, ...]:
    return _bullets(Item(plain(line)) for line in lines)


def _missing(comparison: Comparison) -> tuple[Block, ...]:
    return _lines(
        f"{one.option}: {one.term}" + (f"; {with_article(one.who)} can say" if one.who else "")
        for one in comparison.missing
    )


# --- points ------------------------------------------------------------------------------------


def _points(comparison: Comparison, key: str) -> tuple[Block, ...]:
    if not comparison.options:
        return ()
    scores = Grid(
        "Values, and the points from 0 to 100 that they give",
        ("option", *(one.value for one in comparison.criteria)),
        tuple(_scores(one, comparison) for one in comparison.options),
    )
    return (charts.contributions(comparison, key), scores)


def _scores(option: ScoredOption, comparison: Comparison) -> tuple[Spans, ...]:
    cells = (
        plain(_score(score, criterion))
        for score, criterion in zip(option.scores, comparison.criteria, strict=True)
    )
    return (plain(option.name), *cells)


def _score(score: Score, criterion: CriterionScale) -> str:
    value = "none" if score.none else valued(score.value, criterion)
    beyond = ", beyond the scale" if score.beyond else ""
    return f"{value}{beyond} ({ranged(score.points)} points)"


def _close_calls(comparison: Comparison) -> tuple[Block, ...]:
    return _lines(map(_close_call, comparison.close_calls))


def _close_call(call: CloseCall) -> str:
    low, high = exact(call.gap)
    if low == high == 0:
        return f"{call.option} has as many points as {call.behind}"
    if low == high:
        where = "behind" if low > 0 else "ahead of"
        return f"{call.option} is {some_points(abs(low))} {where} {call.behind}"
    if low >= 0:
        return f"{call.option} is {points(low)} to {points(high)} points behind {call.behind}"
    return (
        f"{call.option} may be anything from {points(-low)} points ahead of {call.behind} to"
        f" {points(high)} behind"
        if high > 0
        else f"{call.option} is {points(-high)} to {points(-low)} points ahead of {call.behind}"
    )


def _weights(comparison: Comparison, key: str) -> tuple[Block, ...]:
    return (charts.weights(comparison, key),) if comparison.sensitivity else ()


# --- how it was done -----------------------------------------------------------------------------


def _rules(comparison: Comparison) -> tuple[Block, ...]:
    items = [Item(plain(_criterion(one))) for one in comparison.criteria]
    items += [Item(plain(note)) for note in comparison.notes]
    preference = comparison.preference
    if preference is not None:
        within = some_points(Fraction(preference.points))
        order = ", ".join(preference.order)
        words = f"within {within} of the most, {preference.term} is preferred in the order: {order}"
        items.append(Item(plain(words)))
    return (Bullets(tuple(items)),)


def _criterion(criterion: CriterionScale) -> str:
    lead = (
        f"{criterion.value}, for {criterion.priority}, {percent(criterion.weight)} of the total,"
        f" {criterion.better} is better: "
    )
    low, high = valued(criterion.low, criterion), valued(criterion.high, criterion)
    worst, best = (low, high) if criterion.better == "higher" else (high, low)
    if criterion.scale == "fixed":
        return f"{lead}from {worst} (0 points) to {best} (100), ends that the policy names"
    if criterion.all_equal:
        return f"{lead}all options have {low}, so each has 100 points"
    if criterion.low is None:
        return f"{lead}from the worst (0 points) to the best (100), none of which is known"
    return f"{lead}from the worst known, {worst} (0 points), to the best, {best} (100)"


def _owed(comparison: Comparison) -> tuple[Block, ...]:
    return _bullets(
        Item(plain(option.name), tuple(Item(plain(one)) for one in option.conditions))
        for option in comparison.options
        if option.conditions
    )


def _notes(comparison: Comparison) -> tuple[Block, ...]:
    lines = []
    for option in comparison.options:
        lines += [f"{option.name}: {note}" for note in option.notes]
        if option.assumed:
            lines.append(f"{option.name}: the policy assumes {', '.join(option.assumed)}")
    if any(one.may_return for one in comparison.set_aside) and comparison.options:
        lines.append(
            "points are worked out among the options compared; one that cannot be decided yet may"
            " move those on a best-to-worst scale"
        )
    return _lines(lines)


def _basis(comparison: Comparison) -> tuple[Block, ...]:
    book = comparison.rulebook
    policies = "; ".join(f"{one.title}, version {one.version}" for one in book.policies)
    source = (Span(f"Comparison {comparison.comparison} of {comparison.policy}"),)
    items = (
        Item((*source, *cited(comparison.sources))),
        Item(plain(f"Decided as at {plain_date(comparison.decision_date)}")),
        Item(plain(f"Policies: {policies}")),
        Item((Span("Rulebook "), Span(book.digest, "code"))),
        Item(plain(f"Engine: {comparison.engine}")),
    )
    rounded = (
        "Numbers are worked out exactly, and rounded only to be shown; the JSON has them in full."
    )
    return (Bullets(items), Paragraph((Span(rounded, "muted"),)))
