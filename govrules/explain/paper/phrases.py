"""Turn conditions, dates and names into the sentences of a paper."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.engine.notes import plain_date
from govrules.explain.document import Block, Bullets, Item, Paragraph, Span, Spans, plain
from govrules.model.expression import (
    AllOf,
    Among,
    AnyOf,
    AtLeastOf,
    Compare,
    Condition,
    Holds,
    Includes,
    Not,
)
from govrules.model.policy import InForce


def span_of(in_force: InForce) -> str:
    """From when until when, in words; empty when it is always."""
    start = f"from {plain_date(in_force.start)}" if in_force.start else ""
    end = f"until {plain_date(in_force.end)}" if in_force.end else ""
    return " ".join(part for part in (start, end) if part)


def counted(number: int, one: str, many: str = "") -> str:
    """1 rule, 3 rules."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def listed_spans(parts: Sequence[Span]) -> Spans:
    spans: list[Span] = []
    for number, part in enumerate(parts):
        if number:
            spans.append(Span(" and " if number == len(parts) - 1 else ", "))
        spans.append(part)
    return tuple(spans)


def sentence(text: str) -> str:
    """With a capital at its start, and a full stop unless it ends with one."""
    start = text[:1].upper() + text[1:]
    return start if start.endswith((".", "!", "?", ".”", ".)")) else f"{start}."


def paragraph(*spans: Span | str) -> Paragraph:
    return Paragraph(tuple(Span(one) if isinstance(one, str) else one for one in spans))


def group_of(condition: Condition) -> tuple[str, tuple[Condition, ...]] | None:
    """The heading of a list of conditions, and its parts; None for anything else."""
    match condition:
        case AllOf((Compare(">=", low), Compare("<=", high))) if low == high:
            return None  # "between", which its own words say best
        case AllOf(items):
            return "all of these hold", items
        case AnyOf(items):
            return "any of these holds", items
        case AtLeastOf(count, items):
            return f"at least {count} of these hold{'s' if count == 1 else ''}", items
        case Not(AnyOf(items)):
            return "none of these holds", items
    return None


def under(lead: str, condition: Condition) -> tuple[Paragraph, tuple[Item, ...]]:
    """A paragraph that begins with the lead ("If", "Unless"), and the parts of a group under it."""
    group = group_of(condition)
    if group is None:
        return paragraph(f"{lead} {condition.words}"), ()
    heading, parts = group
    return paragraph(f"{lead} {heading}:"), tuple(map(item, parts))


def blocks_under(lead: str, condition: Condition, after: str = "") -> tuple[Block, ...]:
    first, items = under(lead, condition)
    if not items:
        return (Paragraph((*first.spans, Span(after))),)
    return (first, Bullets(items))


def item(condition: Condition) -> Item:
    """A condition as an item of a list, with the parts of a group under it."""
    group = group_of(condition)
    if group is None:
        return Item(plain(condition.words))
    heading, parts = group
    return Item(plain(f"{heading}:"), tuple(map(item, parts)))


def in_words(condition: Condition) -> str:
    """On one line, for the cell of a table."""
    group = group_of(condition)
    if group is None:
        return condition.words
    heading, parts = group
    return f"{heading}: {'; '.join(_nested(part) for part in parts)}"


def _nested(condition: Condition) -> str:
    words = in_words(condition)
    return words if group_of(condition) is None else f"({words})"


def subject_of(condition: Condition) -> str | None:
    """What a condition looks at, in its own words, where that is one thing."""
    match condition:
        case Compare(left=left) | Among(left=left) | Includes(left=left) | Holds(value=left):
            return left.words
        case Not(item):
            return subject_of(item)
        case AllOf(items) | AnyOf(items):
            subjects = {subject_of(item) for item in items}
            return subjects.pop() if len(subjects) == 1 else None
    return None
