"""Set a document out as plain data, which the template of a PDF lays on pages.

All text travels as data and never as typst's markup, so that nothing in it can be carried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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
    Span,
    Spans,
)
from govrules.explain.pdf.letters import drawable, has_numbers

Data = dict[str, Any]
_NUMBERS = (
    "A character that the fonts of this document do not have, or that steers, stands as its number "
    "in Unicode, such as <U+4E2D>. The same document as a page (HTML) or Word file has the letters "
    "themselves."
)


def to_data(document: Document) -> Data:
    return _ToData(document).data()


class _ToData:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._anchors = set(_anchors(document))
        self._used: set[str] = set()
        self._numbers = False

    def data(self) -> Data:
        data = self._data()
        if self._numbers:
            told = self._block(Paragraph((Span(_NUMBERS, "muted"),)))
            data["blocks"].append(told)
        return data

    def _data(self) -> Data:
        document = self._document
        return {
            "title": self._drawn(document.title),
            "date": document.dated.isoformat() if document.dated is not None else "",
            "blocks": self._blocks(document.blocks),
            "contents": [
                {"title": self._drawn(one.heading), "to": one.anchor, "level": one.level}
                for one in document.contents
            ],
            "sections": [
                {
                    "title": self._drawn(one.heading),
                    "level": one.level - 1,
                    "anchor": self._anchor(one.anchor),
                    "new_page": one.new_page,
                    "blocks": self._blocks(one.blocks),
                }
                for one in document.sections
            ],
            "footer": [self._spans(spans) for spans in document.footer],
        }

    def _drawn(self, text: str) -> str:
        self._numbers = self._numbers or has_numbers(text)
        return drawable(text)

    def _blocks(self, blocks: Iterable[Block]) -> list[Data]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Data:
        match block:
            case Paragraph():
                return {
                    "kind": "paragraph",
                    "number": self._drawn(block.number),
                    "spans": self._spans(block.spans),
                    "anchor": self._anchor(block.anchor),
                    "lead": block.is_lead,
                }
            case Banner():
                return {
                    "kind": "banner",
                    "heading": self._drawn(block.heading),
                    "tone": block.tone,
                    "lines": [self._spans(spans) for spans in block.lines],
                }
            case Bullets():
                items = self._items(block.items)
                return {"kind": "list", "ordered": block.ordered, "items": items}
            case Details():
                return {
                    "kind": "details",
                    "rows": [[self._drawn(name), self._spans(spans)] for name, spans in block.rows],
                }
            case Box():
                items = self._items(block.items)
                return {"kind": "box", "title": self._drawn(block.caption), "items": items}
            case Fold():
                told = (*(Item(spans) for spans in block.paragraphs), *block.items)
                items = self._items((Item(block.summary, told),))
                return {"kind": "list", "ordered": False, "items": items}
            case Chart():
                return self._block(block.grid)
            case Grid():
                return {
                    "kind": "table",
                    "caption": self._drawn(block.caption),
                    "header": [self._drawn(name) for name in block.header],
                    "rows": [[self._spans(cell) for cell in row] for row in block.rows],
                }

    def _items(self, items: Iterable[Item]) -> list[Data]:
        return [
            {
                "spans": self._spans(item.spans),
                "children": self._items(item.children),
                "anchor": self._anchor(item.anchor),
            }
            for item in items
        ]

    def _spans(self, spans: Spans) -> list[Data]:
        return [self._span(span) for span in spans]

    def _span(self, span: Span) -> Data:
        to = span.to if span.to in self._anchors else None
        return {
            "text": self._drawn(span.text),
            "style": span.style,
            "link": span.link or "",
            "to": to or "",
        }

    def _anchor(self, anchor: str) -> str:
        """A place has its name once; a second of the same name would be no place at all."""
        if not anchor or anchor in self._used:
            return ""
        self._used.add(anchor)
        return anchor


def _anchors(document: Document) -> Iterable[str]:
    blocks = [*document.blocks, *(block for one in document.sections for block in one.blocks)]
    for section in document.sections:
        yield section.anchor
    for block in blocks:
        match block:
            case Paragraph():
                yield block.anchor
            case Bullets(items) | Box(_, items) | Fold(_, items):
                yield from _anchors_of(items)


def _anchors_of(items: Iterable[Item]) -> Iterable[str]:
    for item in items:
        yield item.anchor
        yield from _anchors_of(item.children)
