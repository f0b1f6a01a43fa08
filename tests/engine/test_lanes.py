"""Codes settle what becomes of every rule; what is looked up by them is what every other way gives.

The way by codes is taken after some checks; here from the first on.
"""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.compiler import lanes, quick_facts, to_lanes
from govrules.compiler.lanes import CODES_IN_BYTE, Group, Lanes, codes_of
from govrules.compiler.python_source import Source
from govrules.compiler.to_lanes import work_out_codes
from govrules.engine import lane_table
from govrules.engine.decider import Decider
from govrules.engine.lane_table import Table
from govrules.errors import ChoiceError
from tests.engine.test_agreement import (
    check_agrees,
    decider_of,
    since_there_are_figures,
    slow_to_draw,
)
from tests.strategies.sound import plain_choices, simple_policy_texts

ON = dt.date(2026, 7, 3)
POLICY = """Policy "Lanes" version 1
  authority: council policy
Vocabulary
  amount is money
  share is a percentage
  urgent is yes or no
  local is yes or no
  form is one of: mutual, charity, company
  begun is a date
  area is text
  notes is text
  acts: award the contract, end the service
Rule R1: r
  if amount is at least £100 and form is one of mutual, charity
  then urgent must be yes
  unless begun is before 2026-01-01 and area is "north"
Rule R2: r
  if at least 2 of these
    - urgent
    - local
    - share is more than 50%
    - form is company
  then amount must be at most £500
Rule R3: r
  if the council proposes to award the contract
  then local must be yes
Define small if amount is less than £500 and not urgent
"""
VALUES: dict[str, list[Any]] = {
    "amount": [99, 100, 501],
    "share": [50, 51],
    "urgent": [True, False],
    "local": [True, False],
    "form": ["mutual", "company"],
    "begun": ["2025-12-31", "2026-01-01"],
    "area": ["north", "south"],
    "acts": [[], ["award the contract"], ["end the service", "award the contract"]],
}
WHOLE = [dict(zip(VALUES, values, strict=True)) for values in product(*VALUES.values())]


@pytest.fixture(autouse=True)
def from_the_first_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane_table, "PLAIN_CHECKS", 1)


@pytest.fixture
def decider() -> Decider:
    return decider_of(POLICY)


def looked_up(decider: Decider, choice: dict[str, Any], on: dt.date = ON) -> bool:
    return decider._period(on).lanes.look_up(choice) is not None


def in_full(decider: Decider, choice: dict[str, Any], on: dt.date = ON) -> str:
    return decider.decide_in_full(decider.facts_of(choice), on).to_json()


def test_every_whole_choice_is_looked_up_and_decided_as_in_full(decider: Decider) -> None:
    for choice in WHOLE * 2:  # a verdict that is new is worked out in full
        assert decider.decide(choice, ON).to_json() == in_full(decider, choice)
    for choice in WHOLE:
        assert looked_up(decider, choice)
        assert decider.decide(choice, ON).to_json() == in_full(decider, choice)


def test_what_was_learned_is_little(decider: Decider) -> None:
    """Four rules have few outcomes together, however many choices there are."""
    for choice in WHOLE * 2:
        decider.decide(choice, ON)
    table = decider._period(ON).lanes
    assert 0 < sum(known(found) for found in table._found) < len(WHOLE) / 10


def test_what_is_kept_stays_bounded_and_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "WIDEST", 1)  # so that an outcome takes several bytes
    for module, name in (
        (lane_table, "_MOST_TOGETHER"),
        (lane_table, "_MOST_VERDICTS"),
        (to_lanes, "_MOST_ACTS"),
        (quick_facts, "MOST_TOGETHER"),
    ):
        assert getattr(module, name) > 2
        monkeypatch.setattr(module, name, 2)
    decider = decider_of(POLICY)
    for choice in WHOLE * 2:
        assert decider.decide(choice, ON).to_json() == in_full(decider, choice)
    table = decider._period(ON).lanes
    assert len(table._verdicts) == 2
    by_bytes = [found for found in table._found if isinstance(found, dict)]
    assert by_bytes
    assert max(map(len, by_bytes)) == 2


def known(found: Table) -> int:
    """How much of what a group comes to was learned."""
    return len(found) if isinstance(found, dict) else 256 - found.count(None)


@slow_to_draw
@given(
    simple_policy_texts(), st.lists(plain_choices, min_size=1, max_size=6), since_there_are_figures
)
def test_drawn_policies_are_decided_as_in_full(
    text: str, drawn: list[dict[str, Any]], on: str
) -> None:
    decider, date = decider_of(text), dt.date.fromisoformat(on)
    for choice in drawn * 3:
        assert check_agrees(decider, choice, date).to_json() == in_full(decider, choice, date)


