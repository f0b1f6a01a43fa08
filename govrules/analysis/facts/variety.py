"""Give the values of a fact that matter: one of each kind that the policies tell apart.

For a fact that has an order these are the values on both sides of each place where a test changes;
for a word each of its values; for a set of names each way of having or not having the names that
are asked for. `Variety.exact` says whether any other value would do the same as one of these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from govrules.analysis.facts.changes import changes
from govrules.analysis.facts.grid import GRIDDED, Grid, grid_of
from govrules.analysis.facts.parts import parts_of
from govrules.analysis.facts.reads import FactRef, Reads
from govrules.model.duration import Duration
from govrules.model.expression import Among, Compare, Condition, Constant, Includes, TermValue
from govrules.model.facts import NONE, Facts
from govrules.model.policy import Figure, PolicySet, Term
from govrules.model.types import (
    DurationType,
    ListType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    SeveralOfType,
    TextType,
    Type,
    YesNoType,
)
from govrules.model.vocabulary import Vocabulary

_MOST_NAMES = 6
_MOST_ENTRIES = 4


@dataclass(frozen=True, slots=True)
class Variety:
    values: tuple[Any, ...]
    exact: bool


class Varieties:
    """The values that matter of every fact of a policy set, on one date."""

    def __init__(
        self,
        policy_set: PolicySet,
        vocabulary: Vocabulary,
        tests: Mapping[str, Condition],
        date: dt.date,
    ) -> None:
        self.policy_set = policy_set
        self.date = date
        self.reads = Reads(policy_set)
        self.terms = {term.key: term for term in vocabulary.given_terms()}
        self.tests: dict[FactRef, list[Condition]] = {}
        for test in tests.values():
            for ref in self.reads.of(test):
                self.tests.setdefault(ref, []).append(test)

    def linked(self, key: str) -> frozenset[str]:
        """The other facts that some test reads together with this one."""
        tests = self.tests.get(FactRef("fact", key), [])
        refs = frozenset[FactRef]().union(*(self.reads.of(test) for test in tests))
        return frozenset(ref.key for ref in refs if ref.kind == "fact") - {key}

    def of(
        self,
        key: str,
        facts: Facts,
        *,
        finer: bool = False,
        tests: Sequence[Condition] | None = None,
    ) -> Variety:
        """The values that matter of the fact under `key`, as all others are given in `facts`.

        `tests` may name those that count; else all that read the fact do. With `finer` a number may
        be anything; else it has no more digits after the point than what it is now, and what it is
        compared with.
        """
        term = self.terms[key]
        if tests is None:
            tests = self.tests.get(FactRef("fact", key), [])
        found = self._of(term, tests, facts, finer)
        if term.or_none:
            return Variety((*found.values, NONE), found.exact)
        return found

    def _of(self, term: Term, tests: Sequence[Condition], facts: Facts, finer: bool) -> Variety:
        match term.type:
            case YesNoType():
                return Variety((True, False), True)
            case OneOfType(values):
                return Variety(tuple(word.text for word in values), True)
            case TextType():
                words = sorted({w for w in _constants(tests) if isinstance(w, str)})
                another = (_another(words),) if finer else ()  # nobody can be told to write it
                return Variety((*words, *another), _are_plain(tests, term))
            case SeveralOfType():
                return _sets(term.type, term, tests, facts.values.get(term.key))
            case DurationType():
                return _lengths(tests, term, facts.values.get(term.key))
            case ListType():
                return _lists(term.type, tests, facts.values.get(term.key))
        if isinstance(term.type, GRIDDED):
            return self._ordered(term, tests, facts, finer)
        return Variety((), False)

    def _ordered(
        self, term: Term, tests: Sequence[Condition], facts: Facts, finer: bool
    ) -> Variety:
        grid = self.grid(term, tests, facts, finer=finer)
        found = changes(self.policy_set, tests, term, grid, facts, self.date)
        places = {each for place in found.places for each in (place - 1, place)}
        if not places:
            places = {max(grid.least, min(grid.most, self._plain_place(grid)))}
        return Variety(tuple(grid.value(place) for place in sorted(places)), found.exact)

    def _plain_place(self, grid: Grid) -> int:
        return self.date.toordinal() if grid.is_date else 1

    def grid(
        self, term: Term, tests: Iterable[Condition], facts: Facts, *, finer: bool = False
    ) -> Grid:
        """The grid of a fact: what it is and all that it is compared with lie on it."""
        kind = MoneyType if isinstance(term.type, MoneyType) else (NumberType, PercentageType)
        values = [value for value, of in _typed(tests) if isinstance(of, kind)]
        now = facts.values.get(term.key)
        return grid_of(term.type, [*values, now], finer=finer)


# --- what tests compare with ---------------------------------------------------------------------


def _typed(tests: Iterable[Condition]) -> Iterator[tuple[Any, Type]]:
    """The constants of tests, and the values of their figures, each with its type."""
    for part in parts_of(tests):
        if isinstance(part, Constant):
            yield part.value, part.type
        elif isinstance(part, Figure):
            yield from ((dated.value.value, part.type) for dated in part.values)


def _constants(tests: Iterable[Condition]) -> Iterator[Any]:
    return (value for value, _ in _typed(tests))


def _are_plain(tests: Iterable[Condition], term: Term) -> bool:
    """Whether the tests compare the fact itself with constants, and do nothing else with it."""
    return all(
        isinstance(test, Compare | Among)
        and isinstance(test.left, TermValue)
        and test.left.term.key == term.key
        and (isinstance(test, Among) or isinstance(test.right, Constant))
        for test in tests
    )


def _another(words: list[str]) -> str:
    """A text that none of the words is."""
    text = "something else"
    while text in words:
        text += "."
    return text


# --- names, lengths of time, lists ---------------------------------------------------------------


def _sets(kind: SeveralOfType, term: Term, tests: Sequence[Condition], now: Any) -> Variety:
    """What is there now, with and without each of the names that are asked for."""
    asked = sorted({test.value for test in tests if isinstance(test, Includes)})
    names = asked[:_MOST_NAMES]
    kept = frozenset() if not isinstance(now, frozenset) else now - set(names)
    found = {
        kept | frozenset(chosen)
        for count in range(len(names) + 1)
        for chosen in combinations(names, count)
    }
    only_asked = all(isinstance(test, Includes) for test in tests)
    if not only_asked:  # their number counts too
        spare = [word.text for word in kind.values if word.text not in kept]
        found |= {kept | frozenset(spare[:count]) for count in range(len(spare) + 1)}
    exact = only_asked and len(asked) == len(names)
    return Variety(tuple(sorted(found, key=lambda each: (len(each), sorted(each)))), exact)


def _lengths(tests: Sequence[Condition], term: Term, now: Any) -> Variety:
    """Each length of time that is compared with, and a day less and more."""
    found: dict[Duration, None] = {}
    for length in _constants(tests):
        if isinstance(length, Duration) and length.comparable:
            for days in (-1, 0, 1):
                one = Duration(length.months, length.days + days)
                if one.months or one.days >= 0:
                    found[one] = None
    if not found:
        found[Duration(months=12)] = None
    return Variety(tuple(found), _are_plain(tests, term) and isinstance(now, Duration))


def _lists(kind: ListType, tests: Sequence[Condition], now: Any) -> Variety:
    """What is there now and a few entries more, of each kind that the tests tell apart."""
    entries: tuple[dict[str, Any], ...] = now if isinstance(now, tuple) else ()
    found: list[Any] = [entries, ()]
    for entry in _entries(kind, tests):
        found += [(*entries, *[entry] * count) for count in range(1, _MOST_ENTRIES + 1)]
    return Variety(tuple(found), False)


def _entries(kind: ListType, tests: Sequence[Condition]) -> list[dict[str, Any]]:
    """An entry for each value of a yes-or-no field or of one of few words, else without it."""
    found: list[dict[str, Any]] = [{}]
    for field in kind.fields:
        values: tuple[Any, ...] = ()
        if isinstance(field.type, YesNoType):
            values = (True, False)
        elif isinstance(field.type, OneOfType):
            values = tuple(word.text for word in field.type.values)
        if values and len(found) * len(values) <= 2 * _MOST_NAMES:
            found = [entry | {field.key: value} for entry in found for value in values]
    return found
