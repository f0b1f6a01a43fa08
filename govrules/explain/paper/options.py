"""Show principles and priorities, rules on portfolios, and how options are compared."""

from __future__ import annotations

from govrules.engine.roles import with_article
from govrules.explain.document import Block, Bullets, Grid, Item, Section, Span, plain
from govrules.explain.paper.boundary_box import boundary_box
from govrules.explain.paper.context import Paper
from govrules.explain.paper.phrases import in_words, paragraph
from govrules.model.policy import OptionComparison, PortfolioRule


def principles(paper: Paper) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if paper.policy.principles:
        items = tuple(
            Item((Span(f"Principle {one.number}: ", "strong"), Span(one.text)))
            for one in paper.policy.principles
        )
        blocks += [paragraph("The policy rests on these principles:"), Bullets(items)]
    if paper.policy.priorities:
        rows = tuple(
            (plain(one.title), plain(f"{one.weight:f}%" if one.weight is not None else "no weight"))
            for one in paper.policy.priorities
        )
        lead = "Options that comply are weighed by these priorities:"
        blocks += [paragraph(lead), Grid("Priorities", ("Priority", "Weight"), rows)]
    return tuple(blocks)


def portfolio_rules(paper: Paper, level: int) -> tuple[Section, ...]:
    return tuple(
        Section(f"{rule.label}: {rule.title}", _portfolio_rule(paper, rule), level)
        for rule in paper.policy.portfolio_rules
    )


def _portfolio_rule(paper: Paper, rule: PortfolioRule) -> tuple[Block, ...]:
    lead = f"Across {rule.across}"
    if rule.where is not None:
        lead += f" where {in_words(rule.where)}"
    if rule.for_each is not None:
        lead += f", for each {rule.for_each.name}"
    items = tuple(Item((Span(norm.words, "strong"),)) for norm in rule.norms)
    cited = paper.sources.cited(rule.citations)
    blocks: list[Block] = [paragraph(f"{lead}:", *cited), Bullets(items)]
    if rule.otherwise_refer_to:
        who = with_article(rule.otherwise_refer_to)
        blocks.append(paragraph(f"Otherwise the choice is referred to {who}."))
    return (*blocks, *boundary_box(paper, "portfolio rule", rule.label))


def comparisons(paper: Paper, level: int) -> tuple[Section, ...]:
    return tuple(
        Section(f"{one.label}: {one.title}", _comparison(paper, one), level)
        for one in paper.policy.comparisons
    )


def _comparison(paper: Paper, comparison: OptionComparison) -> tuple[Block, ...]:
    weights = {one.title: one.weight for one in paper.policy.priorities}
    rows = []
    for one in comparison.criteria:
        weight = weights.get(one.priority)
        scale = "between the best and the worst of the options"
        if one.low is not None and one.high is not None:
            scale = f"from {one.low.words} to {one.high.words}"
        rows.append(
            (
                plain(one.value.words),
                plain(one.priority + (f" ({weight:f}%)" if weight is not None else "")),
                plain("higher" if one.higher_is_better else "lower"),
                plain(scale),
            )
        )
    lead = paragraph(
        "Options that do not comply are set aside. The others are scored by:",
        *paper.sources.cited(comparison.citations),
    )
    header = ("What is scored", "For the priority", "Better", "Scale")
    blocks: list[Block] = [lead, Grid(f"Comparison {comparison.label}", header, tuple(rows))]
    if comparison.preference is not None:
        preference = comparison.preference
        order = ", then ".join(preference.order)
        words = f"Within {preference.points:f} points, {preference.term.name} decides: {order}."
        blocks.append(paragraph(words))
    return tuple(blocks)
