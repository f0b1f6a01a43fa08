"""Hold what all parts of one paper need: the policy, the day, its sources and its boundaries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govrules.engine.scenarios import ScenarioResult
from govrules.explain.boundary import Boundary, boundaries
from govrules.explain.document import Span
from govrules.explain.paper.sources import Sources, citations_of
from govrules.explain.paper.taken_over import TakenOver, taken_over
from govrules.model.policy import Definition, Policy, PolicySet
from govrules.model.scenario import Scenario

ResultKey = tuple[str, int, int]
Results = Mapping[ResultKey, ScenarioResult]
"""What became of scenarios; see `result_key`."""


def result_key(scenario: Scenario) -> ResultKey:
    """What tells a scenario from others: its policy, and where in it it begins."""
    return scenario.policy, scenario.place.line, scenario.place.column


def results_by_key(results: Iterable[ScenarioResult]) -> Results:
    return {result_key(result.scenario): result for result in results}


@dataclass(frozen=True, slots=True)
class Paper:
    """One policy, to be set out as on a day. `prefix` ("B") begins its numbers and anchors."""

    policy: Policy
    everything: PolicySet
    on: dt.date
    results: Results
    sources: Sources
    taken: TakenOver
    boundaries: Mapping[tuple[str, str], tuple[Boundary, ...]]
    prefix: str = ""

    @classmethod
    def of(
        cls, policy: Policy, everything: PolicySet, on: dt.date, results: Results, prefix: str
    ) -> Paper:
        taken = taken_over(policy, everything.part_of(policy).policies)
        sources = Sources.of(citations_of(policy, taken.figures, taken.definitions), prefix)
        found: dict[tuple[str, str], list[Boundary]] = {}
        for one in boundaries(everything, on, policies=(policy.title,)):
            found.setdefault((one.owner, one.label), []).append(one)
        grouped = {key: tuple(ones) for key, ones in found.items()}
        return cls(policy, everything, on, results, sources, taken, grouped, prefix)

    # --- places to link to ---------------------------------------------------------------------

    def rule(self, label: str) -> Span:
        """The label of a rule, linked where the rule stands in this paper."""
        labels = [rule.label for rule in self.policy.rules]
        return Span(label, to=self.rule_anchor(label) if label in labels else None)

    def rule_anchor(self, label: str) -> str:
        labels = [rule.label for rule in self.policy.rules]
        return f"{self.prefix}rule-{labels.index(label) + 1}"

    def definition_anchor(self, definition: Definition) -> str:
        keys = [one.key for one in (*self.policy.definitions, *self.taken.definitions)]
        return f"{self.prefix}definition-{keys.index(definition.key) + 1}"
