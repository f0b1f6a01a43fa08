"""What may be compared with what, and what is said when it may not."""

from __future__ import annotations

import pytest

from tests.language.typing.policy_texts import condition, faults_of_condition

ORDER = ("less than", "at most", "more than", "at least", "exactly")
CALENDAR = ("before", "after", "on or before", "on or after")
SAMPLES = {
    "net value": "£100",
    "gross value": "£100",
    "grant": "£100",
    "bidders": "3",
    "discount": "5%",
    "contract length": "6 months",
    "start": "1 June 2026",
    "local": "yes",
    "provider form": "mutual",
    "service area": '"parks"',
}
AMOUNTS = {"net value", "gross value", "grant", "bidders", "discount", "contract length"}


def fits(term: str, operator: str) -> bool:
    """May this operator stand after a term of this kind?"""
    if operator in ("is", "is not"):
        return True
    return term in AMOUNTS if operator in ORDER else term == "start"


@pytest.mark.parametrize("term", SAMPLES)
@pytest.mark.parametrize("operator", ["is", "is not", *ORDER, *CALENDAR])
def test_every_operator_on_every_kind(term: str, operator: str) -> None:
    said = operator if operator in ("is", "is not") else f"is {operator}"
    found = faults_of_condition(f"{term} {said} {SAMPLES[term]}")
    if fits(term, operator):
        assert found == []
    else:
        assert len(found) == 1
        expected = "P303" if operator in CALENDAR else "P304" if term == "start" else "P302"
        assert found[0].startswith(expected)


@pytest.mark.parametrize("left", SAMPLES)
@pytest.mark.parametrize("right", SAMPLES)
def test_a_term_is_compared_with_its_own_kind_only(left: str, right: str) -> None:
    found = faults_of_condition(f"{left} is {right}")
    if left == right:
        assert found == []
    else:
        assert len(found) == 1
        money = {"net value", "gross value", "grant"}
        assert found[0].startswith("P301" if {left, right} <= money else "P300")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "net value is at least 100",
            'P300 "net value" is money excluding VAT and cannot be compared with "100", '
            "which is a number; write £100",
        ),
        (
            "discount is 5",
            'P300 "discount" is a percentage and cannot be compared with "5", which is a number; '
            "write 5%",
        ),
        (
            "net value is at least gross value",
            'P301 "net value" is money excluding VAT, but "gross value" is money including VAT; '
            "bring them to one basis with VAT at or without VAT at",
        ),
        (
            "risk is at least medium",
            'P302 "at least" needs an amount or a length of time, but "risk" is one of "low", '
            '"medium", "high"; use "is"',
        ),
        (
            "bidders is on or after 3",
            'P303 "on or after" is for dates, but "bidders" is a number; use "at least"',
        ),
        (
            "start is at most 1 June 2026",
            'P304 "start" is a date; use "on or before" for "at most"',
        ),
        (
            "reserved for is local area",
            'P305 "reserved for" is several of a set of values, which "is" cannot compare; '
            'use "includes"',
        ),
        (
            'provider form is "mutual"',
            'P300 the values of "provider form" are written without quotes: '
            'write mutual for "mutual"',
        ),
        (
            "service area is parks",
            'P300 "service area" is text, which is compared with words in quotes: '
            'write "parks" in quotes',
        ),
        (
            "contract length is at least 10 working days",
            'P306 "10 working days" is in working days or clear days, which count only from a '
            "date; compare dates, or lengths in days, weeks, months or years",
        ),
        (
            "start is none",
            'P307 "start" can never be none; declare it "or none", or ask whether it is known',
        ),
        (
            "provider form includes mutual",
            'P308 "provider form" is one of "in-house team", "mutual", "private company"; only a '
            'term that is "several of" or a table of names includes others',
        ),
        (
            "bidders",
            'P314 "bidders" is a number; say what it must be, such as "bidders is …"',
        ),
        (
            "at least 3 of these\n  - local\n  - bidders is 1",
            "P333 at least 3 of these can never hold, for there are 2",
        ),
        (
            "start is between 1 and 5",
            'P300 "start" is a date and cannot be compared with "1", which is a number',
        ),
        (
            "any start where local",
            'P310 "start" is a date, not a list; only a list has entries to look through',
        ),
    ],
)
def test_what_is_said_when_it_does_not_fit(text: str, message: str) -> None:
    assert faults_of_condition(text) == [message]


def test_faults_on_both_sides_of_and_are_all_told() -> None:
    found = faults_of_condition(
        "bidders is at least £3 and start is at least 1 June 2026 and bidder"
    )
    assert [fault.split()[0] for fault in found] == ["P300", "P304", "P203"]


def test_clear_days_are_never_compared_even_with_each_other() -> None:
    found = faults_of_condition("10 clear days is at least 5 clear days")
    assert [fault.split()[0] for fault in found] == ["P306"]


@pytest.mark.parametrize(
    "text",
    ["start plus 10 working days is before 1 June 2026", "bidders is at least number of bids"],
)
def test_worked_values_stand_on_both_sides(text: str) -> None:
    assert faults_of_condition(text) == []


def test_a_field_is_known_only_inside_its_list() -> None:
    assert faults_of_condition("price is at least £5") == [
        'P203 unknown term "price"; it is a field of "bids", which is known only after "where" '
        '(for several conditions, "where all of these")'
    ]
    typed = condition("any bids where price is at least £5")
    assert typed.words == "any bids where price is at least £5"
