"""govrules log record, as it is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from govrules.cli.main import run
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.record.write import record
from govrules.errors import ExitCode
from tests.decision_log.record.examples import example_log


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with example_log(tmp_path):
        return tmp_path / "example.db"


def test_it_writes_the_form_of_the_file_name(file: Path, tmp_path: Path) -> None:
    for suffix, form in ((".txt", "text"), (".html", "html"), (".docx", "docx"), (".pdf", "pdf"),
                         (".json", "prov")):  # fmt: skip
        out = tmp_path / f"record{suffix}"
        assert run(["log", "record", "1", "--log", str(file), "--out", str(out)]) == 0
        with DecisionLog.open(file) as log:
            expected = record(log, 1, form)  # type: ignore[arg-type]
        assert out.read_bytes() == (expected if isinstance(expected, bytes) else expected.encode())


def test_it_shows_text(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "record", "outcome-3", "--log", str(file)]) == 0
    assert "Record of a decision of an officer" in capsys.readouterr().out


@pytest.mark.parametrize("entry", ["99", "nothing", "-1", "1.0", "٣", "9" * 400, ""])
def test_an_entry_that_is_not_there(
    file: Path, entry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", "record", "--log", str(file), "--", entry]) == ExitCode.USAGE
    assert "there is no entry" in capsys.readouterr().err


def test_an_altered_entry_has_a_code_of_its_own(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with DecisionLog.open(file) as log, log.store.writing() as writer:
        writer._database.execute("UPDATE entries SET entry = '{}' WHERE sequence = 1")
    assert run(["log", "record", "0", "--log", str(file)]) == ExitCode.ALTERED
    assert "entry 1 is not as it was written" in capsys.readouterr().err


def test_a_log_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "record", "1", "--log", str(tmp_path / "none.db")]) == ExitCode.USAGE
    assert not (tmp_path / "none.db").exists()
