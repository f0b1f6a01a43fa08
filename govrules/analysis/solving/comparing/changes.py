"""Find the kinds of choice of which something else comes under another rulebook."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from govrules.analysis.difference import Change, Changes
from govrules.analysis.finding import Unsettled
from govrules.analysis.solving.comparing.outcomes import Outcomes
from govrules.analysis.solving.comparing.pair import Pair, differ
from govrules.analysis.solving.comparing.records import recorded_facts
from govrules.analysis.solving.minimal import Minimal
from govrules.analysis.solving.prover import NO_TIME, NOT_WRITTEN, ONLY_ESTIMATED, STOPPED
from govrules.analysis.solving.regions import (
    Askable,
    Asked,
    Part,
    Region,
    conditions_of_both,
    region_of,
)
from govrules.analysis.solving.shown import NotShownError
from govrules.analysis.solving.solver import Answer, Model, NotSettled
from govrules.analysis.subject import Budget
from govrules.compiler.to_z3.facts import Fact
from govrules.compiler.to_z3.rails import NO, Bool, Rails, both, no
from govrules.errors import AnalysisFault, ChoiceError
from govrules.explain.given import said
from govrules.model.decision import Decision

Told = Callable[[Decision], str]
"""Reads off a decision which outcome it has."""
CODE = "diff"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that may change: what comes of it before and after, as formulas and read off a
    decision. `unchanged` is what it rests on that stays as it is."""

    of: str
    before: Outcomes
    after: Outcomes
    was: Told
    now: Told
    unchanged: Sequence[Rails] = ()

    @property
    def differs(self) -> Bool:
        return differ(self.before.by_name, self.after.by_name)

    def happens(self, was: str, now: str) -> Bool:
        return both(self.before.by_name.get(was, NO), self.after.by_name.get(now, NO))


@dataclass(frozen=True, slots=True)
class _Stage:
    """Which choices are looked at: with `open_too` also such as lack a fact that matters.

    `sought` is asked for, but a kind has to say of itself why it is so.
    """

    ordinary: list[Bool]
    given: list[Bool]
    sought: tuple[Bool, ...] = ()
    open_too: bool = False
    last_resort: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    """Choices of which it was this and is now that. `ordinary` holds of a choice that shows it."""

    was: str
    now: str
    region: Region
    model: Model
    ordinary: list[Bool]


