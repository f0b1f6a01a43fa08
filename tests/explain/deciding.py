"""Decide choices for tests of explanations, by the reference evaluator alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from govrules.engine.json_values import json_value
from govrules.engine.reading.choice import read_choice
from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.reference.owed import source_refs
from govrules.engine.tell_needs import needs_of
from govrules.explain.explanation import Explanation
from govrules.explain.from_decision import explain
from govrules.language.load import load_texts
from govrules.model.decision import Assumption, Decision, Finding, PolicyRef, RulebookRef, Status
from govrules.model.facts import Facts
from govrules.model.policy import PolicySet, Rule
from govrules.model.vocabulary import Vocabulary

HERE = Path(__file__).parent
DATE = dt.date(2026, 7, 3)
STRENGTH = ("must", "must not", "should", "should not", "may")


@cache
def policies(text: str) -> PolicySet:
    loaded = load_texts({"north.policy": text})
    assert loaded.policy_set is not None, "\n".join(str(fault) for fault in loaded.diagnostics)
    return loaded.policy_set


def named(name: str) -> PolicySet:
    """The policies of a file in this folder."""
    return policies((HERE / f"{name}.policy").read_text("utf-8"))


def facts_of(policy_set: PolicySet, choice: Mapping[str, Any]) -> Facts:
    return read_choice(choice, Vocabulary.of(policy_set))


def decided(policy_set: PolicySet, facts: Facts, date: dt.date = DATE) -> Decision:
    """The decision as the reference evaluator sees it."""
    evaluation = Evaluation(policy_set, facts, date)
    findings = tuple(_finding(rule, evaluation) for rule in policy_set.rules())
    titles = [policy.title for policy in policy_set.policies]
    return Decision(
        verdict=evaluation.verdict,
        findings=findings,
        conflicts=evaluation.conflicts,
        terms=_terms(evaluation),
        needs=needs_of(evaluation.verdict, findings, evaluation, Vocabulary.of(policy_set)),
        conditions=evaluation.conditions,
        duties=evaluation.duties,
        sign_offs=evaluation.sign_offs,
        decided_by=evaluation.who_decides,
        assumptions=tuple(
            Assumption(
                key=one.key, term=one.name, value=json_value(one.assumed.value), policy=one.policy
            )
            for one in evaluation.assumptions
            if one.assumed is not None
        ),
        notes=evaluation.notes,
        rulebook=RulebookRef(
            name="; ".join(titles),
            policies=tuple(
                PolicyRef(title=p.title, version=p.version) for p in policy_set.policies
            ),
            digest="0" * 64,
        ),
        decision_date=date,
        engine="the reference evaluator",
        run_at=dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC),
    )


def _finding(rule: Rule, evaluation: Evaluation) -> Finding:
    found = evaluation.rule(rule.label)
    return Finding(
        rule=rule.label,
        title=rule.title,
        policy=rule.policy,
        authority=rule.authority,
        norm=min((norm.modality for norm in rule.norms), key=STRENGTH.index),
        status=found.status,
        sources=source_refs(rule.citations),
        displaced_by=found.displaced_by if found.status == Status.DISPLACED else (),
        needs=evaluation.rule_needs(rule.label),
        reasons=(
            evaluation.facts.reasons.get(rule.label) if found.status == Status.DEPARTED else None
        ),
    )


def _terms(evaluation: Evaluation) -> dict[str, Any]:
    found = {}
    for policy in evaluation.policy_set.policies:
        values = {one.key: evaluation.definition(one) for one in policy.definitions}
        values |= {t.key: evaluation.term(t) for table in policy.tables for t in table.outputs}
        found |= {k: None if v is UNKNOWN else json_value(v) for k, v in values.items()}
    return found


def explained(
    policy_set: PolicySet, choice: Mapping[str, Any], date: dt.date = DATE
) -> Explanation:
    facts = facts_of(policy_set, choice)
    return explain(policy_set, facts, decided(policy_set, facts, date))
