"""A choice's facts are read into one exact form each, whatever the way they are written."""

from __future__ import annotations

import datetime as dt
from collections import ChainMap
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.model.duration import Duration
from govrules.model.facts import NONE, Facts
from tests.choices.words import WORDS


def read(**choice: Any) -> Facts:
    return read_choice(choice, WORDS)


def refusal(**choice: Any) -> str:
    """What is said of a choice that is refused, without the keys."""
    with pytest.raises(ChoiceError) as refused:
        read_choice(choice, WORDS)
    return "\n".join(str(fault) for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("key", "given", "fact"),
    [
        ("provider_form", "mutual", "mutual"),
        ("provider_form", "In-House Team", "in-house team"),
        ("provider_form", "in_house_team", "in-house team"),
        ("provider_form", "PRIV", "private company"),
        ("provider_form", "priv", "private company"),
        ("provider_form", "Private-Company", "private company"),
        ("annual_value", 420000, 420000),
        ("annual_value", "£420,000.50", Decimal("420000.5")),
        ("annual_value", Decimal("420000.00"), 420000),
        ("value_net_gbp", 1, 1),
        ("number_of_users", 0.1, Decimal("0.1")),
        ("number_of_users", "1,200", 1200),
        ("discount", 12, 12),
        ("discount", "12%", 12),
        ("discount", 0, 0),
        ("discount", 100, 100),
        ("growth", -250, -250),
        ("contract_length", "4 years", Duration(months=48)),
        ("contract_length", "P1Y6M", Duration(months=18)),
        ("contract_length", {"months": 48}, Duration(months=48)),
        ("contract_length", {"years": 1, "months": 6, "days": None}, Duration(months=18)),
        ("contract_length", {"working_days": 10}, Duration(working_days=10)),
        ("contract_length", {"weeks": "2"}, Duration(days=14)),
        ("notice_period", 6, Duration(months=6)),
        ("notice_period", "6", Duration(months=6)),
        ("notice_period", Decimal("6.0"), Duration(months=6)),
        ("notice_period", "6 weeks", Duration(days=42)),
        ("trusted_provider", True, True),
        ("trusted_provider", "No", False),
        ("trusted_provider", "TRUE", True),
        ("procurement_commenced", "2026-07-03", dt.date(2026, 7, 3)),
        ("procurement_commenced", "2026-07-03T00:00:00Z", dt.date(2026, 7, 3)),
        ("procurement_commenced", "2026-07-03T23:30:00.5+01:00", dt.date(2026, 7, 3)),
        ("procurement_commenced", "2026-07-03 09:30", dt.date(2026, 7, 3)),
        ("procurement_commenced", "3 July 2026", dt.date(2026, 7, 3)),
        ("procurement_commenced", dt.date(2026, 7, 3), dt.date(2026, 7, 3)),
        ("procurement_commenced", dt.datetime(2026, 7, 3, 23, 59), dt.date(2026, 7, 3)),
        ("procurement_commenced", "2024-02-29", dt.date(2024, 2, 29)),
        ("last_comparable_contract", None, NONE),
        ("last_comparable_contract", "none", NONE),
        ("last_comparable_contract", "2026-07-03", dt.date(2026, 7, 3)),
        ("previous_provider", "None", NONE),
        ("previous_provider", "Acme", "Acme"),
        ("service_area", "", ""),
        ("service_area", "x" * 100_000, "x" * 100_000),
        ("areas_served", ["North", "inner_city"], frozenset({"north", "inner city"})),
        ("areas_served", "north; south;", frozenset({"north", "south"})),
        ("areas_served", {"north": 3}, frozenset({"north"})),
        ("areas_served", [], frozenset()),
        ("partners", ["Age UK ", "Mind"], frozenset({"Age UK", "Mind"})),
        ("bids", [], ()),
        (
            "bids",
            [
                {"bidder": "A", "price": "£60", "is_local": "yes", "term_offered": 6},
                {"price": None},
            ],
            ({"bidder": "A", "price": 60, "is_local": True, "term_offered": Duration(6)}, {}),
        ),
        ("award_criteria", {"price": 60, "quality": "40%"}, {"price": 60, "quality": 40}),
        ("award_criteria", {"price": None}, {"price": None}),
        ("award_criteria", ["price", "quality"], {"price": None, "quality": None}),
        ("award_criteria", "price; quality", {"price": None, "quality": None}),
        ("local_wealth_score", 62, 62),
        ("best_for_residents", "yes", True),
    ],
)
def test_a_fact_is_read_into_its_one_form(key: str, given: Any, fact: Any) -> None:
    facts = read(**{key: given})
    assert facts.values == {key: fact}
    assert type(facts.values[key]) is type(fact)
    again = read(**dict(facts.values))
    assert again.values == facts.values, "what has been read reads the same again"


