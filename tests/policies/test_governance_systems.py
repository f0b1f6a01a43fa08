"""The systems of governance against plain reckonings in Python, written from their tables."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.catalogue import POLICIES, evaluation

SYSTEMS = POLICIES / "systems"
WHO = SYSTEMS / "commissioning-function" / "who-commissions.policy"
COST = SYSTEMS / "commissioning-function" / "cost-and-safeguards.policy"
TRUST = SYSTEMS / "trusted-providers" / "earned-and-lost.policy"
MONITORING = SYSTEMS / "trusted-providers" / "monitoring.policy"
OPEN = SYSTEMS / "accountability" / "answerable-and-open.policy"
VOICE = SYSTEMS / "public-voice" / "consultation-and-governors.policy"
ENDS = SYSTEMS / "public-voice" / "a-service-that-ends.policy"
LEAD = SYSTEMS / "councillors-and-commissioning" / "lead-and-probity.policy"
CALL_IN = SYSTEMS / "councillors-and-commissioning" / "scrutiny-and-call-in.policy"
OWNERSHIP = SYSTEMS / "co-operative-council" / "contribution-and-ownership.policy"

TODAY = dt.date(2026, 6, 1)
PENNY = Decimal("0.01")
percent = st.decimals(0, 100, places=1)
half = st.sampled_from([Decimal(v) for v in ("0", "24.9", "25", "25.1", "49.9", "50", "50.1")])
PLAIN = settings(max_examples=60, deadline=None)


def status(path: Path, rule: str, **facts: Any) -> str:
    return evaluation(path, facts, TODAY).rule(rule).status


def near(value: Decimal) -> st.SearchStrategy[Decimal]:
    """At the value, a penny to either side, and well away from it."""
    return st.sampled_from((value - PENNY, value, value + PENNY, value / 2, value * 2))


# --- the commissioning function

KEPT = {"setting outcomes", "award decision", "safeguarding assurance"}
NOT_FOR_USERS = {"procurement", "contract management", "paying providers"}
NOT_PRIVATE = {"service design", "market development", "quality assurance"}
TASKS = sorted(KEPT | NOT_FOR_USERS | NOT_PRIVATE | {"needs assessment", "evaluation"})
COMMISSIONERS = ("in_house", "shared_with_councils", "user_led", "private",
                 "central_purchasing_body", "delegated_committee")  # fmt: skip


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("who", COMMISSIONERS)
def test_who_may_perform_a_task(task: str, who: str) -> None:
    allowed = {
        "in_house": True, "delegated_committee": True,
        "shared_with_councils": task not in KEPT,
        "user_led": task not in KEPT | NOT_FOR_USERS,
        "private": task not in KEPT | NOT_PRIVATE,
        "central_purchasing_body": task == "procurement",
    }[who]  # fmt: skip
    found = evaluation(
        WHO, {"commissioning_task": task, "commissioning_function": who, "acts": []}, TODAY
    )
    breached = [rule for rule in ("CF1", "CF2", "CF3", "CF4", "CF5")
                if found.rule(rule).status == "breached"]  # fmt: skip
    assert (not breached) is allowed


@PLAIN
@given(spend=near(Decimal(250_000)), data=st.data())
def test_the_overhead_of_commissioning(spend: Decimal, data: st.DataObject) -> None:
    limit, aim = spend * 6 / 100, spend * 4 / 100
    cost = data.draw(
        st.sampled_from((limit, limit + PENNY, aim, aim + PENNY, max(aim - PENNY, Decimal(0))))
    )
    facts = {"annual_cost_gbp": spend, "commissioning_cost_gbp": cost}
    small = spend < 250_000
    high = "not applicable" if small else "breached" if cost > limit else "met"
    above_aim = "not applicable" if small else "departed" if cost > aim else "met"
    assert status(COST, "CF13", **facts) == high
    assert status(COST, "CF14", **facts) == above_aim


@PLAIN
@given(before=near(Decimal(50_000)), after=near(Decimal(50_000)), was=percent, becomes=percent)
def test_cheaper_is_never_worse_and_dearer_is_better(
    before: Decimal, after: Decimal, was: Decimal, becomes: Decimal
) -> None:
    facts = {
        "present_commissioning_cost_gbp": before, "commissioning_cost_gbp": after,
        "present_quality_of_commissioning": was, "expected_quality_of_commissioning": becomes,
    }  # fmt: skip
    worse = "breached" if becomes < was else "met"
    no_better = "departed" if becomes <= was else "met"
    assert status(COST, "CF15", **facts) == (worse if after < before else "not applicable")
    assert status(COST, "CF16", **facts) == (no_better if after > before else "not applicable")


# --- trusted providers


def years_later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the last day of February, where there is no 29th
        return day.replace(year=day.year + years, day=28)


@PLAIN
@given(
    since=st.dates(dt.date(2019, 1, 1), dt.date(2026, 1, 1)) | st.just(dt.date(2020, 2, 29)),
    off=st.sampled_from((-1, 0, 1)) | st.integers(-900, 900), trusted=st.booleans(),
)  # fmt: skip
def test_trust_lasts_three_years(since: dt.date, off: int, trusted: bool) -> None:
    day = years_later(since, 3) + dt.timedelta(off)
    found = status(
        TRUST, "TP13", trusted=trusted, trusted_since=since.isoformat(),
        decision_date=day.isoformat(), re_assessment_begun=False, acts=[],
    )  # fmt: skip
    assert found == ("breached" if trusted and off >= 0 else "not applicable")


CLEAN = {"serious_incidents_in_a_year": 0, "minor_incidents_in_a_year": 2, "quality_rating": "good",
         "share_of_indicators_met": "90", "financial_standing": "sound"}  # fmt: skip
FAILED = [{"serious_incidents_in_a_year": 1}, {"quality_rating": "inadequate"},
          {"share_of_indicators_met": "74.9"}, {"financial_standing": "doubtful"}]  # fmt: skip
SLIPPED = [{"quality_rating": "requires improvement"}, {"share_of_indicators_met": "75"},
           {"share_of_indicators_met": "89.9"}, {"minor_incidents_in_a_year": 3},
           {"financial_standing": "watched"}]  # fmt: skip
ENOUGH = {"light": {"light"}, "standard": {"light", "standard"},
          "intensive": {"light", "standard", "intensive"}}  # fmt: skip


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("level", sorted(ENOUGH))
@settings(max_examples=250, deadline=None)
@given(
    risk=st.sampled_from(("low", "low", "medium", "high")),
    cost=near(Decimal(250_000)) | near(Decimal(25_000)),
    faults=st.sampled_from([{}] * 8 + FAILED + SLIPPED),
)  # fmt: skip
def test_monitoring_in_proportion(
    trusted: bool, level: str, risk: str, cost: Decimal, faults: dict[str, Any]
) -> None:
    facts = CLEAN | faults | {
        "trusted": trusted, "trusted_since": "2025-01-01", "decision_date": "2026-06-01",
        "delivery_risk": risk, "annual_cost_gbp": cost, "monitoring_level": level,
        "acts": ["set the monitoring"],
    }  # fmt: skip
    if faults in FAILED or risk == "high":
        due = "intensive"
    elif faults in SLIPPED or risk == "medium" or cost > (250_000 if trusted else 25_000):
        due = "standard"
    else:
        due = "light"
    found = evaluation(MONITORING, facts, TODAY)
    statuses = {found.rule(rule).status for rule in ("TP20", "TP21", "TP22")}
    assert ("breached" not in statuses) is (due in ENOUGH[level])


# --- accountability


@pytest.mark.parametrize("who", COMMISSIONERS)
@PLAIN
@given(
    cost=near(Decimal(100_000)) | near(Decimal(1_000_000)),
    reports=st.integers(0, 5), meetings=st.integers(0, 3),
)  # fmt: skip
def test_reports_and_meetings(who: str, cost: Decimal, reports: int, meetings: int) -> None:
    facts = {
        "commissioning_function": who, "annual_cost_gbp": cost,
        "scrutiny_reports_a_year": reports, "public_meetings_a_year": meetings,
        "commissioner_accountability": ["scrutiny_reporting", "public_meetings"],
    }  # fmt: skip
    if who in ("in_house", "delegated_committee"):
        expected = ("not applicable", "not applicable")
    else:
        if who == "user_led":
            due = (1, 1) if cost <= 100_000 else (2, 2)
        elif who == "private":
            due = (2, 2) if cost <= 1_000_000 else (4, 2)
        else:
            due = (1, 1)
        expected = ("met" if reports >= due[0] else "breached",
                    "met" if meetings >= due[1] else "breached")  # fmt: skip
    assert (status(OPEN, "AC3", **facts), status(OPEN, "AC13", **facts)) == expected


@PLAIN
@given(margin=st.sampled_from([Decimal(v) for v in ("4.9", "5", "5.1", "8", "8.1")]), share=half)
def test_profit_has_a_limit_and_is_shared(margin: Decimal, share: Decimal) -> None:
    facts = {"commissioning_function": "private", "margin_of_the_commissioner": margin,
             "share_of_excess_profit_for_the_council": share}  # fmt: skip
    assert status(OPEN, "AC11", **facts) == ("breached" if margin > 8 else "met")
    shared = "met" if share >= 50 else "breached"
    assert status(OPEN, "AC12", **facts) == (shared if margin > 5 else "not applicable")


# --- the public's voice

LONG_ENOUGH = {("small change", False): 28, ("small change", True): 42,
               ("large change", False): 56, ("large change", True): 84}  # fmt: skip
CALM = {"people would come to harm before users could be asked": False,
        "people are in danger while the service goes on": False}  # fmt: skip


@PLAIN
@given(kind=st.sampled_from(sorted(LONG_ENOUGH)), off=st.integers(-3, 3))
def test_time_enough_to_answer(kind: tuple[str, bool], off: int) -> None:
    size, at_risk = kind
    found = status(
        VOICE, "PV3", size_of_the_change=size, people_at_risk_affected=at_risk,
        consultation_days=LONG_ENOUGH[kind] + off, acts=["change the service"],
        judgements={name: CALM[name] for name in list(CALM)[:1]},
    )  # fmt: skip
    assert found == ("met" if off >= 0 else "breached")


@PLAIN
@given(seats=st.integers(0, 12), board=st.integers(1, 30))
def test_a_third_of_the_seats(seats: int, board: int) -> None:
    facts = {"service_has_a_board": True, "user_governors": seats, "seats_on_the_board": board}
    assert status(VOICE, "PV13", **facts) == ("met" if 3 * seats >= board else "breached")
    assert status(VOICE, "PV14", **facts) == ("met" if seats >= 2 else "breached")


@PLAIN
@given(
    people=st.integers(0, 80), placed=st.integers(0, 80), cost=near(Decimal(200_000)),
    data=st.data(), cut=st.sampled_from((None, "49.9", "50", "50.1")),
)  # fmt: skip
def test_an_alternative_or_money_until_there_is_one(
    people: int, placed: int, cost: Decimal, data: st.DataObject, cut: str | None
) -> None:
    aside = data.draw(st.sampled_from((cost / 4, max(cost / 4 - PENNY, Decimal(0)))))
    facts: dict[str, Any] = {
        "people_who_use_the_service": people, "people_with_an_alternative": placed,
        "annual_cost_gbp": cost, "bridging_money_gbp": aside, "judgements": CALM,
        "acts": ["discontinue the service" if cut is None else "change the service"],
    }  # fmt: skip
    if cut is not None:
        facts["reduction_of_the_service"] = cut
    kept = "met" if placed >= people or aside * 4 >= cost else "breached"
    expected = "not applicable" if cut == "49.9" else kept
    assert status(ENDS, "PX5", **facts) == expected


# --- councillors

BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")


def workday(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


@PLAIN
@given(published=st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), wait=st.integers(0, 15))
def test_nothing_starts_within_the_call_in_period(published: dt.date, wait: int) -> None:
    begins = published + dt.timedelta(wait)
    days = [published + dt.timedelta(n) for n in range(1, wait + 1)]
    over = sum(map(workday, days[:-1])) >= 5
    found = status(
        CALL_IN, "CL21", decision_published=published.isoformat(),
        implemented_date=begins.isoformat(), urgency_agreed_by_scrutiny_chair=False,
        acts=["implement the decision"],
    )  # fmt: skip
    assert found == ("met" if over else "breached")


@PLAIN
@given(told=st.dates(dt.date(2026, 4, 20), TODAY))
def test_ward_councillors_have_ten_working_days(told: dt.date) -> None:
    days = [told + dt.timedelta(n) for n in range(1, (TODAY - told).days + 1)]
    found = status(
        LEAD, "CL11", ward_councillors_told=told.isoformat(), decision_date=TODAY.isoformat(),
        urgency_agreed_by_scrutiny_chair=False, acts=["commission the service"],
    )  # fmt: skip
    assert found == ("met" if sum(map(workday, days)) >= 10 else "breached")


@PLAIN
@given(
    cost=near(Decimal(50_000)) | near(Decimal(500_000)), wards=st.integers(0, 4),
    stages=st.sets(st.sampled_from(("needs stage", "design stage", "review stage"))),
)  # fmt: skip
def test_councillors_from_design_to_review(cost: Decimal, wards: int, stages: set[str]) -> None:
    facts = {
        "annual_cost_gbp": cost, "wards_affected": [f"Ward {n}" for n in range(wards)],
        "stages_with_councillors": sorted(stages), "acts": ["commission the service"],
    }  # fmt: skip
    design = cost >= 50_000 or wards >= 2
    at = {stage: "met" if f"{stage} stage" in stages else "breached"
          for stage in ("design", "review")}  # fmt: skip
    assert status(LEAD, "CL13", **facts) == (at["design"] if design else "not applicable")
    assert status(LEAD, "CL14", **facts) == (at["review"] if cost >= 500_000 else "not applicable")


# --- contribution and ownership


@PLAIN
@given(hours=st.integers(0, 120) | st.decimals(0, 120, places=2), data=st.data())
def test_a_reward_follows_the_hours(hours: int | Decimal, data: st.DataObject) -> None:
    earned = Decimal(250 if hours >= 100 else 120 if hours >= 50 else 50 if hours >= 20 else 0)
    given_back = data.draw(st.sampled_from((earned, earned + PENNY)))
    found = status(
        OWNERSHIP, "LO6", hours_given_by_the_resident=hours, incentive_per_resident=given_back,
        acts=["offer an incentive"],
    )  # fmt: skip
    assert found == ("met" if given_back <= earned else "breached")


@PLAIN
@given(
    form=st.sampled_from(("mutual", "cooperative")), staff=half, users=half,
    age=st.integers(0, 4), plan=st.booleans(),
)  # fmt: skip
def test_members_own_more_than_half_or_are_on_their_way(
    form: str, staff: Decimal, users: Decimal, age: int, plan: bool
) -> None:
    rule, owned = ("LO8", staff) if form == "mutual" else ("LO9", staff + users)
    found = status(
        OWNERSHIP, rule, provider_form=form, employee_ownership_pct=staff,
        user_ownership_pct=users, years_since_the_start=age, plan_to_build_up_ownership=plan,
        acts=["award the contract"],
    )  # fmt: skip
    growing = age < 3 and plan and staff > 0
    assert found == ("displaced" if growing else "met" if owned > 50 else "breached")
