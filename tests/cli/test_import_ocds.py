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


# --- where facts come from, and what publishers say ----------------------------------------------

RECORD = "tests/interop/data/ocds_invented_record.json"
THRESHOLDS = "policies/england/thresholds.policy"


def test_a_trace_tells_of_every_fact_in_text() -> None:
    ran = govrules("import", "ocds", RECORD, "--trace", "-", "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert "from a record: its compiled release (stated)" in ran.out
    assert "  value_net_gbp: 700000\n" in ran.out
    assert "/records/0/compiledRelease/contracts/0/value/amount = 700000" in ran.out
    for why in ("not in the notice", "in the notice, but ambiguous", "OCDS has no field for it",
                "OCDS has no field that states it for certain"):  # fmt: skip
        assert f"    {why}\n" in ran.out
    assert "the publisher says above_threshold: true" in ran.out


def test_a_trace_tells_of_every_fact_in_json(tmp_path: Path) -> None:
    trace, out = tmp_path / "trace.jsonl", tmp_path / "choices.jsonl"
    ran = govrules("import", "ocds", NOTICES, "--trace", trace, "--out", out, "--quiet")
    assert ran.code == 0
    traces = [json.loads(line) for line in trace.read_text("utf-8").splitlines()]
    choices = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    for told, choice in zip(traces, choices, strict=True):
        assert {key: fact["value"] for key, fact in told["facts"].items()} == choice
        assert len(told["facts"]) + len(told["missing"]) == 123
        assert all(fact["from"] for fact in told["facts"].values())
    assert traces[1]["missing"]["value_net_gbp"] == {
        "why": "in the notice, but a placeholder",
        "from": [{"pointer": "/releases/1/tender/value/amount", "raw": "0.01"}],
    }


def test_pointers_of_a_trace_lead_to_what_is_written_there(tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    govrules("import", "ocds", NOTICES, "--trace", trace, "--out", tmp_path / "o", "--quiet")
    package = json.loads((ROOT / NOTICES).read_bytes())
    checked = 0
    for line in trace.read_text("utf-8").splitlines():
        told = json.loads(line)
        for fact in (*told["facts"].values(), *told["missing"].values()):
            for place in fact["from"]:
                part = package
                for step in place["pointer"].split("/")[1:]:
                    part = part[int(step)] if isinstance(part, list) else part[step]
                if isinstance(part, str | int) and not isinstance(part, bool):
                    assert place["raw"] == part
                    checked += 1
    assert checked > 20


def test_hostile_text_in_a_trace_steers_no_terminal() -> None:
    package = json.loads((ROOT / NOTICES).read_bytes())
    package["releases"][0]["tender"]["title"] = "\x1b[31mred\u202e"
    ran = govrules("import", "ocds", "-", "--trace", "-", stdin=json.dumps(package))
    assert ran.code == 0
    for written in (ran.out, ran.err):
        assert "\x1b" not in written and "\u202e" not in written


def test_claims_are_compared_with_what_the_law_says() -> None:
    supplied = ("--given", "procurement_commenced=2026-03-02")
    ran = govrules("import", "ocds", NOTICES, "--policy", THRESHOLDS, "--claims", "--quiet",
                   *supplied)  # fmt: skip
    assert ran.code == 0
    assert ran.out.splitlines()[0].split()[:3] == ["process", "choice", "publisher"]
    assert "agrees" in ran.out
    refused = govrules("import", "ocds", NOTICES, "--policy", MARKET, "--claims", "--quiet")
    assert refused.code == 64
    assert "is_public_contract" in refused.err


def test_facts_that_are_supplied_count_where_a_notice_gives_none() -> None:
    ran = govrules("import", "ocds", NOTICES, "--quiet", "--given", "nation=wales", "--given",
                   "quotes_obtained=3")  # fmt: skip
    choices = [json.loads(line) for line in ran.out.splitlines()]
    assert [choice["nation"] for choice in choices] == ["england", "wales", "wales"]
    assert all(choice["quotes_obtained"] == "3" for choice in choices)
    for wrong in ("nation", "=wales", "nation="):
        assert govrules("import", "ocds", NOTICES, "--given", wrong).code == 64


@pytest.mark.parametrize("form", ["package", "jsonl"])
def test_json_lines_from_standard_input(form: str) -> None:
    package = json.loads((ROOT / NOTICES).read_bytes())
    text = json.dumps(package)
    if form == "jsonl":
        text = "\n".join(json.dumps(release) for release in package["releases"])
    ran = govrules("import", "ocds", "-", "--quiet", "--input-format", form, stdin=text)
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 3


def test_a_package_that_breaks_off_keeps_what_was_read(tmp_path: Path) -> None:
    file, out = tmp_path / "cut.json", tmp_path / "choices.jsonl"
    data = (ROOT / NOTICES).read_bytes()
    file.write_bytes(data[: data.index(b"ocds-b5fd17-invented-3")])
    ran = govrules("import", "ocds", file, "--quiet", "--out", out)
    assert ran.code == 65
    assert "the file breaks off; it was read up to releases[1]" in ran.err
    assert "Traceback" not in ran.err
    assert len(out.read_text("utf-8").splitlines()) == 2


def test_two_hundred_published_notices_are_decided() -> None:
    file = real("cf_ocds_2025.json")
    ran = govrules("import", "ocds", file, "--policy", NORWICH, *ON, "--summary", "--quiet")
    rows = [line for line in ran.out.splitlines() if line.startswith("choice ")][1:]
    assert len(rows) == 200
    for row in rows:
        undecided = "cannot be decided" in row
        assert row.rstrip().endswith("  nothing") is not undecided, row
    assert ran.code == 2
