"""govrules schema, show and explain-code."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from govrules.cli.decision_schema import decision_schema, portfolio_schema
from govrules.language.codes import all_codes

from . import program as p
from .program import FAULTY, MARKET, ROOT, check, govrules

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


def test_a_policy_is_shown_for_reading(tmp_path: Path) -> None:
    ran = govrules("show", MARKET)
    assert ran.code == 0
    assert ran.out.startswith("# Testing the market, version 1\n")
    assert "three bids for a large contract" in ran.out
    page = tmp_path / "page.html"
    assert govrules("show", MARKET, "--format", "html", "--out", page).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_used_policies_are_not_shown() -> None:
    ran = govrules("show", "policies/councils/norwich/contract-procedure-rules.policy")
    assert ran.out.startswith("# Norwich contract procedure rules, version")
    assert ran.out.count("\n# ") == 0


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
