"""Name the facts that a decision still needs: what they are, who can give them, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from govrules.engine.reference import Evaluation
from govrules.engine.reference.owed import WHO_DECIDES
from govrules.model.decision import Finding, Need, Verdict
from govrules.model.expression import DefinedValue, Meets, TermValue
from govrules.model.facts import ACTS
from govrules.model.kleene import TRUE, UNKNOWN
from govrules.model.policy import Definition, Rule, Table
from govrules.model.vocabulary import Vocabulary


def needs_of(
    verdict: Verdict,
    findings: Iterable[Finding],
    evaluation: Evaluation,
    vocabulary: Vocabulary,
) -> tuple[Need, ...]:
    """Every missing fact that some result waits for, sorted by key, those that matter first.

    A fact matters when the verdict would stay as it is as long as no fact that matters is given.
    """
    waiting = _Waiting(evaluation, verdict)
    waiting.for_rules(findings)
    waiting.for_conflicts()
    waiting.for_derived()
    waiting.for_what_is_owed()
    waiting.for_a_rule_to_apply()
    found = [
        _need(key, tuple(waiters), key in waiting.matter, vocabulary)
        for key, waiters in waiting.by_key.items()
    ]
    return tuple(sorted(found, key=lambda need: (not need.matters, need.key)))


@dataclass(slots=True)
class _Waiting:
    """What waits for each missing fact, and the facts that may yet change the verdict."""

    evaluation: Evaluation
    verdict: Verdict
    by_key: dict[str, dict[str, None]] = field(default_factory=dict)
    matter: set[str] = field(default_factory=set)

    def add(self, waiter: str, keys: Iterable[str], *, matters: bool = False) -> None:
        for key in keys:
            self.by_key.setdefault(key, {})[waiter] = None
            if matters:
                self.matter.add(key)

    def for_rules(self, findings: Iterable[Finding]) -> None:
        """Rules that are undetermined; they matter where it is open if they are breached."""
        undecided = self.verdict == Verdict.UNDECIDED
        for finding in findings:
            matters = undecided and self.evaluation.rule(finding.rule).breached == UNKNOWN
            self.add(finding.rule, finding.needs, matters=matters)

    def for_conflicts(self) -> None:
        """Pairs of rules that may yet conflict: the one thing worse than a breach."""
        for pair in self.evaluation.possible_conflicts:
            for label in pair:
                keys = self.evaluation.in_play_needs(label)
                self.add(label, keys, matters=self.verdict == Verdict.DOES_NOT_COMPLY)

    def for_derived(self) -> None:
        for policy in self.evaluation.policy_set.policies:
            for definition in policy.definitions:
                self.add(definition.name, _definition_needs(definition, self.evaluation))
            for table in policy.tables:
                self.add(table.label, _table_needs(table, self.evaluation))

    def for_what_is_owed(self) -> None:
        """What may be owed matters where nothing is owed for certain, and who decides never."""
        matters = self.verdict == Verdict.CONDITIONS and not self.evaluation.owed.for_certain()
        for label in self.evaluation.owed.rules_unsure():
            keys = {*self.evaluation.in_play_needs(label), *self.evaluation.rule_needs(label)}
            self.add(label, sorted(keys), matters=matters)
        for waiter, condition in self.evaluation.owed.conditions_unsure():
            self.add(waiter, self.evaluation.needs(condition), matters=matters)
        for condition in self.evaluation.owed.deciders_unsure():
            self.add(WHO_DECIDES, self.evaluation.needs(condition))

    def for_a_rule_to_apply(self) -> None:
        """Where no rule applies for certain, the choice may yet turn out to be outside them all."""
        if self.verdict not in (Verdict.CONDITIONS, Verdict.COMPLIES):
            return
        found = {rule: self.evaluation.rule(rule.label) for rule in self._rules()}
        if any(one.applicable == TRUE for one in found.values()):
            return
        for rule, one in found.items():
            if one.applicable == UNKNOWN and rule.condition is not None:
                self.add(rule.label, self.evaluation.needs(rule.condition), matters=True)

    def _rules(self) -> tuple[Rule, ...]:
        return self.evaluation.policy_set.rules()


def _definition_needs(definition: Definition, evaluation: Evaluation) -> tuple[str, ...]:
    if definition.value is not None:
        return evaluation.value_needs(DefinedValue(definition, definition.value.type))
    return evaluation.needs(Meets(definition))


def _table_needs(table: Table, evaluation: Evaluation) -> set[str]:
    return {
        key
        for output in table.outputs
        for key in evaluation.value_needs(TermValue(output, output.type))
    }


def _need(key: str, rules: tuple[str, ...], matters: bool, vocabulary: Vocabulary) -> Need:
    kind: Literal["fact", "judgement", "acts"]
    who: str | None
    if key == ACTS:
        kind, term, type_, who = "acts", "the acts proposed", "acts", None
    elif key in vocabulary.judgements:
        who = " or ".join(vocabulary.judgements[key])
        kind, term, type_ = "judgement", key, "yes or no"
    else:
        fact = vocabulary.terms[key]
        kind, term, type_, who = "fact", fact.name, str(fact.type), fact.judged_by
    return Need(key=key, term=term, kind=kind, type=type_, who=who, rules=rules, matters=matters)
