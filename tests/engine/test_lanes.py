"""Codes settle what becomes of every rule; what is looked up by them is what every other way gives.

The way by codes is taken after some checks; here from the first on.
"""

from __future__ import annotations

import datetime as dt
import random
from itertools import product
from typing import Any

import pytest
from hypothesis import given

import govrules
from govrules.compiler import lanes
from govrules.engine import lane_table
from govrules.engine.decider import Decider
from tests.engine.test_agreement import (
    check_agrees,
    decider_of,
    since_there_are_figures,
    slow_to_draw,
)
from tests.strategies.sound import plain_choices, simple_policy_texts
from hypothesis import strategies as st

ON = dt.date(2026, 7, 3)
POLICY = """Policy "Lanes" version 1
  authority: council policy
Vocabulary
  amount is money
  share is a percentage
  urgent is yes or no
  local is yes or no
  form is one of: mutual, charity, company
  begun is a date
  area is text
  notes is text
  acts: award the contract, end the service
Rule R1: r
  if amount is at least £100 and form is one of mutual, charity
  then urgent must be yes
  unless begun is before 2026-01-01 and area is "north"
Rule R2: r
  if at least 2 of these
    - urgent
    - local
    - share is more than 50%
    - form is company
  then amount must be at most £500
Rule R3: r
  if the council proposes to award the contract
  then the council must not end the service
"""
VALUES: dict[str, list[Any]] = {
    "amount": [99, 100, 500, 501],
    "share": [50, 51],
    "urgent": [True, False],
    "local": [True, False],
    "form": ["mutual", "company"],
    "begun": ["2025-12-31", "2026-01-01"],
    "area": ["north", "south"],
    "acts": [[], ["award the contract"], ["end the service", "award the contract"]],
}
