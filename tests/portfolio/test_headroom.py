"""Headroom to the penny: what is left still keeps the rule, and a penny more does not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govrules.model.decision import Status
from govrules.model.portfolio import Headroom
from tests.portfolio.register import decide, only, rule

PRIVATE, MUTUAL = "private company", "mutual"
PENNY = Decimal("0.01")


def contract(form: str | None, value: object) -> dict[str, Any]:
    found = {"annual_value": str(value)} if value is not None else {}
    return found if form is None else {**found, "provider_form": form}


def share_rule(words: str) -> str:
    return rule(f"the share of annual value where provider form is private company must be {words}")


def total_rule(words: str) -> str:
    return rule(f"the total of annual value where provider form is private company must be {words}")


def status(text: str, contracts: list[dict[str, Any]]) -> Status:
    return decide(text, contracts).findings[0].status


def room(text: str, contracts: list[dict[str, Any]]) -> Headroom:
    found = only(decide(text, contracts)).before.headroom
    assert found is not None
    return found


MARKET = [contract(PRIVATE, 50), contract(MUTUAL, 50)]


@pytest.mark.parametrize(
    ("words", "least"),
    [("at most 60%", "25"), ("less than 60%", "24.99"), ("at most 50%", "0")],
)
def test_headroom_under_a_share(words: str, least: str) -> None:
    """60% of 50 + x of 100 + x: x = 25 exactly, which `less than` does not reach."""
    found = room(share_rule(words), MARKET)
    assert (found.kind, found.of, found.least, found.most) == (
        "room", "those that count", least, least,
    )  # fmt: skip


def test_what_is_over_and_what_is_wanting() -> None:
    found = room(share_rule("at most 40%"), MARKET)
    assert (found.kind, found.least) == ("over", "16.67")
    found = room(share_rule("at least 60%"), MARKET)
    assert (found.kind, found.least) == ("wanting", "25")
    found = room(share_rule("more than 60%"), MARKET)
    assert (found.kind, found.least) == ("wanting", "25.01")
    found = room(share_rule("at least 40%"), MARKET)
    assert (found.kind, found.of, found.least) == ("room", "the others", "25")
    found = room(total_rule("at least £60"), MARKET)
    assert (found.kind, found.least) == ("wanting", "10")


def test_headroom_in_contracts_and_names() -> None:
    few = rule("the number of contracts must be at most 4")
    assert room(few, MARKET).least == "2"
    fewer = rule("the number of contracts must be less than 4")
    assert room(fewer, MARKET).least == "1"
    names = rule("the number of different locality must be at least 4")
    found = room(names, [{"locality": "A"}, {"locality": "B"}, {}])
    assert (found.kind, found.least, found.most) == ("wanting", "1", "2")


def test_an_amount_that_is_not_known_leaves_no_certain_headroom() -> None:
    found = room(share_rule("at most 60%"), [*MARKET, contract(PRIVATE, None)])
    assert (found.least, found.most) == ("0", "25")
    found = room(share_rule("at most 60%"), [*MARKET, contract(MUTUAL, None)])
    assert (found.least, found.most) == ("25", None)


AMOUNTS = st.decimals(0, 1000, places=2)
CONTRACTS = st.lists(
    st.builds(contract, st.sampled_from([PRIVATE, MUTUAL, None]), AMOUNTS), max_size=6
)
CEILINGS = st.sampled_from(
    [share_rule("at most 60%"), share_rule("less than 60%"), share_rule("at most 33%"),
     total_rule("at most £800"), total_rule("less than £800")]
)  # fmt: skip


@given(contracts=CONTRACTS, text=CEILINGS)
@settings(max_examples=40, deadline=None)
def test_certain_headroom_keeps_the_rule_and_a_penny_more_may_not(
    contracts: list[dict[str, Any]], text: str
) -> None:
    assume(contracts and status(text, contracts) == Status.MET)
    found = room(text, contracts)
    assert found.least is not None
    assert found.most is not None
    least, most = Decimal(found.least), Decimal(found.most)
    assert status(text, [*contracts, contract(PRIVATE, least)]) == Status.MET
    assert status(text, [*contracts, contract(PRIVATE, least + PENNY)]) != Status.MET
    assert status(text, [*contracts, contract(PRIVATE, most)]) != Status.BREACHED
    assert status(text, [*contracts, contract(PRIVATE, most + PENNY)]) == Status.BREACHED


@given(contracts=CONTRACTS)
@settings(max_examples=40, deadline=None)
def test_what_is_wanting_is_enough_and_a_penny_less_may_not_be(
    contracts: list[dict[str, Any]],
) -> None:
    text = share_rule("at least 60%")
    assume(contracts and status(text, contracts) == Status.BREACHED)
    found = room(text, contracts)
    assert found.kind == "wanting"
    assert found.least is not None
    assert found.most is not None
    assert status(text, [*contracts, contract(PRIVATE, found.most)]) == Status.MET
    less = Decimal(found.least) - PENNY
    assert status(text, [*contracts, contract(PRIVATE, less)]) == Status.BREACHED


@given(contracts=CONTRACTS)
@settings(max_examples=40, deadline=None)
def test_room_for_others_above_a_floor(contracts: list[dict[str, Any]]) -> None:
    text = share_rule("at least 30%")
    assume(contracts and status(text, contracts) == Status.MET)
    found = room(text, contracts)
    assert (found.kind, found.of) == ("room", "the others")
    assert found.least is not None
    least = Decimal(found.least)
    assert status(text, [*contracts, contract(MUTUAL, least)]) == Status.MET
    assert status(text, [*contracts, contract(MUTUAL, least + PENNY)]) != Status.MET


@pytest.mark.parametrize("value", ["59.99", "60", "60.01"])
def test_at_the_limit_to_the_penny(value: str) -> None:
    contracts = [contract(PRIVATE, value), contract(MUTUAL, Decimal(100) - Decimal(value))]
    most = status(share_rule("at most 60%"), contracts)
    less = status(share_rule("less than 60%"), contracts)
    expected = {
        "59.99": (Status.MET, Status.MET),
        "60": (Status.MET, Status.BREACHED),
        "60.01": (Status.BREACHED, Status.BREACHED),
    }
    assert (most, less) == expected[value]


def test_must_not_turns_the_limit_round() -> None:
    text = rule(
        "the share of annual value where provider form is private company must not be more than 60%"
    )
    assert room(text, MARKET).least == "25"
    assert status(text, [contract(PRIVATE, 61), contract(MUTUAL, 39)]) == Status.BREACHED
