"""Missing facts are told in columns, and a decision in full is asked for few rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from govrules.bulk.needs import NeedColumns, Needed
from govrules.engine.decider import Decider
from govrules.errors import EngineFault
from govrules.library import loads
from govrules.model.decision import Decision
from tests.bulk.files import ON, drawn_frame, rulebook
from tests.bulk.frames import agrees

DIVIDED = """Policy "Divided" version 1
  authority: council policy
  in force from 1 April 2024
Source S: "A source"
Vocabulary
  amount is money
  users is a number
  share held is a percentage
Define per head as amount divided by users
Rule R1: a ceiling a head
  if share held is at least 50%
  then per head must be at most £100
"""


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The choices that are decided in full."""
    found: list[dict[str, Any]] = []
    decide = Decider.decide

    def watched(self: Decider, choice: Any, *others: Any) -> Decision:
        found.append(choice)
        return decide(self, choice, *others)

    monkeypatch.setattr(Decider, "decide", watched)
    return found


def test_random_gaps_are_not_decided_one_by_one(decided: list[dict[str, Any]]) -> None:
    frame = drawn_frame(3_000).filter(pl.col("share_held") != 101)
    result = rulebook().check_frame(frame, ON)
    assert result.decisions["missing"].list.len().sum() > 500
    assert len(decided) <= 8


def test_what_cannot_be_worked_out_is_decided_in_full(decided: list[dict[str, Any]]) -> None:
    users = [0, 1, None, 0] * 100
    frame = pl.DataFrame(
        {
            "amount": [500, 500, 500, None] * 100,
            "users": users,
            "share_held": [None if at % 3 == 0 else 40 + at % 20 for at in range(400)],
        }
    )
    agrees(loads(DIVIDED, cache=False), frame, ON)
    by_rows = [choice for choice in decided if choice.get("users") == 0 and "amount" in choice]
    assert by_rows  # a division by zero, although both facts are given


def test_columns_that_say_otherwise_end_in_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    found = NeedColumns.needed

    def wrong(self: NeedColumns) -> Needed:
        right = found(self)
        return Needed(right.also_missing, right.missing, right.asked)

    monkeypatch.setattr(NeedColumns, "needed", wrong)
    with pytest.raises(EngineFault, match=r"no decision was made: of row \d+ the columns say"):
        rulebook().check_frame(drawn_frame(300), ON)


def test_slices_and_pieces_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = drawn_frame(1_000)
    frame = frame.with_columns(
        pl.Series("decision_date", [ON, dt.date(2024, 5, 1), None, ON] * 250, dtype=pl.Date)
    )
    decide = rulebook()
    whole = decide.check_frame(frame)
    monkeypatch.setattr("govrules.bulk.check_frame._SLICE", 130)
    monkeypatch.setattr("govrules.bulk.check_frame._LEAST_PIECE", 64)
    monkeypatch.setattr("govrules.bulk.check_frame._MOST_PIECE", 64)
    cut = decide.check_frame(frame)
    assert cut.decisions.equals(whole.decisions)
    assert cut.set_aside.equals(whole.set_aside)
    assert cut.alone == whole.alone