WRONG: list[tuple[str, Any]] = [
    ("amount", True),
    ("amount", None),
    ("amount", -(10**30)),
    ("amount", "100"),
    ("urgent", 1),
    ("urgent", None),
    ("form", "club"),
    ("form", None),
    ("form", ["mutual"]),
    ("begun", "2026-13-01"),
    ("begun", 2026),
    ("begun", None),
    ("area", 7),
    ("area", None),
    ("acts", "award the contract"),
    ("acts", ["dance"]),
    ("acts", [["award the contract"]]),
    ("notes", 7),
    ("notes", None),
    ("decision_date", "tomorrow"),
    ("unheard of", 1),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_what_is_not_plain_is_not_looked_up(decider: Decider, key: str, value: Any) -> None:
    for choice in WHOLE * 2:
        decider.decide(choice, ON)
    choice = {**WHOLE[0], key: value}
    assert not looked_up(decider, choice)
    try:
        assert decider.decide(choice, ON).to_json() == in_full(decider, choice)
    except ChoiceError:
        with pytest.raises(ChoiceError):
            decider.facts_of(choice)


def test_a_fact_left_out_is_not_looked_up(decider: Decider) -> None:
    for choice in WHOLE * 2:
        decider.decide(choice, ON)
    for key in VALUES:
        choice = {name: value for name, value in WHOLE[0].items() if name != key}
        assert not looked_up(decider, choice)
        assert decider.decide(choice, ON).to_json() == in_full(decider, choice)


@pytest.mark.parametrize("more", [{"notes": "a note"}, {"decision_date": "2026-07-03"}])
def test_what_no_rule_reads_may_be_given_too(decider: Decider, more: dict[str, Any]) -> None:
    choice = {**WHOLE[0], **more}
    for _ in range(3):
        decider.decide(choice, ON)
    assert looked_up(decider, choice)
    on = None if "decision_date" in choice else ON
    assert decider.decide(choice, on).to_json() == in_full(decider, choice)


@slow_to_draw
@given(simple_policy_texts(), st.lists(plain_choices, min_size=6, max_size=6), st.integers(1, 3))
def test_the_codes_settle_the_outcomes_however_wide_the_nodes(
    text: str, drawn: list[dict[str, Any]], widest: int
) -> None:
    """Nodes that read too many atoms are told by what they read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lanes, "WIDEST", widest)
        decider = decider_of(text)
        for choice in drawn * 3:
            assert decider.decide(choice, ON).to_json() == in_full(decider, choice)


def test_a_judgement_that_a_plain_choice_does_not_record_is_unknown() -> None:
    rule = """Rule R4: r
  if urgent
  then amount must be at most £500
  unless local and the decision maker is satisfied that "it cannot wait"
"""
    decider = decider_of(POLICY + rule)
    for choice in WHOLE * 3:
        assert decider.decide(choice, ON).to_json() == in_full(decider, choice)
    assert {looked_up(decider, choice) for choice in WHOLE} == {True, False}


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(0, 12))
def test_each_outcome_is_in_a_group_with_room_for_it(sizes: list[int], apart: int) -> None:
    groups = lanes._groups(sizes, apart)
    assert [n for group in groups for n in range(group.start, group.end)] == [*range(len(sizes))]
    assert [group.first for group in groups] == [0, *(group.after for group in groups)][:-1]
    for start, end, first, after in groups:
        codes = sum(sizes[start:end])
        assert max(1, codes) <= CODES_IN_BYTE * (after - first)
        assert after - first == 1 or end - start == 1
        assert not start < apart < end


@given(
    st.integers(0, 4).flatmap(lambda n: st.lists(st.integers(0, 4), min_size=2**n, max_size=2**n))
)
def test_the_codes_settle_the_region_of_every_combination(region_of: list[int]) -> None:
    atoms = ["a", "b", "c", "d"][: len(region_of).bit_length() - 1]
    regions = [
        sum(1 << number for number, each in enumerate(region_of) if each == region)
        for region in sorted(set(region_of))
    ]
    codes = codes_of(atoms, regions)
    drawn = Lanes([Group(0, 1, 0, -(-len(codes) // CODES_IN_BYTE))])
    for place, code in enumerate(codes):
        drawn.put(place, code)
    source = Source()
    work_out_codes(source, drawn)
    met: dict[bytes, int] = {}
    for number, region in enumerate(region_of):
        dead = drawn.unused
        for place, atom in enumerate(atoms):
            dead |= drawn.killed_by(atom, bool(number >> place & 1))
        names: dict[str, Any] = source.constants | {"dead": dead}
        exec("\n".join(source.lines), names)
        assert met.setdefault(names["codes"], region) == region
