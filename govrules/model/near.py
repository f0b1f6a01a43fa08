"""Find the word that somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 200


def alike(word: str) -> str:
    """The word as it compares: case is ignored; blanks, hyphens and underscores are the same."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of the words that is most like this one; None when none is near."""
    if len(word) > _LONGEST:
        return None
    by_look = {alike(known): known for known in words if len(known) <= _LONGEST}
    found = get_close_matches(alike(word), list(by_look), n=1, cutoff=0.7)
    return by_look[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`; did you mean "…"?` for the nearest word, or nothing when none is near."""
    found = nearest(word, words)
    return f'; did you mean "{found}"?' if found is not None else ""
