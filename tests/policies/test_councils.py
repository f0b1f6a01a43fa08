"""What named councils' own rules ask, against a plain reckoning in Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.catalogue import COUNCILS, answer

PENNY = Decimal("0.01")
FIGURES = (5_000, 15_000, 25_000, 30_000, 50_000, 75_000, 100_000, 150_000, 250_000, 1_000_000)
VALUES = st.builds(
    lambda figure, off: figure + off,
    st.sampled_from([Decimal(figure) for figure in FIGURES]),
    st.sampled_from((-PENNY, Decimal(0), PENNY)),
) | st.decimals(1, 1_500_000, places=2)
PROCEDURES = ("none", "single_quote", "quotes", "open", "competitive_flexible", "restricted_quote",
              "framework_call_off", "dynamic_market", "direct_award")  # fmt: skip
TENDERS = ("open", "competitive_flexible")
FRAMEWORKS = ("framework_call_off", "dynamic_market")

ROUTE = st.fixed_dictionaries(
    {
        "value_net_gbp": VALUES,
        "procedure": st.sampled_from(PROCEDURES),
        "quotes_obtained": st.integers(0, 4),
        "justification_recorded": st.booleans(),
        "advertised": st.booleans(),
        "social_value_considered": st.booleans(),
        "above_threshold": st.booleans(),
    }
)
Facts = dict[str, Any]


def wyre(facts: Facts) -> bool:
    value, quotes = facts["value_net_gbp"], facts["quotes_obtained"]
    if value <= 30_000:
        return bool(quotes >= 1)
    if value <= 100_000:
        return bool(quotes >= 3)
    return facts["procedure"] in TENDERS + FRAMEWORKS and facts["social_value_considered"]


def guildford(facts: Facts) -> bool:
    value, quotes, tender = (
        facts["value_net_gbp"], facts["quotes_obtained"], facts["procedure"] in TENDERS
    )  # fmt: skip
    if value <= 5_000:
        return bool(quotes >= 1)
    if value <= 25_000:
        return bool(quotes >= 3)
    if value < 150_000:
        return tender or quotes >= 3
    return tender or facts["procedure"] in FRAMEWORKS


def north_norfolk(facts: Facts) -> bool:
    """With the written advice of neither officer."""
    value, quotes, procedure = (
        facts["value_net_gbp"], facts["quotes_obtained"], facts["procedure"]
    )  # fmt: skip
    if procedure in FRAMEWORKS:
        return True
    if value < 5_000:
        return bool(quotes >= 1)
    return quotes >= 3 and (value < 75_000 or procedure in TENDERS)


def norfolk_county(facts: Facts) -> bool:
    tender = facts["advertised"] and facts["procedure"] in TENDERS
    return facts["value_net_gbp"] <= 25_000 or facts["procedure"] in FRAMEWORKS or tender


def lambeth(facts: Facts) -> bool:
    """Of an ordinary risk."""
    return facts["value_net_gbp"] <= 100_000 or facts["procedure"] in TENDERS + FRAMEWORKS


NO_ADVICE = (
    "written advice of the Chief Financial Officer or the Monitoring Officer was obtained, "
    "since three quotes could not be had"
)
COUNCIL: dict[str, tuple[Callable[[Facts], bool], Facts]] = {
    "Wyre": (wyre, {}),
    "Wyre Council": (wyre, {}),
    "GBC": (guildford, {}),
    "Guildford Borough Council": (guildford, {}),
    "North Norfolk District Council": (north_norfolk, {"judgements": {NO_ADVICE: False}}),
    "Norfolk CC": (norfolk_county, {}),
    "Lambeth": (lambeth, {"contract_risk": "ordinary"}),
}


@settings(max_examples=100, deadline=None)
@given(facts=ROUTE)
@pytest.mark.parametrize("name", COUNCIL)
def test_the_route_by_value(name: str, facts: Facts) -> None:
    reckoning, more = COUNCIL[name]
    found = answer(COUNCILS, "cpr_compliant", authority_name=name, **facts, **more)
    assert found is reckoning(facts)


@settings(max_examples=50, deadline=None)
@given(facts=ROUTE)
def test_of_a_council_that_is_not_named_a_person_must_say(facts: Facts) -> None:
    assert answer(COUNCILS, "cpr_compliant", authority_name="Anyborough", **facts) is None


@settings(max_examples=150, deadline=None)
@given(
    value=VALUES,
    execution=st.sampled_from(("signed", "two_signatures", "sealed")),
    signed=st.dates(dt.date(2022, 1, 1), dt.date(2027, 1, 1))
    | st.sampled_from((dt.date(2023, 5, 31), dt.date(2023, 6, 1))),
    name=st.sampled_from(("Sefton", "Flintshire", "Wokingham")),
)
def test_signing_and_sealing(value: Decimal, execution: str, signed: dt.date, name: str) -> None:
    if name == "Wokingham":
        expected = value < 1_000_000 or execution != "signed"
    else:
        figure = 100_000 if name == "Sefton" and signed < dt.date(2023, 6, 1) else 250_000
        expected = value <= figure or execution == "sealed"
    found = answer(
        COUNCILS, "execution_valid", authority_name=name, value_net_gbp=value,
        execution=execution, contract_date=signed.isoformat(),
    )  # fmt: skip
    assert found is expected


WEIGHTS = st.sampled_from(("0", "9.99", "10", "10.01", "19.99", "20", "20.01", "100"))


@settings(max_examples=150, deadline=None)
@given(
    social=st.none() | WEIGHTS,
    environment=st.none() | WEIGHTS,
    tender=st.sampled_from(("2015-03-31", "2015-04-01", "2020-12-31", "2021-01-01", "2026-03-01")),
)
def test_the_weights_of_manchester(
    social: str | None, environment: str | None, tender: str
) -> None:
    weights = {"price": "40"}
    weights |= {"social_value": social} if social is not None else {}
    weights |= {"environment": environment} if environment is not None else {}
    expected = (tender < "2015-04-01" or Decimal(social or 0) >= 20) and (
        tender < "2021-01-01" or Decimal(environment or 0) >= 10
    )
    found = answer(
        COUNCILS, "policy_met", authority_name="Manchester City Council",
        award_criteria_weights=weights, tender_date=tender,
    )  # fmt: skip
    assert found is expected


@pytest.mark.parametrize("requested", [True, False])
@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("retrospective", [True, False])
def test_a_waiver_at_mole_valley(requested: bool, above: bool, retrospective: bool) -> None:
    found = answer(
        COUNCILS, "waiver_permitted", authority_name="Mole Valley", waiver_requested=requested,
        above_threshold=above, waiver_retrospective=retrospective,
    )  # fmt: skip
    assert found is (requested and not above and not retrospective)


def test_no_council_may_waive_the_act() -> None:
    found = answer(
        COUNCILS, "waiver_permitted", authority_name="Anyborough", waiver_requested=True,
        above_threshold=True,
    )  # fmt: skip
    assert found is False
