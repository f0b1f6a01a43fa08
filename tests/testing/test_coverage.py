"""What scenarios reach of a policy, on policies that can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.analysis.testing.coverage import Coverage, percent
from govrules.model.decision import Decision, Status
from tests.cli.program import govrules
from tests.testing.policies import AT_THE_LIMIT, THREE_QUOTES, book, text


def of(*parts: str) -> Coverage:
    (found,) = book(*parts).coverage()
    return found


def missed(found: Coverage, kind: str) -> list[str]:
    return [f"{point.label}: {point.what}" for point in found.missed if point.kind == kind]


def test_what_one_scenario_reaches_of_one_rule() -> None:
    """Two quotes at the limit: the rule applies and is breached, and nothing else is shown."""
    found = of(THREE_QUOTES, AT_THE_LIMIT)
    assert missed(found, "rule") == ["B1: does not apply", "B1: met"]
    assert missed(found, "exception") == ["B1: applies"]
    boundaries = [(point.words, point.what) for point in found.missed if point.kind == "boundary"]
    assert boundaries == [
        ("annual value is at least £25,000", "below the limit"),
        ("annual value is at least £25,000", "above the limit"),
        ("quotes obtained is at least 3", "at the limit"),
        ("quotes obtained is at least 3", "above the limit"),
    ]
    reached = [each.point.label for each in found.points if each.point.kind == "verdict"]
    assert reached == [
        "does not comply", "cannot be decided", "outside this policy", "complies",
    ]  # fmt: skip
    assert (found.reached, len(found.points), found.percent) == (6, 16, 37.5)


def test_without_scenarios_nothing_is_reached() -> None:
    found = of(THREE_QUOTES)
    assert (found.reached, found.percent) == (0, 0.0)


def test_a_policy_of_words_alone_has_nothing_to_reach() -> None:
    assert of().percent == 100.0


def test_what_a_rule_requires_counts_only_where_it_applies() -> None:
    """Three quotes below the limit say nothing of how many the rule asks for."""
    small = AT_THE_LIMIT.replace("£25,000", "£24,999").replace("is 2", "is 3")
    found = of(THREE_QUOTES, small.replace("B1 breached", "B1 not applicable"))
    assert ("quotes obtained is at least 3", "at the limit") in [
        (point.words, point.what) for point in found.missed
    ]


def test_each_row_of_a_table_and_both_answers_of_a_definition() -> None:
    table = """Define costly if annual value is at least £1,000

Table T1: care
  first row that applies
  | costly | risk || care needed |
  | yes    | high || full        |
  | any    | any  || light       |

Scenario "Cheap"
  on 3 July 2026
  given annual value is £10
  expect care needed is light
"""
    found = of(table)
    assert missed(found, "table row") == ["T1: row 1 applies"]
    assert missed(found, "definition") == ["costly: met"]


def test_a_figure_is_the_one_of_the_day() -> None:
    """£150 is above the limit of 2025 and below that of 2026."""
    lines = """Figure limit
  £100 until 31 December 2025
  £200 from 1 January 2026

Rule B2: large
  if annual value is at least limit
  then the council must not award the contract

Scenario "2025"
  on 1 June 2025
  given annual value is £150
  expect B2 undetermined

Scenario "2026"
  on 1 June 2026
  given annual value is £150
  expect B2 not applicable
"""
    assert [p.what for p in of(lines).missed if p.kind == "boundary"] == ["at the limit"]


def test_no_count_is_below_nought_and_no_amount_need_be() -> None:
    lines = """Rule B3: something
  annual value must be more than £0
"""
    whats = [each.point.what for each in of(lines).points if each.point.kind == "boundary"]
    assert whats == ["at the limit", "above the limit"]


def test_who_decides_and_duties() -> None:
    lines = """Who decides
  the Cabinet if annual value is at least £500
  otherwise the corporate director
  the monitoring officer signs off if urgent

Duties D1: after a decision to award the contract
  if urgent
  the monitoring officer must publish "the decision" within 2 working days

Scenario "Small"
  on 3 July 2026
  given annual value is £499.99
  and urgent is yes
  and the council proposes to award the contract
  expect the corporate director decides
