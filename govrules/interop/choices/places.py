"""Find where in a JSON text its keys stand, and where it breaks a rule that json does not place.

Only used once there is a fault to tell, so that reading a good file costs nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import field

from govrules.model.dataclass import dataclass
from govrules.model.unreadable import printable

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_GAP = re.compile(r"[\s,]*")
_DEEPEST = 6


@dataclass(slots=True)
class Places:
    """Offsets in a JSON text.

    `paths` maps the path of each key and entry (`bids[2].price`; the path of the whole is empty) to
    where it starts. `repeated` is the first key that its object already has; `not_json` the first
    NaN or Infinity.
    """

    paths: dict[str, int] = field(default_factory=dict)
    repeated: tuple[str, int] | None = None
    not_json: tuple[str, int] | None = None


@dataclass(slots=True)
class _Open:
    """An object or a list that is still being scanned."""

    path: str
    is_list: bool
    index: int = 0
    key: str = ""
    awaits_key: bool = True
    seen: set[str] = field(default_factory=set)

    def member(self) -> str:
        return f"{self.path}[{self.index}]" if self.is_list else self.path + self.key


def places_in(text: str) -> Places:
    """The places in a text that json accepts but for repeated keys, NaN and Infinity."""
    places = Places()
    opened: list[_Open] = []
    for token in _TOKEN.finditer(text):
        word, at = token[0], token.start()
        inner = opened[-1] if opened else None
        if word in "]}":
            if opened:
                opened.pop()
        elif word == ",":
            if inner is not None:
                inner.index += 1
                inner.awaits_key = True
        elif word == ":":
            continue
        elif inner is not None and not inner.is_list and inner.awaits_key:
            _note_key(places, inner, word, at, len(opened))
        else:
            path = inner.member() if inner is not None else ""
            if len(opened) < _DEEPEST:
                places.paths.setdefault(path, at)
            if word in "[{":
                opened.append(_Open(path, word == "["))
            elif word in ("NaN", "Infinity", "-Infinity") and places.not_json is None:
                places.not_json = (word, at)
    return places


def _note_key(places: Places, inner: _Open, word: str, at: int, depth: int) -> None:
    try:
        key = json.loads(word, strict=False)
    except ValueError:
        key = word
    inner.key = f".{printable(key)}" if inner.path else printable(key)
    inner.awaits_key = False
    if key in inner.seen and places.repeated is None:
        places.repeated = (key, at)
    inner.seen.add(key)
    if depth <= _DEEPEST:
        places.paths.setdefault(inner.member(), at)


def entries_in(text: str) -> list[tuple[int, int]]:
    """Where each entry of a list starts and ends; none when the text is not a list.

    Much faster than to scan the whole, so that a fault in a large file is told at once.
    """
    # numbers are left as text: a place needs no value, and a huge number would take long
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    opening = _GAP.match(text)
    at = opening.end() if opening else 0
    if text[at : at + 1] != "[":
        return []
    entries: list[tuple[int, int]] = []
    at += 1
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        if text[at] == "]":
            return entries
        end = decoder.raw_decode(text, at)[1]
        entries.append((at, end))
        at = end


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
