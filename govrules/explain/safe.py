"""Keep text that somebody else wrote from doing anything but being read.

Characters that steer a terminal, hide, or turn the direction of reading are shown as what they are;
text that is far too long is cut, and says so.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

LONGEST = 2000
"""The most characters of one piece of text that any rendering shows."""

_CONTROL_PICTURES = 0x2400
_STEERING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_HARMLESS = {"\u200c", "\u200d"}
"""The joiners that some scripts are written with."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~{}&$^])")
_MARKDOWN_START = re.compile(r"^(\s*)([-+=>]|[0-9]+[.)])")


def visible(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut when too long, with every character that steers made visible."""
    text = shortened(text, longest)
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_seen, text))


def _seen(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if unicodedata.category(character) not in _STEERING or character in _HARMLESS:
        return character
    code = ord(character)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, or its beginning and how long it is."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}… ({len(text):,} characters)"


def markdown(text: str) -> str:
    """The text as Markdown that shows it and nothing else, wherever in a line it stands."""
    escaped = _MARKDOWN.sub(r"\\\1", visible(text))
    return _MARKDOWN_START.sub(_escaped_start, escaped)


def _escaped_start(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark[:-1]}\\{mark[-1]}"


@lru_cache(maxsize=1_024)
def safe_link(url: str | None) -> str | None:
    """The address, when a page may link to it: http or https, and nothing odd in it."""
    if url is None or len(url) > LONGEST or visible(url) != url or re.search(r"[\s<>\"'`\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
