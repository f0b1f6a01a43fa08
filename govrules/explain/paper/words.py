"""Show the words of a policy: its vocabulary, figures and definitions."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.explain.boundary.supposing import Supposing
from govrules.explain.document import (
    Block,
    Bullets,
    Grid,
    Item,
    Paragraph,
    Span,
    Spans,
    plain,
)
from govrules.explain.paper.boundary_box import boundary_box
from govrules.explain.paper.context import Paper
from govrules.explain.paper.phrases import listed, paragraph, span_of, under
from govrules.explain.safe import shortened
from govrules.explain.values import say
from govrules.model.policy import DatedValue, Definition, Figure, Term
from govrules.model.types import ListType, NumberType, PercentageType, TableType, Type

# --- vocabulary --------------------------------------------------------------------------------


def vocabulary(paper: Paper) -> tuple[Block, ...]:
    policy = paper.policy
    blocks: list[Block] = []
    if policy.terms:
        blocks += [
            paragraph("These words have one meaning throughout. A choice gives each by its key."),
            terms_table(policy.terms),
        ]
    if policy.acts:
        blocks += [
            paragraph("What may be proposed under this policy:"),
            Bullets(tuple(Item(plain(act.name)) for act in policy.acts)),
        ]
    return tuple(blocks)


def terms_table(terms: Iterable[Term]) -> Grid:
    rows = tuple(
        (plain(term.name), plain(_meaning(term)), (Span(term.key, "code"),)) for term in terms
    )
    return Grid("Words and what they stand for", ("Term", "What it is", "Key in a choice"), rows)


def _meaning(term: Term) -> str:
    parts = [type_words(term.type) + (" or none" if term.or_none else "")]
    if term.judged_by:
        parts.append(f"judged by {with_article(term.judged_by)}")
    if term.personal:
        parts.append("held as personal data")
    if term.changeable:
        parts.append("may be changed")
    if term.worked_out_by:
        parts.append(f"worked out by table {term.worked_out_by}")
    if term.assumed is not None:
        parts.append(f"assumed to be {say(term.assumed.value, term.type)} if not given")
    return shortened("; ".join(parts))


def type_words(kind: Type) -> str:
    """The type as the policy writes it, with its bounds and the types of a list's fields."""
    match kind:
        case NumberType(low, high) | PercentageType(low, high) if (
            low is not None or high is not None
        ):
            sign = "%" if isinstance(kind, PercentageType) else ""
            start = f" from {low:f}{sign}" if low is not None else ""
            end = f" to {high:f}{sign}" if high is not None else ""
            return f"{kind}{start}{end}"
        case ListType(fields):
            return "a list with: " + ", ".join(
                f"{one.name} ({type_words(one.type)})" for one in fields
            )
        case TableType(of) if of is not None:
            return f"a table of names, each with {type_words(of)}"
        case _:
            return str(kind)


# --- figures -----------------------------------------------------------------------------------


def figures(paper: Paper) -> tuple[Block, ...]:
    if not paper.policy.figures:
        return ()
    lead = (
        "Every value of each figure, with the days on which it counts. The last column says which "
        f"of them is in force on {plain_date(paper.on)}."
    )
    return (paragraph(lead), figures_table(paper, paper.policy.figures), *_as_at(paper))


def figures_table(paper: Paper, given: Iterable[Figure]) -> Grid:
    rows = tuple(_dated(paper, figure, dated) for figure in given for dated in figure.values)
    header = ("Figure", "Value", "Days", "Source", f"On {plain_date(paper.on)}")
    return Grid("Figures and their values", header, rows)


def _dated(paper: Paper, figure: Figure, dated: DatedValue) -> tuple[Spans, ...]:
    state = state_of(dated, figure, paper)
    counts = state == "in force"
    value = say(dated.value.value, figure.type)
    return (
        plain(figure.name),
        (Span(value, "strong" if counts else "plain"),),
        plain(span_of(dated.in_force) or "always"),
        _bare(paper.sources.cited(dated.citations)),
        (Span(state, "strong" if counts else "muted"),),
    )


def state_of(dated: DatedValue, figure: Figure, paper: Paper) -> str:
    """Whether a value is the one in force on the paper's day, or was, or will be."""
    if dated is in_force(figure, paper):
        return "in force"
    start = dated.in_force.start
    return "to come" if start is not None and start > paper.on else "past"


def in_force(figure: Figure, paper: Paper) -> DatedValue | None:
    """The value that counts on the paper's day: the latest begun of those in force."""
    return Supposing(paper.everything, paper.on).figure(figure)


def _as_at(paper: Paper) -> tuple[Block, ...]:
    given = [(one.name, one.as_at.term.name) for one in paper.policy.figures if one.as_at]
    dates: dict[str, list[str]] = {}
    for name, date in given:
        dates.setdefault(date, []).append(name)
    return tuple(
        paragraph(
            f"The value of {listed(names)} is the one in force on the date that “{date}” gives, "
            "which may be another day than that of the decision."
        )
        for date, names in dates.items()
    )


def _bare(cited: Spans) -> Spans:
    """A citation alone in a cell, without the blank before it."""
    if not cited:
        return ()
    return (Span(cited[0].text.lstrip()), *cited[1:])


# --- definitions -------------------------------------------------------------------------------


def definitions(paper: Paper) -> tuple[Block, ...]:
    return tuple(
        block for one in paper.policy.definitions for block in definition_blocks(paper, one)
    )


def definition_blocks(paper: Paper, definition: Definition) -> tuple[Block, ...]:
    cited = paper.sources.cited(definition.citations)
    box = boundary_box(paper, "definition", definition.name)
    anchor = paper.definition_anchor(definition)
    name = Span(definition.name, "strong")
    if definition.condition is None:
        words = definition.value.words if definition.value is not None else ""
        spans: Spans = (name, Span(f" is {words}."), *cited)
        return (Paragraph(spans, anchor=anchor), *box)
    lead, items = under(" is met if", definition.condition)
    end = () if items else (Span("."),)
    first = Paragraph((name, *lead.spans, *end, *cited), anchor=anchor)
    listed_parts = (Bullets(items),) if items else ()
    return (first, *listed_parts, *box)
