"""Phrases and the keys and codes that stand for them."""

from __future__ import annotations

import re

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_BLANKS = re.compile(r"\s+")


def plain(phrase: str) -> str:
    """The phrase with single blanks and none at the ends."""
    return _BLANKS.sub(" ", phrase).strip()


def key_of(phrase: str) -> str:
    """The snake-case key of a phrase: `whole-life cost` has the key `whole_life_cost`."""
    return _NOT_WORD.sub("_", phrase.lower()).strip("_")
