"""What the checks by solver share: the rulebook as Z3 has it, questions in time, and witnesses."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from govrules.analysis.finding import Witness
from govrules.analysis.solving.minimal import Minimal, Plainest
from govrules.analysis.solving.plausible import named_values
from govrules.analysis.solving.shown import NotShownError, choice_of
from govrules.analysis.solving.solver import Answer, Model, NotSettled, Solver
from govrules.analysis.subject import Budget, Subject
from govrules.analysis.witness import confirmed
from govrules.compiler.from_policy import RuleLogic
from govrules.compiler.to_z3.facts import World
from govrules.compiler.to_z3.rails import Bool, Rails, both, no, some
from govrules.compiler.to_z3.translation import Translation
from govrules.errors import AnalysisFault
from govrules.model.decision import Decision, Status
from govrules.model.policy import Policy

NO_TIME = "the time for one question was not enough"
STOPPED = "interrupted"
NOT_WRITTEN = "the choice that would show it has values that nobody can write"
ONLY_ESTIMATED = "the choice that would show it could only be estimated"
Holds = Callable[[Decision], bool]


@dataclass(slots=True)
class Prover:
    """Asks of one subject whether some choice is so, and shows a choice that is."""

    subject: Subject
    today: dt.date
    world: World = field(default_factory=World)
    rulebook: Translation = field(init=False)
    solver: Solver = field(init=False)
    named: Mapping[str, tuple[Any, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.rulebook = Translation(self.subject.logic, self.world)
        self.rulebook.build()
        self.solver = Solver(self.world)
        self.named = named_values(self.subject.logic)
        self.world.everyday.append(self.world.day >= self.first_day.toordinal())

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies that were asked about."""
        titles = self.subject.titles
        return tuple(p for p in self.subject.policy_set.policies if p.title in titles)

    @property
    def first_day(self) -> dt.date:
        """From this day on all of the policies are in force that were asked about."""
        starts = [p.in_force.start for p in self.policies if p.in_force.start is not None]
        return max(starts, default=dt.date.min)

    @property
    def rules(self) -> tuple[RuleLogic, ...]:
        """The rules of the policies that were asked about."""
        titles = self.subject.titles
        return tuple(rule for rule in self.subject.logic.rules if rule.policy.title in titles)

    # --- formulas ------------------------------------------------------------------------------

    def node(self, name: str) -> Rails:
        return self.rulebook.node(name)

    def applies(self, rule: RuleLogic) -> Bool:
        return self.node(rule.applicable).true

    def in_play(self, rule: RuleLogic) -> Bool:
        return self.node(rule.in_play).true

    def fails(self, rule: RuleLogic) -> Rails:
        """Whether the rule is breached or, for a `should`, departed from."""
        breached, departs = self.node(rule.breached), self.node(rule.departs)
        return Rails(
            some([breached.true, departs.true]), some([breached.possible, departs.possible])
        )

    def met(self, rule: RuleLogic) -> Bool:
        """In play, and surely followed."""
        return both(self.in_play(rule), no(self.fails(rule).possible))

    # --- questions -----------------------------------------------------------------------------

    def ask(self, budget: Budget, *goal: Bool) -> Answer:
        """A choice with which all of it holds; None where it is proved that there is none."""
        seconds = budget.left()
        if seconds <= 0:
            return NotSettled(NO_TIME)
        return self.solver.ask(*goal, seconds=seconds)

    def witness(
        self, budget: Budget, goal: list[Bool], shows: str, holds: Holds
    ) -> Witness | NotSettled | None:
        """A plain choice with which the goal holds, confirmed by the engine; None if there is none.

        An ordinary choice if there is one, else any. Raises AnalysisFault where the engine does not
        confirm a choice about which nothing was only estimated.
        """
        found: Answer = None
        for ordinary in ([self.solver.everyday], []):
            found = self.ask(budget, *goal, *ordinary)
            if isinstance(found, Model):
                plain = self._minimal(budget, [*goal, *ordinary, self.solver.told], found).plainest(
                    self.day
                )
                return self.confirmed(plain, shows, holds)
        return found if isinstance(found, NotSettled) else None

    def clashing(self, budget: Budget, parts: list[Bool], *given: Bool) -> list[int]:
        """Which of the parts, by number, cannot hold together with what is given; none where that
        is not known."""
        core = self.solver.core(parts, given, max(budget.left(), 0.5)) or []
        names = {part.get_id() for part in core}
        return [number for number, part in enumerate(parts) if part.get_id() in names]

    def fewest_facts(self, budget: Budget, goal: list[Bool], model: Model) -> Model:
        """A model in which the goal holds and that gives as few facts as it can."""
        return self._minimal(budget, goal, model).fewest_facts()

    def _minimal(self, budget: Budget, goal: list[Bool], model: Model) -> Minimal:
        end = time.monotonic() + max(budget.seconds, 1.0)
        return Minimal(self.solver, self.named, list(goal), model, end)

    @property
    def day(self) -> dt.date:
        """The decision date to show things on, if they are so on that day: today, or when the
        policies come into force."""
        return max(self.today, self.first_day)

    def confirmed(self, plain: Plainest, shows: str, holds: Holds) -> Witness | NotSettled:
        """The witness, once the engine has decided its choice. Raises AnalysisFault."""
        try:
            choice = choice_of(self.world, plain.model, plain.facts)
            return confirmed(self.subject, choice, plain.on, shows, holds)
        except NotShownError:
            return NotSettled(NOT_WRITTEN)
        except AnalysisFault:
            if plain.model.certain:
                raise
            return NotSettled(ONLY_ESTIMATED)


@lru_cache(maxsize=2)
def prover_of(subject: Subject) -> Prover:
    """The prover of a subject, made once for all its checks."""
    return Prover(subject, dt.date.today())


# --- what a witness is confirmed for -------------------------------------------------------------


def status_is(label: str, *statuses: Status) -> Holds:
    return lambda decision: decision.finding(label).status in statuses


def all_hold(*tests: Holds) -> Holds:
    return lambda decision: all(test(decision) for test in tests)


def conflict_is(labels: tuple[str, str]) -> Holds:
    return lambda decision: labels in decision.conflicts


def one_is_breached(labels: Sequence[str]) -> Holds:
    return lambda decision: any(decision.finding(x).status == Status.BREACHED for x in labels)
