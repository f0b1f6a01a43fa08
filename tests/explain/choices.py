"""The choices whose explanations are kept as examples, by name: policy file, date and choice."""

from __future__ import annotations

import datetime as dt
from typing import Any

JULY = dt.date(2026, 7, 3)
STOPS = "the service would otherwise stop within 28 days"
AWARD = "award the contract"


def _bids(*locals_: bool | None) -> list[dict[str, Any]]:
    names = ("Acme Care", "Beacon Homes", "Cedar Support", "Dale Trust")
    entries = []
    for name, local in zip(names, locals_, strict=False):
        entry: dict[str, Any] = {"bidder": name, "price": 400_000}
        entries.append(entry if local is None else entry | {"is_local": local})
    return entries


BREACH: dict[str, Any] = {
    "provider_form": "private company",
    "annual_value": 420_000,
    "options_appraisal": "not complete",
    "acts": [AWARD],
    "bids": _bids(False, True),
    "judgements": {STOPS: False},
    "trusted_provider": True,
    "delivery_risk": "low",
    "whole_life_cost": 6_000_000,
    "contract_length": "4 years",
    "number_of_users": 96,
    "procurement_commenced": "2026-02-02",
    "local_wealth_score": {
        "value": 35,
        "by": "the commissioning panel",
        "reasons": "few local jobs",
    },
}
EMERGENCY = BREACH | {
    "annual_value": "£120,000",
    "bids": _bids(False, False, None),
    "judgements": {
        STOPS: {"value": True, "by": "Jo Smith", "reasons": "the provider is in administration"}
    },
    "reasons": {"C4": "no local provider works in the region"},
}
EXAMPLES: dict[str, tuple[str, dt.date, dict[str, Any]]] = {
    "breach": ("commissioning", JULY, BREACH),
    "missing": (
        "commissioning",
        JULY,
        {"provider_form": "private company", "annual_value": 420_000, "acts": [AWARD]},
    ),
    "conditions": ("commissioning", JULY, EMERGENCY),
    "departure": (
        "commissioning",
        JULY,
        BREACH
        | {
            "bids": _bids(True, True, False),
            "departures": [
                {"rule": "C2", "by": "the Cabinet", "reasons": "continuity for residents"}
            ],
            "sign_offs": ["the section 151 officer"],
            "duties_done": ["D2"],
            "local_wealth_score": 62,
        },
    ),
    "complies": (
        "commissioning",
        JULY,
        {
            "provider_form": "mutual",
            "contract_length": "4 years",
            "annual_value": 90_000,
            "acts": [],
            "whole_life_cost": 360_000,
            "number_of_users": 0,
            "trusted_provider": False,
            "procurement_commenced": "2026-02-02",
            "judgements": {STOPS: False},
        },
    ),
    "outside": ("commissioning", dt.date(2026, 5, 31), BREACH),
    "conflict": (
        "emergency",
        JULY,
        {"emergency": True, "annual_value": 600_000, "acts": [AWARD]},
    ),
}
