"""Find what a phrase means, or the declared phrase that its writer may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from govrules.language import syntax as s
from govrules.language.faults.syntax import short
from govrules.model.words import plain

_SHORT = 4
_LOOKED_AT = 100
"""So many characters of a phrase are compared."""
_MOST_LISTED = 12
_MOST_COMPARISONS = 20_000
_left: ContextVar[list[int]] = ContextVar("comparisons left")


@lru_cache(maxsize=20_000)
def fold(phrase: str) -> str:
    """The phrase as it is compared: single blanks, and capitals do not count."""
    return plain(phrase).casefold()


@contextmanager
def limited_guesses() -> Iterator[None]:
    """Within this, guesses stop after so many comparisons: nobody reads thousands of guesses."""
    token = _left.set([_MOST_COMPARISONS])
    try:
        yield
    finally:
        _left.reset(token)


def near(phrase: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Up to two of the candidates that look like the phrase, nearest first."""
    left = _left.get([_MOST_COMPARISONS])
    if left[0] <= 0:
        return ()
    by_fold = {fold(candidate)[:_LOOKED_AT]: candidate for candidate in sorted(candidates)}
    left[0] -= len(by_fold)
    wanted = fold(phrase)[:_LOOKED_AT]
    # one wrong sign in a label of three is still near
    cutoff = 0.7 if len(wanted) > _SHORT else 0.6
    found = get_close_matches(wanted, by_fold, n=2, cutoff=cutoff)
    if len(found) == 2:
        first, second = (SequenceMatcher(None, name, wanted).ratio() for name in found)
        # a second guess that is much worse only distracts
        found = found if second > first - 0.05 else found[:1]
    return tuple(by_fold[name] for name in found)


def may_compare(count: int) -> bool:
    """Whether so many more comparisons for a guess are within the limit; they are counted."""
    left = _left.get([_MOST_COMPARISONS])
    if left[0] <= 0:
        return False
    left[0] -= count
    return True


def did_you_mean(phrase: str, candidates: Iterable[str]) -> str:
    """The end of a message: `; did you mean "contract value"?`, or nothing."""
    found = near(phrase, candidates)
    if not found:
        return ""
    return "; did you mean " + " or ".join(map(quoted, found)) + "?"


def listed(phrases: Sequence[str]) -> str:
    """The phrases in quotes, with commas; not all of very many."""
    shown = ", ".join(map(quoted, phrases[:_MOST_LISTED]))
    return shown + (", …" if len(phrases) > _MOST_LISTED else "")


def quoted(phrase: str) -> str:
    """The user's words in quotes, cut where they are very long."""
    return f'"{short(phrase)}"'


def names_in(node: object) -> Iterator[str]:
    """Every phrase that stands in a part of a policy, in no special order."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, s.Name | s.Role):
            yield part.text
        elif isinstance(part, tuple):
            waiting += part
        elif isinstance(part, s.Node) and is_dataclass(part):
            waiting += [
                getattr(part, field.name) for field in fields(part) if field.name != "place"
            ]
