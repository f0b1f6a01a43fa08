"""Write a document as Markdown, in which all text stands for itself."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.explain.document import (
    Banner,
    Block,
    Bullets,
    Chart,
    Document,
    Fold,
    Grid,
    Item,
    Paragraph,
    Span,
    Spans,
)
from govrules.explain.safe import markdown

_DEEPEST = 12


def write_markdown(document: Document) -> str:
    lines = [f"# {markdown(document.title)}", ""]
    lines += _blocks(document.blocks)
    for section in document.sections:
        lines += [f"{'#' * section.level} {markdown(section.title)}", ""]
        lines += _blocks(section.blocks)
    return "\n".join(lines).rstrip("\n") + "\n"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        match block:
            case Paragraph(spans):
                yield from (_inline(spans), "")
            case Banner(heading, _, lines):
                yield from (f"**{markdown(heading)}**", "")
                for spans in lines:
                    yield from (_inline(spans), "")
            case Bullets(items):
                for item in items:
                    yield from _item(item, 0)
                yield ""
            case Fold(summary, items, paragraphs):
                told = tuple(Item(spans) for spans in paragraphs)
                yield from _item(Item(summary, told + items), 0)
                if not isinstance(next(iter(blocks[number + 1 :]), None), Fold):
                    yield ""
            case Grid():
                yield from _grid(block)
            case Chart(grid=grid):
                yield from _grid(grid)


def _item(item: Item, depth: int) -> Iterator[str]:
    yield f"{'  ' * min(depth, _DEEPEST)}- {_inline(item.spans)}"
    for child in item.children:
        yield from _item(child, depth + 1)


def _grid(grid: Grid) -> Iterator[str]:
    yield _row([markdown(name) for name in grid.header])
    yield _row(["---"] * len(grid.header))
    for row in grid.rows:
        yield _row([_inline(cell).strip() for cell in row])
    yield ""


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inline(spans: Spans) -> str:
    return "".join(_span(span, first=number == 0) for number, span in enumerate(spans))


def _span(span: Span, *, first: bool) -> str:
    # marks at the start of a line matter only in the first span, but escaping them never hurts
    text = markdown(span.text)
    if span.link is not None:
        return f"[{text}](<{span.link}>)"
    if span.style == "strong" and text.strip() == text and text:
        return f"**{text}**"
    return text
