"""A plain document of headings, paragraphs, lists and tables, which every rendering can write."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from govrules.model.dataclass import dataclass

Tone = Literal["good", "bad", "open", "plain"]
Style = Literal["plain", "strong", "muted", "code", "good", "bad", "open", "off"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style.

    `link` is an address that has been found safe to link to; `to` is the anchor of a place in the
    same document; `file` is the name of a document in the same folder.
    """

    text: str
    style: Style = "plain"
    link: str | None = None
    to: str | None = None
    file: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` ("7.1.2") stands before it."""

    spans: Spans
    number: str = ""
    anchor: str = ""

    @property
    def is_lead(self) -> bool:
        """Does it only lead over to what follows, so that no page may end with it?"""
        return bool(self.spans) and all(span.style == "muted" for span in self.spans)


@dataclass(frozen=True, slots=True)
class Banner:
    """The answer, set off from the rest; the tone never says more than its words."""

    heading: str
    tone: Tone
    lines: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Item:
    spans: Spans
    children: tuple[Item, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """With `ordered` the items are numbered from 1."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """Names, each with what it is: the block under a title."""

    rows: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A list set off from the text, with a caption of its own."""

    caption: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """A summary with details that a page may fold away and a terminal leaves out."""

    summary: Spans
    items: tuple[Item, ...]
    paragraphs: tuple[Spans, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first column names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the table with the same numbers, which stands in for it where there are none.

    `svg` is what `charts.to_svg` drew, and nothing else: pages hold it as it is.
    """

    svg: str
    caption: str
    grid: Grid


Block = Paragraph | Banner | Bullets | Fold | Grid | Chart | Details | Box


@dataclass(frozen=True, slots=True)
class Section:
    """`title` is a heading; `level` 2 is the highest below the document's own.

    `number` stands before the title. What has an `anchor` can be linked to; `listed` says whether
    it stands in the list of contents, and `new_page` whether it begins a page in print.
    """

    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    number: str = ""
    anchor: str = ""
    listed: bool = False
    new_page: bool = False

    @property
    def heading(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Document:
    """`footer` stands at the very end; `dated` is for formats that keep a date of their own."""

    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    footer: tuple[Spans, ...] = ()
    dated: dt.date | None = None

    @property
    def contents(self) -> tuple[Section, ...]:
        """The sections that a list of contents names."""
        return tuple(section for section in self.sections if section.listed)


def plain(text: str) -> Spans:
    return (Span(text),)
