"""Find which points of a policy its scenarios reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from govrules.analysis.testing.observing import Observed
from govrules.analysis.testing.points import Point, Probe
from govrules.analysis.testing.portfolio_points import PortfolioProbe, portfolio_probes
from govrules.analysis.testing.probes import probes_of
from govrules.engine.decider import Decider
from govrules.engine.portfolio.scenarios import decide_contracts
from govrules.errors import ChoiceError, UsageError
from govrules.model.facts import Facts
from govrules.model.policy import Policy
from govrules.model.portfolio import PortfolioDecision
from govrules.model.scenario import ExpectedComparison, Scenario

_P = TypeVar("_P", Probe, PortfolioProbe)


@dataclass(frozen=True, slots=True)
class CoveredPoint:
    """A point, and the title of the first scenario that reaches it; None where none does."""

    point: Point
    reached_by: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the scenarios of one policy reach of it."""

    policy: str
    file: str
    scenarios: int
    points: tuple[CoveredPoint, ...]

    @property
    def reached(self) -> int:
        return sum(each.reached_by is not None for each in self.points)

    @property
    def missed(self) -> tuple[Point, ...]:
        return tuple(each.point for each in self.points if each.reached_by is None)

    @property
    def percent(self) -> float:
        """Of a policy without points, 100: there is nothing that a scenario could reach."""
        return percent(self.reached, len(self.points))


def percent(part: int, whole: int) -> float:
    """To one decimal place, rounded down, so that 100 means all."""
    return 100.0 if not whole else part * 1000 // whole / 10


def coverage(
    decider: Decider,
    policy: Policy,
    scenarios: Iterable[Scenario] | None = None,
    today: dt.date | None = None,
) -> Coverage:
    """What the scenarios of a policy (or those given) reach.

    `decider` is one for the policy with all that it uses. A choice that cannot be read reaches
    nothing. `today` is the day for scenarios that name none; without it, the real one.
    """
    chosen = policy.scenarios if scenarios is None else tuple(scenarios)
    day = today or dt.date.today()
    found = _Found(decider, policy)
    for scenario in chosen:
        found.look_at(scenario, day)
    return Coverage(policy.title, policy.file, len(chosen), found.points())


class _Found:
    """The points reached so far, each by the first scenario that did."""

    def __init__(self, decider: Decider, policy: Policy) -> None:
        self._decider = decider
        self._probes = probes_of(decider.policy_set, policy)
        names = {definition.name for definition in policy.definitions}
        # contracts are not decided one by one; only what the policy defines is worked out of each
        self._on_contracts = tuple(
            probe
            for probe in self._probes
            if probe.point.kind in ("definition", "boundary") and probe.point.label in names
        )
        self._portfolio = portfolio_probes(policy)
        self._comparisons = tuple(
            Point("comparison", each.label, "made", "", each.place) for each in policy.comparisons
        )
        self._by: dict[Point, str] = {}

    def points(self) -> tuple[CoveredPoint, ...]:
        every = (
            *(probe.point for probe in self._probes),
            *(probe.point for probe in self._portfolio),
            *self._comparisons,
        )
        return tuple(CoveredPoint(each, self._by.get(each)) for each in dict.fromkeys(every))

    def look_at(self, scenario: Scenario, today: dt.date) -> None:
        if scenario.contracts is not None:
            self._look_at_contracts(scenario, today)
            return
        labels = {
            each.comparison for each in scenario.expect if isinstance(each, ExpectedComparison)
        }
        self._note(scenario, (each for each in self._comparisons if each.label in labels))
        for choice in choices_of(scenario):
            self._look(scenario, choice, today, self._probes)

    def _look_at_contracts(self, scenario: Scenario, today: dt.date) -> None:
        try:
            decided = decide_contracts(self._decider, replace(scenario, on=scenario.on or today))
        except (ChoiceError, UsageError):
            return
        self._note_decision(scenario, decided)
        rows = [*(scenario.contracts or ()), *([scenario.choice] if scenario.choice else [])]
        for row in rows:
            self._look(scenario, row, today, self._on_contracts)

    def _note_decision(self, scenario: Scenario, decided: PortfolioDecision) -> None:
        missing = self._open(self._portfolio)
        self._note(scenario, (probe.point for probe in missing if probe.reached(decided)))

    def _look(
        self, scenario: Scenario, choice: Mapping[str, Any], today: dt.date, probes: Sequence[Probe]
    ) -> None:
        missing = self._open(probes)
        seen = self._observed(choice, scenario.on, today) if missing else None
        if seen is not None:
            self._note(scenario, (probe.point for probe in missing if probe.reached(seen)))

    def _observed(
        self, choice: Mapping[str, Any], on: dt.date | None, today: dt.date
    ) -> Observed | None:
        try:
            facts: Facts = self._decider.facts_of(choice)
        except ChoiceError:
            return None
        return Observed(self._decider.policy_set, facts, on or facts.decision_date or today)

    def _open(self, probes: Iterable[_P]) -> list[_P]:
        return [probe for probe in probes if probe.point not in self._by]

    def _note(self, scenario: Scenario, points: Iterable[Point]) -> None:
        for point in points:
            self._by.setdefault(point, scenario.title)


def choices_of(scenario: Scenario) -> Iterator[dict[str, Any]]:
    """The choices that a scenario has decided: its own, or those of its options."""
    if not scenario.options:
        yield scenario.choice
    for _, facts in scenario.options:
        yield {**scenario.choice, **facts}
