"""Find the places on a fact's grid where a test changes, as all other facts stay as they are.

A comparison with a constant changes there and at no other place. Any other test is tried at a few
places, and between two where it differs it is halved until they are neighbours. That finds every
change of a test that only goes one way; `Changes.exact` says whether all of them do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from math import ceil, floor
from typing import Any

from govrules.analysis.facts.directions import direction, is_given_otherwise
from govrules.analysis.facts.grid import Grid
from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.values import UNKNOWN
from govrules.model.expression import (
    Among,
    Compare,
    Condition,
    Constant,
    DefinedValue,
    FigureValue,
    Holds,
    IsKnown,
    IsNone,
    TermValue,
    Value,
)
from govrules.model.facts import NONE, Facts
from govrules.model.policy import Definition, Figure, PolicySet, Term

Truths = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """`places` are those from which on a test may differ from what it was just below."""

    places: tuple[int, ...]
    exact: bool


def changes(
    policy_set: PolicySet,
    tests: Iterable[Condition],
    term: Term,
    grid: Grid,
    facts: Facts,
    date: dt.date,
) -> Changes:
    """Where any of the tests changes as the fact grows. `facts` has all the others."""
    finder = _Finder(policy_set, term, grid, facts, date)
    found: set[int] = set()
    exact = True
    for test in tests:
        places, sure = finder.changes_of(test)
        found.update(place for place in places if grid.least < place <= grid.most)
        exact = exact and sure
    return Changes(tuple(sorted(found)), exact)


class _Finder:
    def __init__(
        self, policy_set: PolicySet, term: Term, grid: Grid, facts: Facts, date: dt.date
    ) -> None:
        self.policy_set = policy_set
        self.term, self.grid, self.facts, self.date = term, grid, facts, date
        known = facts.values.get(term.key)
        plain = grid.value(max(grid.least, min(grid.most, date.toordinal())))
        self.now = self._reading(plain if known is None else known)

    def _reading(self, value: Any) -> Reading:
        values = {**self.facts.values, self.term.key: value}
        return Reading(self.policy_set, replace(self.facts, values=values), self.date)

    def changes_of(self, test: Condition) -> tuple[list[int], bool]:
        match test:
            case Compare(relation, TermValue(term), right) if term.key == self.term.key:
                if (constant := self._settled(right)) is not UNKNOWN:
                    return self._cuts(relation, constant), True
            case Among(TermValue(term), values) if term.key == self.term.key:
                return [cut for one in values for cut in self._cuts("=", one.value)], True
            case IsNone(TermValue()) | IsKnown(TermValue()) | Holds(TermValue()):
                return [], True
        return self._tried(test)

    def _settled(self, value: Value) -> Any:
        """A value that no fact is needed for, else UNKNOWN."""
        match value:
            case Constant(constant):
                return constant
            case FigureValue(figure):
                if figure.as_at is None or is_given_otherwise(figure.as_at.term, self.term.key):
                    return self.now.value(value)
            case TermValue(term) if is_given_otherwise(term, self.term.key):
                return self.now.value(value)
        return UNKNOWN

    def _cuts(self, relation: str, constant: Any) -> list[int]:
        if constant is NONE:
            return []
        at = self.grid.place(constant)
        if relation in ("<", ">="):
            return [ceil(at)]
        return [floor(at) + 1] if relation in ("<=", ">") else [ceil(at), floor(at) + 1]

    # --- by trying -----------------------------------------------------------------------------

    def _tried(self, test: Condition) -> tuple[list[int], bool]:
        asked = _parted(test)

        def truths(place: int) -> Truths:
            reading = self._reading(self.grid.value(place))
            return tuple(reading.truth(each) for each in asked)

        found: list[int] = []
        tries = self._places_to_try(test)
        known = [(place, truths(place)) for place in tries]
        for (low, at_low), (high, at_high) in pairwise(known):
            found += _between(low, at_low, high, at_high, truths)
        return found, self._goes_one_way(test)

    def _goes_one_way(self, test: Condition) -> bool:
        match test:
            case Compare(_, left, right):
                one = direction(left, self.term.key, self.now)
                other = direction(right, self.term.key, self.now)
                return one is not None and other is not None and one * other <= 0
            case Among(left):
                return direction(left, self.term.key, self.now) is not None
        return False

    def _places_to_try(self, test: Condition) -> list[int]:
        """The ends, what stands in the test itself, and what other facts of its kind there are."""
        grid = self.grid
        places = {grid.least, grid.most}
        if not grid.is_date:
            places |= {0, 1, 10**grid.digits}
        else:
            places.add(self.date.toordinal())
        for value in (*_constants_in(test, self.policy_set), *self.facts.values.values()):
            if isinstance(value, dt.date) == grid.is_date and _has_a_place(value):
                at = grid.place(value)
                places |= {ceil(at) - 1, floor(at), floor(at) + 1}
        return sorted(place for place in places if grid.within(place))


def _between(
    low: int, at_low: Truths, high: int, at_high: Truths, truths: Callable[[int], Truths]
) -> Iterator[int]:
    """The changes between two places, from the lower on, each found by halving."""
    while at_low != at_high:
        above, at_above = high, at_high
        while above - low > 1:
            middle = (low + above) // 2
            at_middle = truths(middle)
            if at_middle == at_low:
                low = middle
            else:
                above, at_above = middle, at_middle
        yield above
        low, at_low = above, at_above


def _parted(test: Condition) -> tuple[Condition, ...]:
    """Tests that each change once where the sides of a comparison go one way."""
    if isinstance(test, Compare):
        return (replace(test, relation=">="), replace(test, relation=">"), test)
    if isinstance(test, Among):
        compared = [Compare(">=", test.left, value) for value in test.values]
        return (*compared, *(replace(each, relation=">") for each in compared), test)
    return (test,)


def _has_a_place(value: Any) -> bool:
    return not isinstance(value, bool) and (
        isinstance(value, dt.date) or hasattr(value, "as_integer_ratio")
    )


def _constants_in(root: Any, policy_set: PolicySet) -> Iterator[Any]:
    """The constants of a condition and of what it reads, and the days on which figures change."""
    tables = {table.label: table for policy in policy_set.policies for table in policy.tables}
    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
            continue
        if not is_dataclass(part) or id(part) in seen:
            continue
        seen.add(id(part))
        match part:
            case Constant(value):
                yield value
            case Figure(values=values, as_at=as_at):
                for dated in values:
                    yield dated.value.value
                    yield from (d for d in (dated.in_force.start, dated.in_force.end) if d)
                waiting.append(as_at)
            case Definition(condition=condition, value=value):
                waiting += [condition, value]
            case DefinedValue(definition):
                waiting.append(definition)
            case Term(worked_out_by=label):
                if label is not None:
                    waiting += [row.condition for row in tables[label].rows]
            case _:
                waiting += [getattr(part, each.name) for each in fields(part)]
