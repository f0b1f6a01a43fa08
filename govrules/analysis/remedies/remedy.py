"""Remedies as they are told: which facts to change, to what, and what the engine then decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govrules.explain.values import say
from govrules.model.decision import Decision, Verdict
from govrules.model.types import Type

COMPLYING = (Verdict.COMPLIES, Verdict.CONDITIONS)
_NEARNESS = (
    (Verdict.COMPLIES, Verdict.CONDITIONS),
    (Verdict.UNDECIDED, Verdict.OUTSIDE),
    (Verdict.DOES_NOT_COMPLY,),
    (Verdict.CONFLICT,),
)


def rank(verdict: Verdict) -> int:
    """How far a verdict is from one that complies, which is 0."""
    return next(place for place, alike in enumerate(_NEARNESS) if verdict in alike)


@dataclass(frozen=True, slots=True)
class Change:
    """One fact, what it is (given or assumed) and what it would have to be, both canonical.

    `or_else` holds further values, if any, that would do as well.
    """

    key: str
    term: str
    type: Type
    before: Any
    after: Any
    or_else: tuple[Any, ...] = ()

    @property
    def words(self) -> str:
        """annual value: £119,999.99 instead of £120,000"""
        now = say(self.before, self.type)
        wanted = [say(value, self.type) for value in (self.after, *self.or_else)]
        listed = wanted[0] if len(wanted) == 1 else f"{', '.join(wanted[:-1])} or {wanted[-1]}"
        return f"{self.term}: {listed} instead of {now}"


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes that together make a choice comply, or come nearer to it.

    `choice` is the choice with them, in the form that a choice has in JSON, and `decision` is what
    the engine decided on it.
    """

    changes: tuple[Change, ...]
    choice: Mapping[str, Any]
    decision: Decision

    @property
    def complies(self) -> bool:
        return self.decision.verdict in COMPLYING


@dataclass(frozen=True, slots=True)
class Remedies:
    """What would make a choice comply, the fewest and smallest changes first.

    `nearest` is set where nothing in `found` complies: the changes that come nearest to it, if any
    come nearer. `settled` tells whether the search went through everything: if it did not, there
    may be remedies with fewer or smaller changes, and `why` says what was left. `stuck` names the
    rules that no change of what may be changed could mend.
    """

    decision: Decision
    found: tuple[Remedy, ...]
    nearest: Remedy | None
    changeable: tuple[str, ...]
    stuck: tuple[str, ...]
    settled: bool
    why: str = ""
