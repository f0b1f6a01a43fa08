"""What is proposed, judged, departed from, signed off and done."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.model.facts import Facts, Judgement, RecordedDeparture
from govrules.model.policy import PolicySet
from govrules.model.vocabulary import Vocabulary
from tests.choices.words import POLICY, STOPS, WORDS

WORDS_OF_ACTS = ("award the contract", "extend the contract")


def read(**choice: Any) -> Facts:
    return read_choice(choice, WORDS)


def refusal(**choice: Any) -> str:
    with pytest.raises(ChoiceError) as refused:
        read_choice(choice, WORDS)
    return str(refused.value)


def test_acts_by_their_words_or_their_codes() -> None:
    for given in (["award the contract"], ["award"], ["Award the Contract"], "award", ("award",)):
        assert read(acts=given).acts == frozenset({"award the contract"})
    assert read(acts="award; extend the contract").acts == frozenset(WORDS_OF_ACTS)


def test_no_acts_is_not_the_same_as_acts_not_given() -> None:
    assert read(acts=[]).acts == frozenset()
    assert read().acts is None
    assert read(acts=None).acts is None


def test_an_unknown_act_is_refused() -> None:
    said = refusal(acts=["award the contract", "awrd the contract"])
    assert said == (
        '"acts[1]" "awrd the contract" is not an act of this rulebook; '
        'did you mean "award the contract"?'
    )
    assert "is not a list" in refusal(acts=5)
    assert "is not an act" in refusal(acts=[None])


def test_a_judgement_is_true_or_false_or_says_who_judged() -> None:
    assert read(judgements={STOPS: True}).judgements == {STOPS: Judgement(True)}
    assert read(judgements={STOPS: "no"}).judgements == {STOPS: Judgement(False)}
    assert read(judgements={STOPS: None}).judgements == {}
    assert read(judgements={STOPS: {"value": None, "by": "A. Officer"}}).judgements == {}
    given = {"value": True, "by": "the decision maker", "reasons": "the provider has closed"}
    facts = read(judgements={STOPS: given})
    expected = Judgement(True, "the decision maker", "the provider has closed")
    assert facts.judgements == {STOPS: expected}
    assert facts.judged == {STOPS: expected}
    assert read(judgements={STOPS: True}).judged == {}


def test_whoever_decides_may_be_any_role() -> None:
    assert read(judgements={STOPS: {"value": True, "by": "the Cabinet"}}).judgements


def test_an_unknown_judgement_is_refused() -> None:
    near = STOPS.replace("28", "30")
    assert f'did you mean "{STOPS}"?' in refusal(judgements={near: True})
    assert f'there is "{STOPS}"' in refusal(judgements={"xyz": True})
    assert f"judgements.{STOPS[:20]}" in refusal(judgements={STOPS: 5})
    assert 'the "value" of the judgement is missing' in refusal(judgements={STOPS: {"by": "x"}})
    assert 'did you mean "reasons"?' in refusal(judgements={STOPS: {"value": True, "reason": ""}})
    assert "twice" in refusal(judgements={STOPS: True, STOPS.upper(): False})
    assert "is not a table" in refusal(judgements=[STOPS])


def test_a_judged_fact_may_say_who_judged_it_and_why() -> None:
    facts = read(
        local_wealth_score={"value": "62", "by": "the commissioning panel", "reasons": "jobs"},
        best_for_residents={"value": False, "by": "J. Smith"},
    )
    assert facts.values == {"local_wealth_score": 62, "best_for_residents": False}
    assert facts.judged["local_wealth_score"].by == "the commissioning panel"
    assert facts.judged["local_wealth_score"].reasons == "jobs"
    assert facts.judged["best_for_residents"] == Judgement(False, "J. Smith")
    assert read(local_wealth_score={"value": None, "by": "x"}).values == {}


def test_another_role_of_the_policy_may_not_judge() -> None:
    said = refusal(local_wealth_score={"value": 62, "by": "the Cabinet"})
    assert said == (
        '"local_wealth_score.by" "the Cabinet" may not judge this; the commissioning panel may'
    )


def test_only_a_fact_that_a_role_judges_says_who_judged_it() -> None:
    assert "a table is not an amount" in refusal(annual_value={"value": 5, "by": "the Cabinet"})
    assert '"local_wealth_score.value" 101 is impossible' in refusal(
        local_wealth_score={"value": 101, "by": "the commissioning panel"}
    )


def test_departures_name_a_rule_and_who_departs() -> None:
    given = [
        {"rule": "C2", "by": "the Cabinet", "reasons": "one provider"},
        {"rule": "c1", "by": "x"},
    ]
    assert read(departures=given).departures == (
        RecordedDeparture("C2", "the Cabinet", "one provider"),
        RecordedDeparture("C1", "x"),
    )
    assert '"departures[0].rule" "C9" is not a rule; there is "C1" and "C2"' in refusal(
        departures=[{"rule": "C9", "by": "the Cabinet"}]
    )
    assert 'the "by" of the departure is missing' in refusal(departures=[{"rule": "C1"}])
    assert "a name is empty" in refusal(departures=[{"rule": "C1", "by": " "}])
    assert "is not a departure" in refusal(departures=["C1"])
    assert "is not a list" in refusal(departures={"rule": "C1", "by": "the Cabinet"})
    assert "is not a list" in refusal(departures="C1")


def test_reasons_sign_offs_and_duties() -> None:
    facts = read(
        reasons={"C1": "few bidders", "C2": None},
        sign_offs=["the Monitoring Officer", "Cabinet"],
        duties_done=["D1", "d1.2"],
    )
    assert facts.reasons == {"C1": "few bidders"}
    assert facts.sign_offs == {"monitoring officer", "Cabinet"}
    assert facts.duties_done == {"D1", "D1.2"}


def test_unknown_labels_and_roles_are_refused() -> None:
    assert "is not a rule" in refusal(reasons={"C9": "x"})
    assert "is not text" in refusal(reasons={"C1": 5})
    assert 'did you mean "monitoring officer"?' in refusal(sign_offs=["the monitoring oficer"])
    assert "is nobody that this rulebook names" in refusal(sign_offs=["the Queen"])
    assert '"D7" is not a duty; there is "D1" and "D1.2"' in refusal(duties_done=["D7"])
    assert '"duties_done[0]"' in refusal(duties_done=[5])


def test_what_nobody_knows_is_named_by_key_or_text_and_is_not_given() -> None:
    known = read(not_known=["last comparable contract", "Acts", STOPS])
    assert known.not_known == {"last_comparable_contract", "acts", STOPS}
    assert known.values == known.judgements == {} and known.acts is None
    assert read(not_known="acts; annual_value").not_known == {"acts", "annual_value"}
    assert read(annual_value=None, not_known=["annual_value"]).values == {}
    assert "is not a list" in refusal(not_known=5)
    assert '"not_known[0]" "anual_value" is not a fact of this rulebook; did you mean' in refusal(
        not_known=["anual_value"]
    )
    assert "is not a fact" in refusal(not_known=["monitoring"])


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("annual_value", {"annual_value": 0}),
        ("last_comparable_contract", {"last_comparable_contract": None}),
        (STOPS, {"judgements": {STOPS: False}}),
        ("acts", {"acts": []}),
    ],
)
def test_what_is_given_is_known(name: str, given: dict[str, Any]) -> None:
    said = refusal(not_known=[name], **given)
    assert said == f'"not_known" says that nobody knows "{name}", which is given'


def test_the_decision_date_is_also_a_fact_where_the_policy_declares_it() -> None:
    day = dt.date(2026, 7, 3)
    facts = read(decision_date="2026-07-03")
    assert facts.decision_date == day
    assert facts.values == {"decision_date": day}
    bare = Vocabulary.of(PolicySet((), "0" * 64))
    facts = read_choice({"decision_date": day}, bare)
    assert facts.decision_date == day
    assert facts.values == {}
    assert "there is no date" in refusal(decision_date="2026-06-31")


def test_reserved_keys_that_are_null_are_not_given() -> None:
    keys = (
        "acts",
        "judgements",
        "departures",
        "reasons",
        "sign_offs",
        "duties_done",
        "not_known",
        "decision_date",
    )
    assert read(**dict.fromkeys(keys)) == read()


def test_a_rulebook_without_rules_has_nothing_to_depart_from() -> None:
    bare = Vocabulary.of(PolicySet((), "0" * 64))
    with pytest.raises(ChoiceError, match='"C1" is not a rule'):
        read_choice({"reasons": {"C1": "x"}}, bare)


def test_the_policy_of_these_tests_is_the_one_that_is_read() -> None:
    assert Vocabulary.of(PolicySet((POLICY,), "")).rules == WORDS.rules == ("C1", "C2")
