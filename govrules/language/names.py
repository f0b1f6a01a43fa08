"""Find what a phrase means, or the declared phrase that its writer may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from govrules.language.syntax_faults import short
from govrules.model.words import plain

_SHORT = 4


@lru_cache(maxsize=20_000)
def fold(phrase: str) -> str:
    """The phrase as it is compared: single blanks, and capitals do not count."""
    return plain(phrase).casefold()


def near(phrase: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Up to two of the candidates that look like the phrase, nearest first."""
    by_fold = {fold(candidate): candidate for candidate in sorted(candidates)}
    # one wrong sign in a label of three is still near
    cutoff = 0.7 if len(phrase) > _SHORT else 0.6
    found = get_close_matches(fold(phrase), by_fold, n=2, cutoff=cutoff)
    if len(found) == 2:
        first, second = (SequenceMatcher(None, name, fold(phrase)).ratio() for name in found)
        # a second guess that is much worse only distracts
        found = found if second > first - 0.05 else found[:1]
    return tuple(by_fold[name] for name in found)


def did_you_mean(phrase: str, candidates: Iterable[str]) -> str:
    """The end of a message: `; did you mean "contract value"?`, or nothing."""
    found = near(phrase, candidates)
    if not found:
        return ""
    return "; did you mean " + " or ".join(map(quoted, found)) + "?"


def listed(phrases: Iterable[str]) -> str:
    """The phrases in quotes, with commas."""
    return ", ".join(map(quoted, phrases))


def quoted(phrase: str) -> str:
    """The user's words in quotes, cut where they are very long."""
    return f'"{short(phrase)}"'
