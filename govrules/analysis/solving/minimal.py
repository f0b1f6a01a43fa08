"""Make a model into a choice that a person would think of: few facts, round amounts, near dates."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import z3

from govrules.analysis.solving.plausible import candidates
from govrules.analysis.solving.solver import Model, Solver
from govrules.compiler.to_z3.facts import Fact
from govrules.compiler.to_z3.rails import Bool, no
from govrules.compiler.to_z3.values import Entries, Length, Names, Value, constant
from govrules.model.types import ListType, TableType, Type

_CENT = 100
_SEARCH = 1.0
"""Seconds for each search for a choice with one fact fewer."""


@dataclass(frozen=True, slots=True)
class Plainest:
    """A model with plain values, the facts that it needs, and its decision date."""

    model: Model
    facts: tuple[Fact, ...]
    on: dt.date


@dataclass(slots=True)
class Minimal:
    """Looks for the plainest choice with which some formulas hold."""

    solver: Solver
    named: Mapping[str, tuple[Any, ...]]
    assumed: list[Bool]
    model: Model
    end: float

    def fewest_facts(self) -> Model:
        """The model that gives as few facts as it can, none of which can be left out."""
        self._fewest()
        return self.model

    def plainest(self, day: dt.date) -> Plainest:
        """The plainest choice, on the given day if that can be."""
        self._try([self.solver.world.day == day.toordinal()])
        self._fix(self.solver.world.day)
        on = dt.date.fromordinal(self.model.of(self.solver.world.day))
        facts = self._fewest()
        for fact in facts:
            for value, kind, key in self._parts(fact):
                self._settle(value, kind, key, on)
        return Plainest(self.model, tuple(facts), on)

    # --- the fewest facts ----------------------------------------------------------------------

    def _fewest(self) -> list[Fact]:
        """Leave out facts as long as the formulas can still hold: first one by one, then by asking
        for one fewer in whichever way."""
        facts = list(self.solver.world.facts.values())
        wanted = list(self.assumed)
        self._leave_out(facts)
        while fewer := self._with_fewer(facts, wanted):
            self.assumed, self.model = list(wanted), fewer
            self._leave_out(facts)
        kept = [fact for fact in facts if self.model.holds(fact.given)]
        for fact in kept:
            self._fewest_parts(fact)
        return kept

    def _leave_out(self, facts: Sequence[Fact]) -> None:
        left_out = [fact for fact in facts if not self.model.holds(fact.given)]
        self.assumed += [no(fact.given) for fact in left_out]
        for fact in facts:
            if self.model.holds(fact.given) and not self._try([no(fact.given)]):
                self.assumed.append(fact.given)

    def _with_fewer(self, facts: Sequence[Fact], wanted: Sequence[Bool]) -> Model | None:
        """A model that gives fewer facts than the one at hand, if there is one."""
        # two rulebooks may read one fact, each in its own way
        given = list({fact.given.get_id(): fact.given for fact in facts}.values())
        count = sum(self.model.holds(each) for each in given)
        left = min(_SEARCH, self.end - time.monotonic())
        if count < 2 or left <= 0:
            return None
        answer = self.solver.check([*wanted, z3.AtMost(*given, count - 1)], left)
        return answer if isinstance(answer, Model) else None

    def _fewest_parts(self, fact: Fact) -> None:
        """Short lists, with entries that say little."""
        of = fact.value.of
        if not isinstance(of, Entries):
            return
        for entry in (*reversed(of.first), *of.named.values()):
            if self.model.holds(entry.there) and not self._try([no(entry.there)]):
                self.assumed.append(entry.there)
            elif not self.model.holds(entry.there):
                self.assumed.append(no(entry.there))
            for value in entry.fields.values():
                if self.model.holds(value.known):
                    self._try([no(value.known)])

    # --- plain values --------------------------------------------------------------------------

    def _settle(self, value: Value, kind: Type, key: str, on: dt.date) -> None:
        if self.model.holds(no(value.known)) or self.model.holds(value.none):
            return
        of = value.of
        if isinstance(of, Length):
            self._settle_length(of, key)
            return
        if isinstance(of, Names):
            for has in of.members.values():
                self._try([no(has)])
            return
        for candidate in candidates(kind, self.named.get(key, ()), on):
            if self._try([of == constant(candidate, self.solver.world.words)]):
                return
        self._round(of)
        self._fix(of)

    def _settle_length(self, of: Length, key: str) -> None:
        for length in self.named.get(key, ()):
            if self._try([of.months == length.months, of.days == length.days, no(of.counted)]):
                return
        for pure in (of.days == 0, of.months == 0):
            if self._try([pure, no(of.counted)]):
                break
        self._fix(of.months)
        self._fix(of.days)

    def _round(self, of: Any) -> None:
        """To a whole number or, failing that, to whole pennies."""
        value = self.model.of(of)
        if isinstance(value, Fraction) and value.denominator != 1:
            for parts in (1, _CENT):
                below = Fraction(value * parts // 1, parts)
                for near in (below, below + Fraction(1, parts)):
                    if self._try([of == constant(near, self.solver.world.words)]):
                        return

    def _parts(self, fact: Fact) -> Iterator[tuple[Value, Type, str]]:
        """The values that a fact is made of, with their types and the keys they go by."""
        if fact.term is None:
            return
        of, kind = fact.value.of, fact.term.type
        if not isinstance(of, Entries):
            yield fact.value, kind, fact.key
            return
        for entry in (*of.first, *of.named.values()):
            if self.model.holds(entry.there):
                for key, value in entry.fields.items():
                    yield value, _type_of(kind, key), key or fact.key

    # --- trying --------------------------------------------------------------------------------

    def _try(self, more: Sequence[Bool]) -> bool:
        """Keep this too, if it can hold with all that is assumed already."""
        if all(self.model.holds(each) for each in more):
            self.assumed += more
            return True
        left = self.end - time.monotonic()
        if left <= 0:
            return False
        answer = self.solver.check([*self.assumed, *more], left)
        if not isinstance(answer, Model):
            return False
        self.assumed += more
        self.model = answer
        return True

    def _fix(self, number: Any) -> None:
        self.assumed.append(number == self.model.values.eval(number, model_completion=True))


def _type_of(kind: Type, key: str) -> Type:
    """The type of a field of a list's entries, or of the entries of a table."""
    if isinstance(kind, ListType):
        return next(field.type for field in kind.fields if field.key == key)
    assert isinstance(kind, TableType)
    return kind.of
