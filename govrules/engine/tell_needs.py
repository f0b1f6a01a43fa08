"""Name the facts that a decision still needs: what they are, who can give them, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from govrules.engine.reference import Evaluation
from govrules.model.decision import Finding, Need, Verdict
from govrules.model.expression import DefinedValue, Meets, TermValue
from govrules.model.facts import ACTS
from govrules.model.policy import BINDING, Definition, Table
from govrules.model.vocabulary import Vocabulary


def needs_of(
    verdict: Verdict,
    findings: Iterable[Finding],
    evaluation: Evaluation,
    vocabulary: Vocabulary,
) -> tuple[Need, ...]:
    """Every missing fact that some result waits for, sorted by key, those that matter first."""
    waiting: dict[str, dict[str, None]] = {}
    matter: set[str] = set()
    for finding in findings:
        for key in finding.needs:
            waiting.setdefault(key, {})[finding.rule] = None
            if verdict == Verdict.UNDECIDED and finding.norm in BINDING:
                matter.add(key)
    for policy in evaluation.policy_set.policies:
        for definition in policy.definitions:
            for key in _definition_needs(definition, evaluation):
                waiting.setdefault(key, {})[definition.name] = None
        for table in policy.tables:
            for key in _table_needs(table, evaluation):
                waiting.setdefault(key, {})[table.label] = None
    found = [_need(key, tuple(rules), key in matter, vocabulary) for key, rules in waiting.items()]
    return tuple(sorted(found, key=lambda need: (not need.matters, need.key)))


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
