"""Say which characters the fonts of a PDF can draw, and write out the others by their numbers.

The fonts are those that typst carries (Libertinus Serif, DejaVu Sans Mono), so that a document
comes out the same on every machine. A test draws every character of the table.
"""

from __future__ import annotations

import unicodedata

from govrules.explain.safe import shortened, visible

_DRAWN = (
    (0x0020, 0x02E4), (0x0384, 0x03E1), (0x03FD, 0x0477), (0x048C, 0x04C4), (0x04D0, 0x04F9),
    (0x05D0, 0x05EA), (0x1E00, 0x2037), (0x2039, 0x203E), (0x205F, 0x20B5), (0x20B8, 0x20BA),
    (0x20BD, 0x20BD), (0x20BF, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122), (0x2153, 0x2182),
    (0x2190, 0x220D), (0x220F, 0x2213), (0x2215, 0x2215), (0x2217, 0x2220), (0x2227, 0x222D),
    (0x2234, 0x223C), (0x2260, 0x2265), (0x2500, 0x262F), (0x270C, 0x2727),
)  # fmt: skip
_INVISIBLE = {"Cf", "Cn", "Mn", "Mc", "Me"}
_LONGEST_WORD = 40
_BREAK = "\u200b"
"""Where a line may end inside a word that is longer than a line."""


def drawable(text: str) -> str:
    """The text as a PDF can show it: nothing that steers, and nothing that no font can draw."""
    composed = unicodedata.normalize("NFC", shortened(text))
    return " ".join(map(_breakable, "".join(map(_shown, composed)).split(" ")))


def has_numbers(text: str) -> bool:
    """Does anything in the text stand as its number in a PDF?"""
    return "<U+" in drawable(text) and "<U+" not in text


def _shown(char: str) -> str:
    # of what steers its own number, and not that of a picture of it
    steers = visible(char) != char
    return f"<U+{ord(char):04X}>" if steers or not _is_drawn(char) else char


def _is_drawn(char: str) -> bool:
    if char.isascii():
        return True
    code = ord(char)
    return (
        any(first <= code <= last for first, last in _DRAWN)
        and unicodedata.category(char) not in _INVISIBLE
    )


def _breakable(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    parts = range(0, len(word), _LONGEST_WORD)
    return _BREAK.join(word[at : at + _LONGEST_WORD] for at in parts)
