"""Rows of a frame are decided exactly as single choices are, in every shape that they can have."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.errors import ChoiceError
from govrules.library import Rulebook, load, loads
from tests.bulk.frames import Choice, agrees, frame_of
from tests.library import drawn
from tests.strategies import sound

POLICIES = Path(__file__).parents[2] / "policies"
ON = dt.date(2026, 7, 1)
slow_to_draw = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
)


@slow_to_draw
@given(
    drawn.rulebooks("all"),
    st.lists(drawn.choices, min_size=1, max_size=12),
    drawn.dates,
    st.booleans(),
)
def test_with_all_that_a_rulebook_can_have(
    texts: dict[str, str], choices: list[dict[str, Any]], on: str, plain: bool
) -> None:
    rulebook = loads(texts, cache=False)
    agrees(rulebook, frame_of(choices, plain), dt.date.fromisoformat(on))


@slow_to_draw
@given(
    drawn.rulebooks("quick"), st.lists(drawn.plain_choices, min_size=1, max_size=30), drawn.dates
)
def test_with_plain_facts(texts: dict[str, str], choices: list[dict[str, Any]], on: str) -> None:
    rulebook = loads(texts, cache=False)
    agrees(rulebook, frame_of(choices), dt.date.fromisoformat(on))


@pytest.mark.parametrize("facts", [sound.choices, sound.complete_choices], ids=["any", "complete"])
def test_with_every_type(facts: st.SearchStrategy[dict[str, Any]]) -> None:
    @slow_to_draw
    @given(sound.policy_texts(), st.lists(facts, min_size=1, max_size=12), sound.decision_dates)
    def agree(text: str, choices: list[dict[str, Any]], on: str) -> None:
        agrees(loads(text, cache=False), frame_of(choices), dt.date.fromisoformat(on))

    agree()


WATCHED = """Policy "Watched" version 1
Vocabulary
  amount is a number
  last review is a date or none
Rule W1: reviewed
  if amount is at least 3
  then last review must be none
"""


def test_what_a_row_says_nobody_knows() -> None:
    unknown = [None, ["last_review"], ["amount"], "last_review; amount", ["last_revue"], []]
    amounts = [5, 5, 5, None, 5, 5]
    frame = frame_of(
        [{"amount": each, "not_known": said} for each, said in zip(amounts, unknown, strict=True)]
    )
    rulebook = loads(WATCHED, cache=False)
    agrees(rulebook, frame, None)
    result = rulebook.check_frame(frame)
    assert result.decisions["row"].to_list() == [0, 1, 3, 5]
    assert result.set_aside["key"].to_list() == ["not_known", "not_known[0]"]


@pytest.mark.parametrize("folder", ["england", "systems/trusted-providers"])
def test_under_policies_that_come_with_govrules(folder: str) -> None:
    """The choices of their scenarios, with facts left out at random."""
    rulebook = load(POLICIES / folder)
    choices = _choices(rulebook)
    drawn = random.Random(folder)
    rows = [_with_gaps(drawn, drawn.choice(choices)) for _ in range(100)]
    agrees(rulebook, frame_of(rows), ON)


def _choices(rulebook: Rulebook) -> list[Choice]:
    found = []
    for policy in rulebook._decider.policy_set.policies:
        for scenario in policy.scenarios:
            try:
                rulebook.check(scenario.choice, ON)
            except ChoiceError:  # of options or contracts, or of one policy alone
                continue
            found.append(dict(scenario.choice))
    return found


def _with_gaps(drawn: random.Random, choice: Choice) -> Choice:
    return {key: value for key, value in choice.items() if drawn.random() < 0.8}
