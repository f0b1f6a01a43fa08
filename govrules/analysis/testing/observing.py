"""Watch the reference evaluator decide a choice: on which side of its limit each value lay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.values import compared, in_units, is_number
from govrules.explain.boundary.comparisons import Comparison
from govrules.model import kleene
from govrules.model.expression import Compare, Condition, Value
from govrules.model.facts import Facts
from govrules.model.kleene import Truth
from govrules.model.policy import Definition, Modality, PolicySet, Rule

Side = Literal["below", "at", "above"]


class _Watching(Reading):
    """A reading that keeps what each comparison compared."""

    def __init__(self, policy_set: PolicySet, facts: Facts, date: dt.date) -> None:
        super().__init__(policy_set, facts, date)
        self.met: dict[int, set[tuple[Side, Side]]] = {}
        """For each comparison, by identity, the sides of its left and its right value."""

    def _compare(self, condition: Compare, entry: Mapping[str, Any] | None) -> Truth:
        left, right = self.value(condition.left, entry), self.value(condition.right, entry)
        if is_number(left) and is_number(right):
            left = in_units(left, condition.left.type)
            right = in_units(right, condition.right.type)
        if compared("<", left, right) == kleene.TRUE:
            self._note(condition, "below", "above")
        elif compared(">", left, right) == kleene.TRUE:
            self._note(condition, "above", "below")
        elif compared("=", left, right) == kleene.TRUE:
            self._note(condition, "at", "at")
        return super()._compare(condition, entry)

    def _note(self, condition: Compare, left: Side, right: Side) -> None:
        self.met.setdefault(id(condition), set()).add((left, right))


class Observed(Evaluation):
    """A choice decided by the reference evaluator, and what its comparisons met."""

    def __init__(self, policy_set: PolicySet, facts: Facts, date: dt.date) -> None:
        self._watching = _Watching(policy_set, facts, date)
        super().__init__(policy_set, facts, date, self._watching)

    def sides(self, root: Condition | Value, one: Comparison) -> frozenset[Side]:
        """Where the subject of a comparison in this condition or value lay; none if not known."""
        if id(one.compare) not in self._watching.met:
            self._work_out(root)
        met = self._watching.met.get(id(one.compare), set())
        left = one.subject is one.compare.left
        return frozenset(pair[0] if left else pair[1] for pair in met)

    def _work_out(self, root: Condition | Value) -> None:
        if isinstance(root, Value):
            self.value(root)
        else:
            self.truth(root)

    def applies(self, label: str) -> bool:
        return self.rule(label).applicable == kleene.TRUE

    def keeps(self, rule: Rule, modalities: tuple[Modality, ...]) -> bool:
        """Whether the rule applies, nothing displaces it for certain, and its norms of these
        modalities are followed."""
        found = self.rule(rule.label)
        counts = found.applicable == kleene.TRUE and found.displaced != kleene.TRUE
        return counts and self.rules.requirement(rule, modalities) == kleene.TRUE

    def is_known(self, definition: Definition) -> bool:
        return self.definition(definition) is not UNKNOWN
