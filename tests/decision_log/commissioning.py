"""A policy with priorities, displacement and departures, its choices, and a log of what it says."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import govrules
from govrules.decision_log.drafts import Outcome
from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog

POLICY = """Policy "Commissioning" version 1
  authority: council policy

Vocabulary
  contract title is text, written title
  service area is text, written service_area
  net value is money excluding VAT, written value_net_gbp
  provider name is text, written provider_name
  number of quotes is a number
  emergency is yes or no
  local provider is yes or no
  acts: award the contract, close the service

Priority "Local wealth" weight 60%
Priority "Value for money" weight 40%

Rule C1: quotes for what is not small
  if net value is at least £10,000
  then number of quotes must be at least 3
  serves "Value for money"

Rule C2, despite C1: an emergency
  if emergency is yes
  then the council may award the contract
  serves "Local wealth"

Rule C3: local providers are asked
  if net value is at least £5,000
  then local provider should be yes
  serves "Local wealth"

Rule C4: large services are not closed
  if net value is at least £1 million
  then the council must not close the service

Departures
  council policy may be departed from by the Cabinet with recorded reasons
"""
JUNE, JULY = dt.date(2026, 6, 10), dt.date(2026, 7, 3)


@lru_cache(maxsize=1)
def rulebook() -> govrules.Rulebook:
    return govrules.loads(POLICY, cache=False)


def choice(value: int | str, area: str = "libraries", **more: Any) -> dict[str, Any]:
    given = {
        "title": f"Contract of £{value}",
        "service_area": area,
        "value_net_gbp": value,
        "provider_name": "Westbourne Works",
        "number_of_quotes": 3,
        "emergency": False,
        "local_provider": True,
        "acts": ["award the contract"],
    }
    return {key: value for key, value in (given | more).items() if value is not None}


WAIVED = {"departures": [{"rule": "C1", "by": "the Cabinet", "reasons": "One firm can do it."}]}
MAYOR = {"departures": [{"rule": "C1", "by": "the mayor", "reasons": "A friend."}]}
CHOICES: list[tuple[dict[str, Any], dt.date]] = [
    (choice(20_000), JUNE),  # 0: both priorities served
    (choice(20_000, number_of_quotes=1), JUNE),  # 1: C1 breached
    (choice(20_000, number_of_quotes=1, emergency=True), JULY),  # 2: C1 outweighed by C2
    (choice(20_000, number_of_quotes=1, **WAIVED), JULY),  # 3: C1 waived
    (choice(20_000, number_of_quotes=1, **MAYOR), JULY),  # 4: the mayor may not
    (choice(6_000, "parks", local_provider=False), JULY),  # 5: C3 not followed, no reasons
    (choice(6_000, "parks", local_provider=False,
            reasons={"C3": "None bid."}), JULY),  # 6: C3 not followed, with reasons
    (choice(20_000, "parks", number_of_quotes=None), JULY),  # 7: C1 cannot be decided
    (choice(1_000, None), JULY),  # type: ignore[arg-type]  # 8: nothing applies
]  # fmt: skip


def filled(log: DecisionLog) -> list[Entry]:
    """The advice on all choices, and an outcome against one."""
    book = rulebook()
    entries = [
        log.record(book._decider.policy_set, given, book.check(given, date),
                   personal=["provider_name"], asked_by="A. Officer")
        for given, date in CHOICES
    ]  # fmt: skip
    log.record_outcome(
        Outcome(entries[1].id, "departed from", "C. Leader", "the Cabinet", JULY, "No time.")
    )
    return entries
