"""Exports hold what they should, leave out what they should, and run in no spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.read import ReadEntry
from govrules.decision_log.select import Selection, selected
from govrules.decision_log.to_csv import harmless, write_csv
from govrules.decision_log.to_parquet import write_parquet
from govrules.decision_log.to_rows import Hiding, columns_of, row_of
from govrules.errors import UsageError
from tests.decision_log.commissioning import CHOICES, choice, filled, rulebook

EVERYTHING = Hiding(personal=False)


def entries(log: DecisionLog) -> list[ReadEntry]:
    def altered(entry: Entry) -> None:
        raise AssertionError(entry.sequence)

    return list(selected(log, Selection(), altered))


def as_csv(log: DecisionLog, hiding: Hiding) -> list[dict[str, str]]:
    stream = io.StringIO()
    reads = entries(log)
    write_csv((row_of(read, hiding) for read in reads), columns_of(reads, hiding), stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def test_a_row_for_each_entry(log: DecisionLog) -> None:
    filled(log)
    log.erase(log.entry(0).id, "asked for", "the records officer")
    rows = as_csv(log, EVERYTHING)
    assert [row["kind"] for row in rows] == ["advice"] * 9 + ["outcome", "erasure"]
    assert rows[0]["choice.provider_name"] == rows[0]["asked_by"] == "[erased]"
    first = rows[1]
    assert (first["verdict"], first["breached"]) == ("does not comply", "C1")
    assert (first["choice.value_net_gbp"], first["choice.emergency"]) == ("20000", "false")
    assert (first["choice.provider_name"], first["asked_by"]) == ("Westbourne Works", "A. Officer")
    assert rows[3]["displaced"] == "C1"
    assert '"One firm can do it."' in rows[3]["choice.departures"]
    assert (rows[9]["outcome"], rows[9]["decided_by"]) == ("departed from", "C. Leader")
    assert rows[10]["erased_paths"] == "/asked_by; /choice/provider_name"


def test_personal_values_are_left_out_unless_asked_for(log: DecisionLog) -> None:
    filled(log)
    rows = as_csv(log, Hiding())
    assert {row["asked_by"] for row in rows[:9]} == {"[personal]"}
    assert rows[9]["decided_by"] == "[personal]"
    told = str(rows)
    assert all(name not in told for name in ("A. Officer", "C. Leader", "Westbourne"))


def test_a_redacted_field_is_taken_out_of_other_texts_too(log: DecisionLog) -> None:
    book = rulebook()
    given = choice(
        20_000, title="Roofs by WESTBOURNE works", reasons={"C3": "Westbourne Works is near"}
    )
    log.record(book._decider.policy_set, given, book.check(given, CHOICES[0][1]))
    (row,) = as_csv(log, Hiding(frozenset({"provider_name"})))
    assert row["choice.provider_name"] == "[redacted]"
    assert row["choice.title"] == "Roofs by [redacted]"
    assert "estbourne" not in str(row)
    (row,) = as_csv(log, Hiding(frozenset({"C3", "asked_by"})))
    assert row["choice.reasons"] == '{"C3": "[redacted]"}'


def test_a_field_that_is_nowhere_is_a_mistake(log: DecisionLog) -> None:
    filled(log)
    with pytest.raises(UsageError, match=r'"provder_name", so nothing .* "provider_name"'):
        columns_of(entries(log), Hiding(frozenset({"provder_name"})))


FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", "-", "=-"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str, log: DecisionLog) -> None:
    book = rulebook()
    given = choice(1_000, text, title=text, provider_name=text)
    log.record(book._decider.policy_set, given, book.check(given, CHOICES[0][1]), labels=[text],
               asked_by=text)  # fmt: skip
    (row,) = as_csv(log, EVERYTHING)
    for name in ("choice.title", "choice.service_area", "choice.provider_name", "labels"):
        assert row[name].startswith("'")
    assert all(value[:1] not in "=+-@\t\r\n" for value in row.values() if value)


@given(st.text())
def test_a_cell_is_one_line_and_begins_no_formula(text: str) -> None:
    seen = harmless(text)
    assert len(seen.splitlines()) <= 1
    assert seen[:1] not in ("=", "+", "@", "\t", "\r")
    assert seen[:1] != "-" or float(seen) <= 0
    assert not any(character in seen for character in "\x1b\x9b\u202e\u2028")


@pytest.mark.parametrize("number", ["-12.50", "0", "-3"])
def test_numbers_stay_numbers(number: str) -> None:
    assert harmless(number) == number


def test_parquet_says_the_same(log: DecisionLog, tmp_path: Path) -> None:
    filled(log)
    reads = entries(log)
    columns = columns_of(reads, EVERYTHING)
    with (tmp_path / "log.parquet").open("wb") as stream:
        write_parquet((row_of(read, EVERYTHING) for read in reads), columns, stream)
    table = pq.read_table(tmp_path / "log.parquet")
    found: list[dict[str, Any]] = table.to_pylist()
    assert tuple(table.column_names) == columns
    assert [row["entry"] for row in found] == list(range(10))
    assert found[0]["decision_date"] == dt.date(2026, 6, 10)
    assert found[0]["recorded"].isoformat()[:19] == reads[0].entry.time[:19]
    for row, read in zip(found, reads, strict=True):
        said = row_of(read, EVERYTHING)
        for name in set(columns) - {"entry", "recorded", "decision_date"}:
            assert row[name] == said.get(name)
