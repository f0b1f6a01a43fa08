"""Facts that are held as personal data: how a policy says so, and where it cannot."""

from __future__ import annotations

import pytest

from govrules.interop.choices.schema import choice_schema
from govrules.language.format import format_text
from tests.language.typing.policy_texts import codes, faults, load, load_all, policy, policy_set


@pytest.mark.parametrize(
    "declared",
    [
        "name of the carer is text, held as personal data",
        "ethnic group is one of: white, black, asian, held as personal data",
        "needs is several of: sight, hearing, held as personal data",
        "children is a list with: first name, age (a number), held as personal data",
        "income is money or none, written income_gbp, judged by the panel, held as personal data",
    ],
)
def test_any_type_of_fact_may_be_personal(declared: str) -> None:
    made = policy(f"Vocabulary\n  {declared}\n  other is text\n")
    assert [term.personal for term in made.terms] == [True, False]
    assert f"\n  {declared}\n" in format_text(made.text)


def test_it_may_stand_anywhere_after_the_type_and_on_a_line_of_its_own() -> None:
    text = "Vocabulary\n  income is money, held as personal data, written pay\n  age is a number\n"
    (income, age) = policy(text + "    held as personal data\n").terms
    assert (income.personal, income.key, age.personal) == (True, "pay", True)


def test_a_value_keeps_its_name_before_it() -> None:
    (group,) = policy(
        "Vocabulary\n  group is one of: personal, personal data, other, held as personal data\n"
    ).terms
    assert (group.personal, str(group.type)) == (True, "one of: personal, personal data, other")


def test_another_digest_for_what_is_personal() -> None:
    one, other = (
        "Vocabulary\n  age is a number",
        "Vocabulary\n  age is a number, held as personal data",
    )
    assert policy_set(one).digest != policy_set(other).digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Vocabulary\n  decision date is a date, held as personal data",
            'P224 "decision date" is the decision date, by which every decision is found; it '
            "cannot be held as personal data",
        ),
        (
            "Vocabulary\n  age is a number\n  group is one of: child, adult, held as personal data"
            "\nTable T1: groups\n  first row that applies\n  | age || group |\n  | - || child |\n",
            'P224 "group" is worked out by table T1 and never given, so it cannot be held as '
            "personal data; say that of the facts that the table reads",
        ),
        (
            "Vocabulary\n  age is a number, held as personal data, held as personal data",
            'P119 "held as personal data" is given twice; keep one',
        ),
    ],
)
def test_where_it_cannot_be_said(text: str, message: str) -> None:
    assert faults(text)[0].endswith(message)


def test_two_policies_must_agree_that_a_word_is_personal() -> None:
    texts = [
        'Policy "One" version 1\nVocabulary\n  age is a number, held as personal data\n',
        'Policy "Two" version 1\nVocabulary\n  age is a number\n',
    ]
    assert codes(load_all(*texts)) == ["P215"]


def test_half_of_the_words_are_a_fault_and_never_taken_for_a_type() -> None:
    assert codes(load("Vocabulary\n  age is a number, held as personal\n")) == ["P102"]


def test_the_schema_of_choices_tells_it() -> None:
    schema = choice_schema(policy_set("Vocabulary\n  age is a number, held as personal data"))
    assert "; held as personal data; " in schema["properties"]["age"]["description"]
