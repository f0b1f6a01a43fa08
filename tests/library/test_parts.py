"""A policy of a rulebook taken on its own has nothing of the others that were loaded with it."""

from __future__ import annotations

import datetime as dt

from govrules.library import loads

FIRST = """Policy "First" version 1
  authority: council policy

Vocabulary
  age is a number

Rule A1: old enough
  if age is at least 3
  then age must be at least 5

Departures
  council policy may be departed from by the Cabinet with recorded reasons

Scenario "Too young"
  on 3 July 2026
  given age is 4
  expect A1 breached
"""
SECOND = FIRST.replace('"First"', '"Second"').replace("A1", "B1")


def test_two_policies_that_declare_the_same_word_are_each_tried_on_their_own() -> None:
    rulebook = loads({"first": FIRST, "second": SECOND}, cache=False)
    results = rulebook.run_scenarios(today=dt.date(2026, 7, 3))
    assert [(each.scenario.policy, each.passed) for each in results] == [
        ("First", True), ("Second", True),
    ]  # fmt: skip
    assert [each.policy for each in rulebook.coverage()] == ["First", "Second"]
    assert len(rulebook.boundaries()) == 4
