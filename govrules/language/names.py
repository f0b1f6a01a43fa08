"""Find what a phrase means, or the declared phrase that its writer may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from govrules.language.syntax_faults import short
from govrules.model.words import plain


@lru_cache(maxsize=20_000)
def fold(phrase: str) -> str:
    """The phrase as it is compared: single blanks, and capitals do not count."""
    return plain(phrase).casefold()


def near(phrase: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Up to two of the candidates that look like the phrase, nearest first."""
    by_fold = {fold(candidate): candidate for candidate in sorted(candidates)}
    found = get_close_matches(fold(phrase), by_fold, n=2, cutoff=0.7)
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
