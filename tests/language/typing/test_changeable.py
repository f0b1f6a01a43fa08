"""Facts that may still be changed: how a policy says so, and where it cannot."""

from __future__ import annotations

import pytest

from govrules.interop.choices.schema import choice_schema
from govrules.language.format import format_text
from tests.language.typing.policy_texts import codes, faults, load, load_all, policy, policy_set


@pytest.mark.parametrize(
    "declared",
    [
        "annual value is money excluding VAT, may be changed",
        "procedure is one of: open, restricted, may be changed",
        "areas is several of: north, south, may be changed",
        "bids is a list with: bidder, price (money), may be changed",
        "end is a date or none, written end_date, held as personal data, may be changed",
    ],
)
def test_any_type_of_fact_may_be_changed(declared: str) -> None:
    made = policy(f"Vocabulary\n  {declared}\n  other is text\n")
    assert [term.changeable for term in made.terms] == [True, False]
    assert f"\n  {declared}\n" in format_text(made.text)


def test_it_may_stand_anywhere_after_the_type_and_on_a_line_of_its_own() -> None:
    text = "Vocabulary\n  price is money, may be changed, written pay\n  bids is a number\n"
    (price, bids) = policy(text + "    may be changed\n").terms
    assert (price.changeable, price.key, bids.changeable) == (True, "pay", True)


def test_a_value_keeps_its_name_before_it() -> None:
    text = "Vocabulary\n  state is one of: may be, changed, open, may be changed\n"
    (state,) = policy(text).terms
    assert (state.changeable, str(state.type)) == (True, "one of: may be, changed, open")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Vocabulary\n  decision date is a date, may be changed",
            'P225 "decision date" is the decision date, which settles what the rules are; it '
            'cannot be marked "may be changed"',
        ),
        (
            "Vocabulary\n  risk is one of: low, high, judged by the panel, may be changed",
            'P225 "risk" is judged by somebody, who is to judge it freely; it cannot be marked '
            '"may be changed"; mark the facts that are judged',
        ),
        (
            "Vocabulary\n  age is a number\n  group is one of: child, adult, may be changed"
            "\nTable T1: groups\n  first row that applies\n  | age || group |\n  | - || child |\n",
            'P225 "group" is worked out by table T1 and never given, so it cannot be marked '
            '"may be changed"; mark the facts that the table reads',
        ),
        (
            "Vocabulary\n  age is a number, may be changed, may be changed",
            'P119 "may be changed" is given twice; keep one',
        ),
    ],
)
def test_where_it_cannot_be_said(text: str, message: str) -> None:
    assert faults(text)[0].endswith(message)


def test_two_policies_must_agree_on_what_may_be_changed() -> None:
    texts = [
        'Policy "One" version 1\nVocabulary\n  age is a number, may be changed\n',
        'Policy "Two" version 1\nVocabulary\n  age is a number\n',
    ]
    assert codes(load_all(*texts)) == ["P215"]


def test_half_of_the_words_are_a_fault_and_never_taken_for_a_type() -> None:
    assert codes(load("Vocabulary\n  age is a number, may be\n")) == ["P102"]


def test_the_schema_of_choices_tells_it() -> None:
    schema = choice_schema(policy_set("Vocabulary\n  price is money, may be changed"))
    assert "; may be changed; " in schema["properties"]["price"]["description"]
