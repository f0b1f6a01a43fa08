"""govrules import csv turns a register into choices, and tells what became of every row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .program import govrules

MAP = """
total = "Net"

[constants]
authority_name = "Invented Council"

[facts.payment_amount_gbp]
column = "Net"
kind = "money"
required = true

[facts.payment_date]
column = "Paid"
kind = "date"
form = "dd/mm/yyyy"

[[set_aside]]
column = "Net"
less_than = 0
because = "is a refund"
"""
ROWS = "Supplier,Net,Paid\nA,600.50,03/07/2026\nB,-5,03/07/2026\nC,x,\nD,31000,soon\n"
POLICY = """Policy "Payments" version 1
  authority: statute
  uses "English commissioning vocabulary" version 1

Rule P1: payments of some size are published
  if payment amount is more than £500
  then social value considered must be yes
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "map.toml").write_text(MAP, "utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, "utf-8")
    (tmp_path / "payments.policy").write_text(POLICY, "utf-8")
    return tmp_path


def test_rows_become_choices_and_the_account_adds_up(folder: Path) -> None:
    out, aside = folder / "choices.jsonl", folder / "aside.jsonl"
    ran = govrules("import", "csv", folder / "rows.csv", "--map", folder / "map.toml", "--out", out,
                   "--set-aside", aside)  # fmt: skip
    assert (ran.code, ran.out) == (65, "")
    choices = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [choice["payment_amount_gbp"] for choice in choices] == ["600.5", 31000]
    assert [json.loads(line) for line in aside.read_text("utf-8").splitlines()] == [
        {"row": 3, "because": "is a refund", "cells": ["B", "-5", "03/07/2026"]},
        {"row": 4, "because": "payment_amount_gbp (Net) is not an amount of money",
         "cells": ["C", "x", ""]},
    ]  # fmt: skip
    assert ran.err == (
        "4 rows: 2 imported, 2 set aside\n"
        "        1  is a refund (row 3)\n"
        "        1  payment_amount_gbp (Net) is not an amount of money (row 4)\n"
        "facts left out of imported rows\n"
        "        1  payment_date (Paid) is not a date of the form dd/mm/yyyy (row 5)\n"
        "total of Net: £31,595.50 = £31,600.50 imported + -£5.00 set aside\n"
        "        1  rows without an amount there\n"
    )


def test_what_was_written_is_read_by_check(folder: Path) -> None:
    out = folder / "choices.jsonl"
    govrules("import", "csv", folder / "rows.csv", "--map", folder / "map.toml", "--out", out)
    ran = govrules("check", "-", "--input-format", "jsonl", "--policy", folder / "payments.policy",
                   "--format", "json", stdin=out.read_bytes())  # fmt: skip
    assert ran.code == 4, ran.err
    assert len(ran.out.splitlines()) == 2


def test_rows_are_decided_at_once(folder: Path) -> None:
    ran = govrules("import", "csv", folder / "rows.csv", "--map", folder / "map.toml", "--quiet",
                   "--policy", folder / "payments.policy", "--summary",
                   "--given", "social_value_considered=yes")  # fmt: skip
    assert ran.code == 65  # a row could not be read; those that could comply
    assert "2 choices" in ran.out and "2  complies" in ran.out
    assert "row 2" in ran.out and "row 5" in ran.out


def test_a_map_may_be_named_and_a_file_come_from_standard_input() -> None:
    rows = "month,supplier,net_amount_gbp\n2011-01,A,5\n"
    ran = govrules("import", "csv", "-", "--map", "lambeth-totals", stdin=rows)
    assert ran.code == 0
    assert json.loads(ran.out)["month_total_gbp"] == 5
    assert "1 rows: 1 imported, 0 set aside" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("no.csv", "--map", "leeds-spend"), 64, 'there is no file "no.csv"'),
        (("rows.csv", "--map", "leds-spend"), 64, 'did you mean "leeds-spend"?'),
        (("rows.csv", "--map", "no.toml"), 64, 'there is no file "no.toml"'),
        (("rows.csv", "--map", "leeds-spend"), 65, '"Organisation Label" is not a column'),
        (("rows.csv", "--map", "map.toml", "--summary"), 64, "--policy"),
        (("rows.csv",), 64, "--map"),
    ],
)
def test_wrong_use_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, told: str
) -> None:
    placed = [
        str(folder / word) if word in ("rows.csv", "map.toml") else word for word in arguments
    ]
    ran = govrules("import", "csv", *placed)
    assert ran.code == code, ran.err
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_hostile_cells_steer_no_terminal(folder: Path) -> None:
    (folder / "rows.csv").write_text("Supplier,Net,Paid\x1b[31m\nA,1,x\n", "utf-8")
    ran = govrules("import", "csv", folder / "rows.csv", "--map", folder / "map.toml")
    assert ran.code == 65
    assert "\x1b" not in ran.err
