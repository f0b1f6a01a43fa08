"""Small policies whose every result is known by hand."""

from __future__ import annotations

from govrules.library import Rulebook, loads

HEAD = """Policy "Buying" version 1
  authority: council policy

Vocabulary
  annual value is money
  quotes obtained is a number
  urgent is yes or no
  risk is one of: low, high
  care needed is one of: light, full
  signed on is a date
  acts: award the contract, end the service

Departures
  council policy may be departed from by the Cabinet with recorded reasons

"""

THREE_QUOTES = """Rule B1: three quotes
  if annual value is at least £25,000
  then quotes obtained must be at least 3
  unless urgent
"""

AT_THE_LIMIT = """
Scenario "At the limit, two quotes"
  on 3 July 2026
  given annual value is £25,000
  and quotes obtained is 2
  and urgent is no
  expect B1 breached
"""


def book(*parts: str) -> Rulebook:
    """The rulebook of a policy with these items."""
    return book_of(HEAD + "".join(parts))


def book_of(whole: str) -> Rulebook:
    return loads({"buying.policy": whole}, cache=False)


def text(*parts: str) -> str:
    return HEAD + "".join(parts)
