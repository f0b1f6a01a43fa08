"""Laws of comparisons on rulebooks: order never matters; what is found out never surprises."""

from __future__ import annotations

import itertools
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.library import loads
from govrules.model.comparison import Comparison
from tests.comparison.books import DATE, WORDS, book, policy

LINES = (
    'rank by wealth for "Wealth", higher is better',
    'rank by cost for "Money", lower is better, from £0 to £300',
    'rank by cost per reader for "Money", lower is better',
    'rank by rating for "Quality", higher is better',
    "if within 10 points prefer provider form in order: in-house team, mutual",
)
FACTS: dict[str, list[Any]] = {
    "provider_form": ["in-house team", "mutual", "social enterprise", "private company"],
    "appraised": [True, False],
    "wealth": [0, 40, 50, 100],
    "cost": [0, 100, 200, 1_000_000, "1000000.01"],
    "reach": [0, 1, 3, 4],
    "rating": [1, 2, "none"],
    "acts": [[], ["award the contract"]],
}
NAMES = ("Alpha", "beta", "Gamma", "Ünit")


@st.composite
def options(draw: st.DrawFn, *, missing: bool) -> dict[str, dict[str, Any]]:
    found = {}
    for name in NAMES[: draw(st.integers(1, 4))]:
        facts = {key: draw(st.sampled_from(values)) for key, values in FACTS.items()}
        if missing:
            for key in draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=3)):
                del facts[key]
        found[name] = facts
    return found


def result(comparison: Comparison) -> dict[str, Any]:
    """All but the rulebook, whose digest is that of the texts."""
    return comparison.model_dump(mode="json", exclude={"rulebook"})


@settings(max_examples=60, deadline=None)
@given(options(missing=True), st.randoms(use_true_random=False))
def test_the_order_of_the_options_changes_nothing(
    given_options: dict[str, dict[str, Any]], chance: random.Random
) -> None:
    names = list(given_options)
    chance.shuffle(names)
    shuffled = {name: given_options[name] for name in names}
    rulebook = book(*LINES)
    assert (
        rulebook.compare(shuffled, DATE).to_json()
        == rulebook.compare(given_options, DATE).to_json()
    )


@settings(max_examples=20, deadline=None)
@given(options(missing=True))
def test_the_order_of_criteria_priorities_and_policies_changes_nothing(
    given_options: dict[str, dict[str, Any]],
) -> None:
    expected = result(book(*LINES).compare(given_options, DATE))
    for lines in itertools.islice(itertools.permutations(LINES[:4]), 0, 24, 7):
        assert result(book(*lines, LINES[4]).compare(given_options, DATE)) == expected
    priorities = [line for line in WORDS.splitlines() if line.startswith("Priority")]
    other = WORDS.replace("\n".join(priorities), "\n".join(reversed(priorities)))
    turned = loads(policy(*LINES, words=other))
    assert result(turned.compare(given_options, DATE)) == expected


USED = 'Policy "{}" version 1\n  authority: council policy\n  in force from 1 June 2026\n'


def test_the_order_of_files_changes_nothing() -> None:
    """A second policy with a comparison and a priority of the same name, in either place."""
    second = (
        USED.format("Another")
        + '  uses "Library service"\nPriority "Wealth" weight 10%\nPriority "Other" weight 90%\n'
        + 'Comparison X1: otherwise\n  rank by wealth for "Wealth", higher is better\n'
        + '  rank by cost for "Other", lower is better\n'
    )
    texts = {"a": policy(*LINES), "b": second}
    facts = {"provider_form": "mutual", "acts": ["award the contract"], "reach": 3, "rating": 1}
    two = {"A": {**facts, "wealth": 9, "cost": 9}, "B": {**facts, "wealth": 1, "cost": 1}}
    found = [
        {label: loads(dict(order)).compare(two, DATE, label).to_json() for label in ("O1", "X1")}
        for order in itertools.permutations(texts.items())
    ]
    assert found[0] == found[1]
    one = loads(texts).compare(two, DATE, "X1")
    assert [(p.priority, p.weight) for p in one.priorities] == [("Other", "90"), ("Wealth", "10")]


@settings(max_examples=150, deadline=None)
@given(options(missing=True), st.data())
def test_whatever_is_found_out_later_only_narrows_the_answer(
    given_options: dict[str, dict[str, Any]], data: st.DataObject
) -> None:
    rulebook = book(*LINES)
    before = rulebook.compare(given_options, DATE)
    complete = {
        name: {key: facts.get(key, data.draw(st.sampled_from(FACTS[key]))) for key in FACTS}
        for name, facts in given_options.items()
    }
    after = rulebook.compare(complete, DATE)
    assert set(after.may_be_first) <= set(before.may_be_first)
    if before.outcome == "first":
        assert after.may_be_first == before.first
    if before.outcome == "tie":
        assert after.first == before.first
    if before.outcome == "none":
        assert after.outcome == "none"
    named = [{one.name for one in each.options} for each in (before, after)]
    if named[0] == named[1]:  # then the scales are among the same options
        for one in after.options:
            old = before.option(one.name).total
            assert float(old.low) - 1e-9 <= float(one.total.low)
            assert float(one.total.high) <= float(old.high) + 1e-9


@settings(max_examples=60, deadline=None)
@given(options(missing=False))
def test_options_are_compared_just_as_they_are_checked(
    given_options: dict[str, dict[str, Any]],
) -> None:
    rulebook = book(*LINES)
    found = rulebook.compare(given_options, DATE)
    verdicts = {name: rulebook.check(facts, DATE).verdict for name, facts in given_options.items()}
    told = {one.name: one.verdict for one in (*found.options, *found.set_aside)}
    assert told == verdicts
    compared = {one.name for one in found.options}
    assert compared == {n for n, v in verdicts.items() if v.startswith("complies")}
