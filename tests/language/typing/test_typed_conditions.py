"""What each way of saying a condition means once it is typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from govrules.model.duration import Duration
from govrules.model.expression import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    AtLeastOf,
    Compare,
    Constant,
    FieldValue,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Meets,
    Not,
    Proposes,
    Quantified,
    TermValue,
)
from govrules.model.types import MoneyType, OneOfType
from tests.language.typing.policy_texts import condition, policy


def sides(text: str) -> tuple[str, str, object]:
    """The relation, the term on the left and the constant on the right."""
    typed = condition(text)
    assert isinstance(typed, Compare)
    assert isinstance(typed.left, TermValue)
    assert isinstance(typed.right, Constant)
    return typed.left.term.name, typed.relation, typed.right.value


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("is", "="),
        ("is exactly", "="),
        ("is not", "!="),
        ("is less than", "<"),
        ("is at most", "<="),
        ("is more than", ">"),
        ("is at least", ">="),
    ],
)
def test_amounts_are_compared_in_plain_words(words: str, relation: str) -> None:
    assert sides(f"bidders {words} 3") == ("bidders", relation, 3)


@pytest.mark.parametrize(
    ("words", "relation"),
    [("before", "<"), ("on or before", "<="), ("after", ">"), ("on or after", ">=")],
)
def test_dates_come_before_and_after(words: str, relation: str) -> None:
    expected = ("start", relation, dt.date(2026, 6, 1))
    assert sides(f"start is {words} 1 June 2026") == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("net value is at least £1,234.56", Decimal("1234.56")),
        ("net value is at least £5 million", 5_000_000),
        ("discount is at least 12.5%", Decimal("12.5")),
        ("score is 50", 50),
        ("contract length is at most 2 years", Duration(months=24)),
        ("contract length is at most 12 weeks", Duration(days=84)),
        ("service area is \"adult social care\"", "adult social care"),
        ("provider form is mutual", "mutual"),
    ],
)  # fmt: skip
def test_literals_have_one_exact_form(text: str, value: object) -> None:
    found = sides(text)[2]
    assert found == value
    assert type(found) is type(value)


def test_between_counts_both_ends() -> None:
    typed = condition("bidders is between 3 and 5")
    assert isinstance(typed, AllOf)
    assert [(c.relation, c.right.value) for c in typed.items] == [(">=", 3), ("<=", 5)]  # type: ignore[union-attr]


def test_a_value_of_an_enumeration_is_a_constant_of_its_kind() -> None:
    typed = condition("provider form is mutual")
    assert isinstance(typed, Compare)
    assert isinstance(typed.right, Constant)
    assert isinstance(typed.right.type, OneOfType)


def test_two_terms_with_the_same_values_are_compared() -> None:
    typed = condition("provider form is last provider form")
    assert isinstance(typed, Compare)
    assert isinstance(typed.right, TermValue)


def test_one_of_and_its_negation() -> None:
    typed = condition("provider form is one of mutual, in-house team")
    assert isinstance(typed, Among)
    assert [constant.value for constant in typed.values] == ["mutual", "in-house team"]
    assert condition("provider form is not one of mutual, in-house team") == Not(
        typed, words="provider form is not one of mutual, in-house team"
    )


def test_one_of_with_a_worked_value_is_any_of_the_comparisons() -> None:
    typed = condition("bidders is one of 3, score plus 1")
    assert isinstance(typed, AnyOf)
    assert [item.relation for item in typed.items] == ["=", "="]  # type: ignore[union-attr]


def test_none_of_these_is_the_negation_of_any_of_these() -> None:
    typed = condition("none of these\n    - local\n    - bidders is 1")
    assert isinstance(typed, Not)
    assert isinstance(typed.item, AnyOf)
    assert len(typed.item.items) == 2


def test_at_least_two_of_these() -> None:
    typed = condition("at least 2 of these\n    - local\n    - bidders is 1\n    - risk is low")
    assert isinstance(typed, AtLeastOf)
    assert (typed.count, len(typed.items)) == (2, 3)


@pytest.mark.parametrize("text", ["local", "local is yes", "local is not no"])
def test_yes_or_no_holds(text: str) -> None:
    assert isinstance(condition(text), Holds)


@pytest.mark.parametrize("text", ["not local", "local is no", "local is not yes"])
def test_yes_or_no_does_not_hold(text: str) -> None:
    typed = condition(text)
    assert isinstance(typed, Not)
    assert isinstance(typed.item, Holds)


def test_a_term_that_may_be_none_is_compared_with_no() -> None:
    """`exempt is no` is false for an exemption known to be none, as every comparison is."""
    typed = condition("exempt is no")
    assert isinstance(typed, Compare)
    assert (typed.relation, typed.right.value) == ("=", False)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "negated"), [("large", False), ("large is yes", False), ("large is no", True)]
)
def test_a_definition_with_if_is_met(text: str, negated: bool) -> None:
    typed = policy(
        "Vocabulary\n  bidders is a number\n"
        f"Define large if bidders is at least 3\nDefine tested if {text}\n"
    )
    large, tested = typed.definitions
    met = tested.condition
    if negated:
        assert isinstance(met, Not)
        met = met.item
    assert isinstance(met, Meets)
    assert met.definition is large


def test_known_and_none() -> None:
    assert isinstance(condition("last contract is known"), IsKnown)
    assert isinstance(condition("last contract is none"), IsNone)
    for text, kind in (("is not known", IsKnown), ("is not none", IsNone)):
        typed = condition(f"last contract {text}")
        assert isinstance(typed, Not)
        assert isinstance(typed.item, kind)


def test_none_may_be_a_value() -> None:
    typed = policy("Vocabulary\n  harm is one of: none, some\nDefine safe if harm is none\n")
    condition = typed.definitions[0].condition
    assert isinstance(condition, Compare)
    assert (condition.relation, condition.right.value) == ("=", "none")  # type: ignore[union-attr]


def test_several_values_and_tables_include() -> None:
    typed = condition("reserved for includes small firms")
    assert isinstance(typed, Includes)
    assert typed.value == "small firms"
    table = condition('weights includes "price"')
    assert isinstance(table, Includes)
    assert table.value == "price"
    negated = condition("reserved for does not include local area")
    assert isinstance(negated, Not)


def test_a_judgement_keeps_its_exact_words() -> None:
    typed = condition('the decision maker is satisfied that "it cannot  wait"')
    assert isinstance(typed, Judged)
    assert (typed.role, typed.text) == ("decision maker", "it cannot  wait")


def test_what_the_council_proposes() -> None:
    typed = condition("the council proposes to award the contract")
    assert isinstance(typed, Proposes)
    assert typed.act.name == "award the contract"


def test_entries_of_a_list_are_looked_through() -> None:
    typed = condition(
        "every bids where all of these\n    - is local\n    - price is at most £5,000"
    )
    assert isinstance(typed, Quantified)
    assert typed.kind == "every"
    assert isinstance(typed.where, AllOf)
    holds, compare = typed.where.items
    assert isinstance(holds, Holds)
    assert isinstance(holds.value, FieldValue)
    assert isinstance(compare, Compare)
    assert isinstance(compare.left, FieldValue)
    assert compare.left.key == "price"
    assert compare.right.type == MoneyType("excluding")


def test_number_of_counts_entries_that_fit() -> None:
    typed = condition("number of bids where is local is at least 1")
    assert isinstance(typed, Compare)
    assert isinstance(typed.left, Aggregate)
    assert typed.left.field is None
    assert isinstance(typed.left.where, Holds)


@pytest.mark.parametrize("term", ["bids", "reserved for", "weights"])
def test_number_of_counts_lists_values_and_names(term: str) -> None:
    typed = condition(f"number of {term} is at least 1")
    assert isinstance(typed, Compare)
    assert isinstance(typed.left, Aggregate)
    assert typed.left.term.name == term


def test_conditions_can_be_quoted() -> None:
    typed = condition("bidders   is at least 3\n    and  risk is   low")
    assert typed.words == "bidders is at least 3 and risk is low"
    assert [item.words for item in typed.items] == ["bidders is at least 3", "risk is low"]  # type: ignore[union-attr]
