"""A plain reckoning of the law of procurement in Python, to hold the policies against.

Written from the rules and not from the policies: no vocabulary, no three values. Every function
takes the facts of a choice by their keys, all of them given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Facts = Mapping[str, Any]

NEW_FIGURES = dt.date(2026, 1, 1)
ACT = dt.date(2025, 2, 24)
FIGURES = {
    "goods": (214_904, 207_720), "services": (214_904, 207_720), "works": (5_372_609, 5_193_000),
    "light_touch": (663_540, 663_540), "concession": (5_372_609, 5_193_000),
}  # fmt: skip
CENTRAL = (139_688, 135_018)
ORDINARY = ("goods", "services", "works", "light_touch")
PSR = ("psr_da_a", "psr_da_b", "psr_da_c", "psr_most_suitable", "psr_competitive")

# Bank holidays of England from 2025 to 2027, and the weekdays on which they are kept.
BANK_HOLIDAYS = frozenset(
    dt.date.fromisoformat(day)
    for day in (
        "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25",
        "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04",
        "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26",
        "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
    )
)  # fmt: skip


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def commenced(facts: Facts) -> dt.date:
    """The first step that is told, in the order in which they are taken; else 1 January 2026."""
    notices = facts.get("notices")
    notices = notices if isinstance(notices, dict) else {}
    told = (facts.get("procurement_commenced"), facts.get("tender_date"), notices.get("UK4"),
            notices.get("UK5"), notices.get("UK6"), facts.get("award_date"),
            facts.get("contract_date"))  # fmt: skip
    return next((day(one) for one in told if one is not None), NEW_FIGURES)


def above(facts: Facts) -> bool:
    if "above_threshold" in facts:
        return bool(facts["above_threshold"])
    if facts["nation"] == "scotland" or facts["subject"] not in FIGURES:
        return False
    column = int(commenced(facts) >= NEW_FIGURES)
    figure = FIGURES[facts["subject"]][column]
    central = facts["authority_type"] == "central_government"
    if central and facts["subject"] in ("goods", "services"):
        figure = CENTRAL[column]
    return bool(facts["value_gross_gbp"] >= figure)


def covered(facts: Facts) -> bool:
    return above(facts) and commenced(facts) >= ACT


def working_day(date: dt.date) -> bool:
    return date.weekday() < 5 and date not in BANK_HOLIDAYS


def standstill_end(published: dt.date) -> dt.date:
    """The eighth working day; the day of publication is the first, if it is one."""
    date, counted = published, int(working_day(published))
    while counted < 8:
        date += dt.timedelta(days=1)
        counted += working_day(date)
    return date


def standstill_respected(facts: Facts) -> bool:
    if not covered(facts) or facts["subject"] == "light_touch":
        return True
    if "UK6" not in facts["notices"]:
        return False
    return day(facts["contract_date"]) > standstill_end(day(facts["notices"]["UK6"]))


def cdn_in_time(facts: Facts) -> bool:
    if not covered(facts):
        return True
    if "UK7" not in facts["notices"]:
        return False
    days = (day(facts["notices"]["UK7"]) - day(facts["contract_date"])).days
    return days <= (120 if facts["subject"] == "light_touch" else 30)


def kpi_duty_met(facts: Facts) -> bool:
    called_for = (
        covered(facts)
        and facts["subject"] in ("goods", "services", "works")
        and facts["value_gross_gbp"] > 5_000_000
    )
    return not called_for or facts["kpi_count"] >= 3


def payment_compliant(facts: Facts) -> bool:
    return facts["subject"] not in ORDINARY or facts["paid_after_days"] <= 30


def s70_publication_required(facts: Facts) -> bool:
    return (
        above(facts)
        and facts["payment_amount_gbp"] > 30_000
        and day(facts["payment_date"]) >= dt.date(2026, 4, 1)
    )


def pipeline_listing_required(facts: Facts) -> bool:
    return (
        covered(facts)
        and facts["nation"] == "england"
        and facts["annual_relevant_spend_gbp"] > 100_000_000
        and facts["value_gross_gbp"] > 2_000_000
    )


def change_notice_required(facts: Facts) -> bool:
    if facts["decision_kind"] not in ("modify", "extend") or not covered(facts):
        return False
    if facts["subject"] not in ("goods", "services", "works", "concession"):
        return False
    most = 15 if facts["subject"] == "works" else 10
    return bool(
        abs(facts["modification_value_pct"]) > most or abs(facts["modification_term_pct"]) > 10
    )


def direct_award_permitted(facts: Facts) -> bool:
    if not covered(facts):
        return True
    ground = facts["direct_award_ground"]
    if ground == "user_choice":
        return bool(facts["subject"] == "light_touch")
    if ground == "additional_or_repeat":
        available = (
            facts["original_competed"]
            and facts["repeat_intention_stated"]
            and facts["months_since_original_award"] <= 60
            and facts["procedure"] != "framework_call_off"
        )
    elif ground == "extreme_urgency":
        available = not facts["urgency_attributable_to_authority"]
    else:
        available = ground != "none"
    return bool(available and "UK5" in facts["notices"])


def is_vertical_exempt(facts: Facts) -> bool:
    return bool(
        facts["controlled_by_authority"] != "none"
        and facts["authority_is_parent_undertaking"]
        and not facts["other_decisive_influence"]
        and facts["activity_pct_for_controller"] > 80
        and (facts["controlled_by_authority"] != "joint" or facts["joint_board_representation"])
    )


def is_horizontal_exempt(facts: Facts) -> bool:
    return bool(
        facts["counterparty_is_contracting_authority"] and facts["non_public_activity_pct"] <= 20
    )


def tender_must_be_disregarded(facts: Facts) -> bool:
    return (
        covered(facts)
        and facts["exclusion_status"] in ("excluded", "debarred")
        and facts["procedure"] not in ("none", "direct_award", *PSR)
    )


def reservation_permitted(facts: Facts) -> bool:
    return all(_one_permitted(kind, facts) for kind in facts["reservation"])


def _one_permitted(kind: str, facts: Facts) -> bool:
    competition = facts["procedure"] in (
        "quotes", "restricted_quote", "open", "competitive_flexible", "dynamic_market"
    )  # fmt: skip
    below = facts["subject"] in FIGURES and not above(facts)
    stated = competition and below and facts["reservation_in_notice"]
    if kind == "public_service_mutual":
        return _mutual_permitted(facts)
    if kind == "supported_employment":
        fits = facts["procedure"] == "competitive_flexible" or not above(facts)
        return bool(facts["supported_employment_pct"] >= 30 and fits)
    if kind in ("uk", "local_area"):
        since = commenced(facts) >= dt.date(2026, 2, 4)
        free = facts["authority_type"] == "central_government" or since
        return bool(stated and facts["nation"] == "england" and free)
    return kind == "none" or bool(stated)


def _mutual_permitted(facts: Facts) -> bool:
    last = facts["mutual_last_comparable_contract"]
    return bool(
        facts["subject"] == "light_touch"
        and facts["reservable_light_touch"]
        and facts["max_term_months"] <= 60
        and facts["employee_controlled"]
        and facts["not_for_profit_or_member_distribution"]
        and facts["procedure"] == "competitive_flexible"
        and (last is None or _three_years_on(day(last)) <= day(facts["award_date"]))
    )


def _three_years_on(date: dt.date) -> dt.date:
    if (date.month, date.day) == (2, 29):
        return dt.date(date.year + 3, 2, 28)
    return date.replace(year=date.year + 3)


def duty_met(facts: Facts) -> bool:
    social = (
        facts["nation"] == "england"
        and facts["subject"] in ("services", "light_touch")
        and above(facts)
        and not facts["urgent"]
    )
    tested = (
        facts["authority_type"] == "central_government"
        and facts["subject"] == "services"
        and facts["value_gross_gbp"] > 1_000_000
        and commenced(facts) >= dt.date(2027, 4, 1)
    )
    return (not social or facts["social_value_considered"]) and (
        not tested or facts["public_interest_test"]
    )


def da_c_available(facts: Facts) -> bool:
    new, old = facts["value_gross_gbp"], facts["existing_lifetime_value_gbp"]
    much = new - old >= 500_000 and 4 * (new - old) >= old
    barred = facts["materially_different"] or (much and facts["change_by_authority"])
    return bool(facts["subject"] == "health_care" and not barred)


def mfa_available(facts: Facts) -> bool:
    total = facts["subsidy_3yr_gbp"] + facts["value_gross_gbp"]
    return bool(facts["decision_kind"] == "grant" and total <= 315_000)


def subsidy_database_entry_required(facts: Facts) -> bool:
    """A subsidy that is not minimal is taken to stand alone, where no scheme is told."""
    large = facts["value_gross_gbp"] > Decimal(100_000)
    total = facts["subsidy_3yr_gbp"] + facts["value_gross_gbp"]
    return bool(facts["decision_kind"] == "grant" and (large or total > 315_000))
