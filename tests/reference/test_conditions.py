"""Every kind of condition: below, at and above its threshold, not given, and known to be none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reference.policies import condition

FALSE, UNKNOWN, TRUE = 0, 1, 2


@pytest.mark.parametrize(
    ("words", "below", "at", "above"),
    [
        ("value is at least £500", FALSE, TRUE, TRUE),
        ("value is more than £500", FALSE, FALSE, TRUE),
        ("value is at most £500", TRUE, TRUE, FALSE),
        ("value is less than £500", TRUE, FALSE, FALSE),
        ("value is exactly £500", FALSE, TRUE, FALSE),
        ("value is not £500", TRUE, FALSE, TRUE),
    ],
)
def test_money_at_a_threshold(words: str, below: int, at: int, above: int) -> None:
    assert condition(words, value="499.99") == below
    assert condition(words, value=500) == at
    assert condition(words, value="500.01") == above
    assert condition(words) == UNKNOWN


@pytest.mark.parametrize(
    ("words", "before", "on_the_day", "after"),
    [
        ("start is before 1 June 2026", TRUE, FALSE, FALSE),
        ("start is on or before 1 June 2026", TRUE, TRUE, FALSE),
        ("start is after 1 June 2026", FALSE, FALSE, TRUE),
        ("start is on or after 1 June 2026", FALSE, TRUE, TRUE),
    ],
)
def test_dates_at_a_day(words: str, before: int, on_the_day: int, after: int) -> None:
    assert condition(words, start="2026-05-31") == before
    assert condition(words, start="2026-06-01") == on_the_day
    assert condition(words, start="2026-06-02") == after
    assert condition(words) == UNKNOWN


@pytest.mark.parametrize(
    ("users", "expected"), [(9, FALSE), (10, TRUE), (15, TRUE), (20, TRUE), (21, FALSE)]
)
def test_between_includes_both_ends(users: int, expected: int) -> None:
    assert condition("users is between 10 and 20", users=users) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("58 days", FALSE),
        ("59 days", UNKNOWN),
        ("60 days", UNKNOWN),
        ("61 days", UNKNOWN),
        ("62 days", TRUE),
        ("2 months", TRUE),
        ("1 month", FALSE),
    ],
)
def test_days_against_months_depend_on_the_months(length: str, expected: int) -> None:
    """Two months are 59 to 62 days."""
    assert condition("length is at least 2 months", length=length) == expected
    assert condition("length is less than 2 months", length=length) == 2 - expected


@pytest.mark.parametrize(
    ("form", "is_one_of"), [("mutual", TRUE), ("charity", TRUE), ("company", FALSE)]
)
def test_is_one_of_and_is_not_one_of(form: str, is_one_of: int) -> None:
    assert condition("form is one of mutual, charity", form=form) == is_one_of
    assert condition("form is not one of mutual, charity", form=form) == 2 - is_one_of
    assert condition("form is one of mutual, charity") == UNKNOWN


@pytest.mark.parametrize(
    ("given", "includes"),
    [
        ([], FALSE),
        (["local area"], TRUE),
        (["small firms"], FALSE),
        (["small firms", "local area"], TRUE),
    ],
)
def test_includes(given: list[str], includes: int) -> None:
    assert condition("reservation includes local area", reservation=given) == includes
    assert condition("reservation does not include local area", reservation=given) == 2 - includes
    assert condition("reservation includes local area") == UNKNOWN


def test_known_is_never_unknown() -> None:
    assert condition("value is known") == FALSE
    assert condition("value is not known") == TRUE
    assert condition("value is known", value=0) == TRUE
    assert condition("last contract is known", last_contract=None) == TRUE


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("last contract is none", TRUE),
        ("last contract is not none", FALSE),
        ("last contract is before 1 June 2026", FALSE),
        ("last contract is after 1 June 2026", FALSE),
        ("last contract is 1 June 2026", FALSE),
        ("last contract is not 1 June 2026", TRUE),
    ],
)
def test_nothing_is_neither_before_nor_after_a_date(words: str, expected: int) -> None:
    assert condition(words, last_contract=None) == expected
    assert condition(words) == UNKNOWN


def test_with_none_on_one_side_and_a_missing_fact_on_the_other() -> None:
    assert condition("last contract is before start", last_contract=None) == UNKNOWN


@pytest.mark.parametrize(("given", "expected"), [(True, TRUE), (False, FALSE), (None, UNKNOWN)])
def test_yes_no_phrases(given: bool | None, expected: int) -> None:
    facts = {} if given is None else {"ready": given}
    assert condition("ready", **facts) == expected
    assert condition("ready is yes", **facts) == expected
    assert condition("ready is no", **facts) == 2 - expected
    assert condition("not ready", **facts) == 2 - expected


def test_a_judgement_is_looked_up_by_its_exact_text() -> None:
    words = 'the decision maker is satisfied that "the service would stop"'
    assert condition(words) == UNKNOWN
    assert condition(words, judgements={"the service would stop": True}) == TRUE
    assert condition(words, judgements={"the service would stop": False}) == FALSE


def test_what_the_council_proposes() -> None:
    words = "the council proposes to award the contract"
    assert condition(words) == UNKNOWN
    assert condition(words, acts=[]) == FALSE
    assert condition(words, acts=["discontinue the service"]) == FALSE
    assert condition(words, acts=["award the contract", "discontinue the service"]) == TRUE


LOCAL = {"bidder": "A", "price": 10, "is_local": True}
DISTANT = {"bidder": "B", "price": 20, "is_local": False}
UNSAID = {"bidder": "C", "price": 30}


@pytest.mark.parametrize(
    ("bids", "any_local", "every_local"),
    [
        ([], FALSE, TRUE),
        ([LOCAL], TRUE, TRUE),
        ([DISTANT], FALSE, FALSE),
        ([LOCAL, DISTANT], TRUE, FALSE),
        ([UNSAID], UNKNOWN, UNKNOWN),
        ([LOCAL, UNSAID], TRUE, UNKNOWN),
        ([DISTANT, UNSAID], UNKNOWN, FALSE),
    ],
)
def test_any_and_every(bids: list[dict[str, Any]], any_local: int, every_local: int) -> None:
    assert condition("any bids where is local", bids=bids) == any_local
    assert condition("every bids where is local", bids=bids) == every_local
    assert condition("any bids where is local") == UNKNOWN


@pytest.mark.parametrize(
    ("ready", "checked", "none_of_these"),
    [(False, False, TRUE), (True, False, FALSE), (False, None, UNKNOWN), (True, None, FALSE)],
)
def test_none_of_these(ready: bool, checked: bool | None, none_of_these: int) -> None:
    facts = {"ready": ready} | ({} if checked is None else {"checked": checked})
    words = "none of these\n    - ready\n    - checked"
    assert condition(words, **facts) == none_of_these
