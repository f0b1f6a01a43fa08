"""Set out what happens at the boundaries of a rule, a definition or a table."""

from __future__ import annotations

from govrules.engine.notes import plain_date
from govrules.explain.boundary import Boundary
from govrules.explain.document import Block, Box, Item, Span
from govrules.explain.paper.context import Paper
from govrules.explain.values import say
from govrules.model.expression import Constant, FigureValue


def boundary_box(paper: Paper, owner: str, label: str) -> tuple[Block, ...]:
    return box_of(paper, paper.boundaries.get((owner, label), ()))


def box_of(paper: Paper, found: tuple[Boundary, ...]) -> tuple[Block, ...]:
    """The box, where there is anything to say."""
    items = tuple(_item(paper, one) for one in found if one.telling or one.limit_value is None)
    return (Box(f"At the boundary, on {plain_date(paper.on)}", items),) if items else ()


def _item(paper: Paper, one: Boundary) -> Item:
    lead = f"{one.words}{_figure(paper, one)}"
    if one.through:
        lead += f", by way of “{one.through[-1]}”"
    if one.limit_value is None:
        words = f"{lead}: no value of this figure is in force on {plain_date(paper.on)}"
        return Item((Span(words),))
    spans = [Span(f"{lead}: ")]
    for number, side in enumerate(one.telling):
        spans += [Span(" · ")] if number else []
        spans += [Span(side.words, "strong"), Span(f" {side.does}")]
    return Item(tuple(spans))


def _figure(paper: Paper, one: Boundary) -> str:
    """The value of a limit that is a figure, which the words of the comparison only name."""
    if isinstance(one.limit, Constant) or one.limit_value is None:
        return ""
    value = say(one.limit_value, one.limit.type)
    if isinstance(one.limit, FigureValue) and one.limit.figure.as_at is not None:
        return f" ({value} as at {plain_date(paper.on)})"
    return f" ({value})"
