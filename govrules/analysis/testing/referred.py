"""What the reference evaluator says of a choice, worked out only as far as somebody asks.

It answers like a decision (`engine.scenarios.Answer`), so that expectations are held against it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from govrules.engine.json_values import json_value
from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.sources import source_refs
from govrules.engine.statuses import strongest_norm
from govrules.engine.tell_needs import needs_of
from govrules.model.decision import DutyOwed, Finding, Need, SignOff, Status, Verdict
from govrules.model.facts import Facts
from govrules.model.policy import Definition, PolicySet, Term
from govrules.model.types import Type, YesNoType
from govrules.model.vocabulary import Vocabulary


class Referred:
    """The reference evaluator's answer on one choice."""

    def __init__(
        self, policy_set: PolicySet, vocabulary: Vocabulary, facts: Facts, date: dt.date
    ) -> None:
        self.evaluation = Evaluation(policy_set, facts, date)
        self._vocabulary = vocabulary

    @property
    def verdict(self) -> Verdict:
        return self.evaluation.verdict

    @property
    def terms(self) -> Mapping[str, Any]:
        return _Terms(self)

    @cached_property
    def derived(self) -> dict[str, Definition | Term]:
        """The words that the policies work out, by key."""
        found: dict[str, Definition | Term] = {}
        for policy in self.evaluation.policy_set.policies:
            found |= {each.key: each for each in policy.definitions}
            found |= {each.key: each for table in policy.tables for each in table.outputs}
        return found

    def value(self, key: str) -> Any:
        """The canonical value of a word that is worked out, NONE or UNKNOWN."""
        word = self.derived[key]
        if isinstance(word, Definition):
            return self.evaluation.definition(word)
        return self.evaluation.term(word)

    def kind(self, key: str) -> Type:
        word = self.derived[key]
        if isinstance(word, Term):
            return word.type
        return YesNoType() if word.value is None else word.value.type

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        findings = [self.finding(rule.label) for rule in self.evaluation.policy_set.rules()]
        return needs_of(self.verdict, findings, self.evaluation, self._vocabulary)

    @property
    def duties(self) -> tuple[DutyOwed, ...]:
        return self.evaluation.duties

    @property
    def sign_offs(self) -> tuple[SignOff, ...]:
        return self.evaluation.sign_offs

    @property
    def decided_by(self) -> str | None:
        return self.evaluation.who_decides

    def finding(self, rule: str) -> Finding:
        """The finding of a rule by its label. Raises KeyError when there is no such rule."""
        found, stated = self.evaluation.rule(rule), self.evaluation.rules.by_label[rule]
        open_ = found.status == Status.UNDETERMINED
        return Finding(
            rule=rule,
            title=stated.title,
            policy=stated.policy,
            authority=stated.authority,
            norm=strongest_norm(stated),
            status=found.status,
            sources=source_refs(stated.citations),
            displaced_by=found.displaced_by if found.status == Status.DISPLACED else (),
            needs=self.evaluation.rule_needs(rule) if open_ else (),
        )

    def outcome(self) -> tuple[object, ...]:
        """All that a scenario may expect, to be compared with another answer on the same choice."""
        found = {rule.label: self.evaluation.rule(rule.label) for rule in self._rules()}
        return (
            self.verdict,
            tuple((label, one.status, one.displaced_by) for label, one in found.items()),
            tuple(self.terms.items()),
            tuple((duty.duty, duty.by, duty.status) for duty in self.duties),
            tuple((one.who, one.status) for one in self.sign_offs),
            self.decided_by,
        )

    def _rules(self) -> Any:
        return self.evaluation.policy_set.rules()


class _Terms(Mapping[str, Any]):
    """The terms that the policies work out, by key, as a decision's JSON has them."""

    def __init__(self, answer: Referred) -> None:
        self._answer = answer

    def __getitem__(self, key: str) -> Any:
        value = self._answer.value(key)
        return None if value is UNKNOWN else json_value(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._answer.derived)

    def __len__(self) -> int:
        return len(self._answer.derived)
