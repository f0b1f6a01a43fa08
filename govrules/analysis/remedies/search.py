"""Search the fewest and smallest changes that make a choice comply.

As long as a choice fails, some rule fails, and a remedy must change a fact that this rule reads. So
only those are tried, one rule after another, each with its values that matter; with one fact more
each time, so that no remedy with fewer facts is missed. Every remedy is then decided in full.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from govrules.analysis.facts.reads import FactRef
from govrules.analysis.facts.variety import Varieties
from govrules.analysis.remedies.remedy import COMPLYING, rank
from govrules.analysis.remedies.sizes import size
from govrules.engine.decider import Decider, Outline
from govrules.model.decision import Verdict
from govrules.model.facts import NONE, Facts
from govrules.model.kleene import FALSE, TRUE, UNKNOWN
from govrules.model.policy import Term
from govrules.model.types import MoneyType, OneOfType

MOST_FACTS = 4
MOST_WHEN_STUCK = 2
MOST_OUTLINES = 10_000
MOST_FOUND = 8
_IN_PLAY, _BREACHED = 2, 3


@dataclass(frozen=True, slots=True)
class Way:
    """Values for facts by key that lead to an outline; `size` is that of all changes together."""

    values: Mapping[str, Any]
    outline: Outline
    size: Fraction
    or_else: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Further values for a word by its key, in place of that alone, that do as well."""


@dataclass(slots=True)
class Searched:
    """What a search found. `left` says in words what it did not go through; empty: nothing."""

    ways: list[Way] = field(default_factory=list)
    nearest: Way | None = None
    stuck: set[str] = field(default_factory=set)
    partly: set[str] = field(default_factory=set)
    """The facts that were tried at some of the values that matter, as these hang on other facts."""
    left: str = ""


