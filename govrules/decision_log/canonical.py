"""Canonical JSON (RFC 8785): one value has one text, so that its hash means something.

The values are those of entries: text, whole numbers, true, false, null, lists and tables. Numbers
with a point are kept as text there, since RFC 8785 would read them as binary floating point.
"""

from __future__ import annotations

import json
import re
from typing import Any

_LARGEST = 2**53 - 1
"""Whole numbers beyond this are not the same to every reader of JSON."""
_BEYOND = re.compile("[\ud800-\U0010ffff]")
"""Keys sort by UTF-16 units; only with such characters is that not the order of code points."""


def canonical(value: Any) -> str:
    """The one text of a value.

    Raises ValueError for what has none: a float, a whole number beyond 2^53, half a character.
    """
    text = _written(value)
    # reading it again finds the numbers in less time than walking through the value
    read = json.loads(text, parse_float=_no_number, parse_constant=_no_number, parse_int=_whole)
    if not text.isascii():
        text.encode()  # half a character has no bytes
        if _BEYOND.search(text):
            _refuse_keys(read)
    return text


def read_canonical(text: str) -> Any:
    """The value of a text, which must be its canonical one. Raises ValueError when it is not."""
    value = json.loads(text, parse_float=_no_number, parse_constant=_no_number, parse_int=_whole)
    if _written(value) != text:
        raise ValueError("the text is not canonical JSON")
    return value


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _no_number(text: str) -> Any:
    raise ValueError(f"the number {text} has no place in an entry; write it as text")


def _whole(text: str) -> int:
    number = int(text)
    return number if abs(number) <= _LARGEST else _no_number(text)


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
