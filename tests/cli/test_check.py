"""The verdicts of govrules check, their exit codes, and several choices at once."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from govrules.cli.deciding import WORST_FIRST, worst
from govrules.errors import ExitCode

from . import program as p
from .program import MARKET, check, choices_file, fresh, govrules


@pytest.mark.parametrize(
    ("choice", "verdict", "code"),
    [
        (p.THREE_BIDS, "COMPLIES", 0),
        (p.NO_LOCAL_BID, "COMPLIES WITH CONDITIONS", 0),
        (p.TWO_BIDS, "DOES NOT COMPLY", 2),
        (p.BIDS_NOT_GIVEN, "CANNOT BE DECIDED", 4),
        (p.SMALL, "OUTSIDE THIS POLICY", 4),
        (p.BOTH_WAYS, "RULES CONFLICT", 4),
    ],
)
def test_each_verdict_has_its_exit_code(choice: dict, verdict: str, code: int) -> None:
    ran = check(choice)
    assert ran.out.splitlines()[0] == verdict
    assert (ran.code, ran.err) == (code, "")


def test_a_choice_with_an_unknown_key_is_refused_with_the_key_that_was_meant() -> None:
    ran = check(p.MISSPELT)
    assert ran.code == 65
    assert ran.out == ""
    assert ran.err == (
        'standard input:1:2 "anual_value" is not a term of this rulebook; '
        'did you mean "annual_value"?\n'
    )


def test_the_exit_code_is_that_of_the_worst_choice() -> None:
    """Worst first: internal fault, not recorded, unreadable, refused, undecided, complies."""
    assert [int(code) for code in WORST_FIRST] == [1, 74, 65, 2, 4, 0]
    for first, second in itertools.combinations(WORST_FIRST, 2):
        assert worst([second, first]) == worst([first, second]) == first
    assert worst([]) == ExitCode.COMPLIES


def test_a_faulty_choice_does_not_keep_the_others_from_being_decided(tmp_path: Path) -> None:
    file = choices_file(tmp_path, p.THREE_BIDS, p.MISSPELT, p.TWO_BIDS)
    ran = govrules("check", file, "--policy", MARKET, "--format", "json")
    verdicts = [json.loads(line)["verdict"] for line in ran.out.splitlines()]
    assert verdicts == ["complies", "does not comply"]
    assert f'{file}:2:2 "anual_value"' in ran.err
    assert ran.code == 65


def test_several_choices_stand_under_their_names(tmp_path: Path) -> None:
    titled = {**p.TWO_BIDS, "title": "Cleaning of\nthe \x1b[31mtown hall"}
    file = choices_file(tmp_path, p.THREE_BIDS, titled)
    ran = govrules("check", file, "--policy", MARKET)
    lines = ran.out.splitlines()
    assert lines[0] == f"{file} line 1"
    assert set(lines[1]) == {"="}
    assert lines[3] == "COMPLIES"
    assert f"{file} line 2: Cleaning of the ␛[31mtown hall" in lines
    assert "\x1b" not in ran.out
    assert ran.code == 2


def test_what_follows_an_unreadable_line_is_said_not_to_have_been_read(tmp_path: Path) -> None:
    file = tmp_path / "choices.jsonl"
    file.write_text(f"{json.dumps(p.SMALL)}\n{{\n{json.dumps(p.TWO_BIDS)}\n", encoding="utf-8")
    ran = govrules("check", file, "--policy", MARKET, "--format", "json")
    assert ran.code == 65
    assert f"{file}:2:" in ran.err
    told_of = len(ran.out.splitlines()) == 2 or f"{file}: what stands after this was not" in ran.err
    assert told_of


def test_a_summary_is_one_table(tmp_path: Path) -> None:
    file = choices_file(tmp_path, p.THREE_BIDS, {**p.BIDS_NOT_GIVEN, "title": "Cleaning"})
    ran = govrules("check", file, "--policy", MARKET, "--summary")
    lines = ran.out.splitlines()
    assert lines[2].split() == ["choices.jsonl", "line", "1", "complies", "nothing"]
    assert lines[3].startswith("choices.jsonl line 2: Cleaning  cannot be decided  bids_received")
    assert "      1  cannot be decided" in lines
    assert ran.code == 4


def test_one_rule_alone_is_explained(tmp_path: Path) -> None:
    ran = check(p.TWO_BIDS, "--why", "m1")
    assert ran.code == 2
    assert "M1 is breached" in ran.out
    assert "M2" not in ran.out


def test_an_unknown_rule_cannot_be_explained() -> None:
    ran = check(p.TWO_BIDS, "--why", "M9")
    assert ran.code == 64
    assert 'there is no rule "M9" in this rulebook' in ran.err
    assert ran.out == ""


def test_the_decision_date_is_the_given_one_else_that_of_the_choice() -> None:
    dated = {**p.THREE_BIDS, "decision_date": "2026-06-01"}
    assert json.loads(check(dated, "--format", "json").out)["decision_date"] == "2026-06-01"
    given = check(dated, "--format", "json", "--on", "2026-07-03")
    assert json.loads(given.out)["decision_date"] == "2026-07-03"


@pytest.mark.parametrize("date", ["3/7/2026", "2026-02-30", "2026-W27-5", "٢٠٢٦-٠٧-٠٣"])
def test_what_is_no_date_is_refused(date: str) -> None:
    ran = check(p.THREE_BIDS, "--on", date)
    assert ran.code == 64
    assert "is not a date; write it like 2026-07-03" in ran.err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("choice.json", '{"annual_value": 100000, "bids_received": 2}'),
        ("choice.yaml", "annual_value: £100,000\nbids_received: 2\n"),
        ("choice.csv", 'annual_value,bids_received\n"£100,000",2\n'),
        ("choices.json", '[{"annual_value": 100000, "bids_received": 2}]'),
    ],
)
def test_choices_are_read_from_any_of_the_formats(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    ran = govrules("check", file, "--policy", MARKET)
    assert (ran.code, ran.err) == (2, "")


def test_standard_input_may_be_of_any_format() -> None:
    rows = "annual_value,bids_received\n100000,2\n"
    options = ("--input-format", "csv", "--policy", MARKET)
    assert govrules("check", "-", *options, stdin=rows).code == 2


def test_files_that_are_not_there_are_told_before_anything_is_decided(tmp_path: Path) -> None:
    file = choices_file(tmp_path, p.THREE_BIDS)
    ran = govrules("check", file, tmp_path / "nix.json", "--policy", MARKET)
    assert (ran.code, ran.out) == (64, "")
    assert "there is no file" in ran.err


def test_a_policy_with_faults_decides_nothing() -> None:
    ran = govrules("check", "-", "--policy", p.FAULTY, stdin="{}")
    assert (ran.code, ran.out) == (3, "")
    assert 'P203 unknown term "annual valu"; did you mean "annual value"?' in ran.err


def test_two_policies_of_one_folder_are_kept_apart(tmp_path: Path) -> None:
    """Both use a third, so that deciding by either reads the same three files."""
    words = 'Policy "Words" version 1\n\nVocabulary\n  bids is a number\n'
    (tmp_path / "words.policy").write_text(words, encoding="utf-8")
    for title, least in (("North", 2), ("South", 3)):
        (tmp_path / f"{title}.policy").write_text(
            f'Policy "{title}" version 1\n  uses "Words" version 1\n\n'
            f"Rule {title}: bids\n  bids must be at least {least}\n",
            encoding="utf-8",
        )
    for title, code in (("North", 0), ("South", 2), ("North", 0)):
        policy = tmp_path / f"{title}.policy"
        assert govrules("check", "-", "--policy", policy, stdin='{"bids": 2}').code == code


def test_without_the_cache_the_decision_is_the_same() -> None:
    kept = fresh(
        "check",
        "-",
        "--policy",
        MARKET,
        "--format",
        "json",
        "--on",
        "2026-07-03",
        stdin=json.dumps(p.TWO_BIDS),
    )
    again = check(p.TWO_BIDS, "--format", "json", "--on", "2026-07-03")
    anew = check(p.TWO_BIDS, "--format", "json", "--on", "2026-07-03", "--no-cache")
    assert kept == again == anew
