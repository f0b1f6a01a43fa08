"""Requirements of which any, all, none or some must hold, decided from facts."""

from __future__ import annotations

from typing import Any

import pytest

import govrules
from govrules.language.load import load_texts

RULE = """\
Policy "Ways to market" version 1
  authority: council policy
Vocabulary
  advertised is yes or no
  framework used is yes or no
  quotes is a number
Rule W1: an open way to market
  {group} {modality} hold
    - advertised
    - framework used
    - quotes is at least 3
Departures
  council policy may be departed from by the Cabinet with recorded reasons
"""


def status(group: str, facts: dict[str, Any], modality: str = "must") -> str:
    rulebook = govrules.loads(RULE.format(group=group, modality=modality))
    (finding,) = rulebook.check(facts).findings
    return str(finding.status)


def facts(advertised: bool | None, framework: bool | None, quotes: int | None) -> dict[str, Any]:
    given = {"advertised": advertised, "framework_used": framework, "quotes": quotes}
    return {key: value for key, value in given.items() if value is not None}


@pytest.mark.parametrize(
    ("group", "given", "expected"),
    [
        ("any of these", facts(True, False, 0), "met"),
        ("any of these", facts(False, False, 3), "met"),
        ("any of these", facts(False, False, 2), "breached"),
        ("any of these", facts(False, None, 2), "undetermined"),
        ("any of these", facts(True, None, None), "met"),
        ("all of these", facts(True, True, 3), "met"),
        ("all of these", facts(True, True, 2), "breached"),
        ("all of these", facts(False, None, None), "breached"),
        ("none of these", facts(False, False, 2), "met"),
        ("none of these", facts(False, True, 2), "breached"),
        ("at least 2 of these", facts(True, False, 3), "met"),
        ("at least 2 of these", facts(True, False, 2), "breached"),
        ("at least 2 of these", facts(True, None, 2), "undetermined"),
    ],
)
def test_a_group_must_hold(group: str, given: dict[str, Any], expected: str) -> None:
    assert status(group, given) == expected


def test_a_group_that_should_hold_may_be_departed_from() -> None:
    assert status("any of these", facts(False, False, 2), "should") == "departed"
    assert status("any of these", facts(False, False, 3), "should") == "met"


def test_more_than_there_are_can_never_hold() -> None:
    loaded = load_texts({"w.policy": RULE.format(group="at least 4 of these", modality="must")})
    assert [(fault.code, fault.place.line) for fault in loaded.diagnostics] == [("P333", 8)]
