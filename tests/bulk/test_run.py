"""govrules bulk: every kind of file, runs that are cut off, and files that are no good."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import itertools
import json
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import polars as pl
import pytest

from govrules.bulk.parts import Parts
from govrules.bulk.result import row_of
from govrules.cli.bulk import command
from govrules.decision_log.log import DecisionLog
from govrules.errors import GovrulesError
from govrules.library import loads
from tests.bulk.files import ON, drawn_frame, expected, policy_file, told


@dataclass(frozen=True)
class Ran:
    stdout: str
    stderr: str


def bulk(folder: Path, file: str, *options: str, code: int) -> Ran:
    """Run the command in a folder that has the policy."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            ended = command.main(_arguments(file, *options), standalone_mode=False)
        except GovrulesError as error:
            ended = error.exit_code
            err.write(str(error))
    assert ended == code, err.getvalue()
    return Ran(out.getvalue(), err.getvalue())


def _arguments(file: str, *options: str) -> list[str]:
    asked = ["--policy", "bulk.policy", "--out", "out.parquet", "--on", "2026-07-01"]
    return [file, *asked, *options]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    policy_file(tmp_path)
    monkeypatch.setenv("GOVRULES_CACHE", str(tmp_path / "cache"))
    return tmp_path


def _as_text(frame: pl.DataFrame) -> list[dict[str, Any]]:
    rows = []
    for row in frame.iter_rows(named=True):
        said = {k: str(v) if k in ("amount", "begun") else v for k, v in row.items()}
        rows.append({k: v for k, v in said.items() if row[k] is not None})
    return rows


def test_parquet_csv_and_json_lines_are_decided_as_single_choices(folder: Path) -> None:
    frame = drawn_frame(2_300)
    wanted = expected(frame)
    frame.write_parquet(folder / "c.parquet", row_group_size=700)
    with (folder / "c.jsonl").open("w") as lines:
        lines.writelines(f"{json.dumps(row)}\n" for row in _as_text(frame))
    with (folder / "c.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, frame.columns)
        writer.writeheader()
        for row in _as_text(frame):
            acts = {"acts": json.dumps(row["acts"])} if "acts" in row else {}
            writer.writerow(row | acts | {"urgent": row.get("urgent", "")})
    for file, before in (("c.parquet", 0), ("c.jsonl", 0), ("c.csv", 1)):
        done = bulk(folder, file, "--rows", "1000", code=65)
        found = told(folder / "out.parquet")
        if file == "c.jsonl":  # a line without any fact is no blank line
            assert found == wanted
        assert found == {number + before: row for number, row in wanted.items()}
        assert f"{len(wanted):,} rows decided" in done.stdout
        aside = list(csv.DictReader((folder / "out.parquet.set-aside.csv").open()))
        assert len(aside) == frame.height - len(wanted)
        assert {row["because"] for row in aside} == {"101% is impossible; the most is 100%"}
        assert not (folder / "out.parquet.parts").exists()


def test_a_run_that_is_killed_goes_on_and_nothing_is_lost_or_decided_twice(folder: Path) -> None:
    frame = drawn_frame(12_000)
    frame.write_parquet(folder / "c.parquet")
    parts = folder / "out.parquet.parts"
    kills, kept = 0, 0
    for _ in range(6):
        asked = _arguments("c.parquet", "--rows", "1000", "--quiet")
        run = subprocess.Popen([sys.executable, "-m", "govrules.cli", "bulk", *asked], cwd=folder)
        until = time.monotonic() + 60
        while run.poll() is None and time.monotonic() < until:
            if len(list(parts.glob("part-*"))) > kept:
                run.send_signal(signal.SIGKILL)
                break
            time.sleep(0.002)
        run.wait(60)
        if run.returncode != -signal.SIGKILL:
            break
        kills += 1
        if parts.exists():
            now = len(list(parts.glob("part-*")))
            assert now >= kept
            kept = now
        if kills == 3:
            break
    assert kills
    assert kept
    bulk(folder, "c.parquet", "--rows", "1000", "--quiet", code=65)
    assert told(folder / "out.parquet") == expected(frame)


def test_parts_that_are_there_are_not_decided_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = drawn_frame(3_000)
    frame.write_parquet(folder / "c.parquet")
    put = Parts.put

    def interrupted(parts: Parts, number: int, *frames: pl.DataFrame) -> None:
        if number == 3:
            raise KeyboardInterrupt
        put(parts, number, *frames)

    with monkeypatch.context() as patch, pytest.raises(click.Abort):
        patch.setattr(Parts, "put", interrupted)
        bulk(folder, "c.parquet", "--rows", "1000", code=0)
    # a part that says something else stays as it is: it was not decided again
    part = folder / "out.parquet.parts" / "part-000001.parquet"
    pl.read_parquet(part).head(1).write_parquet(part)
    bulk(folder, "c.parquet", "--rows", "1000", code=65)
    found, wanted = told(folder / "out.parquet"), expected(frame)
    assert [number for number in found if number <= 1000] == [min(wanted)]
    assert {n: row for n, row in found.items() if n > 1000} == {
        n: row for n, row in wanted.items() if n > 1000
    }


def test_a_disk_that_is_full_is_told_and_the_run_goes_on_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = drawn_frame(2_000)
    frame.write_parquet(folder / "c.parquet")
    write = Parts._write

    def full(parts: Parts, name: str, how: Any) -> None:
        if name == "part-000002.parquet":
            raise OSError(errno.ENOSPC, "No space left on device")
        write(parts, name, how)

    with monkeypatch.context() as patch:
        patch.setattr(Parts, "_write", full)
        done = bulk(folder, "c.parquet", "--rows", "1000", code=64)
    assert "cannot write" in done.stderr
    assert "no space left on device" in done.stderr
    bulk(folder, "c.parquet", "--rows", "1000", code=65)
    assert told(folder / "out.parquet") == expected(frame)


def test_each_decision_is_recorded_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = drawn_frame(1_200)
    frame.write_parquet(folder / "c.parquet")
    put = Parts.put

    def interrupted(parts: Parts, number: int, *frames: pl.DataFrame) -> None:
        if number == 2:
            raise KeyboardInterrupt  # recorded, and the part is not written
        put(parts, number, *frames)

    asked = ("c.parquet", "--rows", "1000", "--log", "log.db")
    with monkeypatch.context() as patch, pytest.raises(click.Abort):
        patch.setattr(Parts, "put", interrupted)
        bulk(folder, *asked, code=0)
    bulk(folder, *asked, code=65)
    wanted = expected(frame)
    with DecisionLog.open(str(folder / "log.db")) as log:
        assert len(log) == len(wanted)
    assert told(folder / "out.parquet") == wanted


def test_another_run_is_not_taken_up(folder: Path) -> None:
    drawn_frame(2_000).write_parquet(folder / "c.parquet")
    parts = folder / "out.parquet.parts"
    parts.mkdir()
    (parts / "manifest.json").write_text(json.dumps({"file": "other", "today": "2026-01-01"}))
    (parts / "part-000001.parquet").write_bytes(b"")
    done = bulk(folder, "c.parquet", code=64)
    assert "holds a run that was begun with another" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("c.parquet", b"PAR1 no more", "cannot be read as Parquet"),
        ("c.csv", "amount\n\xe9\n".encode("latin-1"), "is not UTF-8"),
        ("c.csv", b"amount,amount\n1,2\n", "is given twice in the header"),
        ("c.csv", b"", "has no header"),
        ("c.csv", b"amount\n", "holds no choice"),
        ("c.csv", b"amonut\n1\n", 'did you mean "amount"?'),
        ("c.jsonl", b"[1]\n", "is not a choice"),
        ("c.jsonl", b'{"amount": 1e999999999999}\n', "amount"),
        ("c.bin", b"x", "cannot tell the format"),
    ],
)
def test_files_that_are_no_good(folder: Path, name: str, content: bytes, message: str) -> None:
    (folder / name).write_bytes(content)
    done = bulk(folder, name, code=64 if name == "c.bin" else 65)
    aside = folder / "out.parquet.set-aside.csv"
    said = done.stderr + done.stdout + (aside.read_text() if aside.exists() else "")
    assert message in said


