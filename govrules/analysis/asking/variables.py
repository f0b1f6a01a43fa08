"""The open facts of a choice as variables: what each answer makes of the tests that read it.

A fact whose tests read no other open fact has one alternative for each kind of answer. A test that
weighs several open facts against each other is a variable of its own, as if it could come out
either way: that leaves nothing out, though it may let in what no answers can bring about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product
from typing import Any

from govrules.analysis.asking.masks import ANY, EITHER, SINGLE, Mask, truths_in
from govrules.analysis.asking.open_reading import OpenReading
from govrules.analysis.asking.openness import may_stay_unknown, takes_the_first, watched
from govrules.analysis.facts.reads import PROPOSED, FactRef
from govrules.analysis.facts.variety import Varieties
from govrules.engine.reference.conditions import Reading
from govrules.model.expression import Condition, Proposes
from govrules.model.facts import Facts, Judgement
from govrules.model.kleene import UNKNOWN

UNGIVEN: Any = object()
"""The answer "not given", where a policy asks whether the fact is known."""
_MOST_ACTS = 5
_MOST_ALTERNATIVES = 64

Alternative = Mapping[str, Mask]


@dataclass(frozen=True, slots=True)
class Variable:
    """`alternatives` say what tests may come to, one for each kind of answer.

    `values` are answers that matter: one of each kind, or some, where there are more kinds than can
    be listed; then there are no alternatives. `free` are tests that this and other open facts
    decide together.
    """

    ref: FactRef
    alternatives: tuple[Alternative, ...]
    values: tuple[Any, ...]
    free: tuple[str, ...]


class Variables:
    """The variables of the open facts among `wanted`, and the masks of all tests."""

    def __init__(
        self,
        varieties: Varieties,
        tests: Mapping[str, Condition],
        facts: Facts,
        date: dt.date,
        open_refs: frozenset[FactRef],
    ) -> None:
        self._varieties, self._tests = varieties, tests
        self._facts, self._date = facts, date
        self._open = open_refs
        self._now = Reading(varieties.policy_set, facts, date)
        self._watched = watched(tests.values(), varieties.reads)
        self._free: dict[str, Mask] = {}
        self._open_masks: dict[str, Mask] = {}
        self._answers: dict[Any, tuple[Any, ...]] = {}
        self._made_for: tuple[str, ...] = ()
        self.made: dict[FactRef, Variable] = {}

    def open_in(self, name: str) -> frozenset[FactRef]:
        """The open facts that a test reads."""
        return self._varieties.reads.of(self._tests[name]) & self._open

    def truth(self, name: str) -> int:
        return self._now.truth(self._tests[name])

    def make(self, names: Iterable[str]) -> dict[str, Mask]:
        """Make the variables of the facts that these open tests read; the masks of the tests."""
        by_ref: dict[FactRef, list[str]] = {}
        self._made_for = tuple(names)
        for name in self._made_for:
            for ref in self.open_in(name):
                by_ref.setdefault(ref, []).append(name)
        for ref in sorted(by_ref):
            self.made[ref] = self._variable(ref, by_ref[ref])
        masks = dict(self._free)
        for variable in self.made.values():
            for alternative in variable.alternatives:
                for name, mask in alternative.items():
                    masks[name] = masks.get(name, 0) | mask
        return masks

    def _variable(self, ref: FactRef, names: list[str]) -> Variable:
        alone = [name for name in names if self.open_in(name) == {ref}]
        values, exact = self._values(ref, names, alone)
        found: dict[tuple[tuple[str, Mask], ...], Any] = {}
        for value in values if exact else ():
            found.setdefault(tuple(self._masks_with(ref, value, names)), value)
        told = {name for masks in found for name, mask in masks if mask in SINGLE}
        shared = tuple(name for name in names if name not in alone or not exact)
        for name in shared:
            self._free[name] = self._open_mask(name)
        alternatives = tuple(
            {name: mask for name, mask in masks if name in told} for masks in found
        )
        return Variable(ref, alternatives, tuple(found.values()) if exact else values, shared)

    def _masks_with(
        self, ref: FactRef, value: Any, names: Sequence[str]
    ) -> Iterator[tuple[str, Mask]]:
        """What tests may come to once this fact is given so, or is not to be given."""
        facts, still_open = with_answer(self._facts, ref, value), self._open - {ref}
        return iter(self.masks_under(facts, still_open, names).items())

    def masks_under(
        self, facts: Facts, still_open: frozenset[FactRef], names: Iterable[str]
    ) -> dict[str, Mask]:
        """What tests may come to under these facts, as long as others are open."""
        varieties = self._varieties
        reading = OpenReading(varieties.policy_set, facts, self._date, varieties.reads, still_open)
        found: dict[str, Mask] = {}
        for name in names:
            truth = reading.truth(self._tests[name])
            is_open = truth == UNKNOWN and self._varieties.reads.of(self._tests[name]) & still_open
            found[name] = self._open_mask(name) if is_open else 1 << truth
        return found

    def answers(self, ref: FactRef, facts: Facts) -> tuple[Any, ...]:
        """Answers that matter to one question, as the facts are."""
        variable = self.made[ref]
        if ref.kind != "fact" or not variable.free:
            return variable.values
        linked = tuple(
            (key, repr(facts.values.get(key))) for key in sorted(self._varieties.linked(ref.key))
        )
        if (ref, linked) not in self._answers:
            values = self._varieties.of(ref.key, facts, finer=True).values
            if ref in self._watched and self._varieties.terms[ref.key].assumed is None:
                values = (*values, UNGIVEN)
            self._answers[ref, linked] = values
        return self._answers[ref, linked]

    def tests_of(self, ref: FactRef) -> tuple[str, ...]:
        """The tests that read an open fact, among those that variables were made for."""
        return tuple(name for name in self._made_for if ref in self.open_in(name))

    def _open_mask(self, name: str) -> Mask:
        if name not in self._open_masks:
            test = self._tests[name]
            stays_open = may_stay_unknown(test) or self.open_in(name) & self._watched
            self._open_masks[name] = ANY if stays_open else EITHER
        return self._open_masks[name]

    def _values(
        self, ref: FactRef, names: Sequence[str], alone: Sequence[str]
    ) -> tuple[tuple[Any, ...], bool]:
        """The answers that matter, and whether any other does the same as one of them to the tests
        that read nothing else that is open."""
        if ref.kind == "judgement":
            return (True, False), True
        tests = [self._tests[n] for n in names if n in alone or takes_the_first(self._tests[n])]
        if ref == PROPOSED:
            return _acts(tests)
        variety = self._varieties.of(ref.key, self._facts, finer=True, tests=tests)
        values, exact = variety.values, variety.exact
        if not exact and len(alone) < len(names):
            tests = [self._tests[name] for name in alone]
            exact = self._varieties.of(ref.key, self._facts, finer=True, tests=tests).exact
        if ref in self._watched and self._varieties.terms[ref.key].assumed is None:
            values = (*values, UNGIVEN)
        return values, exact

    def all_together(self, variable: Variable) -> tuple[tuple[Alternative, ...], bool]:
        """What the answers to one fact may make of its own tests and of those it shares, and
        whether that is all of it: there may be more than are looked at."""
        own: tuple[Alternative, ...] = variable.alternatives or ({},)
        combined = (
            {**one, **dict(rest)}
            for one in own
            for rest in product(*(self._ways(name, one) for name in variable.free))
        )
        first = tuple(islice(combined, _MOST_ALTERNATIVES))
        return first, next(combined, None) is None

    def _ways(self, name: str, settled: Alternative) -> list[tuple[str, Mask]]:
        return [(name, 1 << truth) for truth in truths_in(settled.get(name, self._free[name]))]

    def of_test(self, name: str) -> tuple[Alternative, ...]:
        """The alternatives of a test that several open facts decide together."""
        return tuple({name: 1 << truth} for truth in truths_in(self._free[name]))

    def is_free(self, name: str) -> bool:
        return name in self._free


def with_answer(facts: Facts, ref: FactRef, value: Any) -> Facts:
    """The facts with one answer, in canonical form."""
    if value is UNGIVEN:
        return facts
    if ref.kind == "judgement":
        return replace(facts, judgements={**facts.judgements, ref.key: Judgement(value)})
    if ref == PROPOSED:
        return replace(facts, acts=value)
    return replace(facts, values={**facts.values, ref.key: value})


def _acts(tests: Sequence[Condition]) -> tuple[tuple[Any, ...], bool]:
    names = sorted({test.act.name for test in tests if isinstance(test, Proposes)})
    counts = range(len(names) + 1) if len(names) <= _MOST_ACTS else (0, 1, 2, len(names))
    sets = (frozenset(chosen) for count in counts for chosen in combinations(names, count))
    return tuple(sets), len(names) <= _MOST_ACTS
