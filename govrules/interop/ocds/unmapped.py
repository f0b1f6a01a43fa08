"""Facts that no notice gives: those near which there is a field, with the reason, and the rest."""

from __future__ import annotations

from typing import Final

NEVER: Final = {
    "service_budget_gbp": (
        "planning/budget/amount",
        "the budget is that of the one process, not of the service in a year",
    ),
    "service_area": (
        "tender/classification",
        "a CPV code says what is bought, not which of the council's services buys it",
    ),
    "annual_cost_gbp": (
        "planning/budget contracts/value",
        "a value need not be spread evenly over the years",
    ),
    "above_threshold": (
        "uk:tender/aboveThreshold tender/procurementMethodDetails",
        "what the publisher concludes is told as a claim, for a decision to be compared with",
    ),
    "wards_affected": ("ext:tender/items/deliveryAddresses", "an address is not a ward"),
    "is_local": (
        "parties/address",
        "an address does not show where a provider's operations are substantive",
    ),
    "owned_by": ("uk:parties/control/description", "control is told in free text"),
    "controlled_by_authority": ("uk:parties/control/description", "control is told in free text"),
    "supported_employment_pct": (
        "uk:parties/details/shelteredWorkshop",
        "the flag says that the share is at least 30 per cent, not what it is",
    ),
    "mutual_last_comparable_contract": (
        "relatedProcesses",
        "it stands in other processes, which no package need hold",
    ),
    "trusted": (
        "ext:contracts/implementation/metrics",
        "trust is for the council to give; observations only bear on it",
    ),
    "original_competed": ("relatedProcesses", "the original contract is another process"),
    "months_since_original_award": ("relatedProcesses", "the original contract is another process"),
    "existing_lifetime_value_gbp": (
        "relatedProcesses",
        "the existing contract may be another process",
    ),
    "consultation_stage": (
        "planning/milestones[engagement]",
        "an engagement may be with suppliers, and no consultation of the public",
    ),
    "viable_providers": (
        "ext:bids/statistics",
        "who bid is not all who could provide",
    ),
    "market_shaping_action": (
        "planning/documents ext:tender/lots",
        "notices show some of the actions, and a list that is given counts as the whole",
    ),
    "capital_or_revenue": (
        "ext:planning/budget/budgetBreakdown",
        "the parts of a budget are described in free text",
    ),
    "paid_after_days": (
        "contracts/implementation/transactions/date",
        "the day on which the invoice came is not stated",
    ),
    "monitoring_level": (
        "contracts/implementation/milestones",
        "milestones do not say how closely a contract is watched",
    ),
    "reservable_light_touch": (
        "uk:tender/specialRegime",
        "light touch services are reservable by their CPV codes, of which no list is verified here",
    ),
    "vat_rate": (
        "uk:contracts/value/amountGross",
        "a rate worked out from two sums is seldom a decimal; both sums are given instead",
    ),
}  # fmt: skip
"""The paths of the nearest fields of each fact, and why they do not make it certain."""

NO_FIELD: Final = (
    "executive_arrangements",
    "annual_relevant_spend_gbp",
    "statutory_service",
    "commissioning_cost_gbp",
    "cross_border_interest",
    "commissioner_accountability",
    "responsible_councillor",
    "employee_ownership_pct",
    "user_ownership_pct",
    "authority_is_parent_undertaking",
    "other_decisive_influence",
    "joint_board_representation",
    "activity_pct_for_controller",
    "non_public_activity_pct",
    "subsidy_3yr_gbp",
    "local_quotes_obtained",
    "urgency_attributable_to_authority",
    "waiver_requested",
    "waiver_retrospective",
    "decision_maker",
    "is_key_decision",
    "notice_published",
    "decision_date",
    "implemented_date",
    "urgency_agreed_by_scrutiny_chair",
    "execution",
    "consultation_days",
    "reasons_published",
    "responses_considered",
    "users_view",
    "user_governors",
    "equality_impact_considered",
    "social_value_considered",
    "optional_extras_chargeable",
    "charge_basis",
    "trading_vehicle",
    "eoi_submitted_by",
    "eoi_employee_count",
    "notice_to_provider_months",
    "organised_grouping",
    "staff_in_scope",
    "payment_terms_days",
    "repeat_intention_stated",
    "urgent",
    "public_interest_test",
    "significant_effect",
    "materially_different",
    "change_by_authority",
    "decision_published",
    "customer_type",
    "eoi_accepted",
    "acv_listed",
    "acv_notified",
    "community_request",
    "disposal_date",
)
"""Facts of which OCDS and the extensions know nothing."""