def test_text_that_a_spreadsheet_would_run_is_made_harmless(folder: Path) -> None:
    (folder / "c.csv").write_text('amount\n"=HYPERLINK(""x"")"\n')
    bulk(folder, "c.csv", code=65)
    rows = list(csv.reader((folder / "out.parquet.set-aside.csv").open()))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_column_of_the_wrong_type_sets_its_rows_aside(folder: Path) -> None:
    frame = pl.DataFrame({"amount": [[1], None], "urgent": [3.5, None]})
    frame.write_parquet(folder / "c.parquet")
    bulk(folder, "c.parquet", code=65)
    assert list(told(folder / "out.parquet")) == [2]


def test_two_columns_of_one_name_in_parquet(folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table([pa.array([1]), pa.array([2])], names=["amount", "amount"])
    pq.write_table(table, folder / "c.parquet")
    assert "is there twice" in bulk(folder, "c.parquet", code=65).stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_where_nothing_can_be_written(folder: Path) -> None:
    drawn_frame(10).write_parquet(folder / "c.parquet")
    (folder / "out.parquet.parts").write_text("a file in the place of the folder")
    assert "cannot write" in bulk(folder, "c.parquet", code=64).stderr


def test_sums_are_exact_however_an_amount_is_written(folder: Path) -> None:
    cells = ["99.99", "£1,000.01", "0.10", "£1.5m", "none", "1e5"]
    frame = pl.DataFrame({"amount": [*cells, None], "form": "mutual"})
    frame.write_parquet(folder / "c.parquet")
    done = bulk(folder, "c.parquet", "--amount", "amount", code=65)
    assert "5 rows decided (£1,501,100.10), 2 set aside (£0.00)" in done.stdout
    assert "1  rows have no amount that can be read" in done.stdout
    lines = [{"amount": 3}, {"amount": "666.36"}, {"amount": 0.5}]
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = bulk(folder, "c.jsonl", "--amount", "amount", code=4)
    assert "3 rows decided (£669.86)" in done.stdout


NONES = """Policy "Nones" version 1
  authority: council policy
  in force from 1 April 2024
Source S: "A source"
Vocabulary
  cover is one of: part, full or none
  reach is one of: nothing (written none), part
  paid is money or none
Rule R1: cover
  if cover is none
  then reach must be nothing
Rule R2: a fee
  if paid is not none
  then cover must be full
"""


def test_null_says_none_in_json_lines_where_the_vocabulary_does(folder: Path) -> None:
    cells = {
        "cover": [None, "none", "part"],
        "reach": [None, "none", "part"],
        "paid": [None, "none", 1],
    }
    choices = [dict(zip(cells, row, strict=True)) for row in itertools.product(*cells.values())]
    choices.append({})
    (folder / "bulk.policy").write_text(NONES)
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, choices)))
    bulk(folder, "c.jsonl", code=2)
    rulebook = loads(NONES, cache=False)
    one_by_one = [row_of(rulebook.check(choice, ON)) for choice in choices]
    assert list(told(folder / "out.parquet").values()) == one_by_one
    assert len({str(row) for row in one_by_one}) > 6
