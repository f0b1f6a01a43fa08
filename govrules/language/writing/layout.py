"""Set lines on the page: indentation, wrapped lists, columns of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from govrules.language import syntax as s
from govrules.model.dataclass import dataclass

WIDTH = 100
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One line of canonical text. `source` is the line it came from, 0 where that is not known."""

    text: str
    source: int = 0
    depth: int = 0

    def __str__(self) -> str:
        return INDENT * self.depth + self.text


def line(text: str, node: s.Node | None = None, depth: int = 1) -> Line:
    """A line that stands where the node begins."""
    return Line(text, node.place.line if node is not None else 0, depth)


def wrapped(lead: str, items: Sequence[tuple[str, s.Node]], tail: str, at: Line) -> list[Line]:
    """`lead` and the items between commas; where they pass the width, on further lines.

    Further lines are indented once more, and `tail` follows the last item.
    """
    lines = [replace(at, text=lead if items else lead + tail)]
    for number, (text, node) in enumerate(items):
        last = number == len(items) - 1
        piece = text + (tail if last else ",")
        joined = replace(lines[-1], text=f"{lines[-1].text} {piece}")
        if len(str(joined)) <= WIDTH or number == 0:
            lines[-1] = joined
        else:
            lines.append(Line(piece, node.place.line, at.depth + 1))
    return lines


def columns(rows: Sequence[Sequence[str]], outputs_from: int | None = None) -> list[str]:
    """Rows of a table between bars, each column as wide as its widest cell.

    A double bar stands before the column `outputs_from`.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    texts = []
    for row in rows:
        text = "|"
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            bar = "||" if number + 1 == outputs_from else "|"
            text += f" {cell.ljust(width)} {bar}"
        texts.append(text)
    return texts


def padded(words: Iterable[str]) -> list[str]:
    """The words with blanks after them, so that what follows stands in one column."""
    listed = list(words)
    width = max(map(len, listed), default=0)
    return [word.ljust(width) for word in listed]
