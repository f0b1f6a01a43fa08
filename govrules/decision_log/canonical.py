"""Canonical JSON (RFC 8785): one value has one text, so that its hash means something.

The values are those of entries: text, whole numbers, true, false, null, lists and tables. Numbers
with a point are kept as text there, since RFC 8785 would read them as binary floating point.
"""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring
from typing import Any

_LARGEST = 2**53 - 1
"""Whole numbers beyond this are not the same to every reader of JSON."""
_BEYOND = re.compile("[\ud800-\U0010ffff]")
"""Keys sort by UTF-16 units; only with such characters is that not the order of code points."""
_LEADS = tuple(bytes([byte]) for byte in range(0xEE, 0xF5))
"""How such characters begin in UTF-8: to look for these bytes is quicker."""


def canonical(value: Any) -> str:
    """The one text of a value.

    Raises ValueError for what has none: a float, a whole number beyond 2^53, half a character.
    """
    text = _write(value)
    # reading it again finds the numbers in less time than walking through the value
    read = _read(text)
    if not text.isascii():
        data = text.encode()  # half a character has no bytes
        if any(lead in data for lead in _LEADS):
            _refuse_keys(read)
    return text


def read_canonical(text: str) -> Any:
    """The value of a text, which must be its canonical one. Raises ValueError when it is not."""
    value = _read(text)
    if _write(value) != text:
        raise ValueError("the text is not canonical JSON")
    return value


def canonical_text(text: str) -> str:
    """The canonical JSON of a value that is a text, without the half-character check."""
    return encode_basestring(text)


def _no_number(text: str) -> Any:
    raise ValueError(f"the number {text} has no place in an entry; write it as text")


def _whole(text: str) -> int:
    number = int(text)
    return number if abs(number) <= _LARGEST else _no_number(text)


_write = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode
_read = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number, parse_int=_whole).decode


def _refuse_keys(value: Any) -> None:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if any(_BEYOND.search(key) for key in part):
                raise ValueError("a key with such characters has no place in an entry")
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
