"""The vocabulary of a rulebook: what a choice may say, gathered from all its policies."""

from __future__ import annotations

from govrules.model.expression import Compare, Constant, Judged, Meets, TermValue
from govrules.model.near import alike, did_you_mean, nearest
from govrules.model.policy import (
    Act,
    ActNorm,
    Decider,
    Definition,
    Departure,
    Duty,
    Figure,
    Policy,
    PolicySet,
    Rule,
    TableRow,
    Term,
    TermNorm,
    WhoDecides,
)
from govrules.model.policy import Table as DecisionTable
from govrules.model.types import MoneyType, NumberType, YesNoType
from govrules.model.vocabulary import Vocabulary

AWARD = Act("award the contract", "award")
VALUE = Term("annual value", "annual_value", MoneyType())
MONITORED = Term("monitored", "monitored", YesNoType(), worked_out_by="T1")


def judged(text: str, role: str = "panel") -> Judged:
    return Judged(role, text)


def vocabulary(*policies: Policy) -> Vocabulary:
    return Vocabulary.of(PolicySet(policies, "0" * 64))


def policy(**parts: object) -> Policy:
    return Policy("P", "1", "council policy", "p.policy", **parts)  # type: ignore[arg-type]


def test_judgements_are_found_in_every_part_of_a_policy() -> None:
    needs = Definition("urgent", "urgent", condition=judged("it is urgent"))
    words = vocabulary(
        policy(
            definitions=(needs,),
            rules=(
                Rule(
                    "R1",
                    "",
                    (TermNorm("must", judged("the norm")),),
                    condition=Meets(needs),
                    unless=judged("the exception", "Cabinet"),
                ),
            ),
            tables=(
                DecisionTable(
                    "T1", "", "first row that applies", (), (TableRow(judged("row"), ()),)
                ),
            ),
            duties=(
                Duty(
                    "D1", "after", AWARD, "officer", "must", "tell", "", None, None, judged("duty")
                ),
            ),
            who_decides=(WhoDecides((Decider("mayor", judged("decider")),), "leader", ()),),
        ),
        policy(rules=(Rule("R2", "", (), condition=judged("the exception", "panel")),)),
    )
    assert words.judgements == {
        "it is urgent": ("panel",),
        "the norm": ("panel",),
        "the exception": ("Cabinet", "panel"),
        "row": ("panel",),
        "duty": ("panel",),
        "decider": ("panel",),
    }


def test_a_condition_nested_thousands_deep_is_walked() -> None:
    """Deeper than Python's own stack, as a program that writes policies might have it."""
    from govrules.model.expression import Not

    condition: Not | Judged = judged("far below")
    for _ in range(20_000):
        condition = Not(condition)
    words = vocabulary(policy(rules=(Rule("R1", "", (), condition=condition),)))
    assert list(words.judgements) == ["far below"]
    while isinstance(condition, Not):  # taken apart, as Python would free it recursively
        condition = condition.item  # type: ignore[assignment]


def test_words_by_what_a_choice_calls_them() -> None:
    compare = Compare(">", TermValue(VALUE, MoneyType()), Constant(5, MoneyType()))
    words = vocabulary(
        policy(
            terms=(VALUE, MONITORED),
            acts=(AWARD,),
            figures=(Figure("small limit", MoneyType(), ()),),
            definitions=(Definition("large", "is_large", condition=compare),),
            rules=(Rule("R1", "", (ActNorm("may", "council", AWARD),), sign_offs=("auditor",)),),
            departures=(
                Departure("council policy", "Cabinet", True),
                Departure("statute", None, False),
            ),
        )
    )
    assert words.terms == {"annual_value": VALUE, "monitored": MONITORED}
    assert words.given_terms() == (VALUE,)
    assert words.acts == {"award the contract": AWARD, "award": AWARD}
    assert list(words.figures) == ["small_limit"]
    assert list(words.definitions) == ["is_large"]
    assert words.rules == ("R1",)
    assert words.roles == ("auditor", "council", "Cabinet")


def test_a_term_that_some_table_works_out_may_not_be_given() -> None:
    plain = Term("monitored", "monitored", YesNoType())
    for order in ((plain, MONITORED), (MONITORED, plain)):
        words = vocabulary(*(policy(terms=(term,)) for term in order))
        assert words.given_terms() == ()


def test_the_code_of_one_act_does_not_hide_the_words_of_another() -> None:
    other = Act("extend", "award the contract")
    words = vocabulary(policy(acts=(other, AWARD)))
    assert words.acts["award the contract"] is AWARD
    assert words.acts["extend"] is other


def test_near_words() -> None:
    words = ["annual_value", "contract_length"]
    assert nearest("anual_value", words) == "annual_value"
    assert nearest("Annual Value", words) == "annual_value"
    assert nearest("bidder", words) is None
    assert nearest("a" * 100_000, words) is None
    assert did_you_mean("contract lenght", words) == '; did you mean "contract_length"?'
    assert did_you_mean("bidder", words) == ""
    assert alike(" In-House_team ") == alike("in house  TEAM")


def test_numbers_are_terms_too() -> None:
    assert vocabulary(policy(terms=(Term("users", "users", NumberType()),))).given_terms()
