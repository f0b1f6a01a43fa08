"""One policy with a fact of every type that may be changed, and a choice that complies with it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from govrules.analysis.remedies.find import find_remedies
from govrules.analysis.remedies.nearness import Nearness, nearness
from govrules.analysis.remedies.remedy import Remedies
from govrules.engine.decider import Decider
from tests.engine.test_agreement import decider_of

HERE = Path(__file__).parent
ON = dt.date(2026, 7, 3)
COMPLIES: dict[str, Any] = {
    "annual_value": "£118,800",
    "provider_form": "private company",
    "options_appraisal": "not complete",
    "quotes_obtained": 3,
    "contract_length": "4 years",
    "contract_start": "2026-09-20",
    "contract_end": "2027-09-30",
    "wards_served": ["south"],
    "bids": [],
    "weights": {},
    "reserve": 5000,
    "area": "libraries",
    "consultation_begun": "2026-06-20",
    "population_served": 20_000,
    "acts": ["award the contract"],
}


@cache
def decider() -> Decider:
    return decider_of((HERE / "library.policy").read_text("utf-8"))


def remedies(on: dt.date = ON, **other: Any) -> Remedies:
    """What would make the choice comply, with some facts otherwise."""
    return find_remedies(decider(), COMPLIES | other, on)


def words(found: Remedies) -> list[str]:
    return ["; ".join(change.words for change in each.changes) for each in found.found]


def near(**other: Any) -> Nearness:
    return nearness(decider(), COMPLIES | other, ON)
