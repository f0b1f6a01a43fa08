"""govrules check --remedy and --near: what would make it comply, how near the limits are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.library import COMPLIES
from tests.cli.program import Ran, choices_file, govrules

POLICY = "tests/analysis/library.policy"
BREACHED = COMPLIES | {"annual_value": 130_000}


def check(choice: dict[str, Any], *options: str) -> Ran:
    on = ("--on", "2026-07-03")
    return govrules("check", "-", "--policy", POLICY, *on, *options, stdin=json.dumps(choice))


def test_remedies_stand_after_the_reasons_and_leave_the_exit_code_as_it_is() -> None:
    ran = check(BREACHED, "--remedy")
    assert (ran.code, ran.err) == (2, "")
    assert "  1. annual value: £119,999.99 instead of £130,000; then it complies\n" in ran.out
    parts = ("\nWhy\n", "What would make it comply (3)", "What would change it", "All other rules")
    places = [ran.out.index(each) for each in parts]
    assert places == sorted(places)


def test_a_choice_that_complies_has_no_remedies_but_may_be_near_a_limit() -> None:
    ran = check(COMPLIES, "--remedy", "--near")
    assert (ran.code, "What would make it comply" in ran.out) == (0, False)
    assert "  - annual value, now £118,800: £1,200 more, from £120,000 on: does not" in ran.out
    assert check(COMPLIES).out.find("How near") == -1


def test_as_json_the_decision_is_the_same_and_they_stand_beside_it() -> None:
    plain = json.loads(check(BREACHED, "--format", "json").out)
    found = json.loads(check(BREACHED, "--format", "json", "--remedy", "--near").out)
    assert (list(found), found["decision"]) == (["decision", "remedies", "nearness"], plain)
    first = found["remedies"]["found"][0]
    assert first["changes"][0] == {
        "key": "annual_value",
        "term": "annual value",
        "from": 130_000,
        "to": "119999.99",
        "or_to": [],
        "words": "annual value: £119,999.99 instead of £130,000",
    }
    assert first["verdict"] == "complies"
    mended = BREACHED | {each["key"]: each["to"] for each in first["changes"]}
    assert check(mended, "--format", "json").code == 0


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_as_a_page_and_in_a_folder_of_pages(form: str, tmp_path: Path) -> None:
    assert "What would make it comply" in check(BREACHED, "--remedy", "--format", form).out
    file = choices_file(tmp_path, BREACHED, COMPLIES)
    folder = tmp_path / "pages"
    ran = govrules(
        "check", file, "--policy", POLICY, "--near", "--format", form, "--out", f"{folder}/"
    )
    assert ran.code == 2
    assert all("How near the limits are" in page.read_text("utf-8") for page in folder.iterdir())


@pytest.mark.parametrize("other", [("--why", "L1"), ("--summary",)])
def test_they_tell_of_a_whole_decision(other: tuple[str, ...]) -> None:
    ran = check(BREACHED, "--near", *other)
    assert (ran.code, "leave --why and --summary out" in ran.err) == (64, True)


def test_a_choice_that_cannot_be_read_is_told_as_ever() -> None:
    ran = check({"anual_value": 3}, "--remedy", "--near")
    assert (ran.code, 'did you mean "annual_value"?' in ran.err) == (65, True)
