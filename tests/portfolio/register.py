"""A policy with portfolio rules and contracts for it, as the tests write them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from govrules.library import Rulebook, loads
from govrules.model.portfolio import NormFinding, PortfolioDecision

DAY = dt.date(2026, 7, 3)

VOCABULARY = """Policy "Market" version 1
  authority: council policy
  in force from 1 April 2024

Source CP: "Commissioning Principles"

Vocabulary
  provider form is one of: private company, mutual, charity
  annual value is money
  fee is money or none
  score is a number from 0 to 100
  stars is a number from 1 to 5 or none
  points is a number
  service area is one of: adults, children
  locality is text
  is local is yes or no
  wards is several of: north, south, east
  length is a duration
  let on is a date
  roles: the Cabinet

Figure cap
  £100 from 1 April 2024 until 31 March 2027

Departures
  council policy may be departed from by the Cabinet with recorded reasons
"""


@cache
def rulebook(rules: str) -> Rulebook:
    return loads(f"{VOCABULARY}\n{rules}\n")


def rule(*lines: str, across: str = "contracts", label: str = "P1") -> str:
    head = f"Portfolio rule {label}: a balanced market\n  across {across}\n"
    return head + "".join(f"  {line}\n" for line in lines)


def decide(
    rules: str,
    contracts: list[dict[str, Any]],
    award: dict[str, Any] | None = None,
    on: dt.date = DAY,
) -> PortfolioDecision:
    return rulebook(rules).portfolio(contracts, award, on)


def only(decision: PortfolioDecision) -> NormFinding:
    """The one norm of a decision that has only one."""
    (finding,) = decision.findings
    (group,) = finding.groups
    (norm,) = group.norms
    return norm
