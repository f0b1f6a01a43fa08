"""The law of local government as a plain reckoning in Python, to hold the policies against.

Each answer is worked out from the figures of the rules alone, with dates counted day by day, and
from choices in which every fact that the question rests on is given.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.policies.catalogue import VOCABULARY, vocabulary

Facts = Mapping[str, Any]

# England's bank holidays, month and day, from the published list; substitute days included.
_HOLIDAYS = {
    2024: ("01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"),
    2025: ("01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"),
    2026: ("01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"),
    2027: ("01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"),
}
BANK_HOLIDAYS = frozenset(
    dt.date.fromisoformat(f"{year}-{day}") for year, days in _HOLIDAYS.items() for day in days
)
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2027, 11, 30)


def date_of(facts: Facts, key: str) -> dt.date:
    return dt.date.fromisoformat(facts[key])


def months_later(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))


def clear_days(start: dt.date, end: dt.date) -> int:
    """The whole days that lie between."""
    return (end - start).days - 1


def nth_working_day(day: dt.date, count: int) -> dt.date:
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5 and day not in BANK_HOLIDAYS
    return day


# --- the answers -------------------------------------------------------------------------------


def consultation_fair(facts: Facts) -> bool:
    stage = facts["consultation_stage"]
    if stage == "none" and facts["decision_kind"] != "discontinue":
        return True
    given = facts["reasons_published"] and facts["responses_considered"]
    return stage == "formative" and given and facts["consultation_days"] >= 28


def contract_register_entry_required(facts: Facts) -> bool:
    return bool(facts["value_net_gbp"] > 5000)


def spend_publication_required(facts: Facts) -> bool:
    return bool(facts["payment_amount_gbp"] > 500)


def guidance_followed(facts: Facts) -> bool:
    in_force = dt.date(2011, 9, 1) <= date_of(facts, "decision_date") < dt.date(2024, 5, 8)
    if in_force and facts["is_vcse"] and facts["decision_kind"] == "discontinue":
        return bool(facts["notice_to_provider_months"] >= 3)
    return True


def implementation_lawful(facts: Facts) -> bool:
    fifth = nth_working_day(date_of(facts, "decision_published"), 5)
    return date_of(facts, "implemented_date") > fifth


SPELLINGS = {
    "Hyndburn": ("Hyndburn", "Hyndburn Borough Council", "HYNDBURN BOROUGH COUNCIL"),
    "North East Derbyshire": ("NE Derbyshire", "North East Derbyshire District Council"),
    "Lancaster": ("Lancaster", "Lancaster City Council"),
    "Rotherham": ("Rotherham", "Rotherham Metropolitan Borough Council", "Rotherham MBC"),
    "Rochdale": ("Rochdale", "Rochdale Borough Council", "ROCHDALE METROPOLITAN BOROUGH COUNCIL"),
}
NAMED = {spelling: name for name, spellings in SPELLINGS.items() for spelling in spellings}


def reaches_own_figure(name: str, kind: str, value: Decimal) -> bool:
    capital = kind == "capital"
    match name:
        case "Hyndburn":
            return value > (200_000 if capital else 150_000)
        case "North East Derbyshire":
            return value >= (250_000 if capital else 100_000)
        case "Lancaster":
            return value > 250_000
        case "Rotherham":
            return value >= 400_000
        case _:
            return value > 500_000


def is_key_decision(facts: Facts) -> bool:
    if facts["nation"] != "england" or not facts["executive_arrangements"]:
        return False
    if facts["significant_effect"] and len(set(facts["wards_affected"])) >= 2:
        return True
    name = NAMED[facts["authority_name"]]
    return reaches_own_figure(name, facts["capital_or_revenue"], facts["value_net_gbp"])


def notice_period_met(facts: Facts) -> bool:
    if not facts["is_key_decision"]:
        return True
    return clear_days(date_of(facts, "notice_published"), date_of(facts, "decision_date")) >= 28


def may_decide(facts: Facts) -> bool:
    if not facts["is_key_decision"] or facts["urgency_agreed_by_scrutiny_chair"]:
        return True
    return clear_days(date_of(facts, "notice_published"), date_of(facts, "decision_date")) >= 5


def must_consider(facts: Facts) -> bool:
    if facts["eoi_submitted_by"] == "employees":
        return bool(facts["eoi_employee_count"] >= 2)
    return bool(facts["eoi_submitted_by"] != "none")


def route_lawful(facts: Facts) -> bool:
    if facts["eoi_submitted_by"] == "none" or not facts["eoi_accepted"]:
        return True
    alone = {"none", "single_quote", "direct_award", "psr_da_a", "psr_da_b", "psr_da_c"}
    return facts["procedure"] not in alone


def sale_permitted(facts: Facts) -> bool:
    if facts["decision_kind"] != "dispose_asset" or not facts["acv_listed"]:
        return True
    told, sold = date_of(facts, "acv_notified"), date_of(facts, "disposal_date")
    six_weeks = told + dt.timedelta(days=42)
    asked = facts["community_request"]
    in_time = asked is not None and told <= dt.date.fromisoformat(asked) < six_weeks
    return (months_later(told, 6) if in_time else six_weeks) <= sold < months_later(told, 18)


def staff_transfer(facts: Facts) -> bool:
    moves = facts["decision_kind"] in ("outsource", "insource", "recommission", "spin_out")
    grouping = facts["organised_grouping"] and facts["staff_in_scope"] > 0
    return moves and grouping and facts["subject"] != "goods"


def trading_lawful(facts: Facts) -> bool:
    if facts["charge_basis"] != "commercial" or facts["nation"] != "england":
        return True
    if facts["customer_type"] == "public_body":
        return True
    owed = facts["statutory_service"] and facts["customer_type"] == "resident_owed_service"
    return facts["trading_vehicle"] in ("company", "registered_society") and not owed


ANSWERS: dict[str, Callable[[Facts], bool]] = {
    answer.__name__: answer
    for answer in (
        consultation_fair, contract_register_entry_required, guidance_followed,
        implementation_lawful, is_key_decision, may_decide, must_consider, notice_period_met,
        route_lawful, sale_permitted, spend_publication_required, staff_transfer, trading_lawful,
    )
}  # fmt: skip

# --- choices in which every fact is given ------------------------------------------------------

_days = st.dates(FIRST, LAST)
_KINDS = ("commission_new", "recommission", "insource", "outsource", "spin_out", "discontinue",
          "dispose_asset", "trade")  # fmt: skip
_own_figures = st.sampled_from((100_000, 150_000, 200_000, 250_000, 400_000, 500_000))
_pence = st.integers(-2, 2).map(lambda pence: Decimal(pence) / 100)


def _near(*figures: int) -> SearchStrategy[Decimal]:
    near = st.builds(lambda figure, off: figure + off, st.sampled_from(figures), _pence)
    return near | st.decimals(0, 1_000_000, places=2)


def codes(key: str) -> SearchStrategy[str]:
    """The codes of a term that is one of several values."""
    kind: Any = vocabulary(VOCABULARY).terms[key].type
    return st.sampled_from([value.written for value in kind.values])


def _later(day: dt.date, most: int, *near: int) -> SearchStrategy[str]:
    gaps = st.integers(-3, most) | st.sampled_from(near)
    return gaps.map(lambda gap: str(day + dt.timedelta(days=gap)))


_noticed = _days.flatmap(
    lambda day: st.fixed_dictionaries(
        {"notice_published": st.just(str(day)), "decision_date": _later(day, 60, 5, 6, 28, 29)}
    )
)
_listed = _days.flatmap(
    lambda day: st.fixed_dictionaries(
        {
            "acv_notified": st.just(str(day)),
            "community_request": st.none() | _later(day, 60, 0, 41, 42),
            "disposal_date": _later(day, 700, 41, 42, 43)
            | st.sampled_from((6, 18)).flatmap(lambda n: _later(months_later(day, n), 1, -1, 0, 1)),
        }
    )
)
_implemented = _days.flatmap(
    lambda day: st.fixed_dictionaries(
        {"decision_published": st.just(str(day)), "implemented_date": _later(day, 20, 7, 8)}
    )
)
_guidance_days = st.sampled_from(
    [dt.date(2011, 8, 31), dt.date(2011, 9, 1), dt.date(2024, 5, 7), dt.date(2024, 5, 8)]
) | st.dates(dt.date(2010, 1, 1), LAST)

_ALONE: dict[str, SearchStrategy[Any]] = {
    "authority_name": st.sampled_from(sorted(NAMED)),
    "consultation_days": st.integers(0, 120) | st.sampled_from((27, 28, 29)),
    "decision_date": _guidance_days.map(str),
    "decision_kind": st.sampled_from(_KINDS) | codes("decision_kind"),
    "eoi_employee_count": st.integers(0, 4),
    "notice_to_provider_months": st.decimals(0, 6, places=2) | st.just(Decimal(3)),
    "payment_amount_gbp": _near(500),
    "staff_in_scope": st.integers(0, 3),
    "value_gross_gbp": _near(207_720),
    "value_net_gbp": _near(5_000) | st.builds(lambda a, b: a + b, _own_figures, _pence),
    "wards_affected": st.lists(st.sampled_from("ABC"), max_size=3),
}
_TOGETHER = (_noticed, ("notice_published", "decision_date")), (
    _listed, ("acv_notified", "community_request", "disposal_date")
), (_implemented, ("decision_published", "implemented_date"))  # fmt: skip


def choices(keys: frozenset[str]) -> SearchStrategy[dict[str, Any]]:
    """Choices in which these facts are given, close to the figures of the rules."""
    left, parts = set(keys), []
    for together, dates in _TOGETHER:
        if left.issuperset(dates):
            parts.append(together)
            left.difference_update(dates)
    parts.append(st.fixed_dictionaries({key: _alone(key) for key in sorted(left)}))
    return st.tuples(*parts).map(lambda found: {k: v for part in found for k, v in part.items()})


def _alone(key: str) -> SearchStrategy[Any]:
    if key in _ALONE:
        return _ALONE[key]
    is_yes_or_no = str(vocabulary(VOCABULARY).terms[key].type) == "yes or no"
    return st.booleans() if is_yes_or_no else codes(key)
