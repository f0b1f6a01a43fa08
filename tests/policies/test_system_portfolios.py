"""The portfolio rules of the article's systems against plain reckonings."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.catalogue import POLICIES, rulebook

SYSTEMS = POLICIES / "systems"
MIXED = SYSTEMS / "mixed-economy"
DAY = dt.date(2026, 5, 5)

FORMS = ("private", "mutual", "charity", "latco")
CONTRACT = st.tuples(
    st.sampled_from(FORMS), st.sampled_from(("short breaks", "home care")), st.integers(1, 10**6)
)


@settings(max_examples=40, deadline=None)
@given(drawn=st.lists(CONTRACT, min_size=1, max_size=8))
def test_the_private_share_of_each_service_area(drawn: list[tuple[str, str, int]]) -> None:
    contracts = [
        {
            "provider_name": f"Provider {number}", "provider_form": form, "service_area": area,
            "value_net_gbp": Decimal(pence) / 100,
            "start_date": "2025-04-01", "end_date": "2027-03-31",
        }
        for number, (form, area, pence) in enumerate(drawn)
    ]  # fmt: skip
    finding = rulebook(MIXED).portfolio(contracts, on=DAY).finding("MEP1")
    for group in finding.groups:
        own = [(form, pence) for form, area, pence in drawn if area == group.group]
        private = sum(pence for form, pence in own if form == "private")
        kept = private * 100 <= sum(pence for _, pence in own) * 60
        assert group.status == ("met" if kept else "breached")


@pytest.mark.parametrize(
    ("folder", "statuses"),
    [
        ("strategic-core", {"SCP1": "departed", "SCP2": "met"}),
        ("mixed-economy", {"MEP1": "breached", "MEP2": "met", "MEP3": "met"}),
        ("trading-company", {"TCP1": "departed", "TCP2": "met"}),
        ("local-market-making", {"LVP1": "met", "LVP2": "departed"}),
    ],
)
def test_the_contracts_of_a_system_taken_together(folder: str, statuses: dict[str, str]) -> None:
    path: Path = SYSTEMS / folder / "examples" / "contracts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_values(row) for row in csv.DictReader(file)]
    found = rulebook(SYSTEMS / folder).portfolio(rows, on=DAY)
    assert {finding.rule: finding.status for finding in found.findings} == statuses


def _values(row: dict[str, str]) -> dict[str, Any]:
    """A row of a register as JSON has it."""
    numbers = {key: Decimal(row[key]) for key in row if key.endswith("_gbp")}
    local = {"is_local": row["is_local"] == "yes"} if "is_local" in row else {}
    return row | numbers | local
