"""Rulebooks for the tests of comparisons, and a short way to compare under them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from govrules.library import Rulebook, loads
from govrules.model.comparison import Comparison

DATE = dt.date(2026, 7, 3)

WORDS = """Policy "Library service" version 1
  authority: council policy
  in force from 1 June 2026 until 31 March 2030

Vocabulary
  provider form is one of: in-house team, mutual, social enterprise, private company
  appraised is yes or no
  wealth is a number from 0 to 100, judged by the panel
  cost is money
  share is a percentage from 0% to 100%
  reach is a number of at least 0
  rating is a number or none
  fee is money
  acts: award the contract
  roles: the panel

Assume fee is £5 if not given

Define cost per reader as cost divided by reach

Priority "Wealth" weight 60%
Priority "Money" weight 40%
Priority "Reach" weight 25%
Priority "Quality"

Rule C1: costs are within the budget
  cost must be at most £1,000,000
Rule C2: a private provider is the last resort
  if provider form is private company
  then the council must not award the contract
  unless appraised
"""

MONEY = 'rank by cost for "Money", lower is better'
WEALTH = 'rank by wealth for "Wealth", higher is better, from 0 to 100'
PREFER = "if within 2 points prefer provider form in order: in-house team, mutual"


def policy(*lines: str, label: str = "O1", words: str = WORDS) -> str:
    """The policy with one comparison of these lines."""
    return f"{words}\nComparison {label}: ways to run the library\n" + "".join(
        f"  {line}\n" for line in lines
    )


@cache
def book(*lines: str) -> Rulebook:
    return loads(policy(*lines))


def option(**facts: Any) -> dict[str, Any]:
    """A choice that complies: within the budget, from a mutual, and an award is proposed."""
    return {"provider_form": "mutual", "cost": 100, "acts": ["award the contract"], **facts}


def compare(rulebook: Rulebook, options: Mapping[str, Mapping[str, Any]]) -> Comparison:
    return rulebook.compare(options, DATE)


def totals(comparison: Comparison) -> dict[str, str]:
    """The total of each option: "71", or "60 to 70"."""
    return {
        one.name: one.total.low
        if one.total.low == one.total.high
        else f"{one.total.low} to {one.total.high}"
        for one in comparison.options
    }
