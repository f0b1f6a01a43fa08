"""Decision tables: which row is hit, what they give, and which facts they wait for."""

from __future__ import annotations

from typing import Any

import pytest

from govrules.engine.reference import UNKNOWN, Evaluation
from tests.reference.policies import evaluate, term_of

HITS = ("exactly one row applies", "first row that applies", "every row that applies")


def table(hit: str, choice: dict[str, Any]) -> Evaluation:
    kind = "several of" if hit.startswith("every") else "one of"
    return evaluate(
        f"""Vocabulary
  watch is {kind}: light, standard, close

Table T1: how closely to watch
  {hit}
  | value              | ready || watch    |
  | less than £100     | any   || light    |
  | at least £100      | no    || standard |
  | at least £1,000    | any   || close    |
""",
        choice,
    )


def result(hit: str, **choice: Any) -> Any:
    evaluation = table(hit, choice)
    return evaluation.term(term_of(evaluation, "watch"))


def wanted(hit: str, **choice: Any) -> tuple[str, ...]:
    evaluation = table(hit, choice)
    return tuple(sorted(one.key for one in evaluation.wants.term(term_of(evaluation, "watch"))))


@pytest.mark.parametrize("hit", HITS)
@pytest.mark.parametrize(
    ("value", "ready", "expected"),
    [
        ("99.99", True, "light"),
        (100, False, "standard"),
        ("999.99", False, "standard"),
        (1000, True, "close"),
    ],
)
def test_when_one_row_matches_every_hit_policy_gives_it(
    hit: str, value: Any, ready: bool, expected: str
) -> None:
    found = result(hit, value=value, ready=ready)
    assert found == (frozenset({expected}) if hit.startswith("every") else expected)


def test_when_two_rows_match() -> None:
    both = {"value": 1000, "ready": False}
    assert result("exactly one row applies", **both) is UNKNOWN
    assert table("exactly one row applies", both).notes == (
        "rows 2 and 3 of table T1 all apply, and only one may",
    )
    assert wanted("exactly one row applies", **both) == ()
    assert result("first row that applies", **both) == "standard"
    assert result("every row that applies", **both) == {"standard", "close"}


def test_when_no_row_matches() -> None:
    none = {"value": 100, "ready": True}
    for hit in HITS[:2]:
        assert result(hit, **none) is UNKNOWN
        assert table(hit, none).notes == ("no row of table T1 applies",)
        assert wanted(hit, **none) == ()
    assert result(HITS[2], **none) == frozenset()


@pytest.mark.parametrize("hit", HITS)
def test_when_it_is_not_known_which_row(hit: str) -> None:
    assert result(hit, value=500) is UNKNOWN
    assert wanted(hit, value=500) == ("ready",)
    assert wanted(hit) == ("ready", "value")


def test_a_missing_fact_that_cannot_matter_is_not_wanted() -> None:
    for hit in HITS:
        assert wanted(hit, value=50) == ()
    assert result("first row that applies", value=50) == "light"


def test_a_later_row_waits_for_an_earlier_one_only_in_the_first_that_applies() -> None:
    """At £1,000 row 3 matches; row 2 would come first if it matched."""
    assert result("first row that applies", value=1000) is UNKNOWN
    assert wanted("first row that applies", value=1000) == ("ready",)
    assert wanted("exactly one row applies", value=1000) == ("ready",)


def test_two_results_from_one_table() -> None:
    body = """Vocabulary
  watch is one of: light, close
  visits is a number

Table T1: watching
  exactly one row applies
  | ready || watch | visits |
  | yes   || light | 1      |
  | no    || close | 4      |
"""
    evaluation = evaluate(body, {"ready": False})
    assert evaluation.term(term_of(evaluation, "watch")) == "close"
    assert evaluation.term(term_of(evaluation, "visits")) == 4
