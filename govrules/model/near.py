"""Find the word that somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from heapq import nlargest

_LONGEST = 200
_LIKE_ENOUGH = 0.7
_WORTH_A_LOOK = 4


def alike(word: str) -> str:
    """The word as it compares: case is ignored; blanks, hyphens and underscores are the same."""
    return _short_look(word) if len(word) <= _LONGEST else _look(word)


def _look(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


_short_look = lru_cache(maxsize=20_000)(_look)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of the words that is most like this one; None when none is near."""
    if len(word) > _LONGEST:
        return None
    from difflib import SequenceMatcher  # only where something was misspelt

    look = alike(word)
    by_look = {alike(known): known for known in words if len(known) <= _LONGEST}
    # to compare letter by letter is slow, so only with the few that share most pairs of letters
    few = nlargest(_WORTH_A_LOOK, by_look, key=lambda known: _shared_pairs(look, known))
    likeness, found = max(
        ((SequenceMatcher(None, known, look).ratio(), known) for known in few), default=(0.0, "")
    )
    return by_look[found] if likeness >= _LIKE_ENOUGH else None


def _shared_pairs(one: str, other: str) -> float:
    """How much two words are alike by the pairs of letters that they share, from 0 to 1."""
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others))


@lru_cache(maxsize=20_000)
def _pairs(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`; did you mean "…"?` for the nearest word, or nothing when none is near."""
    found = nearest(word, words)
    return f'; did you mean "{found}"?' if found is not None else ""
