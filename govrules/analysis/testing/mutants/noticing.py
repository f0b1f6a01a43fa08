"""Find which small changes to a policy its scenarios notice.

A mutant is decided by the reference evaluator alone, which the engine is held against on every
decision it makes in full; scenarios on contracts and on options are decided by the engine. One
that no scenario notices is run on the engine before it is told, with every scenario.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govrules.analysis.testing.mutants.mutant import (
    Mutant,
    mutants_of,
    without_scenarios,
)
from govrules.analysis.testing.referred import Referred
from govrules.analysis.testing.variation import Base
from govrules.engine.build import build_variant
from govrules.engine.decider import Decider
from govrules.engine.reading.choice import read_choice
from govrules.engine.scenarios import run_scenario, unmet
from govrules.errors import AnalysisFault, ChoiceError, UsageError
from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.to_typed import to_typed
from govrules.model.facts import Facts
from govrules.model.policy import Policy, PolicySet
from govrules.model.scenario import Scenario
from govrules.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Ready:
    """A scenario on one choice that has been read, with the date that it is decided on."""

    scenario: Scenario
    facts: Facts
    date: dt.date
    given: tuple[s.Given, ...]


class Noticing:
    """The scenarios of one policy, ready to be held against small changes to it."""

    def __init__(
        self,
        policies: Sequence[s.Policy],
        policy: Policy,
        decider: Decider,
        today: dt.date | None = None,
    ) -> None:
        """`policies` are `policy` and all that it uses, as written, and none besides, which
        `decider` decides."""
        self.decider = decider
        self.policies = without_scenarios(policies)
        self.today = today or dt.date.today()
        self.policy = policy
        self.scenarios = policy.scenarios
        self.no_facts = Facts({})
        self.number = next(
            number
            for number, each in enumerate(self.policies)
            if each.header.title == policy.title and each.header.place.file == policy.file
        )
        original = self.typed(self.policies[self.number])
        if original is None:  # they have been typed before, with their scenarios
            raise UsageError(f'the policies that "{policy.title}" uses are not all here')
        self.original = original
        self.vocabulary = Vocabulary.of(original)
        plain = [each for each in self.scenarios if each.contracts is None and not each.options]
        items = policies[self.number].items
        nodes = [item for item in items if isinstance(item, s.Scenario)]
        self.ready = tuple(
            self._read(each, node.given)
            for each, node in zip(self.scenarios, nodes, strict=True)
            if each in plain
        )
        self._see_that_all_pass()
        self._others = tuple(each for each in self.scenarios if each not in plain)

    def _see_that_all_pass(self) -> None:
        """Raises UsageError where a scenario fails: it would notice every change there is."""
        for scenario in self.scenarios:
            result = run_scenario(self.decider, scenario, self.today)
            if not result.passed:
                raise UsageError(
                    f'{scenario.place} scenario "{scenario.title}" does not pass; small changes'
                    " are tried where every scenario does"
                )

    def mutants(self) -> Iterator[Mutant]:
        """Every small change to the policy, in the order of its text."""
        return mutants_of(self.policies[self.number])

    def typed(self, changed: s.Policy) -> PolicySet | None:
        """The policies with the changed one in its place; None where that is no policy."""
        policies = list(self.policies)
        policies[self.number] = changed
        return to_typed(policies).policy_set

    def bases(self) -> list[Base]:
        """The choices that the scenarios give, as read and as written."""
        return [Base(each.facts, each.date, each.given, each.scenario.title) for each in self.ready]

    def free_title(self, title: str) -> str:
        """The title, with a number where the policy has it already."""
        taken = {fold(each.title) for each in self.scenarios}
        number, free = 2, title
        while fold(free) in taken:
            free, number = f"{title} ({number})", number + 1
        return free

    def take_up(self, node: s.Scenario) -> None:
        """Count a scenario among those of the policy from now on."""
        scenario = self.typed_scenario(node)
        if scenario is None:
            raise UsageError(f'scenario "{node.title}" does not fit the policy')
        self.scenarios = (*self.scenarios, scenario)
        self.ready = (*self.ready, self._read(scenario, node.given))

    def typed_scenario(self, node: s.Scenario) -> Scenario | None:
        """A scenario of the policy from one as written; None where it does not fit."""
        policies = list(self.policies)
        own = policies[self.number]
        policies[self.number] = replace(own, items=(*own.items, node))
        found = to_typed(policies).policy_set
        if found is None:
            return None
        titles = (each for each in found.policies if each.title == own.header.title)
        return next(titles).scenarios[-1]

    def _read(self, scenario: Scenario, given: tuple[s.Given, ...]) -> Ready:
        try:
            facts = read_choice(scenario.choice, self.vocabulary, None)
        except ChoiceError as error:
            raise UsageError(f'scenario "{scenario.title}" does not pass: {error}') from None
        return Ready(scenario, facts, scenario.on or facts.decision_date or self.today, given)

    def noticed_by(self, changed: PolicySet) -> Scenario | None:
        """The first scenario that fails under changed policies."""
        for ready in self.ready:
            answer = Referred(changed, self.vocabulary, ready.facts, ready.date)
            if any(unmet(each, answer) is not None for each in ready.scenario.expect):
                return ready.scenario
        if not self._others:
            return None
        decider = build_variant(changed)
        return next(
            (each for each in self._others if not run_scenario(decider, each, self.today).passed),
            None,
        )

    def confirm(self, changed: PolicySet) -> None:
        """See that the engine, too, passes every scenario. Raises AnalysisFault if it does not."""
        decider = build_variant(changed)
        for scenario in self.scenarios:
            result = run_scenario(decider, scenario, self.today)
            if not result.passed:
                raise AnalysisFault(
                    f"the engine and the reference evaluator disagree on {result.failures[0]}"
                )
