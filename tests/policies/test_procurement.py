"""The law of procurement against a plain reckoning, and standstills worked out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies import reckoning
from tests.policies.catalogue import ENGLAND, answer, definition, evaluation, vocabulary

ON = dt.date(2026, 6, 9)
PENNY = Decimal("0.01")


def near(*figures: int) -> st.SearchStrategy[Decimal]:
    """At each figure, a penny below and a penny above."""
    return st.sampled_from([figure + PENNY * off for figure in figures for off in (-1, 0, 1)])


def codes(term: str) -> st.SearchStrategy[str]:
    values = vocabulary(ENGLAND).terms[term].type.values  # type: ignore[union-attr]
    return st.sampled_from([value.written for value in values])


def dates(*turns: str) -> st.SearchStrategy[str]:
    """Any day from 2025 to 2027, and those around a day on which something turns."""
    offs = st.sampled_from((-1, 0, 1)).map(lambda off: dt.timedelta(days=off))
    turning = st.sampled_from([dt.date.fromisoformat(day) for day in turns])
    free = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 1))
    return (free | st.builds(lambda day, off: day + off, turning, offs)).map(str)


def percentages(*figures: int) -> st.SearchStrategy[Decimal]:
    return near(*figures) | st.decimals(-30, 100, places=2)


COMMENCED = dates("2025-02-24", "2026-01-01", "2026-02-04", "2027-04-01")
SOME_DAY = dates("2025-02-24", "2026-01-01")
COMMON: Mapping[str, st.SearchStrategy[Any]] = {
    "nation": st.sampled_from(("england", "england", "scotland")),
    "authority_type": st.sampled_from(("unitary", "central_government", "parish")),
    "value_gross_gbp": near(
        135_018, 139_688, 207_720, 214_904, 663_540, 1_000_000, 2_000_000, 5_000_000, 5_193_000,
        5_372_609, 9_000_000,
    ),
}  # fmt: skip
GRANTS = {"decision_kind": st.sampled_from(("grant", "grant", "commission_new"))}


def cases() -> dict[str, dict[str, st.SearchStrategy[Any]]]:
    """The facts of each question; those of the threshold are added where the key says so."""
    usual: dict[str, st.SearchStrategy[Any]] = {**COMMON, "subject": codes("subject")}
    dated = usual | {"procurement_commenced": COMMENCED}
    stated: dict[str, st.SearchStrategy[Any]] = {
        "above_threshold": st.booleans(), "subject": codes("subject"),
    }  # fmt: skip
    yes_no = st.booleans()
    mostly = st.sampled_from((True, True, True, False))
    services = st.sampled_from(("services", "light_touch", "goods"))
    return {
        "kpi_duty_met": dated | {"kpi_count": st.integers(1, 5)},
        "payment_compliant": {
            "subject": codes("subject"), "paid_after_days": st.integers(28, 33),
            "payment_terms_days": st.integers(0, 90), "value_gross_gbp": near(207_720),
        },
        "s70_publication_required": {
            "above_threshold": yes_no, "payment_amount_gbp": near(30_000),
            "payment_date": dates("2026-04-01"),
        },
        "pipeline_listing_required": usual
        | {"annual_relevant_spend_gbp": near(100_000_000, 200_000_000)},
        "change_notice_required": stated | {
            "decision_kind": st.sampled_from(("modify", "extend", "commission_new")),
            "modification_value_pct": percentages(-15, -10, 10, 15),
            "modification_term_pct": percentages(-10, 10),
        },
        "direct_award_permitted": dated | {
            "direct_award_ground": codes("direct_award_ground"), "procedure": codes("procedure"),
            "months_since_original_award": st.integers(58, 62), "original_competed": mostly,
            "repeat_intention_stated": mostly, "urgency_attributable_to_authority": yes_no,
            "notices": st.sampled_from((["UK5"], ["UK4"], [], {"UK5": "2026-06-01"})),
        },
        "is_vertical_exempt": {
            "controlled_by_authority": codes("controlled_by_authority"),
            "authority_is_parent_undertaking": mostly,
            "other_decisive_influence": mostly.map(lambda is_so: not is_so),
            "activity_pct_for_controller": percentages(80).filter(lambda value: value >= 0),
            "joint_board_representation": yes_no,
        },
        "is_horizontal_exempt": {
            "counterparty_is_contracting_authority": mostly,
            "non_public_activity_pct": percentages(20).filter(lambda value: value >= 0),
        },
        "tender_must_be_disregarded": {
            "above_threshold": yes_no, "exclusion_status": codes("exclusion_status"),
            "procedure": codes("procedure"),
        },
        "reservation_permitted": dated | {
            "award_date": dates("2026-06-02", "2027-02-28"),
            "mutual_last_comparable_contract": st.none()
            | st.sampled_from(("2023-06-01", "2023-06-02", "2023-06-03", "2024-02-29")),
            "employee_controlled": mostly, "not_for_profit_or_member_distribution": mostly,
            "reservable_light_touch": mostly, "reservation_in_notice": mostly,
            "max_term_months": st.integers(58, 62), "procedure": codes("procedure"),
            "reservation": st.lists(codes("reservation"), max_size=2, unique=True),
            "supported_employment_pct": near(30),
        },
        "duty_met": dated | {
            "subject": services, "public_interest_test": yes_no, "urgent": yes_no,
            "social_value_considered": yes_no,
        },
        "da_c_available": {
            "subject": st.sampled_from(("health_care", "health_care", "services")),
            "materially_different": mostly.map(lambda is_so: not is_so),
            "change_by_authority": mostly,
            "existing_lifetime_value_gbp": near(1_000_000, 2_000_000, 4_000_000),
            "value_gross_gbp": near(1_500_000, 2_000_000, 2_500_000, 5_000_000),
            "procedure": codes("procedure"),
        },
        "mfa_available": GRANTS | {
            "subsidy_3yr_gbp": near(215_000, 300_000), "value_gross_gbp": near(15_000, 100_000),
        },
        "subsidy_database_entry_required": GRANTS | {
            "subsidy_3yr_gbp": near(215_000, 300_000), "value_gross_gbp": near(15_000, 100_000),
        },
    }  # fmt: skip


# Facts that leave one figure or date to decide, which would seldom come together by themselves.
MUTUAL: dict[str, Any] = {
    "reservation": ["public_service_mutual"], "subject": "light_touch",
    "reservable_light_touch": True, "employee_controlled": True,
    "not_for_profit_or_member_distribution": True, "procedure": "competitive_flexible",
}  # fmt: skip
LOCAL: dict[str, Any] = {
    "reservation": ["local_area", "sme"], "subject": "services", "nation": "england",
    "authority_type": "unitary", "reservation_in_notice": True, "procedure": "open",
}  # fmt: skip
REPEAT: dict[str, Any] = {
    "direct_award_ground": "additional_or_repeat", "original_competed": True,
    "repeat_intention_stated": True, "notices": ["UK5"], "nation": "england",
    "subject": "services", "procedure": "direct_award", "procurement_commenced": "2026-03-02",
}  # fmt: skip
TESTED: dict[str, Any] = {
    "authority_type": "central_government", "subject": "services", "urgent": True,
    "public_interest_test": False,
}  # fmt: skip
MILLION = near(1_000_000)
PAIRS: list[tuple[str, dict[str, Any]]] = [
    *((term, {}) for term in sorted(cases())),
    ("reservation_permitted", MUTUAL | {"max_term_months": 60}),
    ("reservation_permitted", MUTUAL | {"mutual_last_comparable_contract": None}),
    ("reservation_permitted", LOCAL | {"value_gross_gbp": Decimal(100_000)}),
    ("reservation_permitted", LOCAL | {"procurement_commenced": "2026-02-04"}),
    ("direct_award_permitted", REPEAT),
    ("direct_award_permitted", REPEAT | {"months_since_original_award": 61}),
    ("duty_met", TESTED | {"value_gross_gbp": Decimal(2_000_000)}),
    ("duty_met", TESTED | {"procurement_commenced": "2027-04-01", "value_gross_gbp": MILLION}),
    ("kpi_duty_met", {"kpi_count": 2, "subject": "services", "value_gross_gbp": near(5_000_000)}),
]


@pytest.mark.parametrize(("term", "fixed"), PAIRS)
def test_a_question_is_answered_as_a_plain_reckoning_answers_it(
    term: str, fixed: dict[str, Any]
) -> None:
    expected: Callable[[reckoning.Facts], bool] = getattr(reckoning, term)
    free = cases()[term] | {
        key: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for key, value in fixed.items()
    }

    @settings(max_examples=120, deadline=None)
    @given(facts=st.fixed_dictionaries(free))
    def agree(facts: dict[str, Any]) -> None:
        assert answer(ENGLAND, term, ON, **facts) is bool(expected(facts))

    agree()


@st.composite
def signed(draw: st.DrawFn) -> dict[str, Any]:
    """Signed around the end of the standstill, its details published around the last day."""
    facts = {key: draw(values) for key, values in COMMON.items()}
    facts["subject"] = draw(st.sampled_from(("services", "services", "light_touch", "works")))
    announced = dt.date.fromisoformat(draw(SOME_DAY))
    contract = announced + dt.timedelta(days=draw(st.integers(5, 20)))
    off = draw(st.sampled_from((0, 29, 30, 31, 119, 120, 121)))
    notices = {"UK6": str(announced), "UK7": str(contract + dt.timedelta(days=off))}
    left_out = draw(st.sampled_from((None, None, None, "UK6", "UK7")))
    facts["notices"] = {code: date for code, date in notices.items() if code != left_out}
    return facts | {"contract_date": str(contract)}


@settings(max_examples=300, deadline=None)
@given(facts=signed())
@pytest.mark.parametrize("term", ["standstill_respected", "cdn_in_time"])
def test_a_contract_around_its_last_days(term: str, facts: dict[str, Any]) -> None:
    expected: Callable[[reckoning.Facts], bool] = getattr(reckoning, term)
    assert answer(ENGLAND, term, ON, **facts) is expected(facts)


@pytest.mark.parametrize(
    ("announced", "last"),
    [
        ("2026-03-02", "2026-03-11"),  # Monday: 2 to 6 March, 9, 10, 11
        ("2026-02-28", "2026-03-11"),  # Saturday: counted from Monday 2 March
        ("2026-03-30", "2026-04-10"),  # 30, 31, 1, 2; Good Friday 3, Easter Monday 6; 7, 8, 9, 10
        ("2026-04-03", "2026-04-16"),  # on Good Friday: 7 to 10, 13 to 16
        ("2026-05-01", "2026-05-13"),  # 1; bank holiday 4; 5 to 8, 11, 12, 13
        ("2026-08-27", "2026-09-08"),  # 27, 28; bank holiday 31; 1 to 4, 7, 8
        ("2025-12-18", "2025-12-31"),  # 18, 19, 22, 23, 24; 25 and 26; 29, 30, 31
        ("2025-12-24", "2026-01-07"),  # 24; 25 and 26; 29, 30, 31; 1 January; 2, 5, 6, 7
        ("2026-12-21", "2027-01-04"),  # 21 to 24; 25, 28 for Boxing Day; 29, 30, 31; 1; 4
        ("2027-03-24", "2027-04-06"),  # 24, 25; 26 and 29; 30, 31, 1, 2, 5, 6
    ],
)
def test_a_standstill_worked_out_by_hand(announced: str, last: str) -> None:
    facts = {"notices": {"UK6": announced}}
    term = definition(ENGLAND, "standstill_last_day")
    assert evaluation(ENGLAND, facts, ON).definition(term) == dt.date.fromisoformat(last)
    assert reckoning.standstill_end(dt.date.fromisoformat(announced)).isoformat() == last


@pytest.mark.parametrize(
    ("term", "notices", "expected"),
    [
        ("standstill_respected", ["UK6"], None),
        ("standstill_respected", {"UK6": None}, None),
        ("standstill_respected", ["UK7"], False),
        ("standstill_respected", [], False),
        ("standstill_respected", None, None),
        ("cdn_in_time", ["UK7"], None),
        ("cdn_in_time", [], False),
        ("direct_award_permitted", ["UK5"], True),
        ("direct_award_permitted", {"UK5": None}, True),
        ("direct_award_permitted", {"UK5": "2026-06-01"}, True),
        ("direct_award_permitted", [], False),
    ],
)
def test_notices_are_codes_or_codes_with_their_dates(
    term: str, notices: Any, expected: bool | None
) -> None:
    """Without its date, a notice that has to come in time leaves open whether it did."""
    facts = {
        "nation": "england", "authority_type": "unitary", "subject": "services",
        "value_gross_gbp": 300_000, "procurement_commenced": "2026-03-02", "notices": notices,
        "contract_date": "2026-06-08", "direct_award_ground": "prototype",
    }  # fmt: skip
    assert answer(ENGLAND, term, ON, **facts) is expected
