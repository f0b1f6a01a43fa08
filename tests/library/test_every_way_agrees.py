"""A choice is decided the same whichever way it takes: at once, in full, or by the reference."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.compiler.from_policy import to_logic
from govrules.compiler.normal import normal
from govrules.engine.decider import Decider
from govrules.engine.durable.memory import NodeTables
from govrules.engine.period import PLAIN_CHOICES
from govrules.engine.prepared import Kind, Made
from govrules.language.load import load_texts
from tests.library import drawn

slow_to_draw = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
)


def decider_of(texts: dict[str, str]) -> Decider:
    loaded = load_texts(texts)
    faults = [fault for fault in loaded.diagnostics if fault.severity == "error"]
    assert loaded.policy_set is not None, "\n".join(map(str, faults))
    logic = to_logic(loaded.policy_set)
    return Decider(logic, NodeTables(normal(logic.program)), keeper=through_the_cache)


def through_the_cache(_name: str, _kind: type[Kind], make: Callable[[], Made]) -> Kind | Made:
    """What is generated goes into a file and comes out of it, as in the cache."""
    found: Made = pickle.loads(pickle.dumps(make()))
    return found


def check_all_ways(texts: dict[str, str], choices: list[dict[str, Any]], on: str) -> None:
    """Several times each, since the quick way is for those that come after a few. Told by the
    reference, that must agree with durable-rules or there is an EngineFault; and every byte must be
    the same at once."""
    decider = decider_of(texts)
    date = dt.date.fromisoformat(on)
    for choice in choices:
        told = [decider.decide(choice, date).to_json() for _ in range(PLAIN_CHOICES + 2)]
        facts = decider.facts_of(choice)
        in_full = decider.decide_by_reference(facts, date)
        assert decider.decide_in_full(facts, date).to_json() == in_full.to_json()
        assert set(told) == {in_full.to_json()}


@slow_to_draw
@given(drawn.rulebooks("all"), st.lists(drawn.choices, min_size=2, max_size=5), drawn.dates)
def test_with_all_that_a_rulebook_can_have(
    texts: dict[str, str], choices: list[dict[str, Any]], on: str
) -> None:
    check_all_ways(texts, choices, on)


@pytest.mark.parametrize("kind", ["nothing owed", "quick"])
def test_with_nothing_owed_and_with_one_fact_to_a_test(kind: drawn.Kind) -> None:
    nearly = drawn.plain_choices | drawn.nearly_plain_choices

    @slow_to_draw
    @given(drawn.rulebooks(kind), st.lists(nearly, min_size=3, max_size=6), drawn.dates)
    def agrees(texts: dict[str, str], choices: list[dict[str, Any]], on: str) -> None:
        check_all_ways(texts, choices, on)

    agrees()


HEAD = """Policy "P" version 1
  authority: council policy
Vocabulary
  amount is money
  size is a number
  term is a duration
  other term is a duration
  begun is a date
  urgent is yes or no
  local is yes or no
  level is one of: light, standard
  acts: award the contract
Rule R1: a ceiling
  if urgent
  then amount must be at most £100
"""
ON = dt.date(2026, 7, 1)


def both_ways(text: str, choice: dict[str, Any]) -> dict[str, Any]:
    """The decision's parts, once it is the same the first time, the second, and in full."""
    decider = decider_of({"p.policy": HEAD + text})
    first = decider.decide(choice, ON)
    assert decider.decide(choice, ON).to_json() == first.to_json()
    return first.model_dump(mode="json")


def test_a_table_that_no_rule_reads_is_told_all_the_same() -> None:
    text = """Table T1: how closely
  exactly one row applies
  | urgent || level |
  | yes || light |
  | no || standard |
"""
    assert both_ways(text, {"urgent": False, "amount": 5})["terms"] == {"level": "standard"}


@pytest.mark.parametrize(
    ("size", "told", "notes"),
    [(2, "2.5", 0), (0, None, 1), (None, None, 0)],
)
def test_a_value_that_no_rule_reads_is_told_all_the_same(
    size: int | None, told: str | None, notes: int
) -> None:
    text = "Define per head as amount divided by size\n"
    decision = both_ways(text, {"urgent": True, "amount": 5, "size": size})
    assert decision["terms"] == {"per_head": told}
    assert len(decision["notes"]) == notes
    assert [need["key"] for need in decision["needs"]] == (["size"] if size is None else [])


@pytest.mark.parametrize("acts", [["award the contract"], [], None])
def test_a_conflict_names_both_rules_every_time(acts: list[str] | None) -> None:
    text = """Rule R2: award
  the council must award the contract
Rule R3: do not
  the council must not award the contract
"""
    choice = {"urgent": False} | ({} if acts is None else {"acts": acts})
    decision = both_ways(text, choice)
    assert decision["verdict"] == "rules conflict"
    assert decision["conflicts"] == [["R2", "R3"]]


def test_a_date_past_the_calendar_is_noted_even_where_it_changes_nothing() -> None:
    text = """Rule R2: late
  if urgent
  and begun plus 3 months is after 1 January 2026
  then amount must be at most £100
"""
    decision = both_ways(text, {"urgent": False, "begun": "9999-12-31", "amount": 5})
    assert decision["notes"] == [
        '"begun plus 3 months" gives a date that no calendar holds, so it is not known'
    ]


@pytest.mark.parametrize(
    ("term", "status"),
    [
        ("60 days", "breached"),
        ("2 months", "breached"),
        ("61 days", "undetermined"),
        ("63 days", "not applicable"),
    ],
)
def test_a_length_of_time_among_others_may_be_neither_in_nor_out(term: str, status: str) -> None:
    """Two months span 59 to 62 days."""
    text = """Rule R2: lengths
  if term is one of 60 days, 2 months
  then amount must be at most £100
"""
    decision = both_ways(text, {"urgent": False, "term": term, "amount": 101})
    assert decision["findings"][1]["status"] == status


@pytest.mark.parametrize(
    ("term", "other", "whole"),
    [
        ("1 month", "28 days", "1 month 28 days"),
        ("10 working days", "5 working days", None),
        ("1 month", "5 clear days", None),
    ],
)
def test_working_days_only_count_from_a_date(term: str, other: str, whole: str | None) -> None:
    text = "Define whole length as term plus other term\n"
    choice = {"urgent": False, "amount": 5, "term": term, "other_term": other}
    decision = both_ways(text, choice)
    assert decision["terms"]["whole_length"] == whole
    assert len(decision["notes"]) == (whole is None)


def test_two_policies_that_say_who_decides_are_held_against_each_other() -> None:
    one = 'Policy "{0}" version 1\n  authority: council policy\nVocabulary\n  {1} is yes or no\n'
    one += "  roles: {4}\nRule {2}: r\n  {3} must be yes\nWho decides\n  otherwise {4}\n"
    texts = {
        "a.policy": one.format("A", "fair", "A1", "fair", "the Cabinet"),
        "b.policy": one.format("B", "good", "B1", "good", "the mayor"),
    }
    decision = decider_of(texts).decide({"fair": True, "good": True}, ON)
    assert decision.decided_by is not None and "Cabinet" in decision.decided_by
    assert decision.notes == (
        "the policies in force do not agree who decides: the Cabinet and the mayor;"
        " the first one named is told",
    )
