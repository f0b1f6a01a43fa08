"""A policy, a file of many choices for it, and the decisions on them one by one."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from govrules.bulk.check_frame import choice_of
from govrules.bulk.result import row_of
from govrules.library import Rulebook, loads

ON = dt.date(2026, 7, 1)
POLICY = """Policy "Bulk" version 1
  authority: council policy
  in force from 1 April 2024
Source S: "A source"
Vocabulary
  amount is money
  share held is a percentage from 0% to 100%
  begun is a date
  urgent is yes or no
  form is one of: mutual, charity, company
  acts: award the contract
  roles: the council, the monitoring officer
Figure limit, as at begun
  £100 until 31 December 2025
  £250.50 from 1 January 2026
Rule R1: a ceiling
  if form is company
  then amount must be at most the limit
  unless urgent
Rule R2: a share
  if amount is at least £200
  then share held should be at least 50%
Duties D1: after a decision to award the contract
  the monitoring officer must publish "it" within 2 working days
Departures
  council policy may be departed from by the monitoring officer with recorded reasons
"""


def policy_file(folder: Path) -> Path:
    path = folder / "bulk.policy"
    path.write_text(POLICY)
    return path


def rulebook() -> Rulebook:
    return loads(POLICY, cache=False)


def drawn_frame(rows: int, seed: int = 1) -> pl.DataFrame:
    """Choices with every fact given or not, and amounts at and around the limits."""
    drawn = random.Random(seed)
    amounts = [Decimal(text) for text in ("99.99", "100", "100.01", "250.50", "250.51", "200")]
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1)]
    columns: dict[str, Any] = {
        "amount": _some(drawn, rows, amounts),
        "share_held": _some(drawn, rows, [49, 50, 51, 101]),
        "begun": _some(drawn, rows, days),
        "urgent": _some(drawn, rows, [True, False]),
        "form": _some(drawn, rows, ["mutual", "company", "charity"]),
        "acts": _some(drawn, rows, [["award the contract"], []]),
    }
    schema = {"amount": pl.Decimal(18, 2), "acts": pl.List(pl.String)}
    return pl.DataFrame(columns, schema_overrides=schema)


def _some(drawn: random.Random, rows: int, values: list[Any]) -> list[Any]:
    return [drawn.choice([*values, *values, None]) for _ in range(rows)]


def expected(frame: pl.DataFrame, on: dt.date = ON) -> dict[int, dict[str, Any]]:
    """The decision on each row that can be read, by its number."""
    found = {}
    decide = rulebook()
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        if row["share_held"] != 101:
            found[number] = row_of(decide.check(choice_of(row), on))
    return found


def told(path: Path) -> dict[int, dict[str, Any]]:
    """What a result says of each row; no row twice."""
    rows = pl.read_parquet(path).iter_rows(named=True)
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        number = row.pop("row")
        assert number not in found
        found[number] = row
    return found
