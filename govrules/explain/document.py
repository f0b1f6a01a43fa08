"""A plain document of headings, paragraphs, lists and tables, which every rendering can write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "bad", "open", "plain"]
Style = Literal["plain", "strong", "muted", "code", "good", "bad", "open", "off"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `link` is an address that has been found safe to link to."""

    text: str
    style: Style = "plain"
    link: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans


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


@dataclass(frozen=True, slots=True)
class Bullets:
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


Block = Paragraph | Banner | Bullets | Fold | Grid | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """`title` is a heading; `level` 2 is the highest below the document's own."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def plain(text: str) -> Spans:
    return (Span(text),)
