"""Show what a policy decides: rules, departures, tables, duties, deciders and scenarios."""

from __future__ import annotations

from govrules.engine.roles import with_article
from govrules.explain.document import Block, Bullets, Grid, Item, Paragraph, Span, Spans, plain
from govrules.explain.show_words import paragraph, sources_of, span_of, tests_under
from govrules.explain.values import say, say_text
from govrules.model.policy import (
    Citation,
    Departure,
    OptionComparison,
    Policy,
    PortfolioRule,
    Rule,
    Table,
    WhoDecides,
)

Part = tuple[str, tuple[Block, ...]]
"""A heading, and what stands under it."""


def principles(policy: Policy) -> tuple[Block, ...]:
    items = tuple(Item(plain(f"Principle {one.number}: {one.text}")) for one in policy.principles)
    return (Bullets(items),) if items else ()


def priorities(policy: Policy) -> tuple[Block, ...]:
    items = tuple(
        Item(plain(one.title + (f", weight {one.weight:f}%" if one.weight is not None else "")))
        for one in policy.priorities
    )
    return (Bullets(items),) if items else ()


# --- rules -------------------------------------------------------------------------------------


def rules(policy: Policy) -> tuple[Part, ...]:
    return tuple((f"{rule.label}: {rule.title}", _rule(rule)) for rule in policy.rules)


def _rule(rule: Rule) -> tuple[Block, ...]:
    items = []
    if rule.condition is not None:
        items.append(tests_under("if ", rule.condition))
    items += [Item((Span(norm.words, "strong"),)) for norm in rule.norms]
    if rule.unless is not None:
        items.append(tests_under("unless ", rule.unless))
    items += [Item(plain(line)) for line in _relations(rule)]
    return (Bullets(tuple(items)), *_sources(rule.citations))


def _sources(citations: tuple[Citation, ...]) -> tuple[Block, ...]:
    spans = sources_of(citations)
    return (Paragraph((Span("Source:", "muted"), *spans)),) if spans else ()


def _relations(rule: Rule) -> list[str]:
    lines = []
    if rule.despite:
        lines.append(f"despite {', '.join(rule.despite)}")
    if rule.subject_to:
        lines.append(f"subject to {', '.join(rule.subject_to)}")
    lines += [f"with sign-off by {with_article(who)}" for who in rule.sign_offs]
    if rule.because:
        lines.append(f"because “{rule.because}”")
    if rule.serves:
        lines.append("serves " + ", ".join(f"“{title}”" for title in rule.serves))
    if span_of(rule.in_force):
        lines.append(f"in force {span_of(rule.in_force)}")
    return lines


def departures(policy: Policy) -> tuple[Block, ...]:
    items = tuple(Item(plain(_departure(one))) for one in policy.departures)
    return (Bullets(items),) if items else ()


def _departure(departure: Departure) -> str:
    if departure.by is None:
        return f"nobody may depart from {departure.authority}"
    reasons = ", with recorded reasons" if departure.with_reasons else ""
    return f"{with_article(departure.by)} may depart from {departure.authority}{reasons}"


# --- tables ------------------------------------------------------------------------------------


def tables(policy: Policy) -> tuple[Part, ...]:
    return tuple(
        (f"{table.label}: {table.title}", (_table(table), *_sources(table.citations)))
        for table in policy.tables
    )


def _table(table: Table) -> Grid:
    rows = []
    for number, row in enumerate(table.rows, 1):
        when = row.condition.words if row.condition is not None else "in every case"
        outputs = tuple(
            plain(say(output.value, term.type))
            for output, term in zip(row.outputs, table.outputs, strict=True)
        )
        rows.append((plain(str(number)), plain(when), *outputs))
    header = ("Row", "When", *(term.name for term in table.outputs))
    return Grid(f"Table {table.label}: {table.hit}", header, tuple(rows))


# --- portfolios and options --------------------------------------------------------------------


def portfolio_rules(policy: Policy) -> tuple[Part, ...]:
    return tuple(
        (f"{rule.label}: {rule.title}", _portfolio_rule(rule)) for rule in policy.portfolio_rules
    )


def _portfolio_rule(rule: PortfolioRule) -> tuple[Block, ...]:
    across = f"across {rule.across}"
    items = [tests_under(f"{across} where ", rule.where) if rule.where else Item(plain(across))]
    if rule.for_each is not None:
        items.append(Item(plain(f"for each {rule.for_each.name}")))
    items += [Item((Span(norm.words, "strong"),)) for norm in rule.norms]
    if rule.otherwise_refer_to:
        items.append(Item(plain(f"otherwise refer to {with_article(rule.otherwise_refer_to)}")))
    return (Bullets(tuple(items)), *_sources(rule.citations))


def rankings(policy: Policy) -> tuple[Part, ...]:
    return tuple((f"{one.label}: {one.title}", _ranking(one)) for one in policy.comparisons)


def _ranking(comparison: OptionComparison) -> tuple[Block, ...]:
    items = []
    for one in comparison.criteria:
        better = "higher" if one.higher_is_better else "lower"
        words = f"rank by {one.value.words} for “{one.priority}”, {better} is better"
        if one.low is not None and one.high is not None:
            words += f", from {one.low.words} to {one.high.words}"
        items.append(Item(plain(words)))
    if comparison.preference is not None:
        preference = comparison.preference
        order = ", ".join(preference.order)
        words = f"if within {preference.points:f} points, prefer {preference.term.name} in order: "
        items.append(Item(plain(words + order)))
    return (Bullets(tuple(items)), *_sources(comparison.citations))


# --- duties, deciders, scenarios ---------------------------------------------------------------


def duties(policy: Policy) -> tuple[Block, ...]:
    items = []
    for duty in policy.duties:
        lead = f"{duty.label}: {duty.timing} a decision to {duty.act.name}, "
        spans: Spans = (Span(lead), Span(duty.words, "strong"), *sources_of(duty.citations))
        when = () if duty.condition is None else (tests_under("if ", duty.condition),)
        items.append(Item(spans, when))
    return (Bullets(tuple(items)),) if items else ()


def who_decides(policy: Policy) -> tuple[Block, ...]:
    items = [item for section in policy.who_decides for item in _deciders(section)]
    return (Bullets(tuple(items)),) if items else ()


def _deciders(section: WhoDecides) -> list[Item]:
    items = [
        tests_under(f"{with_article(one.role)} if ", one.condition) for one in section.deciders
    ]
    if section.otherwise:
        items.append(Item(plain(f"otherwise {with_article(section.otherwise)}")))
    items += [
        tests_under(f"{with_article(one.role)} signs off if ", one.condition)
        for one in section.sign_offs
    ]
    return items


def scenarios(policy: Policy) -> tuple[Block, ...]:
    if not policy.scenarios:
        return ()
    count = len(policy.scenarios)
    lead = f"{count:,} scenario{'' if count == 1 else 's'}, each checked by its expectations:"
    items = tuple(
        Item(
            plain(say_text(one.title)),
            tuple(Item(plain(expected.words)) for expected in one.expect),
        )
        for one in policy.scenarios
    )
    return (paragraph(lead), Bullets(items))
