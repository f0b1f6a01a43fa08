"""The ways in which a text may repeat a value: a name in capitals, a date in words, an amount."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final
from unicodedata import normalize

from govrules.engine.notes import plain_date

_NUMBER: Final = re.compile(r"-?£?(?P<whole>[0-9][0-9,]*)(?:\.(?P<part>[0-9]*))?%?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY: Final = re.compile(r"[a-z0-9_]+")
_SHORT: Final = 4
"""Shorter words are found as whole words only: they are a part of many others."""
_FEWEST: Final = 2
"""Letters or digits that a value must have to be looked for."""


def folded(text: str) -> str:
    """A text in which capitals, blanks and ways of writing one character make no difference."""
    return " ".join(normalize("NFKC", text).casefold().split())


def is_bare(text: str) -> bool:
    """Is the text a number or date and nothing else?"""
    return _NUMBER.fullmatch(text) is not None or _DATE.fullmatch(text) is not None


def spellings(value: Any) -> Iterator[str]:
    """Patterns that find a value of a choice in a text that was folded."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, dict):
        for key, each in value.items():
            if not _KEY.fullmatch(key):  # a name in a table; the keys of fields are no secret
                yield from spellings(key)
            yield from spellings(each)
    elif isinstance(value, list):
        for each in value:
            yield from spellings(each)
    else:
        yield from _of_text(str(value).strip())


def _of_text(text: str) -> Iterator[str]:
    number = _NUMBER.fullmatch(text)
    if number is not None:
        yield from _of_number(number["whole"], number["part"] or "")
        return
    try:
        yield from _of_date(dt.date.fromisoformat(text))
    except ValueError:
        yield from _of_words(folded(text))


def _of_number(whole: str, part: str) -> Iterator[str]:
    digits = whole.replace(",", "").lstrip("0")
    part = part.rstrip("0")
    if len(digits) + len(part) < _FEWEST:
        return
    grouped = f"{int(digits or '0'):,}".replace(",", ",?") if len(digits) < 100 else digits
    fraction = rf"\.{part}0*" if part else r"(?:\.0+)?"
    yield rf"(?<![0-9])(?<![0-9][.,]){grouped}{fraction}(?![0-9]|[.,][0-9])"


def _of_date(date: dt.date) -> Iterator[str]:
    day, month, year = folded(plain_date(date)).split()
    yield re.escape(date.isoformat())
    named = rf"{month[:3]}(?:{month[3:]})?\.?"
    yield rf"(?<![0-9])0?{day}(?:st|nd|rd|th)? (?:of )?{named},? {year}"
    yield rf"{named} 0?{day}(?:st|nd|rd|th)?,? {year}"
    yield rf"(?<![0-9])0?{day}[/.-]0?{date.month}[/.-](?:{year[:2]})?{year[2:]}(?![0-9])"


def _of_words(text: str) -> Iterator[str]:
    if sum(character.isalnum() for character in text) < _FEWEST:
        return
    pattern = re.escape(text)
    if len(text) < _SHORT and text.isascii():
        pattern = rf"(?<!\w){pattern}(?!\w)"
    yield pattern
