"""Write a document for a terminal: wrapped lines, indented lists, colour only when asked for."""

from __future__ import annotations

import re
import textwrap
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
    Span,
    Spans,
    Style,
    plain,
)
from govrules.explain.safe import visible

_NARROWEST = 40
_MARGIN = 6
"""Room for the indents of sections."""
_DEEPEST_INDENT = 24
_RESET = "\x1b[0m"
_COLOURS: dict[Style, str] = {
    "strong": "\x1b[1m",
    "muted": "\x1b[2m",
    "good": "\x1b[32m",
    "bad": "\x1b[31m",
    "open": "\x1b[33m",
    "off": "\x1b[2m",
}
# Private characters hold the places of colours while lines are wrapped; `visible` lets none of
# them through from anybody's text.
_MARKS: dict[Style, str] = {style: chr(0xE000 + n) for n, style in enumerate(_COLOURS, 1)}
_END = "\ue000"
_ANY_MARK = re.compile("[\ue000-\ue00f]")


class _Wrapper(textwrap.TextWrapper):
    """Wraps as if the marks of colours took no room."""

    def _wrap_chunks(self, chunks: list[str]) -> list[str]:
        return super()._wrap_chunks([_Chunk(chunk) for chunk in chunks])


class _Chunk(str):
    """A word whose length is what is seen of it."""

    __slots__ = ()

    def __len__(self) -> int:
        return len(_ANY_MARK.sub("", str(self)))


class TextWriter:
    """Writes documents of one width, in colour or without."""

    def __init__(self, *, colour: bool, width: int) -> None:
        self._colour = colour
        self._width = max(width, _NARROWEST)

    def write(self, document: Document) -> str:
        lines = list(self._blocks(document.blocks))
        if document.contents:
            lines += ["", *self._wrapped((Span("Contents", "strong"),), "", "")]
        for section in document.contents:
            indent = "  " * (section.level - 2)
            lines += self._wrapped(plain(section.heading), f"{indent}  ", f"{indent}    ")
        for section in document.sections:
            indent = "  " * (section.level - 2)
            title = self._wrapped((Span(section.heading, "strong"),), "", "")
            lines += ["", *(indent + line for line in title)]
            lines += [f"{indent}  {line}" for line in self._blocks(section.blocks)]
        for spans in document.footer:
            lines += ["", *self._wrapped(spans, "", "")]
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Paragraph(spans, number):
                    before = f"{number} " if number else ""
                    yield from self._wrapped(spans, before, " " * len(before))
                case Banner():
                    yield from self._banner(block)
                case Bullets(items, ordered):
                    for count, item in enumerate(items, 1):
                        yield from self._item(item, 0, f"{count}. " if ordered else "- ")
                case Details(rows):
                    for name, spans in rows:
                        yield from self._wrapped((Span(f"{name}: "), *spans), "", "  ")
                case Box(caption, items):
                    yield from self._wrapped((Span(caption, "strong"),), "", "")
                    for item in items:
                        yield from self._item(item, 1)
                case Fold(summary):
                    yield from self._wrapped(summary, "- ", "  ")
                case Grid():
                    yield from self._grid(block)
                case Chart(grid=grid):
                    yield from self._grid(grid)

    def _banner(self, banner: Banner) -> Iterator[str]:
        style: Style = "strong" if banner.tone == "plain" else banner.tone
        yield self._styled(banner.heading.upper(), style)
        for spans in banner.lines:
            yield from self._wrapped(spans, "", "")

    def _item(self, item: Item, depth: int, mark: str = "- ") -> Iterator[str]:
        indent = " " * min(2 * depth, _DEEPEST_INDENT)
        yield from self._wrapped(item.spans, indent + mark, indent + " " * len(mark))
        for child in item.children:
            yield from self._item(child, depth + 1)

    def _grid(self, grid: Grid) -> Iterator[str]:
        for row in grid.rows:
            cells = [
                f"{visible(name)}: {_text_of(cell)}"
                for name, cell in zip(grid.header, row, strict=True)
            ]
            yield from textwrap.wrap(
                "; ".join(cells), self._width - _MARGIN, initial_indent="- ", subsequent_indent="  "
            )

    def _wrapped(self, spans: Spans, first: str, rest: str) -> list[str]:
        wrapper = _Wrapper(
            width=self._width - _MARGIN,
            initial_indent=first,
            subsequent_indent=rest,
            break_on_hyphens=False,
            replace_whitespace=False,
        )
        text = "".join(self._marked(visible(span.text), span.style) for span in spans)
        return self._coloured(wrapper.wrap(text) or [first.rstrip()])

    def _styled(self, text: str, style: Style) -> str:
        return self._coloured([self._marked(visible(text), style)])[0]

    def _marked(self, text: str, style: Style) -> str:
        if not self._colour or style not in _MARKS or not text:
            return text
        return f"{_MARKS[style]}{text}{_END}"

    def _coloured(self, lines: list[str]) -> list[str]:
        """Marks become colours; a colour that runs on is taken up again on the next line."""
        if not self._colour:
            return lines
        codes = {mark: _COLOURS[style] for style, mark in _MARKS.items()} | {_END: _RESET}
        found, running = [], ""
        for line in lines:
            body = line.lstrip()
            text = line[: len(line) - len(body)] + running + body
            for mark in _ANY_MARK.findall(line):
                running = "" if mark == _END else mark
            text += _END if running else ""
            found.append(_ANY_MARK.sub(lambda match: codes[match[0]], text))
        return found


def _text_of(spans: Spans) -> str:
    return "".join(visible(span.text) for span in spans)
