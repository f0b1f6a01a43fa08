"""Findings that a policy accepts are told apart, with the reason; lines that accept nothing too."""

from __future__ import annotations

import pytest

from govrules.language.load import load_texts
from govrules.library import loads
from tests.analysis.finding_out import HEAD, analysed

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


def accepting(line: str) -> str:
    return f"{TABLE}\nAccepted findings\n  {line}\n"


def faults(line: str) -> list[str]:
    found = load_texts({"a.policy": HEAD + accepting(line)}).diagnostics
    return [f"{each.code} {each.message}" for each in found]


def test_an_accepted_finding_is_told_apart_with_its_reason() -> None:
    report = analysed(accepting('A300 on F1 because "nobody is asked at 18"'))
    assert report.findings == ()
    (accepted,) = report.accepted
    assert accepted.because == "nobody is asked at 18"
    assert accepted.finding.code == "A300"


@pytest.mark.parametrize("line", ['a300 on F1 because "x"', 'A300 on F1\n    because "x"'])
def test_capitals_of_the_code_and_lines_do_not_matter(line: str) -> None:
    assert not analysed(accepting(line)).findings


def test_another_code_accepts_nothing_and_is_told() -> None:
    report = analysed(accepting('A301 on F1 because "x"'))
    assert [finding.code for finding in report.findings] == ["A300", "A400"]
    assert report.findings[1].message == ('A301 is accepted on "F1", but no longer found there')


def test_what_was_not_looked_for_is_not_called_gone() -> None:
    text = HEAD + accepting('A112 on "Example" because "x"')
    assert [f.code for f in loads(text, cache=False).analyse(solver=False).findings] == ["A300"]
    only = loads(HEAD + accepting('A301 on F1 because "x"'), cache=False)
    assert not only.analyse(codes=["A304"], solver=False).findings
    assert [f.code for f in only.analyse(codes=["A400"], solver=False).findings] == ["A400"]


def test_a_word_is_named_in_quotation_marks_with_or_without_capitals() -> None:
    text = """
Vocabulary
  age is a number
Define grown up if age is at least 18
Rule C1: a rule
  age must be known
Departures
  council policy may not be departed from
Accepted findings
  A201 on "Grown up" because "the next policy reads it"
"""
    report = analysed(text)
    assert not report.findings
    assert len(report.accepted) == 1


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("A300 on F1", 'P120 "A300" has no reason; add one such as'),
        ('A3000 on F1 because "x"', 'P226 analysis has no code "A3000"; did you mean "A300"?'),
        ('P104 on F1 because "x"', 'P226 analysis has no code "P104"'),
        ('A300 on F2 because "x"', 'P208 unknown rule or table "F2"'),
        ('A300 on "agee" because "x"', 'P203 unknown term "agee"; did you mean "age"?'),
        ('A300 because "x"', 'P102 "because" cannot stand here; expected "on"'),
        ("", 'P120 "Accepted findings" has no finding; add one such as'),
    ],
)
def test_faults(line: str, fault: str) -> None:
    (found,) = faults(line)
    assert found.startswith(fault)


def test_what_is_accepted_changes_no_decision() -> None:
    rule = "\nRule C1: a rule\n  age must be at least 3\nDepartures\n" + (
        "  council policy may not be departed from\n"
    )
    without = loads(HEAD + TABLE + rule, cache=False)
    accepted = loads(
        HEAD + TABLE + rule + 'Accepted findings\n  A300 on F1 because "x"\n', cache=False
    )
    assert without.digest != accepted.digest
    for choice in ({"age": 2}, {"age": 3}, {"age": 18}, {}):
        one, other = (each.check(choice) for each in (without, accepted))
        same = {"rulebook": other.rulebook, "run_at": other.run_at}
        assert one.model_copy(update=same) == other
