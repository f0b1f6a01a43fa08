"""The forms in which govrules check answers, and where it writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import govrules as library
from govrules import Decision

from . import program as p
from .program import MARKET, ROOT, check, choices_file, govrules

ON = ("--on", "2026-07-03")


def test_json_is_the_decision_byte_for_byte() -> None:
    first = check(p.NO_LOCAL_BID, "--format", "json", *ON)
    assert first.out == check(p.NO_LOCAL_BID, "--format", "json", *ON).out
    data = json.loads(first.out)
    assert Decision.model_validate({**data, "run_at": "2026-07-03T00:00:00Z"}).to_json() == (
        first.out.rstrip("\n")
    )


def test_json_is_what_the_library_gives() -> None:
    import datetime as dt

    decision = library.load(ROOT / MARKET).check(p.TWO_BIDS, dt.date(2026, 7, 3))
    assert check(p.TWO_BIDS, "--format", "json", *ON).out == f"{decision.to_json()}\n"


def test_markdown_and_html_hold_the_same_answer() -> None:
    assert check(p.TWO_BIDS, "--format", "markdown").out.startswith("# Advice on a choice")
    page = check(p.TWO_BIDS, "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert "M1 is breached" in page


def test_several_choices_make_one_page_with_a_part_for_each(tmp_path: Path) -> None:
    titled = {**p.TWO_BIDS, "title": "<script>alert(1)</script>"}
    file = choices_file(tmp_path, p.THREE_BIDS, titled)
    page = govrules("check", file, "--policy", MARKET, "--format", "html").out
    assert page.count("<!DOCTYPE html>") == page.count("<h1>") == 1
    assert "<h1>Advice on 2 choices</h1>" in page
    assert "line 2: &lt;script&gt;" in page
    assert "<script" not in page
    text = govrules("check", file, "--policy", MARKET, "--format", "markdown").out
    assert text.count("\n# ") == 0 and text.startswith("# Advice on 2 choices\n")
    assert text.count("\n### Why") == 2


def test_a_folder_takes_a_page_for_each_choice(tmp_path: Path) -> None:
    hostile = {**p.TWO_BIDS, "title": "../../Cleaning & <more>"}
    file = choices_file(tmp_path, p.THREE_BIDS, hostile)
    options = ("--policy", MARKET, "--format", "html", "--out", f"{tmp_path}/pages/")
    ran = govrules("check", file, *options)
    pages = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert pages == ["0001-choices-jsonl-line-1.html", "0002-cleaning-more.html"]
    assert ran.out.splitlines()[1].endswith("0002-cleaning-more.html  does not comply")
    assert ran.code == 2


def test_only_pages_go_into_a_folder(tmp_path: Path) -> None:
    assert check(p.TWO_BIDS, "--format", "json", "--out", str(tmp_path)).code == 64


def test_what_is_written_to_a_file_is_what_is_written_to_standard_output(tmp_path: Path) -> None:
    file = tmp_path / "advice.md"
    ran = check(p.TWO_BIDS, "--format", "markdown", *ON, "--out", str(file))
    assert (ran.code, ran.out) == (2, "")
    told = check(p.TWO_BIDS, "--format", "markdown", *ON).out
    assert file.read_text(encoding="utf-8") == told
    assert [path.name for path in tmp_path.iterdir()] == ["advice.md"]


def test_colour_is_for_terminals_alone() -> None:
    assert "\x1b" not in check(p.TWO_BIDS).out


@pytest.mark.parametrize(
    "options",
    [
        ("--why", "M1", "--format", "json"),
        ("--why", "M1", "--summary"),
        ("--summary", "--format", "html"),
        ("--format", "pdf"),
        ("--input-format", "xlsx"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options: tuple[str, ...]) -> None:
    ran = check(p.TWO_BIDS, *options)
    assert (ran.code, ran.out) == (64, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told() -> None:
    ran = check(p.TWO_BIDS, "--out", "/dev/full")
    assert (ran.code, ran.out) == (64, "")
    assert ran.err == 'error: cannot write "/dev/full": no space left on device\n'


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    ran = check(p.TWO_BIDS, "--out", str(tmp_path / "nix" / "advice.txt"))
    assert ran.code == 64
    assert "cannot write" in ran.err and "no such file or directory" in ran.err


def test_a_file_that_was_there_stays_when_nothing_can_be_decided(tmp_path: Path) -> None:
    file = tmp_path / "advice.txt"
    file.write_text("as it was", encoding="utf-8")
    assert check(p.TWO_BIDS, "--why", "M9", "--out", str(file)).code == 64
    assert file.read_text(encoding="utf-8") == "as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["advice.txt"]
