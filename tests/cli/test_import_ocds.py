"""govrules import ocds turns notices into choices, and decides them at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.interop.real_data import real

from .program import MARKET, ROOT, govrules

NOTICES = "tests/interop/data/ocds_invented_releases.json"
NORWICH = "policies/councils/norwich"
ON = ("--on", "2026-07-03")


def test_notices_become_choices_that_check_can_read(tmp_path: Path) -> None:
    file = tmp_path / "choices.jsonl"
    ran = govrules("import", "ocds", NOTICES, "--out", file)
    assert (ran.code, ran.out) == (0, "")
    assert "choice 2 (ocds-b5fd17-invented-2): left out the value" in ran.err
    choices = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [choice["choice_id"] for choice in choices] == [
        f"ocds-b5fd17-invented-{number}" for number in (1, 2, 3)
    ]
    later = govrules("check", file, "--policy", NORWICH, *ON, "--format", "json")
    assert later.code == 4
    assert len(later.out.splitlines()) == 3


def test_notices_may_come_from_standard_input_and_go_to_standard_output() -> None:
    data = (ROOT / NOTICES).read_bytes()
    ran = govrules("import", "ocds", "-", "--quiet", stdin=data)
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 3


def test_notices_are_decided_at_once() -> None:
    ran = govrules("import", "ocds", NOTICES, "--policy", NORWICH, *ON, "--summary", "--quiet")
    assert ran.code == 4
    assert ran.out.splitlines()[2].startswith("choice 1: Play equipment")
    assert "3 choices" in ran.out


def test_facts_for_which_the_policies_have_no_word_are_left_aside() -> None:
    ran = govrules("import", "ocds", NOTICES, "--policy", MARKET, "--quiet")
    assert ran.code == 4
    assert ran.err.startswith("the policies have no word for advertised, authority_id,")
    assert "title" not in ran.err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is not JSON"),
        (b"{}", "is not an OCDS package"),
        (b'{"releases": [' + b"[" * 100_000, "is nested too deeply"),
        (b'{"releases": "\x1b[31m"}', "is not JSON"),
        (b"\xff", "is not UTF-8"),
    ],
)
def test_what_is_no_package_is_refused(data: bytes, told: str) -> None:
    ran = govrules("import", "ocds", "-", stdin=data)
    assert (ran.code, ran.out) == (65, "")
    assert told in ran.err and "\x1b" not in ran.err


def test_a_release_that_cannot_be_read_does_not_stop_the_others() -> None:
    package = json.loads((ROOT / NOTICES).read_bytes())
    package["releases"][1] = "\x1b[31m"
    ran = govrules("import", "ocds", "-", "--quiet", stdin=json.dumps(package))
    assert ran.code == 65
    assert "releases[1]" in ran.err
    assert len(ran.out.splitlines()) == 2


@pytest.mark.parametrize("options", [("--summary",), ("--on", "2026-07-03")])
def test_deciding_needs_a_policy(options: tuple[str, ...]) -> None:
    assert govrules("import", "ocds", NOTICES, *options).code == 64


def test_a_file_that_is_not_there_is_told() -> None:
    ran = govrules("import", "ocds", "x" * 5000)
    assert ran.code == 64
    assert "there is no file" in ran.err


def test_two_hundred_published_notices_are_decided() -> None:
    file = real("cf_ocds_2025.json")
    ran = govrules("import", "ocds", file, "--policy", NORWICH, *ON, "--summary", "--quiet")
    rows = [line for line in ran.out.splitlines() if line.startswith("choice ")][1:]
    assert len(rows) == 200
    for row in rows:
        undecided = "cannot be decided" in row
        assert row.rstrip().endswith("  nothing") is not undecided, row
    assert ran.code == 2
