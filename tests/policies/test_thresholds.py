"""The thresholds against a plain reckoning in Python: at, above, below, and with facts missing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.catalogue import BELOW_THRESHOLD, THRESHOLDS, answer

PUBLIC = "is_public_contract"
NOTIFIABLE = "is_notifiable_below_threshold"
PREQUALIFICATION = "prequalification_permitted"

TABLE = {
    "goods": (Decimal(214_904), Decimal(207_720)),
    "services": (Decimal(214_904), Decimal(207_720)),
    "works": (Decimal(5_372_609), Decimal(5_193_000)),
    "light_touch": (Decimal(663_540), Decimal(663_540)),
    "concession": (Decimal(5_372_609), Decimal(5_193_000)),
}
CENTRAL = (Decimal(139_688), Decimal(135_018))
COUNCILS = ("district", "county", "unitary", "london_borough", "metropolitan", "combined",
            "parish", "fire", "police")  # fmt: skip
OTHERS = ("health_care", "land", "grant", "employment", "in_house")
PENNY = Decimal("0.01")


def threshold(subject: str, authority: str, commenced: dt.date) -> Decimal:
    column = int(commenced >= dt.date(2026, 1, 1))
    if authority == "central_government" and subject in ("goods", "services"):
        return CENTRAL[column]
    return TABLE[subject][column]


subjects = st.sampled_from(sorted(TABLE))
authorities = st.sampled_from((*COUNCILS, "central_government"))
days = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)) | st.sampled_from(
    (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2025, 2, 23), dt.date(2025, 2, 24))
)
near = st.sampled_from((-PENNY, Decimal(0), PENNY)) | st.decimals(-5000, 5000, places=2)


@settings(max_examples=200, deadline=None)
@given(subject=subjects, authority=authorities, day=days, off=near)
def test_a_gross_value_is_held_against_the_figure_of_its_day(
    subject: str, authority: str, day: dt.date, off: Decimal
) -> None:
    value = threshold(subject, authority, day) + off
    found = answer(
        THRESHOLDS, PUBLIC, nation="england", authority_type=authority, subject=subject,
        procurement_commenced=day.isoformat(), value_gross_gbp=value,
    )  # fmt: skip
    assert found is (off >= 0)


@settings(max_examples=100, deadline=None)
@given(
    net=st.decimals(100_000, 300_000, places=2),
    rate=st.sampled_from(("0", "0.05", "0.2")),
    options=st.none() | st.decimals(0, 50_000, places=2),
)
def test_net_value_vat_and_options_are_added_up(
    net: Decimal, rate: str, options: Decimal | None
) -> None:
    facts: dict[str, Any] = {"value_net_gbp": net, "vat_rate": rate}
    if options is not None:
        facts["options_value_gross_gbp"] = options
    found = answer(
        THRESHOLDS, PUBLIC, nation="england", authority_type="unitary", subject="services",
        procurement_commenced="2026-03-02", **facts,
    )  # fmt: skip
    assert found is (net * (1 + Decimal(rate)) + (options or 0) >= 207_720)


@settings(max_examples=100, deadline=None)
@given(net=st.decimals(150_000, 230_000, places=2), rate=st.decimals("0", "0.2", places=3))
def test_what_is_decided_without_a_vat_rate_stays_so_with_any(net: Decimal, rate: Decimal) -> None:
    facts: dict[str, Any] = {
        "nation": "england", "authority_type": "unitary", "subject": "services",
        "procurement_commenced": "2026-03-02", "value_net_gbp": net,
    }  # fmt: skip
    without = answer(THRESHOLDS, PUBLIC, **facts)
    assert without in (None, answer(THRESHOLDS, PUBLIC, **facts, vat_rate=rate))
    assert (without is None) == (net < 207_720 <= net * Decimal("1.2"))


FULL = {
    "nation": st.sampled_from(("england", "wales", "scotland", "northern_ireland")),
    "authority_type": authorities,
    "subject": st.sampled_from((*TABLE, *OTHERS)),
    "procurement_commenced": days.map(str),
    "value_gross_gbp": st.integers(1, 6_000_000) | st.sampled_from((29_999, 30_000, 207_720)),
}


@settings(max_examples=200, deadline=None)
@given(choice=st.fixed_dictionaries(FULL), kept=st.sets(st.sampled_from(sorted(FULL))))
@pytest.mark.parametrize("key", [PUBLIC, NOTIFIABLE, PREQUALIFICATION])
def test_another_fact_never_turns_an_answer_round(
    key: str, choice: dict[str, Any], kept: set[str]
) -> None:
    """What is decided from some of the facts is what all of them give."""
    some = {name: choice[name] for name in kept}
    found = answer(BELOW_THRESHOLD, key, **some)
    assert found in (None, answer(BELOW_THRESHOLD, key, **choice))


@pytest.mark.parametrize("authority", COUNCILS)
@pytest.mark.parametrize(("value", "expected"), [("29999.99", False), ("30000", True)])
def test_every_kind_of_council_notifies_from_thirty_thousand(
    authority: str, value: str, expected: bool
) -> None:
    found = answer(
        BELOW_THRESHOLD, NOTIFIABLE, nation="england", authority_type=authority, subject="works",
        procurement_commenced="2026-03-02", value_gross_gbp=value,
    )  # fmt: skip
    assert found is expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [(["UK7"], False), (["UK4", "UK7"], True), (["UK4"], False), ([], False),
     ({"UK4": "2026-03-02", "UK7": "2026-04-01"}, True),
     ({"UK4": "2026-04-02", "UK7": "2026-04-01"}, False),
     ({"UK4": None, "UK7": "2026-04-01"}, True), ({"UK4": "2026-03-02", "UK7": None}, True),
     (None, None)],
)  # fmt: skip
def test_the_notices_of_an_advertised_contract(published: Any, expected: bool | None) -> None:
    """A list of codes, or a table of codes and dates; no notices at all is not "not given"."""
    found = answer(
        BELOW_THRESHOLD, "notices_sufficient", nation="england", authority_type="district",
        subject="works", procurement_commenced="2026-03-02", value_gross_gbp=50_000,
        advertised=True, procedure="open", notices=published,
    )  # fmt: skip
    assert found is expected
