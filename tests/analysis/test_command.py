"""govrules analyse: its forms, its exit codes, and how it is stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from govrules.analysis import checks
from govrules.analysis.checks import Check
from govrules.analysis.finding import Found, Unsettled
from govrules.analysis.subject import Budget, Subject
from govrules.cli.main import run
from govrules.library import load
from tests.analysis.finding_out import HEAD

TABLE = """
Vocabulary
  age is a number
  fare is one of: full, free
Table F1: what to pay
  exactly one row applies
  | age          || fare |
  | less than 18 || free |
  | more than 18 || full |
"""
ACCEPTED = '\nAccepted findings\n  A300 on F1 because "nobody of 18 comes"\n'


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "fares.policy"
    file.write_text(HEAD + TABLE, encoding="utf-8")
    return file


def analyse(file: Path, *options: str) -> int:
    return run(["analyse", str(file), "--without-solver", "--no-cache", *options])


def test_a_finding_is_told_with_its_line_and_a_choice(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert analyse(policy) == 7
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{policy}:6:1 A300 F1 has no row for the case that age is 18"
    assert lines[1:6] == [
        "  6 | Table F1: what to pay",
        "    | ^^^^^^^^^^^^^^^^^^^^^",
        "  for instance, on 1 June 2026",
        "    given age is 18",
        "    then fare cannot be decided: no row applies",
    ]
    assert lines[-1].startswith("1 finding; 9 of 9 checks made")


def test_accepted_findings_end_with_0(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy.write_text(HEAD + TABLE + ACCEPTED, encoding="utf-8")
    assert analyse(policy) == 0
    out = capsys.readouterr().out
    assert f"{policy}:6:1 A300 accepted because nobody of 18 comes\n" in out


def test_json_has_all_of_it(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy.write_text(HEAD + TABLE + ACCEPTED, encoding="utf-8")
    assert analyse(policy, "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["findings"] == data["unsettled"] == data["checks"]["left"] == []
    (accepted,) = data["accepted"]
    assert (accepted["code"], accepted["about"], accepted["line"]) == ("A300", ["F1"], 6)
    assert accepted["because"] == "nobody of 18 comes"
    assert accepted["witness"]["choice"] == {"age": 18}
    assert accepted["witness"]["on"] == "2026-06-01"


def test_sarif_suppresses_what_is_accepted(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert analyse(policy, "--format", "sarif") == 7
    (open_,) = json.loads(capsys.readouterr().out)["runs"]
    policy.write_text(HEAD + TABLE + ACCEPTED, encoding="utf-8")
    assert analyse(policy, "--format", "sarif") == 0
    (accepted,) = json.loads(capsys.readouterr().out)["runs"]
    for one in (open_, accepted):
        (result,) = one["results"]
        assert (result["ruleId"], result["level"]) == ("A300", "warning")
        assert one["invocations"][0]["executionSuccessful"] is True
        assert "for instance, on 2026-06-01: age is 18" in result["message"]["text"]
    assert "suppressions" not in open_["results"][0]
    assert accepted["results"][0]["suppressions"] == [
        {"kind": "inSource", "justification": "nobody of 18 comes"}
    ]


def test_only_what_is_asked_for(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert analyse(policy, "--only", "a301") == 0
    assert capsys.readouterr().out == "nothing found; 1 of 1 checks made\n"
    assert analyse(policy, "--only", "A999") == 64
    assert 'there is no code "A999" of analysis' in capsys.readouterr().err


def test_a_used_policy_is_not_told_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "words.policy").write_text(HEAD + TABLE, encoding="utf-8")
    mine = tmp_path / "mine.policy"
    mine.write_text('Policy "Mine" version 1\n  uses "Example"\n', encoding="utf-8")
    assert analyse(mine) == 0
    assert analyse(tmp_path) == 7


@pytest.mark.parametrize("text", ["", "Policy", HEAD + "Rule C1: x\n  y must be 3\n", "\0"])
def test_a_policy_with_faults_is_not_analysed(policy: Path, text: str) -> None:
    policy.write_text(text, encoding="utf-8")
    assert analyse(policy) == 3


def test_without_z3_it_refuses_and_says_what_to_do(
    policy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govrules.analysis.checks.find_spec", lambda name: None)
    assert run(["analyse", str(policy), "--no-cache"]) == 64
    told = capsys.readouterr()
    assert "pip install 'govrules[analysis]'" in told.err
    assert told.out == ""
    assert run(["analyse", str(policy), "--no-cache", "--only", "A300"]) == 7


def test_when_the_time_is_up_what_is_left_is_named(
    policy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Budget, "is_spent", property(lambda self: True))
    assert analyse(policy) == 4
    out = capsys.readouterr().out
    assert "not looked for: cases that no row of a table speaks to\n" in out
    assert out.endswith("nothing found; 0 of 9 checks made\n")


def _interrupted(subject: Subject, budget: Budget) -> Iterator[Found]:
    yield Unsettled("A999", "whether this ends", "it is only begun")
    raise KeyboardInterrupt


@pytest.fixture
def with_another_check(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = checks.all_checks()
    every = (first, Check("something that takes long", ("A999",), _interrupted))
    monkeypatch.setattr(checks, "all_checks", lambda: every)


@pytest.mark.usefixtures("with_another_check")
def test_an_interrupt_tells_what_was_found_so_far(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert analyse(policy) == 130
    told = capsys.readouterr()
    assert "A300 F1 has no row" in told.out
    assert "not settled: whether this ends: it is only begun" in told.out
    assert "1 of 2 checks made" in told.out
    assert told.err == "interrupted: what is told is all that was found so far\n"


def _unsettled(subject: Subject, budget: Budget) -> Iterator[Found]:
    yield Unsettled("A999", "whether this ends", "nobody knows")


def test_what_is_not_settled_counts_where_that_is_asked(
    policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = (Check("something", ("A999",), _unsettled),)
    monkeypatch.setattr(checks, "all_checks", lambda: every)
    assert analyse(policy) == 0
    assert analyse(policy, "--strict") == 4


def test_a_word_that_an_unrelated_policy_declares_too_does_no_harm(tmp_path: Path) -> None:
    """Both declare the age; here it is given, there a table works out the fare from it."""
    (tmp_path / "a.policy").write_text(HEAD + TABLE, encoding="utf-8")
    other = HEAD.replace("Example", "Other") + (
        "\nVocabulary\n  age is a number\n  seat is one of: front, back\n"
        "Table S1: where to sit\n  exactly one row applies\n"
        "  | age          || seat  |\n  | less than 10 || front |\n  | more than 10 || back  |\n"
    )
    (tmp_path / "b.policy").write_text(other, encoding="utf-8")
    report = load(tmp_path, cache=False).analyse(solver=False, each=True)
    assert [found.message for found in report.findings] == [
        "F1 has no row for the case that age is 18",
        "S1 has no row for the case that age is 10",
    ]
    assert [found.place.file for found in report.findings] == [
        str(tmp_path / name) for name in ("a.policy", "b.policy")
    ]
