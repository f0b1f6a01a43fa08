"""The compiled policy, decided by durable-rules, and the reference evaluator always agree."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.compiler.from_policy import to_logic
from govrules.compiler.normal import normal
from govrules.engine.decider import Decider
from govrules.engine.durable.memory import NodeTables
from govrules.engine.json_values import json_value
from govrules.engine.period import PLAIN_CHOICES
from govrules.engine.reference import UNKNOWN, Evaluation
from govrules.language.load import load_texts
from govrules.model.decision import Decision
from tests.strategies.sound import (
    choices,
    complete_choices,
    decision_dates,
    plain_choices,
    policy_texts,
    simple_policy_texts,
)

since_there_are_figures = decision_dates.filter(lambda date: date >= "2024-04-01")
slow_to_draw = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
)


def decider_of(text: str) -> Decider:
    loaded = load_texts({"drawn.policy": text})
    faults = [fault for fault in loaded.diagnostics if fault.severity == "error"]
    assert loaded.policy_set is not None, "\n".join(map(str, faults)) + "\n" + text
    logic = to_logic(loaded.policy_set)
    return Decider(logic, NodeTables(normal(logic.program)))


def check_agrees(decider: Decider, choice: dict[str, Any], on: dt.date) -> Decision:
    """Hold a decision against the reference evaluator, whichever way it was come by."""
    decision = decider.decide(choice, on)
    facts = decider.facts_of(choice)
    assert decision.to_json() == decider.decide_by_reference(facts, on).to_json()
    expected = Evaluation(decider.policy_set, facts, on)
    assert decision.verdict == expected.verdict
    for finding in decision.findings:
        rule = expected.rule(finding.rule)
        assert finding.status == rule.status, finding.rule
        if finding.status == "displaced":
            assert finding.displaced_by == rule.displaced_by
        assert finding.needs == (
            expected.rule_needs(finding.rule) if finding.status == "undetermined" else ()
        )
    for policy in decider.policy_set.policies:
        for definition in policy.definitions:
            value = expected.definition(definition)
            wanted = None if value is UNKNOWN else json_value(value)
            assert decision.terms[definition.key] == wanted, definition.name
        for table in policy.tables:
            for output in table.outputs:
                value = expected.term(output)
                wanted = None if value is UNKNOWN else json_value(value)
                assert decision.terms[output.key] == wanted, output.name
    return decision


@slow_to_draw
@given(policy_texts(), st.lists(choices, min_size=1, max_size=5), decision_dates)
def test_whatever_is_missing_durable_rules_and_the_reference_agree(
    text: str, drawn: list[dict[str, Any]], on: str
) -> None:
    decider = decider_of(text)
    for choice in drawn:
        check_agrees(decider, choice, dt.date.fromisoformat(on))


@slow_to_draw
@given(policy_texts(), st.lists(complete_choices, min_size=1, max_size=5), decision_dates)
def test_with_all_facts_given_they_agree_too(
    text: str, drawn: list[dict[str, Any]], on: str
) -> None:
    decider = decider_of(text)
    for choice in drawn:
        check_agrees(decider, choice, dt.date.fromisoformat(on))


@slow_to_draw
@given(
    simple_policy_texts(), st.lists(plain_choices, min_size=1, max_size=5), since_there_are_figures
)
def test_the_quick_way_gives_the_same_bytes_as_the_long_way(
    text: str, drawn: list[dict[str, Any]], on: str
) -> None:
    decider = decider_of(text)
    date = dt.date.fromisoformat(on)
    assert decider.has_quick_way(date)
    for _ in range(PLAIN_CHOICES):  # the quick way is for those that come after
        decider.decide(drawn[0], date)
    for choice in drawn:
        in_full = decider.decide_in_full(decider.facts_of(choice), date)
        assert check_agrees(decider, choice, date).to_json() == in_full.to_json()
