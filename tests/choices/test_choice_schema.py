"""The published schema of choices agrees with what is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.interop.choices.schema import choice_schema
from govrules.model.policy import PolicySet
from govrules.model.vocabulary import Vocabulary
from tests.choices.strategies import any_choices, plain_choices, without_contradiction
from tests.choices.words import POLICY, STOPS, WORDS

POLICIES = PolicySet((POLICY,), "0" * 64)
SCHEMA = choice_schema(POLICIES)
VALIDATOR = Draft202012Validator(SCHEMA)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def fits(choice: Any) -> bool:
    return bool(VALIDATOR.is_valid(choice))


def is_read(choice: Any) -> bool:
    try:
        read_choice(choice, WORDS)
    except ChoiceError:
        return False
    return True


def test_it_is_a_schema_that_json_can_carry() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    for policies in (PolicySet((), ""), POLICIES):
        Draft202012Validator.check_schema(choice_schema(policies))


def test_every_key_that_may_be_given_is_in_it_and_no_other() -> None:
    given_keys = {term.key for term in WORDS.given_terms()}
    reserved = {
        "acts", "judgements", "departures", "reasons", "sign_offs", "duties_done", "not_known",
        "decision_date",
    }  # fmt: skip
    assert set(SCHEMA["properties"]) == given_keys | reserved
    assert not fits({"monitoring": "enhanced"})
    assert not fits({"anual_value": 5})


def test_terms_carry_their_phrase_and_who_judges() -> None:
    score = SCHEMA["properties"]["local_wealth_score"]
    assert score["title"] == "local wealth score"
    assert "judged by the commissioning panel" in score["description"]
    assert (
        "null says that there is none"
        in (SCHEMA["properties"]["last_comparable_contract"]["description"])
    )


@UNHURRIED
@given(plain_choices)
def test_plain_choices_fit_the_schema_and_are_read(choice: dict[str, Any]) -> None:
    VALIDATOR.validate(choice)
    read_choice(choice, WORDS)


@pytest.mark.parametrize(
    "choice",
    [
        {"provider_form": "privat"},
        {"annual_value": True},
        {"annual_value": "12%"},
        {"annual_value": "1,23"},
        {"annual_value": 10**18},
        {"discount": 101},
        {"discount": -1},
        {"local_wealth_score": {"by": "the panel"}},
        {"contract_length": 48},
        {"contract_length": "48"},
        {"contract_length": "1 year6 months"},
        {"contract_length": {"month": 4}},
        {"contract_length": {}},
        {"notice_period": 1.5},
        {"procurement_commenced": "2026-13-01"},
        {"procurement_commenced": "03/07/2026"},
        {"trusted_provider": 1},
        {"service_area": 5},
        {"areas_served": ["nort"]},
        {"partners": [" "]},
        {"bids": [{"pric": 5}]},
        {"bids": {"price": 5}},
        {"award_criteria": {"price": "x"}},
        {"acts": ["fly"]},
        {"judgements": {"nonsense": True}},
        {"judgements": {STOPS: 5}},
        {"departures": [{"rule": "C1"}]},
        {"departures": [{"rule": "C9", "by": "x"}]},
        {"reasons": {"C9": "x"}},
        {"sign_offs": ["the Queen"]},
        {"duties_done": ["D7"]},
        {"not_known": ["annual_valu"]},
        {"not_known": ["monitoring"]},
        {"decision_date": "x"},
        [],
    ],
)
def test_what_the_schema_refuses_is_refused_by_the_reader(choice: Any) -> None:
    assert not fits(choice)
    assert not is_read(choice)


@UNHURRIED
@given(any_choices)
def test_what_fits_the_schema_is_read(choice: dict[str, Any]) -> None:
    """But for what a schema cannot check: digits after the point, bounds of text numbers, and that
    what is given is not said to be not known."""
    for value in choice.values():
        if isinstance(value, float) and value != round(value, 6):
            return
    try:
        is_fitting = fits(choice)
    except (ArithmeticError, ValueError):
        return  # the validator cannot compare numbers that are not numbers
    if is_fitting:
        with_room = {k: v for k, v in choice.items() if k not in ("discount", "local_wealth_score")}
        read_choice(without_contradiction(with_room), WORDS)


def test_a_rulebook_with_nothing_to_say_takes_an_empty_choice() -> None:
    empty = PolicySet((), "0" * 64)
    validator = Draft202012Validator(choice_schema(empty))
    choices: list[dict[str, Any]] = [{}, {"acts": []}, {"acts": None, "departures": []}]
    for choice in choices:
        validator.validate(choice)
        read_choice(choice, Vocabulary.of(empty))
    assert not validator.is_valid({"acts": ["award"]})
