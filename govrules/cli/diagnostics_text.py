"""Show the faults of policies with the lines that they are in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govrules.cli.streams import WIDTH, plain

if TYPE_CHECKING:
    from govrules.model.diagnostic import Diagnostic
    from govrules.model.place import Place

_RED, _YELLOW, _BOLD, _DIM, _OFF = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_BEFORE = 30
"""How much of a long line is kept before the place of its fault."""


def diagnostics_text(
    diagnostics: Iterable[Diagnostic], *, colour: bool = False, width: int = WIDTH
) -> str:
    """Every fault with its place, its line with the place underlined, and the related places."""
    found = tuple(diagnostics)
    parts = [diagnostic_text(diagnostic, colour=colour, width=width) for diagnostic in found]
    return "\n".join([*parts, counted(found)]) + "\n"


def counted(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors and warnings there are."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    told = [
        f"{counts[severity]:,} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in ("error", "warning")
        if counts[severity]
    ]
    return ", ".join(told) or "no faults found"


def diagnostic_text(diagnostic: Diagnostic, *, colour: bool = False, width: int = WIDTH) -> str:
    """One fault with its place and line, and the related places with theirs."""
    tint = _RED if diagnostic.severity == "error" else _YELLOW
    place, message = plain(str(diagnostic.place)), plain(diagnostic.message)
    if not diagnostic.place.line:  # the whole file is meant
        place = plain(diagnostic.place.file)
    place = place or "policies"
    head = f"{place} {diagnostic.code} {message}"
    if colour:
        head = f"{_BOLD}{place}{_OFF} {tint}{diagnostic.code}{_OFF} {message}"
    lines = [head, *_source(diagnostic.place, "", tint, colour, width)]
    for related in diagnostic.related:
        lines.append(f"  {plain(str(related.place))} {plain(related.note)}")
        lines += _source(related.place, "  ", _DIM, colour, width)
    return "\n".join(lines)


def _source(place: Place, indent: str, tint: str, colour: bool, width: int) -> list[str]:
    """The line of a place, and the marks under it; nothing where the line cannot be had."""
    lines = _lines(place.file)
    if not 1 <= place.line <= len(lines):
        return []
    line = lines[place.line - 1]
    start = min(max(place.column - 1, 0), len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    end = min(max(end, start + 1), max(len(line), start + 1))
    margin = f"{indent}  {place.line} | "
    room = width - len(margin)
    line, start, end = _cut(line, start, end, room)
    before, marked = _columns(line[:start]), max(_columns(line[start:end]), 1)
    marks = "^" * min(marked, max(room - before, 1))
    under = f"{' ' * (len(margin) - 2)}| {' ' * before}"
    painted = f"{tint}{marks}{_OFF}" if colour else marks
    return [(margin + _seen(line)).rstrip(), under + painted]


def _cut(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of a line around a place that has room, and where the place is in it."""
    at_end = 1 if start >= len(line) else 0  # the mark then stands one further
    if _columns(line) + at_end <= room:
        return line, start, end
    first = 0 if _columns(line[:end]) < room else start
    before = min(_BEFORE, room // 2)
    while first > 0 and _columns(line[first - 1 : start]) < before:
        first -= 1
    head = "…" if first else ""
    last, used = first, len(head)
    while last < len(line) and used + _columns(line[last]) < room:
        used += _columns(line[last])
        last += 1
    tail = "…" if last < len(line) else ""
    shift = len(head) - first
    return head + line[first:last] + tail, start + shift, min(end, last) + shift


def _seen(text: str) -> str:
    return plain(text.replace("\t", " "))


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(_column(character) for character in _seen(text))


def _column(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@cache
def _lines(file: str) -> tuple[str, ...]:
    """The lines of a file; none where it is no file that can be read."""
    from govrules.language.read_files import read_text

    path = Path(file)
    try:
        text = read_text(path) if file and path.is_file() else None
    except (OSError, ValueError):
        return ()
    if not isinstance(text, str):
        return ()
    return tuple(line.rstrip("\r") for line in text.split("\n"))
