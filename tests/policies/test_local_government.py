"""The law of local government against a plain reckoning in Python."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.catalogue import POLICIES, answer, evaluation
from tests.policies.local_government import ANSWERS, choices

ENGLAND = POLICIES / "england"

RESTS_ON = {
    "consultation_fair": "consultation_days consultation_stage decision_kind reasons_published "
    "responses_considered",
    "contract_register_entry_required": "value_net_gbp",
    "guidance_followed": "decision_date decision_kind is_vcse notice_to_provider_months",
    "implementation_lawful": "decision_published implemented_date",
    "is_key_decision": "authority_name capital_or_revenue executive_arrangements nation "
    "significant_effect value_gross_gbp value_net_gbp wards_affected",
    "may_decide": "decision_date is_key_decision notice_published urgency_agreed_by_scrutiny_chair",
    "must_consider": "eoi_employee_count eoi_submitted_by",
    "notice_period_met": "decision_date is_key_decision notice_published",
    "route_lawful": "eoi_accepted eoi_submitted_by procedure subject value_gross_gbp",
    "sale_permitted": "acv_listed acv_notified community_request decision_kind disposal_date",
    "spend_publication_required": "payment_amount_gbp",
    "staff_transfer": "decision_kind organised_grouping staff_in_scope subject",
    "trading_lawful": "charge_basis customer_type decision_kind nation statutory_service "
    "trading_vehicle",
}
FACTS = {key: frozenset(names.split()) for key, names in RESTS_ON.items()}

# What an answer takes the best known of: nought in scope contradicts an organised grouping, a net
# value is better than a gross one, and a council whose figure is held is taken to be English and to
# have an executive until something else is told.
BEST_KNOWN = {"executive_arrangements", "nation", "staff_in_scope", "value_net_gbp"}

# The rule whose breach says the same as the answer, and what else must be given for it to be asked.
RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "consultation_fair": ("CON1", {"nation": "england"}),
    "implementation_lawful": (
        "CALL1",
        {
            "nation": "england",
            "executive_arrangements": True,
            "urgency_agreed_by_scrutiny_chair": False,
        },
    ),
    "may_decide": ("KEY1", {}),
    "route_lawful": ("CRC2", {"nation": "england", "authority_type": "district"}),
    "sale_permitted": ("ACV1", {"nation": "england"}),
}


@pytest.mark.parametrize("key", sorted(ANSWERS))
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_an_answer_is_the_plain_reckoning(key: str, data: st.DataObject) -> None:
    facts = data.draw(choices(FACTS[key]))
    assert answer(ENGLAND, key, **facts) is ANSWERS[key](facts)


@pytest.mark.parametrize("key", sorted(ANSWERS))
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_another_fact_never_turns_an_answer_round(key: str, data: st.DataObject) -> None:
    """What is decided from some of the facts is what all of them give."""
    facts = data.draw(choices(FACTS[key]))
    kept = data.draw(st.sets(st.sampled_from(sorted(facts))))
    kept |= BEST_KNOWN & set(facts)
    found = answer(ENGLAND, key, **{name: facts[name] for name in kept})
    assert found in (None, ANSWERS[key](facts))


@pytest.mark.parametrize("key", sorted(RULES))
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_choice_is_in_breach_where_the_answer_is_no(key: str, data: st.DataObject) -> None:
    label, more = RULES[key]
    facts = data.draw(choices(FACTS[key]))
    breached = evaluation(ENGLAND, facts | more | {"acts": []}).rule(label).status == "breached"
    assert breached is (not ANSWERS[key](facts))


@settings(max_examples=100, deadline=None)
@given(facts=choices(FACTS["trading_lawful"]))
def test_trading_for_profit_is_in_breach_of_one_rule_or_the_other(facts: dict[str, Any]) -> None:
    found = evaluation(ENGLAND, facts)
    breached = "breached" in {found.rule(label).status for label in ("TRADE1", "TRADE2")}
    assert breached is (not ANSWERS["trading_lawful"](facts))


@settings(max_examples=100, deadline=None)
@given(facts=choices(FACTS["guidance_followed"]))
def test_guidance_that_is_not_followed_is_departed_from(facts: dict[str, Any]) -> None:
    on = dt.date.fromisoformat(facts["decision_date"])
    departed = evaluation(ENGLAND, facts, on).rule("BVG1").status == "departed"
    assert departed is (not ANSWERS["guidance_followed"](facts))
