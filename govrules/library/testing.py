"""Try policies by their scenarios, and tell what these leave untried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from govrules.engine.build import build_part
from govrules.library.compiled import Compiled

if TYPE_CHECKING:
    from govrules.analysis.testing.coverage import Coverage
    from govrules.analysis.testing.mutants.mutation import Mutation
    from govrules.analysis.testing.proposals import Proposals
    from govrules.analysis.testing.read_back import LifeEnd, ReadBack
    from govrules.engine.scenarios import ScenarioResult


class Testing(Compiled):
    """What the scenarios of a rulebook show, and how well they test it."""

    def run_scenarios(
        self, policies: Iterable[str] | None = None, *, today: dt.date | None = None
    ) -> tuple[ScenarioResult, ...]:
        """Run the scenarios written in the policies (or in those with the given titles).

        Each is decided by its own policy with those that this uses, whatever else is loaded.
        `today` is the day for scenarios that name none; without it, the real one.
        """
        from govrules.engine.scenarios import run_scenario

        wanted = None if policies is None else set(policies)
        return tuple(
            run_scenario(decider, scenario, today)
            for policy in self._decider.policy_set.policies
            if policy.scenarios and (wanted is None or policy.title in wanted)
            for decider in [build_part(self._built, policy)]
            for scenario in policy.scenarios
        )

    def coverage(
        self,
        policies: Iterable[str] | None = None,
        *,
        scenarios: Collection[str] | None = None,
        today: dt.date | None = None,
    ) -> tuple[Coverage, ...]:
        """What the scenarios of each policy (or of those with the given titles) reach of it.

        Reached is what a scenario has decided, whether or not it expects it. `scenarios` are the
        titles of those that count; without it, all do.
        """
        from govrules.analysis.testing.of_rulebook import coverage_of

        return coverage_of(self._built, policies, scenarios, today)

    def mutation(
        self,
        policies: Iterable[str] | None = None,
        *,
        most: int | None = None,
        seed: int = 0,
        today: dt.date | None = None,
        explain: bool = True,
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Mutation, ...]:
        """Which small changes to each policy its scenarios notice; all of these must pass.

        With `most`, so many changes are drawn by lot, the same for the same `seed`. With `explain`,
        each change that is not noticed is confirmed by the engine, and a scenario that would notice
        it is looked for. `progress` is told how many have been tried, and of how many. An interrupt
        ends the work, and what was found stands, marked as partial.

        Raises UsageError when a scenario does not pass, AnalysisFault when the engine and the
        reference evaluator disagree.
        """
        from govrules.analysis.testing.of_rulebook import mutation_of

        return mutation_of(
            self._built, policies, today, most=most, seed=seed, explain=explain, progress=progress
        )

    def propose(
        self,
        policies: Iterable[str] | None = None,
        *,
        today: dt.date | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Proposals:
        """Scenarios, as text, that policies pass and that a slip at one of their boundaries would
        fail: one for each that none notices yet, where one is found.

        An interrupt ends the search, and what was found stands, marked as partial. Raises as
        `mutation`.
        """
        from govrules.analysis.testing.of_rulebook import proposals_of

        return proposals_of(self._built, policies, today, progress)

    def boundaries(
        self, policies: Iterable[str] | None = None, on: dt.date | None = None
    ) -> tuple[ReadBack | LifeEnd, ...]:
        """What policies do just below, at and just above each figure that they compare with.

        A figure is read back for each of its values, or only for that of the day `on`. Raises
        AnalysisFault where the engine does not confirm it.
        """
        from govrules.analysis.testing.of_rulebook import boundaries_of

        return boundaries_of(self._built, policies, on)
