"""Have the reference evaluator tell a decision in full.

The verdict, the statuses and the terms come from durable-rules. The reference evaluator supplies
the rest, and is held against them first: where the two disagree, nothing is decided. Decisions are
told so where what is to be told depends on how values were come by; any other in `engine.telling`,
which is tested against this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from govrules.engine.findings import FindingTable
from govrules.engine.json_values import json_value
from govrules.engine.new_decision import new_decision
from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.engine.tell_needs import needs_of
from govrules.engine.telling.decided import Decided
from govrules.errors import EngineFault
from govrules.model.decision import (
    Assumption,
    Decision,
    Finding,
    Status,
)
from govrules.model.vocabulary import Vocabulary


def full_decision(
    decided: Decided,
    tables: Sequence[FindingTable],
    evaluation: Evaluation,
    vocabulary: Vocabulary,
    usual: Mapping[str, Any],
) -> Decision:
    """The whole decision, with the usual notes added to its own.

    Raises EngineFault when the reference evaluator disagrees with it.
    """
    _check_agreement(decided, tables, evaluation)
    findings = tuple(
        _finding(table, code, evaluation)
        for table, code in zip(tables, decided.cells, strict=False)
    )
    return new_decision(
        usual,
        decided.verdict,
        findings,
        decided.terms,
        evaluation.date,
        conflicts=evaluation.conflicts,
        needs=needs_of(decided.verdict, findings, evaluation, vocabulary),
        conditions=evaluation.conditions,
        duties=evaluation.duties,
        sign_offs=evaluation.sign_offs,
        decided_by=evaluation.who_decides,
        assumptions=tuple(
            Assumption(
                key=term.key,
                term=term.name,
                value=json_value(term.assumed.value),
                policy=term.policy,
            )
            for term in evaluation.assumptions
            if term.assumed is not None
        ),
        notes=(*evaluation.notes, *usual["notes"]),
    )


def _check_agreement(
    decided: Decided, tables: Sequence[FindingTable], evaluation: Evaluation
) -> None:
    for table, code in zip(tables, decided.cells, strict=False):
        label, status = table.logic.rule.label, table.status(code)
        expected = evaluation.rule(label).status
        if status != expected:
            raise _disagreement(f'rule "{label}"', status, expected)
    if decided.verdict != evaluation.verdict:
        raise _disagreement("the verdict", decided.verdict, evaluation.verdict)
    for policy in evaluation.policy_set.policies:
        for definition in policy.definitions:
            value = evaluation.definition(definition)
            expected_value = None if value is UNKNOWN else json_value(value)
            if decided.terms[definition.key] != expected_value:
                what = f'the term "{definition.name}"'
                raise _disagreement(what, decided.terms[definition.key], expected_value)


def _disagreement(what: str, decided: object, expected: object) -> EngineFault:
    return EngineFault(
        f"no decision was made: for {what} durable-rules says {str(decided)!r}"
        f" and the reference evaluator {str(expected)!r}; please report this"
    )


def _finding(table: FindingTable, code: int, evaluation: Evaluation) -> Finding:
    status, label = table.status(code), table.logic.rule.label
    if status == Status.DISPLACED:
        return table.displaced(evaluation.rule(label).displaced_by)
    if status == Status.UNDETERMINED:
        return table.undetermined(evaluation.rule_needs(label))
    if status == Status.DEPARTED:
        return table.departed(evaluation.facts.reasons.get(label))
    return table.plain(code)
