"""Portfolio rules on real notices and spending: skipped where these are not there."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.library import loads
from govrules.model.decision import Status
from tests.interop.real_data import real
from tests.portfolio.register import rule

NOTICES = """Policy "Small firms" version 1
  authority: council policy

Vocabulary
  council is text
  contract value is money
  small firm is yes or no
"""
PLACEHOLDER = Decimal("0.01")


def awards() -> Iterator[dict[str, Any]]:
    """Awarded notices as contracts; the value is left out where it is a placeholder."""
    with real("lancashire_contracts_finder_notices.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["status"].casefold() != "awarded":
                continue
            value = row["awarded_value"]
            small = {"true": "yes", "false": "no"}.get(row["awarded_to_sme"].casefold())
            given = {
                "contract_id": row["id"], "council": row["council_id"], "small_firm": small,
                "provider_name": row["awarded_supplier"],
                "contract_value": value if value and Decimal(value) > PLACEHOLDER else None,
            }  # fmt: skip
            yield {key: each for key, each in given.items() if each}


def test_small_firms_in_the_awards_of_lancashire() -> None:
    """The share by value cannot be known, as some values are missing; the bounds say so, and are
    what a plain sum over the rows gives."""
    share = "the share of contract value where small firm must be at least 10%"
    text = (
        NOTICES
        + rule("for each council", share)
        + rule("the number of contracts where small firm must be at least 100", label="P2")
    )
    rows = list({row["contract_id"]: row for row in awards()}.values())
    assert len(rows) > 700
    decision = loads(text).portfolio(rows, on=dt.date(2026, 7, 3))
    groups = {group.group: group for group in decision.finding("P1").groups}
    assert len(groups) == len({row["council"] for row in rows})
    for council, group in groups.items():
        measured = group.norms[0].before.measured
        assert measured is not None
        known = [row for row in rows if row["council"] == council and "contract_value" in row]
        whole = sum(Fraction(row["contract_value"]) for row in known)
        small = sum(
            Fraction(row["contract_value"]) for row in known if row.get("small_firm") == "yes"
        )
        if len(known) == group.contracts and all("small_firm" in row for row in known):
            assert measured.low is not None
            assert abs(Fraction(measured.low) - 100 * small / whole) < Fraction(1, 10**9)
        elif len(known) < group.contracts:
            assert measured.low != measured.high
    count = sum(row.get("small_firm") == "yes" for row in rows)
    number = decision.finding("P2").groups[0].norms[0].before.measured
    assert number is not None
    assert number.low == str(count)


SPEND = """Policy "Spending" version 1
  authority: council policy

Vocabulary
  paid is money
  supplier is text
  service area is text
  largest is yes or no
"""


def payments(year: str) -> Iterator[dict[str, str]]:
    with gzip.open(
        real("manchester_spend_over_500_2010_2022.csv.gz"), "rt", encoding="utf-8"
    ) as all_:
        for row in csv.DictReader(all_):
            if row["payment_date"].startswith(year):
                yield row


def test_how_concentrated_a_years_spending_in_manchester_is() -> None:
    """The share of the ten largest suppliers against a plain sum, once credits are netted."""
    net: dict[str, Decimal] = {}
    redacted = Decimal(0)
    for row in payments("2019"):
        name = " ".join(row["supplier_name"].split())
        if not name or re.search("redact", name, re.IGNORECASE):
            redacted += Decimal(row["net_amount_gbp"])
        else:
            net[name] = net.get(name, Decimal(0)) + Decimal(row["net_amount_gbp"])
    largest = set(sorted(net, key=lambda name: -net[name])[:10])
    rows = [
        {"supplier": name, "paid": str(paid), "largest": "yes" if name in largest else "no"}
        for name, paid in net.items()
        if paid > 0
    ]
    rows.append({"paid": str(redacted)})
    text = SPEND + rule("the share of paid where largest must be at most 50%")
    decision = loads(text).portfolio(rows, on=dt.date(2026, 7, 3))
    (norm,) = decision.finding("P1").groups[0].norms
    bounds = norm.before.measured
    assert bounds is not None
    assert bounds.low is not None
    assert bounds.high is not None
    part = sum(Fraction(row["paid"]) for row in rows if row.get("largest") == "yes")
    whole = sum(Fraction(row["paid"]) for row in rows)
    assert abs(Fraction(bounds.low) - 100 * part / whole) < Fraction(1, 10**9)
    high = 100 * (part + Fraction(redacted)) / whole
    assert abs(Fraction(bounds.high) - high) < Fraction(1, 10**9)
    met, breached = high <= 50, 100 * part / whole > 50
    expected = Status.MET if met else Status.BREACHED if breached else Status.UNDETERMINED
    assert decision.finding("P1").status == expected