class Search:
    """One search over the facts of one choice on one date."""

    def __init__(self, decider: Decider, varieties: Varieties, facts: Facts, date: dt.date) -> None:
        self._decider, self._varieties = decider, varieties
        self._facts, self._date = facts, date
        self._labels = tuple(logic.rule.label for logic in decider.logic.rules)
        self._numbers = {label: number for number, label in enumerate(self._labels)}
        self._terms = {t.key: t for t in changeable(decider, facts, date)}
        self._outlines: dict[Any, Outline] = {}
        self._others: dict[Any, tuple[Any, ...]] = {}
        self._seen: set[Any] = set()
        self._goes_on = False
        self._now_failing = (0, 0)
        self._least: tuple[int, int, int, Fraction] | None = None
        self._result = Searched()

    def run(self) -> Searched:
        """The ways by number of facts and then by size, at most `MOST_FOUND`."""
        start = self._outline({})
        if start is None or start.verdict in (*COMPLYING, Verdict.OUTSIDE):
            return self._result
        self._now_failing = self._failure(start)
        for count in range(1, MOST_FACTS + 1):
            found = self._with(count, start)
            self._result.ways += sorted(found, key=_order)
            enough = len(self._result.ways) >= MOST_FOUND
            if self._result.stuck and count == MOST_WHEN_STUCK:
                break  # nothing complies: two facts are enough to come nearer
            if self._result.left or enough or not self._goes_on:
                break
        else:
            if not self._result.ways:
                self._result.left = f"more than {MOST_FACTS} facts were not changed together"
        del self._result.ways[MOST_FOUND:]
        return self._result

    def _with(self, count: int, start: Outline) -> list[Way]:
        """The best way for each set of so many facts that no smaller set does alone."""
        self._goes_on = False
        self._seen = set()
        best: dict[frozenset[str], Way] = {}
        known = [frozenset(way.values) for way in self._result.ways]
        for way in self._extended({}, start, count):
            keys = frozenset(way.values)
            if any(smaller <= keys for smaller in known):
                continue
            other = best.get(keys)
            if other is None or _order(way) < _order(other):
                best[keys] = way
            elif (way.size, way.outline.verdict) == (other.size, other.outline.verdict):
                best[keys] = self._with_other_words(other, way)
        return list(best.values())

    def _with_other_words(self, way: Way, other: Way) -> Way:
        """The way, with the word in which alone another of the same size is different."""
        different = [key for key in way.values if way.values[key] != other.values[key]]
        if len(different) != 1 or not isinstance(self._terms[different[0]].type, OneOfType):
            return way
        key = different[0]
        words = (*way.or_else.get(key, ()), other.values[key])
        return replace(way, or_else={**way.or_else, key: words})

    def _extended(self, values: dict[str, Any], outline: Outline, more: int) -> Iterator[Way]:
        """Every way that adds exactly so many facts to those changed already."""
        for key in self._to_change(values, outline):
            for value in self._other_values(key, values):
                longer = values | {key: value}
                if (same := _frozen(longer)) in self._seen:
                    continue
                self._seen.add(same)
                found = self._outline(longer)
                if found is None:
                    return
                way = Way(longer, found, self._size(longer))
                self._note(way)
                if found.verdict in COMPLYING:
                    if more == 1:
                        yield way
                elif found.verdict != Verdict.OUTSIDE:
                    if more > 1:
                        yield from self._extended(longer, found, more - 1)
                    else:
                        self._goes_on = self._goes_on or bool(self._to_change(longer, found))

    def _to_change(self, values: dict[str, Any], outline: Outline) -> list[str]:
        """The facts one of which a remedy must change next: those that some failing rule reads.

        Any failing rule would do; the one with the fewest facts to change leaves the least to try.
        """
        fewest: list[str] | None = None
        for label, refs in self._failing(outline):
            keys = sorted(
                ref.key
                for ref in refs
                if ref.kind == "fact" and ref.key in self._terms and ref.key not in values
            )
            if not keys and not values:
                self._result.stuck.add(label)
            if label in self._result.stuck:
                continue
            if fewest is None or len(keys) < len(fewest):
                fewest = keys
        return fewest or []

    def _failing(self, outline: Outline) -> Iterator[tuple[str, frozenset[FactRef]]]:
        """The rules that keep a choice from complying, each with the facts it reads."""
        reads = self._varieties.reads
        if outline.verdict == Verdict.CONFLICT:
            for one, other, _ in self._decider.logic.conflicts:
                both = (self._numbers[one], self._numbers[other])
                if all(outline.truth(number, _IN_PLAY) == TRUE for number in both):
                    yield one, reads.in_play(one) | reads.in_play(other)
            return
        wanted = UNKNOWN if outline.verdict == Verdict.UNDECIDED else TRUE
        for number, label in enumerate(self._labels):
            if outline.truth(number, _BREACHED) == wanted != FALSE:
                yield label, reads.rule(label)

    def _other_values(self, key: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values that matter, apart from what the fact is now, the nearest first."""
        linked = self._varieties.linked(key) & values.keys()
        known = (key, _frozen({name: values[name] for name in linked}))
        if known not in self._others:
            variety = self._varieties.of(key, self._changed(values))
            if linked or not variety.exact:
                self._result.partly.add(self._terms[key].name)
            now = _now(self._terms[key], self._facts)
            others = [v for v in variety.values if v != now and self._is_sensible(key, now, v)]
            self._others[known] = tuple(sorted(others, key=lambda value: size(now, value)))
        return self._others[known]

    def _is_sensible(self, key: str, now: Any, value: Any) -> bool:
        """No date is moved into the past, and no amount of money below nothing."""
        if isinstance(value, dt.date):
            return value >= self._date
        if isinstance(self._terms[key].type, MoneyType) and value is not NONE:
            return bool(value >= 0) or now is NONE or now < 0
        return True

    def _size(self, values: Mapping[str, Any]) -> Fraction:
        changed = ((_now(self._terms[key], self._facts), after) for key, after in values.items())
        return sum((size(before, after) for before, after in changed), Fraction(0))

    def _note(self, way: Way) -> None:
        """Keep the way that comes nearest to complying, should none comply."""
        failure = self._failure(way.outline)
        if failure < self._now_failing:
            distance = (*failure, len(way.values), way.size)
            if self._least is None or distance < self._least:
                self._least, self._result.nearest = distance, way

    def _failure(self, outline: Outline) -> tuple[int, int]:
        return rank(outline.verdict), sum(1 for _ in self._failing(outline))

    def _changed(self, values: Mapping[str, Any]) -> Facts:
        return replace(self._facts, values={**self._facts.values, **values})

    def _outline(self, values: Mapping[str, Any]) -> Outline | None:
        """What is decided with these values; None once too much was tried."""
        key = _frozen(values)
        if key not in self._outlines:
            if len(self._outlines) >= MOST_OUTLINES:
                self._result.left = f"the search ended after {MOST_OUTLINES:,} tries"
                return None
            self._outlines[key] = self._decider.outline(self._changed(values), self._date)
        return self._outlines[key]


def changeable(decider: Decider, facts: Facts, date: dt.date) -> tuple[Term, ...]:
    """The facts that may be changed: those so marked that are known, but for dates gone by."""
    return tuple(
        term
        for term in decider.vocabulary.given_terms()
        if term.changeable
        and (now := _now(term, facts)) is not None
        and not (isinstance(now, dt.date) and now < date)
    )


def _now(term: Term, facts: Facts) -> Any:
    now = facts.values.get(term.key)
    return term.assumed.value if now is None and term.assumed is not None else now


def _frozen(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_frozen(each) for each in value)
    if isinstance(value, dict):
        return frozenset((name, _frozen(each)) for name, each in value.items())
    return value


def _order(way: Way) -> tuple[int, Fraction, bool, tuple[str, ...]]:
    complies = way.outline.verdict == Verdict.COMPLIES
    return len(way.values), way.size, not complies, tuple(sorted(way.values))
