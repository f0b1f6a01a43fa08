"""govrules schema, show and explain-code."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from govrules.cli.decision_schema import decision_schema, portfolio_schema
from govrules.language.codes import all_codes

from . import program as p
from .program import FAULTY, MARKET, ROOT, check, govrules

OWN = """Policy "Our own" version 1
  authority: council policy

Vocabulary
  own word is text
"""
COMMITTED = ROOT / "docs/reference/decision.schema.json"


def test_the_committed_schema_of_a_decision_is_up_to_date() -> None:
    """Write it anew with: govrules schema --decision --out docs/reference/decision.schema.json"""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == decision_schema()
    ran = govrules("schema", "--decision")
    assert ran.out == COMMITTED.read_text(encoding="utf-8")


def test_the_committed_schema_of_a_portfolio_decision_is_up_to_date() -> None:
    """Write it anew with: govrules schema --portfolio --out docs/reference/portfolio.schema.json"""
    committed = (ROOT / "docs/reference/portfolio.schema.json").read_text(encoding="utf-8")
    assert json.loads(committed) == portfolio_schema()
    assert govrules("schema", "--portfolio").out == committed


@pytest.mark.parametrize("choice", [p.THREE_BIDS, p.NO_LOCAL_BID, p.BIDS_NOT_GIVEN, p.BOTH_WAYS])
def test_decisions_fit_their_schema(choice: dict) -> None:
    decision = json.loads(check(choice, "--format", "json").out)
    validator = jsonschema.Draft202012Validator(decision_schema())
    validator.check_schema(decision_schema())
    validator.validate(decision)
    for key in decision:
        without = {other: value for other, value in decision.items() if other != key}
        assert not validator.is_valid(without), key


def test_choices_fit_the_schema_of_their_policy(tmp_path: Path) -> None:
    file = tmp_path / "choice.schema.json"
    assert govrules("schema", "--policy", MARKET, "--out", file).code == 0
    validator = jsonschema.Draft202012Validator(json.loads(file.read_text(encoding="utf-8")))
    assert validator.is_valid(p.TWO_BIDS)
    assert not validator.is_valid(p.MISSPELT)


def test_a_policy_is_shown_as_a_paper(tmp_path: Path) -> None:
    ran = govrules("show", MARKET)
    assert ran.code == 0
    assert ran.out.startswith("# Testing the market, version 1\n")
    assert "three bids for a large contract" in ran.out
    assert "2 worked examples were run through the rules engine. All come out" in ran.out
    page = tmp_path / "page.html"
    assert govrules("show", MARKET, "--format", "html", "--out", page).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_name_of_the_file_tells_the_form(tmp_path: Path) -> None:
    starts = {"md": b"# Testing", "html": b"<!DOCTYPE html>", "docx": b"PK", "txt": b"Testing"}
    for suffix, start in starts.items():
        file = tmp_path / f"paper.{suffix}"
        assert govrules("show", MARKET, "--on", "2026-07-03", "--out", file).code == 0
        assert file.read_bytes().startswith(start)
    again = tmp_path / "again.docx"
    assert govrules("show", MARKET, "--on", "2026-07-03", "--out", again).code == 0
    assert again.read_bytes() == (tmp_path / "paper.docx").read_bytes()


def test_a_word_file_is_not_written_to_a_terminal() -> None:
    master, slave = pty.openpty()
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "govrules.cli", "show", MARKET, "--format", "docx"],
            stdout=slave, stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(slave)
        os.close(master)
    assert ran.returncode == 64
    assert b"name a file with --out" in ran.stderr


def test_a_folder_gets_a_paper_for_each_policy_and_an_index(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    policies = tmp_path / "own.policy"
    policies.write_text(OWN, "utf-8")
    ran = govrules("show", MARKET, policies, "--format", "html", "--out", f"{folder}/")
    assert (ran.code, ran.err) == (0, "")
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["index.html", "our-own.html", "testing-the-market.html"]
    assert govrules("show", MARKET, "--out", folder).code == 0
    assert (folder / "index.md").exists()
    (tmp_path / "file").write_text("", "utf-8")
    ran = govrules("show", MARKET, "--out", f"{tmp_path}/file/")
    assert ran.code == 64
    assert "cannot make the folder" in ran.err


def test_an_example_that_fails_is_told_and_marked(tmp_path: Path) -> None:
    text = (ROOT / MARKET).read_text("utf-8").replace("expect does not comply", "expect complies")
    file = tmp_path / "market.policy"
    file.write_text(text, "utf-8")
    ran = govrules("show", file, "--on", "2026-07-03", "--format", "text")
    assert ran.code == 0
    assert ran.err == "warning: 1 scenario does not come out as expected; the paper marks each\n"
    assert "Fails: expected complies, but the verdict is does not comply" in ran.out


def test_a_scenario_that_names_no_day_is_decided_on_that_of_the_paper(tmp_path: Path) -> None:
    text = (ROOT / MARKET).read_text("utf-8").replace("  on 3 July 2026\n", "")
    file = tmp_path / "market.policy"
    file.write_text(text, "utf-8")
    ran = govrules("show", file, "--on", "2031-02-03", "--format", "text")
    assert "Two bids. On 3 February 2031." in ran.out


def test_figures_are_told_as_on_the_day_that_is_asked_for() -> None:
    policy = "policies/england/thresholds.policy"
    ran = govrules("show", policy, "--on", "2025-12-31", "--format", "text")
    assert "£214,903.99" in ran.out
    assert govrules("show", policy, "--on", "31.12.2025").code == 64


def test_used_policies_are_not_shown_but_for_what_is_read() -> None:
    ran = govrules(
        "show", "policies/councils/norwich/contract-procedure-rules.policy", "--on", "2026-07-03"
    )
    assert ran.out.startswith("# Norwich contract procedure rules, version")
    assert ran.out.count("\n# ") == 0
    assert "Words that “English commissioning vocabulary” declares:" in ran.out


def test_a_faulty_policy_is_not_shown() -> None:
    ran = govrules("show", FAULTY)
    assert (ran.code, ran.out) == (3, "")
    assert "P203" in ran.err


def test_a_code_is_explained_with_its_page() -> None:
    ran = govrules("explain-code", "p203")
    page = (ROOT / "docs/diagnostics/P203.md").read_text(encoding="utf-8")
    assert (ran.code, ran.out) == (0, page)
    assert "P203" in all_codes()


def test_an_unknown_code_is_refused() -> None:
    ran = govrules("explain-code", "P2\x1b03")
    assert ran.code == 64
    assert 'there is no diagnostic code "P2␛03"' in ran.err
