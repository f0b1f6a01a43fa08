"""govrules test runs the scenarios of policies, and tells which fail."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from govrules.cli.junit import to_junit
from govrules.cli.testing.running import FileResults
from govrules.engine.scenarios import Failure, ScenarioResult
from govrules.model.place import Place
from govrules.model.scenario import Scenario

from .program import MARKET, ROOT, govrules

FAILING = """
Scenario "One bid is enough"
  on 3 July 2026
  given annual value is £100,000
  and bids received is 1
  expect complies
"""


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    file = tmp_path / "failing.policy"
    file.write_text((ROOT / MARKET).read_text(encoding="utf-8") + FAILING, encoding="utf-8")
    return file


def test_every_scenario_is_told(tmp_path: Path) -> None:
    ran = govrules("test", MARKET)
    assert (ran.code, ran.err) == (0, "")
    first, second, total = ran.out.splitlines()
    assert first.startswith(f"passed  {MARKET}:")
    assert first.endswith('"Three bids, one of them local"')
    assert second.endswith('"Two bids"')
    assert total == "2 scenarios: 2 passed, 0 failed"


def test_a_failure_says_where_what_was_expected_and_what_was_found(failing: Path) -> None:
    ran = govrules("test", failing)
    assert ran.code == 5
    at = next(i for i, line in enumerate(ran.out.splitlines()) if line.startswith("FAILED"))
    told = ran.out.splitlines()[at + 1]
    line = failing.read_text(encoding="utf-8").splitlines().index("  expect complies", 50) + 1
    assert told.strip().startswith(f"{failing}:{line}:")
    assert told.endswith("expected complies, but the verdict is does not comply")
    assert ran.out.splitlines()[-1] == "3 scenarios: 2 passed, 1 failed"


def test_scenarios_are_chosen_by_their_titles(failing: Path) -> None:
    assert govrules("test", failing, "--scenario", "two BIDS").code == 0
    assert govrules("test", failing, "--scenario", "one bid is").code == 5


def test_no_scenario_at_all_is_a_failure() -> None:
    ran = govrules("test", MARKET, "--scenario", "nix")
    assert ran.code == 5
    assert ran.err == 'error: there is no scenario with "nix" in its title to run\n'


def test_scenarios_of_used_policies_are_not_run(tmp_path: Path, failing: Path) -> None:
    own = tmp_path / "own.policy"
    scenario = 'Scenario "Ours"\n  given emergency is no\n  expect M3 not applicable\n'
    own.write_text(
        f'Policy "Ours" version 1\n  uses "Testing the market" version 1\n\n{scenario}',
        encoding="utf-8",
    )
    ran = govrules("test", own)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[-1] == "1 scenario: 1 passed, 0 failed"


def test_policies_of_one_folder_are_tested_each_on_its_own(tmp_path: Path) -> None:
    """One council's rules have no say in the scenarios of another."""
    for title, least in (("North", 2), ("South", 3)):
        (tmp_path / f"{title}.policy").write_text(
            f'Policy "{title}" version 1\n\nVocabulary\n  bids is a number\n\n'
            f"Rule {title}: bids\n  bids must be at least {least}\n\n"
            'Scenario "Two bids"\n  given bids is 2\n'
            f"  expect {'complies' if least == 2 else 'does not comply'}\n",
            encoding="utf-8",
        )
    ran = govrules("test", tmp_path)
    assert ran.code == 0, ran.out + ran.err


def test_a_faulty_policy_is_told_and_the_others_are_tested(failing: Path) -> None:
    failing.with_name("a.policy").write_text("Polizy", encoding="utf-8")
    ran = govrules("test", failing.parent, "--scenario", "Two bids")
    assert ran.code == 3
    assert "a.policy:1:1" in ran.err
    assert "1 scenario: 1 passed, 0 failed" in ran.out


def test_junit_has_a_case_for_each_scenario(failing: Path, tmp_path: Path) -> None:
    report = tmp_path / "results.xml"
    assert govrules("test", failing, "--junit", report).code == 5
    root = ElementTree.parse(report).getroot()
    assert root.attrib == {"name": "govrules", "tests": "3", "failures": "1"}
    failed = [case for case in root.iter("testcase") if case.find("failure") is not None]
    assert [case.get("name") for case in failed] == ["One bid is enough"]


def test_junit_of_hostile_text_is_still_xml() -> None:
    hostile = ']]> \x00 \x1b[31m \ud800 \uffff <&" \u202e'
    place = Place(hostile, 1, 1, 1, 2)
    scenario = Scenario(hostile, {}, (), policy=hostile, place=place)
    result = ScenarioResult(scenario, None, (Failure(hostile, hostile, place),))
    root = ElementTree.fromstring(to_junit([FileResults(hostile, (result,))]).encode("utf-8"))
    (case,) = root.iter("testcase")
    assert "␛[31m" in str(case.get("name"))