@pytest.mark.parametrize(
    ("key", "given", "why"),
    [
        ("provider_form", "privat", "is not one of: in-house team, mutual, private company; did"),
        ("provider_form", True, "yes is not one of"),
        ("provider_form", ["mutual"], "a list is not one of"),
        ("provider_form", "", '"" is not one of'),
        ("annual_value", True, "yes is not an amount in pounds"),
        ("annual_value", "1,23", "the commas of"),
        ("annual_value", float("nan"), "nan is not a number"),
        ("annual_value", 10**18, "at most 18 digits before the point"),
        ("annual_value", "12%", "is not an amount in pounds"),
        ("annual_value", {"amount": 5}, "a table is not an amount in pounds"),
        ("number_of_users", "£5", "is not a number"),
        ("discount", "100.01%", "100.01% is impossible; the most is 100%"),
        ("discount", -1, "-1% is impossible; the least is 0%"),
        ("local_wealth_score", 101, "101 is impossible; the most is 100"),
        ("contract_length", 48, "48 lacks a unit of time"),
        ("contract_length", "48", "lacks a unit of time"),
        ("contract_length", {}, "a length of time is missing"),
        ("contract_length", {"month": 4}, '.month" is not a unit of time; did you mean "months"?'),
        ("contract_length", {"months": 1.5}, "not in whole months"),
        ("contract_length", {"months": -1}, "from 0 to"),
        ("contract_length", {"days": 1, "clear_days": 2}, "stand alone"),
        ("contract_length", True, "yes is not a length of time"),
        ("notice_period", 1.5, "1.5 months are not in whole months"),
        ("notice_period", -1, "from 0 to"),
        ("trusted_provider", 1, "1 is neither yes nor no"),
        ("trusted_provider", "maybe", "neither yes nor no"),
        ("procurement_commenced", "03/07/2026", "is not a date"),
        ("procurement_commenced", "2026-02-29", "there is no date"),
        ("procurement_commenced", "31 June 2026", "there is no date"),
        ("procurement_commenced", "2026-W27-5", "is not a date"),
        ("procurement_commenced", "20260703", "is not a date"),
        ("procurement_commenced", "2026-07-03T25:00", "is not a date"),
        ("procurement_commenced", "0000-01-01", "there is no date"),
        ("procurement_commenced", 20260703, "is not a date"),
        ("procurement_commenced", "none", "is not a date"),
        ("service_area", 5, "5 is not text"),
        ("service_area", "x" * 100_001, "at most 100,000 characters"),
        ("service_area", "\ud800", "half a character"),
        ("areas_served", ["nort"], '[0]" "nort" is not one of: north, south, inner city; did you'),
        ("areas_served", ["north", None], "[1]"),
        ("areas_served", 5, "5 is not a list of names"),
        ("partners", [" "], "a name is empty"),
        ("bids", {"price": 5}, "a table is not a list of entries with bidder, price"),
        ("bids", "price", "is not a list of entries"),
        ("bids", [5], '"bids[0]" 5 is not an entry with bidder, price'),
        ("bids", [{}, {}, {"price": "x"}], '"bids[2].price" "x" is not an amount'),
        ("bids", [{"pric": 5}], '.pric" is not a field of this list; did you mean "price"?'),
        ("bids", [{"is local": True}], 'is written "is_local"'),
        ("bids", [{3: 4}], "is not a field"),
        ("award_criteria", {"price": "x"}, '"award_criteria.price" "x" is not a percentage'),
        ("award_criteria", {"": 5}, "a name is empty"),
        ("award_criteria", {"a": 1, "a ": 2}, "twice"),
        ("award_criteria", 60, "is not a table of names"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_key(key: str, given: Any, why: str) -> None:
    said = refusal(**{key: given})
    assert said.startswith(f'"{key}')
    assert why in said


def test_null_is_not_given_unless_the_term_says_or_none() -> None:
    assert read(annual_value=None, bids=None, local_wealth_score=None).values == {}
    assert read(last_comparable_contract=None).values == {"last_comparable_contract": NONE}
    assert read().values == {}


def test_a_value_called_none_is_a_value() -> None:
    from govrules.model.policy import Policy, PolicySet
    from govrules.model.vocabulary import Vocabulary
    from tests.choices.words import one_of, term

    subsidy = term("subsidy", one_of("none", "partial"), or_none=True)
    policy = Policy("P", "1", "council policy", "p.policy", terms=(subsidy,))
    words = Vocabulary.of(PolicySet((policy,), "0" * 64))
    assert read_choice({"subsidy": "none"}, words).values == {"subsidy": "none"}
    assert read_choice({"subsidy": None}, words).values == {"subsidy": NONE}


def test_values_that_differ_only_in_hyphens_must_be_written_exactly() -> None:
    from govrules.model.policy import Policy, PolicySet
    from govrules.model.vocabulary import Vocabulary
    from tests.choices.words import one_of, term

    policy = Policy(
        "P", "1", "council policy", "p.policy", terms=(term("form", one_of("co-op", "co op")),)
    )
    words = Vocabulary.of(PolicySet((policy,), "0" * 64))
    assert read_choice({"form": "co op"}, words).values == {"form": "co op"}
    with pytest.raises(ChoiceError, match="may stand for"):
        read_choice({"form": "CO-OP"}, words)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("anual_value", 'is not a term of this rulebook; did you mean "annual_value"?'),
        ("annual value", 'is not a key; "annual value" is written "annual_value"'),
        ("net value", 'is not a key; "net value" is written "value_net_gbp"'),
        ("Annual-Value", 'is not a key; "annual value" is written "annual_value"'),
        ("monitoring", "is worked out by table T1 and cannot be given"),
        ("value_per_user", 'is worked out by the definition "value per user" and cannot be given'),
        ("small_contract_limit", 'is the figure "small contract limit" of the policy'),
        ("judgement", 'did you mean "judgements"?'),
        ("zzz", "is not a term of this rulebook"),
    ],
)
def test_a_key_that_may_not_be_given_says_what_to_write(key: str, why: str) -> None:
    said = refusal(**{key: None})
    assert said.startswith(f'"{key}" ')
    assert why in said


def test_every_fault_is_told_at_once_in_the_order_of_the_choice() -> None:
    said = refusal(zzz=1, annual_value="x", trusted_provider="y", monitoring=1, acts=["fly"])
    assert [line.split()[0] for line in said.splitlines()] == [
        '"zzz"',
        '"annual_value"',
        '"trusted_provider"',
        '"monitoring"',
        '"acts[0]"',
    ]


def test_faults_carry_the_place_of_their_path() -> None:
    with pytest.raises(ChoiceError) as refused:
        read_choice({"bids": [{"price": "x"}]}, WORDS, lambda path: f"choice.json<{path}>")
    assert refused.value.faults[0].where == "choice.json<bids[0].price>"


@pytest.mark.parametrize("choice", [None, [], "x", 5, b"{}", object()])
def test_what_is_not_a_mapping_is_no_choice(choice: Any) -> None:
    with pytest.raises(ChoiceError, match="is not a choice"):
        read_choice(choice, WORDS)


def test_any_mapping_is_a_choice() -> None:
    for choice in (MappingProxyType({"annual_value": 5}), ChainMap({"annual_value": 5})):
        assert read_choice(choice, WORDS).values == {"annual_value": 5}


def test_keys_that_are_not_text_are_faults() -> None:
    with pytest.raises(ChoiceError, match="a key is text"):
        read_choice({5: 1, None: 2, ("annual_value",): 3}, WORDS)  # type: ignore[dict-item]


def test_huge_and_deep_choices_are_refused_in_few_words() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    too_many = [{"price": "x"}] * 100_001
    for choice, why in (
        ({f"k{n}": 1 for n in range(10_001)}, "at most 10,000 keys"),
        ({f"k{n}": 1 for n in range(5_000)}, "there are more faults than these"),
        ({"annual_value": deep}, "a list is not an amount"),
        ({"areas_served": deep}, "a list is not one of"),
        ({"bids": too_many}, "at most 100,000 entries"),
        ({"bids": too_many[:50_000]}, "is not an amount"),
        ({"x" * 100_000: 1}, "is not a term"),
        ({"annual_value": "9" * 10_000_000}, "too long for a number"),
        ({"provider_form": "x" * 10_000_000}, "is not one of"),
        ({"acts": ["x" * 10_000_000]}, "is not an act"),
    ):
        with pytest.raises(ChoiceError, match=why) as refused:
            read_choice(choice, WORDS)
        assert len(str(refused.value)) < 100_000
    while deep:  # taken apart by hand, as Python would free it recursively
        deep = deep.pop()


def test_messages_hold_nothing_that_moves_a_terminal() -> None:
    said = refusal(**{"\x1b[31m\n": "x", "provider_form": "\x1b[2J\ud800\u202e"})
    assert said.replace("\n", "").isprintable()
    assert len(said.splitlines()) == 2
