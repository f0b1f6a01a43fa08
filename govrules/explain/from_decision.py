"""Explain a decision: the answer, what decided it, what would change it, and everything else.

The reasons are read off the reference evaluator, which must agree with the decision on every rule:
an explanation of another decision than the one made is never given.
"""

from __future__ import annotations

from govrules.engine.reference import Evaluation
from govrules.errors import EngineFault
from govrules.explain.answer import MOST_DECIDING, conflict_words, deciding, sentence
from govrules.explain.changes import change
from govrules.explain.explanation import (
    Change,
    Explanation,
    Group,
    Reason,
    TermExplanation,
)
from govrules.explain.rules import Rules
from govrules.explain.values import say
from govrules.model.decision import Decision, Finding, Status, Verdict
from govrules.model.facts import Facts
from govrules.model.policy import PolicySet

_ORDER = (
    Status.BREACHED,
    Status.UNDETERMINED,
    Status.DEPARTED,
    Status.PERMITS,
    Status.MET,
    Status.DISPLACED,
    Status.NOT_APPLICABLE,
)


def explain(
    policy_set: PolicySet, facts: Facts, decision: Decision, *, in_full: bool = True
) -> Explanation:
    """Why the decision is what it is.

    Unless `in_full`, the findings that did not decide it are only counted, and of terms only the
    values are told.

    Raises EngineFault when the reference evaluator disagrees.
    """
    evaluation = Evaluation(policy_set, facts, decision.decision_date)
    check_agreement(evaluation, decision)
    rules = Rules(evaluation, _names(decision, facts))
    decided = deciding(decision)
    shown = decided[:MOST_DECIDING]
    return Explanation(
        verdict=decision.verdict.value,
        sentence=sentence(decision),
        decision_date=decision.decision_date,
        decided_by=decision.decided_by,
        deciding=tuple(rules.explain(finding) for finding in shown),
        deciding_count=len(decided),
        conflicts=conflict_words(decision, evaluation.rules.by_label),
        conditions=decision.conditions,
        needs=decision.needs,
        changes=_changes(rules, decision, shown),
        others=_others(rules, decision, shown, in_full=in_full),
        terms=_terms(rules, deepest=1 if in_full else 0),
        duties=decision.duties,
        sign_offs=decision.sign_offs,
        assumptions=_assumptions(rules, decision),
        notes=decision.notes,
        rulebook=decision.rulebook,
        engine=decision.engine,
    )


def check_agreement(evaluation: Evaluation, decision: Decision) -> None:
    """Raises EngineFault, naming the first rule on which decision and evaluation differ."""
    labels = [finding.rule for finding in decision.findings]
    if sorted(labels) != sorted(evaluation.rules.by_label):
        raise EngineFault(
            "the decision is about other rules than the policies hold; decide again with the same "
            "policies before asking for reasons"
        )
    for finding in decision.findings:
        status = evaluation.rule(finding.rule).status
        if status != finding.status:
            raise EngineFault(
                f'the engine decided "{finding.status}" for rule {finding.rule}, but the reference '
                f'evaluator finds "{status}"; no explanation is given'
            )
    if evaluation.verdict != decision.verdict:
        raise EngineFault(
            f'the engine\'s verdict is "{decision.verdict}", but the reference evaluator finds '
            f'"{evaluation.verdict}"; no explanation is given'
        )


def _names(decision: Decision, facts: Facts) -> dict[str, str]:
    """What a sentence calls each missing fact, by its key."""
    names = {}
    for need in decision.needs:
        if need.kind == "judgement":
            names[need.key] = f"a judgement whether “{need.key}”"
        elif need.kind == "acts":
            names[need.key] = "the acts that are proposed"
        else:
            names[need.key] = need.term + (" in full" if need.key in facts.values else "")
    return names


def _changes(rules: Rules, decision: Decision, shown: list[Finding]) -> tuple[Change, ...]:
    by_label = rules.evaluation.rules.by_label
    in_conflict = decision.verdict == Verdict.CONFLICT
    found = (
        change(rules.conditions, by_label[finding.rule], in_conflict=in_conflict)
        for finding in shown
    )
    return tuple(one for one in found if one is not None)


def _others(
    rules: Rules, decision: Decision, shown: list[Finding], *, in_full: bool
) -> tuple[Group, ...]:
    """The findings that are not shown as deciding, by status."""
    told = {finding.rule for finding in shown}
    groups = []
    for status in _ORDER:
        findings = [
            finding
            for finding in decision.findings
            if finding.status == status and finding.rule not in told
        ]
        if findings:
            explained = tuple(map(rules.explain, findings)) if in_full else ()
            groups.append(Group(status.value, len(findings), explained))
    return tuple(groups)


def _assumptions(rules: Rules, decision: Decision) -> tuple[Reason, ...]:
    """Each assumption that was used, in the order of the decision."""
    terms = {
        term.key: term for policy in rules.evaluation.policy_set.policies for term in policy.terms
    }
    known = rules.conditions.known
    return tuple(known.term(terms[used.key]) for used in decision.assumptions if used.key in terms)


def _terms(rules: Rules, *, deepest: int) -> tuple[TermExplanation, ...]:
    """Every definition and every term that a table works out, in the order of the policies."""
    known = rules.conditions.known
    found = []
    for policy in rules.evaluation.policy_set.policies:
        for definition in policy.definitions:
            known.begin(deepest=deepest)
            reason = known.definition(definition)
            value = reason.value or _answer(reason)
            found.append(TermExplanation(definition.key, definition.name, value, reason))
        for table in policy.tables:
            for term in table.outputs:
                known.begin(deepest=deepest)
                value = say(rules.evaluation.term(term), term.type)
                reason = known.table(table, term)
                found.append(TermExplanation(term.key, term.name, value, reason))
    return tuple(found)


def _answer(reason: Reason) -> str:
    return {"true": "yes", "false": "no"}.get(reason.truth or "", "not known")