@dataclass
class Comparer:
    """Looks for what changes, one thing at a time. `unsettled` collects what could not be told."""

    pair: Pair
    budget: Budget
    unsettled: list[Unsettled] = field(default_factory=list)
    interrupted: bool = False
    """Then nothing more is asked, and what was found stands."""

    @cached_property
    def conditions(self) -> list[Asked]:
        pair = self.pair
        return conditions_of_both(pair.before, pair.after, pair.on, pair.was_on)

    @cached_property
    def records(self) -> list[Fact]:
        return recorded_facts(self.pair.world)

    @cached_property
    def complete(self) -> list[Bool]:
        return self.pair.complete

    def changes(self, thing: Thing, most: int) -> Changes:
        """The kinds of choice for which it changes, at most so many, the smallest first."""
        found: list[Change] = []
        whole = False
        if not self.interrupted:
            try:
                whole = self._search(thing, most, found)
            except KeyboardInterrupt:
                self.interrupted = True
                self._unsettled(thing, NotSettled(STOPPED))
        found.sort(key=lambda change: (change.was, change.now, len(change.kind), change.kind))
        return Changes(thing.of, tuple(found), whole)

    def _search(self, thing: Thing, most: int, found: list[Change]) -> bool:
        """Add what is found; whether it is certain that there is no more."""
        if self._ask(thing.differs) is None:
            return True
        whole = True
        for stage in self._stages(thing):
            if stage.last_resort and found:
                break
            for kind in self._kinds(thing, stage, most - len(found)):
                if kind is None:
                    whole = False
                elif (change := self._change(thing, kind)) is not None:
                    found.append(change)
        return whole and bool(found)

    def _stages(self, thing: Thing) -> Iterator[_Stage]:
        """Ordinary choices of which it is settled before and after; then those of which something
        is recorded that counts for one rulebook only; then those that leave it open though
        everything is told; and where these show nothing, all others."""
        settled = both(thing.before.settled, thing.after.settled)
        nothing_recorded = [no(each.given) for each in self.records]
        ordinary = [self.pair.solver.everyday]
        yield _Stage([*ordinary, *nothing_recorded], [settled])
        yield _Stage(ordinary, [settled], (self.pair.counts_differently(),))
        everything = [no(settled), *self.complete]
        yield _Stage([*ordinary, *nothing_recorded], everything, open_too=True)
        yield _Stage([], [settled], last_resort=True)
        yield _Stage([], [], open_too=True, last_resort=True)

    def _kinds(self, thing: Thing, stage: _Stage, most: int) -> Iterator[_Kind | None]:
        """The kinds of choice of a stage; None at the end where there may be more."""
        given = [*stage.ordinary, *stage.given]
        told = list(stage.sought)
        while True:
            answer = self._ask(thing.differs, *given, *told)
            if answer is None:
                return
            if isinstance(answer, NotSettled) or len(told) - len(stage.sought) >= most:
                self._unsettled(thing, answer)
                yield None
                return
            was, now = (
                next(name for name, holds in outcomes.by_name.items() if answer.holds(holds))
                for outcomes in (thing.before, thing.after)
            )
            happens = thing.happens(was, now)
            model = self._minimal([happens, *given, *told], answer).fewest_facts()
            region = self._region(model, thing, happens, given, open_too=stage.open_too)
            if region is None:
                self._unsettled(thing, NotSettled(NO_TIME))
                yield None
                return
            yield _Kind(was, now, region, model, stage.ordinary)
            told.append(no(both(region.formula, happens)))

    def _region(
        self, model: Model, thing: Thing, happens: Bool, given: list[Bool], *, open_too: bool
    ) -> Region | None:
        """The kind of choice that the model is one of, all else being as in the model: what is the
        same under both rulebooks, and what is not recorded."""
        alike = [_as_in(model, rails) for rails in thing.unchanged]
        alike += [no(each.given) for each in self.records if not model.holds(each.given)]
        asked: list[Askable] = [*self.conditions, *map(_Recorded, self.records)]
        seconds = max(self.budget.left(), 0.5)
        return region_of(
            self.pair.solver, model, asked, happens, [*given, *alike], seconds, open_too=open_too
        )

    def _change(self, thing: Thing, kind: _Kind) -> Change | None:
        """The kind with its plainest choice, once both engines have decided it so.

        Raises AnalysisFault where they do not, though nothing about the choice was estimated.
        """
        pair = self.pair
        goal = [thing.happens(kind.was, kind.now), kind.region.formula, *kind.ordinary]
        plain = self._minimal([*goal, pair.solver.told], kind.model).plainest(pair.on)
        try:
            old, new = pair.choices(plain.model, plain.facts)
            before, after = pair.old.decide(old, pair.was_on), pair.new.decide(new, pair.on)
        except NotShownError:
            self._unsettled(thing, NotSettled(NOT_WRITTEN))
            return None
        except ChoiceError as error:
            raise AnalysisFault(f"a choice to show a change cannot be read: {error}") from error
        found = (thing.was(before), thing.now(after))
        if found != (kind.was, kind.now):
            if plain.model.certain and not pair.retyped():
                raise AnalysisFault(
                    f"a change is not confirmed by the engine: {thing.of} was to go from "
                    f'"{kind.was}" to "{kind.now}", and goes from "{found[0]}" to "{found[1]}"; '
                    f"choice {old | new!r} on {pair.on.isoformat()}"
                )
            self._unsettled(thing, NotSettled(ONLY_ESTIMATED))
            return None
        given = dict.fromkeys([*said(old, pair.old.vocabulary), *said(new, pair.new.vocabulary)])
        return Change(
            kind.was, kind.now, kind.region.words, old | new, tuple(given), pair.on, pair.was_on,
            before, after,
        )  # fmt: skip

    # --- asking --------------------------------------------------------------------------------

    def _ask(self, *goal: Bool) -> Answer:
        seconds = self.budget.left()
        if seconds <= 0:
            return NotSettled(NO_TIME)
        return self.pair.solver.ask(*goal, seconds=seconds)

    def _minimal(self, goal: list[Bool], model: Model) -> Minimal:
        end = time.monotonic() + max(self.budget.seconds, 1.0)
        return Minimal(self.pair.solver, self.pair.named, goal, model, end)

    def _unsettled(self, thing: Thing, answer: Answer) -> None:
        why = answer.why if isinstance(answer, NotSettled) else "there are more than are told"
        self.unsettled.append(Unsettled(CODE, f"all changes of {thing.of}", why))


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A record, asked about as if it were a condition."""

    fact: Fact

    def part(self, model: Model) -> Part:
        held = model.holds(self.fact.given)
        formula = self.fact.given if held else no(self.fact.given)
        return Part(None, held, formula, self.fact.value.of.words)


def _as_in(model: Model, rails: Rails) -> Bool:
    """That a truth is as it is in the model."""
    if model.holds(rails.true):
        return rails.true
    return rails.unknown if model.holds(rails.possible) else rails.false