"""
    found = of(lines)
    assert missed(found, "who decides") == [
        "Cabinet: decides", "monitoring officer: need not sign off",
    ]  # fmt: skip
    assert missed(found, "duty") == ["D1: does not arise"]


def test_a_choice_that_cannot_be_read_reaches_nothing() -> None:
    given_wrongly = """Scenario "Wrong"
  on 3 July 2026
  given annual value is £25,000
  and the Cabinet departs from B1 because "reasons"
  expect B1 displaced
"""
    assert of(THREE_QUOTES, given_wrongly).reached > 0


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_status_is_reached_exactly_where_the_engine_gives_it(data: st.DataObject) -> None:
    """Of drawn scenarios: the rule is told as breached, met or not applicable as decided."""
    amounts = st.sampled_from(["£24,999.99", "£25,000", "£25,000.01"])
    drawn = [
        f'\nScenario "S{number}"\n  on 3 July 2026\n  given annual value is {data.draw(amounts)}\n'
        f"  and quotes obtained is {data.draw(st.integers(2, 4))}\n"
        f"  and urgent is {data.draw(st.sampled_from(['yes', 'no']))}\n  expect complies\n"
        for number in range(data.draw(st.integers(1, 3)))
    ]
    rulebook = book(THREE_QUOTES, *drawn)
    decisions = [result.decision for result in rulebook.run_scenarios()]
    statuses = {each.finding("B1").status for each in decisions if isinstance(each, Decision)}
    (found,) = rulebook.coverage()
    reached = {p.point.what for p in found.points if p.reached_by and p.point.kind == "rule"}
    assert ("breached" in reached) == (Status.BREACHED in statuses)
    assert ("met" in reached) == (Status.MET in statuses)
    assert ("does not apply" in reached) == (Status.NOT_APPLICABLE in statuses)


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(0, 0, 100.0), (2, 3, 66.6), (999, 1000, 99.9), (3, 3, 100.0)]
)
def test_only_all_is_a_hundred_per_cent(part: int, whole: int, expected: float) -> None:
    assert percent(part, whole) == expected


# --- the command -------------------------------------------------------------------------------


@pytest.fixture
def buying(tmp_path: Path) -> Path:
    file = tmp_path / "buying.policy"
    file.write_text(text(THREE_QUOTES, AT_THE_LIMIT), encoding="utf-8")
    return file


def test_the_command_tells_what_is_not_reached_and_where(buying: Path) -> None:
    ran = govrules("test", buying, "--coverage")
    assert (ran.code, ran.err) == (0, "")
    assert f"coverage  {buying}: 6 of 16 points reached, 37.5%" in ran.out
    line = buying.read_text(encoding="utf-8").splitlines().index("Rule B1: three quotes") + 1
    assert f"    {buying}:{line}:1 rule B1: does not apply, met\n" in ran.out
    assert ran.out.splitlines()[-1] == "1 scenario: 1 passed, 0 failed"


@pytest.mark.parametrize(("least", "code"), [("37.5", 0), ("37.6", 5)])
def test_a_score_below_what_was_asked_for_fails(buying: Path, least: str, code: int) -> None:
    ran = govrules("test", buying, "--coverage", "--at-least", least)
    assert ran.code == code
    assert ("coverage is 37.5%, not 37.6%" in ran.err) == (code == 5)


def test_a_threshold_needs_a_score(buying: Path) -> None:
    ran = govrules("test", buying, "--at-least", "90")
    assert ran.code == 64
    assert "give it with --coverage" in ran.err


@pytest.mark.parametrize("least", ["nan", "101", "-1", "many"])
def test_a_threshold_is_a_percentage(buying: Path, least: str) -> None:
    assert govrules("test", buying, "--coverage", "--at-least", least).code == 64


def test_as_json_every_point_has_its_place(buying: Path) -> None:
    ran = govrules("test", buying, "--coverage", "--format", "json")
    (file,) = json.loads(ran.out)["files"]
    (found,) = file["coverage"]
    assert (found["points"], found["reached"], found["percent"]) == (16, 6, 37.5)
    assert len(found["found"]) == 16
    by = {each["reached_by"] for each in found["found"]}
    assert by == {None, "At the limit, two quotes"}
    assert file["scenarios"][0]["passed"] is True
