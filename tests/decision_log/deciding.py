"""A small policy, its choices, and logs filled with what it says of them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import govrules
from govrules.decision_log.drafts import Outcome
from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog

POLICY = """Policy "Buying" version 1
  authority: council policy

Vocabulary
  annual value is money
  provider name is text
  acts: award the contract

Rule B1: large contracts are not awarded here
  if annual value is at least £100,000
  then the council must not award the contract

Departures
  council policy may be departed from by the Cabinet with recorded reasons
"""
ON = dt.date(2026, 7, 3)


@lru_cache(maxsize=1)
def rulebook() -> govrules.Rulebook:
    return govrules.loads(POLICY, cache=False)


def choice(number: int) -> dict[str, Any]:
    return {
        "annual_value": f"{number * 1000}.50",
        "provider_name": f"Provider {number}",
        "acts": ["award the contract"],
    }


def recorded(log: DecisionLog, number: int, **more: Any) -> Entry:
    """The advice on a choice, in the log."""
    book = rulebook()
    decision = book.check(choice(number), ON)
    return log.record(book._decider.policy_set, choice(number), decision, **more)


def filled(log: DecisionLog, count: int = 20) -> list[Entry]:
    """Advice with personal values, outcomes on some of it, and one erasure."""
    entries = [
        recorded(log, number, personal=["provider_name"], asked_by="A. Officer", labels=["test"])
        for number in range(count)
    ]
    for entry in entries[::5]:
        log.record_outcome(
            Outcome(entry.id, "adopted", "The Cabinet", "the Cabinet", ON, "It serves the town.")
        )
    log.erase(entries[3].id, "asked for by the person", "the data protection officer")
    return entries
