"""Write a document as Markdown, in which all text stands for itself."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.explain.document import (
    Banner,
    Block,
    Box,
    Bullets,
    Chart,
    Details,
    Document,
    Fold,
    Grid,
    Item,
    Paragraph,
    Section,
    Span,
    Spans,
)
from govrules.explain.safe import markdown

_DEEPEST = 12


def write_markdown(document: Document) -> str:
    lines = [f"# {markdown(document.title)}", ""]
    lines += _blocks(document.blocks)
    lines += _contents(document.contents)
    for section in document.sections:
        heading = _anchor(section.anchor) + _heading(section)
        lines += [f"{'#' * section.level} {heading}", ""]
        lines += _blocks(section.blocks)
    if document.footer:
        lines += ["---", ""]
    for spans in document.footer:
        lines += [_inline(spans), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _contents(sections: tuple[Section, ...]) -> Iterator[str]:
    if not sections:
        return
    yield from ("## Contents", "")
    highest = min(section.level for section in sections)
    for section in sections:
        indent = "  " * (section.level - highest)
        yield f"{indent}- [{_heading(section)}](#{section.anchor})"
    yield ""


def _heading(section: Section) -> str:
    title = markdown(section.title)
    return f"{section.number} {title}" if section.number else title


def _anchor(anchor: str) -> str:
    """A place to link to: Markdown has no other way to name one."""
    return f'<a id="{anchor}"></a>' if anchor else ""


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for place, block in enumerate(blocks):
        match block:
            case Paragraph(spans, number, anchor):
                before = f"{number} " if number else ""
                yield from (_anchor(anchor) + before + _inline(spans), "")
            case Banner(heading, _, lines):
                yield from (f"**{markdown(heading)}**", "")
                for spans in lines:
                    yield from (_inline(spans), "")
            case Bullets(items, ordered):
                for count, item in enumerate(items, 1):
                    yield from _item(item, 0, f"{count}." if ordered else "-")
                yield ""
            case Details(rows):
                for name, spans in rows:
                    yield f"- **{markdown(name)}:** {_inline(spans)}"
                yield ""
            case Box(caption, items):
                yield from (f"> **{markdown(caption)}**", ">")
                for item in items:
                    yield from (f"> {line}" for line in _item(item, 0))
                yield ""
            case Fold(summary, items, paragraphs):
                told = tuple(Item(spans) for spans in paragraphs)
                yield from _item(Item(summary, told + items), 0)
                if not isinstance(next(iter(blocks[place + 1 :]), None), Fold):
                    yield ""
            case Grid():
                yield from _grid(block)
            case Chart(grid=grid):
                yield from _grid(grid)


def _item(item: Item, depth: int, mark: str = "-") -> Iterator[str]:
    yield f"{'  ' * min(depth, _DEEPEST)}{mark} {_anchor(item.anchor)}{_inline(item.spans)}"
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
    if span.to is not None:
        return f"[{text}](#{span.to})"
    if span.file is not None:
        return f"[{text}](<{span.file}>)"
    if span.style == "strong" and text.strip() == text and text:
        return f"**{text}**"
    return text
