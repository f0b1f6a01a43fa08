"""Show the words of a policy: its header, vocabulary, figures and definitions."""

from __future__ import annotations

from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.engine.sources import source_refs
from govrules.explain.document import Block, Bullets, Grid, Item, Paragraph, Span, Spans, plain
from govrules.explain.safe import shortened
from govrules.explain.steps import cited
from govrules.explain.values import say
from govrules.model.expression import AllOf, AnyOf, AtLeastOf, Condition, Not
from govrules.model.policy import Citation, Definition, InForce, Policy, Term
from govrules.model.types import ListType, NumberType, PercentageType, TableType, Type


def span_of(in_force: InForce) -> str:
    """From when until when, in words; empty when it is always."""
    start = f"from {plain_date(in_force.start)}" if in_force.start else ""
    end = f"until {plain_date(in_force.end)}" if in_force.end else ""
    return " ".join(part for part in (start, end) if part)


def sources_of(citations: tuple[Citation, ...]) -> Spans:
    return cited(source_refs(citations))


def tests_under(lead: str, condition: Condition) -> Item:
    """A condition after its lead ("if", "unless"), with the parts of a group under it."""
    match condition:
        case AllOf(items):
            heading, parts = "all of these", items
        case AnyOf(items):
            heading, parts = "any of these", items
        case AtLeastOf(count, items):
            heading, parts = f"at least {count} of these", items
        case Not(AnyOf(items)):
            heading, parts = "none of these", items
        case _:
            return Item(plain(f"{lead}{condition.words}"))
    return Item(plain(f"{lead}{heading}"), tuple(tests_under("", part) for part in parts))


# --- header ------------------------------------------------------------------------------------


def header(policy: Policy) -> tuple[Block, ...]:
    lines = [f"Authority: {policy.authority}"]
    if policy.adopted_by:
        on = f" on {plain_date(policy.adopted_on)}" if policy.adopted_on else ""
        lines.append(f"Adopted by {policy.adopted_by}{on}")
    lines.append(f"In force {span_of(policy.in_force)}" if span_of(policy.in_force) else "In force")
    lines += [f"Uses “{title}”" for title in policy.uses]
    return (Bullets(tuple(Item(plain(line)) for line in lines)),)


# --- vocabulary --------------------------------------------------------------------------------


def vocabulary(policy: Policy) -> tuple[Block, ...]:
    if not policy.terms:
        return ()
    rows = tuple(
        (plain(term.name), plain(_meaning(term)), (Span(term.key, "code"),))
        for term in policy.terms
    )
    return (
        Grid(
            "Each term, and the key by which a choice gives it",
            ("Term", "What it is", "Key in a choice"),
            rows,
        ),
    )


def _meaning(term: Term) -> str:
    parts = [type_words(term.type) + (" or none" if term.or_none else "")]
    if term.judged_by:
        parts.append(f"judged by {with_article(term.judged_by)}")
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
        case TableType(of):
            return f"a table of names, each with {type_words(of)}"
        case _:
            return str(kind)


def acts(policy: Policy) -> tuple[Block, ...]:
    if not policy.acts:
        return ()
    return (Bullets(tuple(Item(plain(act.name)) for act in policy.acts)),)


# --- figures and definitions -------------------------------------------------------------------


def figures(policy: Policy) -> tuple[Block, ...]:
    if not policy.figures:
        return ()
    rows = []
    for figure in policy.figures:
        name = figure.name + (f", as at {figure.as_at.term.name}" if figure.as_at else "")
        for dated in figure.values:
            sources = sources_of(dated.citations)
            rows.append(
                (
                    plain(name),
                    plain(say(dated.value.value, figure.type)),
                    plain(span_of(dated.in_force) or "always"),
                    sources,
                )
            )
    return (
        Grid(
            "Each value, and the days on which it counts",
            ("Figure", "Value", "In force", "Source"),
            tuple(rows),
        ),
    )


def definitions(policy: Policy) -> tuple[Block, ...]:
    if not policy.definitions:
        return ()
    return (Bullets(tuple(_definition(one) for one in policy.definitions)),)


def _definition(definition: Definition) -> Item:
    sources = sources_of(definition.citations)
    name = Span(definition.name, "strong")
    if definition.condition is None:
        words = definition.value.words if definition.value is not None else ""
        return Item((name, Span(f" is {words}"), *sources))
    meaning = tests_under("if ", definition.condition)
    if meaning.children:
        return Item((name, Span(" "), *meaning.spans, *sources), meaning.children)
    return Item((name, Span(" "), *meaning.spans, *sources))


def paragraph(text: str) -> Paragraph:
    return Paragraph(plain(text))
