"""Every limit of the C engine is checked at, and past, the last sound value."""

from __future__ import annotations

from itertools import count, product
from string import ascii_lowercase
from typing import Any

import pytest
from hypothesis import given, settings

from govrules.compiler.bounds import RESERVED, AlphaTrie, faults, property_hash
from govrules.compiler.normal import normal
from govrules.compiler.partition import partitions
from govrules.compiler.program import LogicProgram, Node
from govrules.compiler.to_durable import PROPERTY_NAMES, to_durable
from tests.engine.logic import policy, programs

Pattern = dict[str, Any]
SENTINEL = {"all": [{"m": {"z": 1}}], "pri": 60000}


def ruleset(*patterns: Pattern) -> dict[str, Any]:
    rules = {f"{number:04}": {"all": [{"m": pattern}]} for number, pattern in enumerate(patterns)}
    return {**rules, "zzzz": SENTINEL}


def names(number: int) -> list[str]:
    pairs = (first + second for first, second in product(ascii_lowercase, ascii_lowercase))
    return [
        name
        for name, _ in zip((pair for pair in pairs if pair != "id"), range(number), strict=False)
    ]


def chain(number: int) -> Pattern:
    """Nested alternatives with so many operators."""
    fresh = (f"{first}{second}" for first in "abc" for second in "nopqrstuvw")
    pattern: Pattern = {next(fresh): 2}
    for at in range(number):
        pattern = {"$or" if at % 2 else "$and": [{next(fresh): 2}, pattern]}
    return pattern


def test_what_the_compiler_makes_is_sound() -> None:
    for partition in partitions(normal(policy(60))):
        assert faults(to_durable(partition).definition) == []


@settings(max_examples=30, deadline=None)
@given(programs())
def test_whatever_is_drawn_is_sound(program: LogicProgram) -> None:
    within = normal(program)
    groups = partitions(within)
    assert sorted(node.name for group in groups for node in group) == sorted(
        node.name for node in within.nodes
    )
    for group in groups:
        assert faults(to_durable(group).definition) == []


# one pattern on each property: together they match all at once, with the sentinel
@pytest.mark.parametrize(
    ("patterns", "fault"), [(59, None), (60, "simultaneous alpha matches: 61")]
)
def test_simultaneous_matches(patterns: int, fault: str | None) -> None:
    found = faults(ruleset(*({name: 2} for name in names(patterns))))
    assert found == ([] if fault is None else [f"{fault}, at most 60"])


@pytest.mark.parametrize(
    ("patterns", "told"),
    [
        ([{name: 2} for name in names(247)], "properties"),
        ([{name: 2} for name in names(499)], "children of one alpha"),
        ([{"$and": [{"aa": 2}, {name: 0}]} for name in names(120)], "rules: "),
        ([{"aa": 2}] * 200, "rules ending on one alpha"),
        ([{"$or": [{"aa": 2}, {name: 2}]} for name in names(101)[1:]], "joins under one alpha"),
        ([chain(14)], "operators in one pattern"),
    ],
)
def test_each_limit_at_and_past_it(patterns: list[Pattern], told: str) -> None:
    more: dict[str, list[Pattern]] = {
        "properties": [{"zx": 2}, {"zy": 2}],
        "children of one alpha": [{"zx": 2}, {"zy": 2}],
        "rules: ": [{"aa": 0}, {"aa": 0}],
        "rules ending on one alpha": [{"aa": 2}, {"aa": 2}],
        "joins under one alpha": [{"$or": [{"aa": 2}, {name: 2}]} for name in ("zx", "zy")],
        "operators in one pattern": [chain(15)],
    }
    past = [*patterns[:-1], *more[told]]
    assert not any(told in fault for fault in faults(ruleset(*patterns)))
    assert any(told in fault for fault in faults(ruleset(*past)))


@pytest.mark.parametrize(
    "pattern",
    [
        {},
        {"$and": []},
        {"$or": []},
        {"aa": 3},
        {"aa": True},
        {"aa": "2"},
        {"aaa": 2},
        {"aä": 2},
        {"aa": 2, "ab": 2},
        {"$not": [{"aa": 2}]},
        {"$nex": {"aa": 1}},
        {"$neq": {"aa": 1, "ab": 1}},
        {"$and": {"aa": 2}},
    ],
)
def test_a_pattern_in_any_other_form_is_refused(pattern: Pattern) -> None:
    assert any("agreed form" in fault for fault in faults(ruleset(pattern)))


@pytest.mark.parametrize(
    "change",
    [
        {"zzzz": {"all": [{"m": {"z": 1}}]}},
        {"zzzz": {"all": [{"m": {"z": 1}}], "pri": 1}},
        {"rule one": {"all": [{"m": {"aa": 2}}]}},
        {"0001": {"any": [{"m": {"aa": 2}}]}},
        {"0001": {"all": [{"m": {"aa": 2}}], "count": 2}},
        {"0001": {"all": [{"m": {"aa": 2}}, {"m": {"ab": 2}}]}},
        {"0001": {"all": [{"m": {"id": 2}}]}},
    ],
)
def test_a_ruleset_in_any_other_form_is_refused(change: dict[str, Any]) -> None:
    assert faults(ruleset({"aa": 2})) == []
    assert faults({**ruleset({"aa": 2}), **change})


def test_no_two_property_names_are_alike_to_the_engine() -> None:
    hashes = [property_hash(name) for name in (*PROPERTY_NAMES, *RESERVED)]
    assert len(set(hashes)) == len(hashes) == 250 + len(RESERVED)


def test_the_hash_is_the_one_that_the_engine_uses() -> None:
    # two constants of its source: the hashes of "id" and "sid"
    assert property_hash("id") == 926444256
    assert property_hash("sid") == 3593476751


def test_shared_beginnings_are_counted_once() -> None:
    trie = AlphaTrie()
    for name in names(40):
        trie.add({"$and": [{"zx": 2}, {name: 2}]})
    assert trie.peak() == 40
    trie.add({"$and": [{"zx": 0}, {"zy": 2}]})
    assert trie.peak() == 40


def test_values_that_shut_each_other_out_do_not_add_up() -> None:
    trie = AlphaTrie()
    for value in range(3):
        trie.add({"aa": value})
    assert trie.peak() == 1
    trie.add({"$neq": {"aa": 0}})
    assert trie.peak() == 2


def test_many_nodes_on_many_inputs_are_cut_into_several_groups() -> None:
    within = normal(policy(100))
    groups = partitions(within)
    assert len(groups) > 10
    for group in groups:
        assert len({name for node in group for name in node.inputs}) <= 30
        assert 3 * len(group) <= 120


def test_the_cut_does_not_depend_on_the_order_of_the_nodes() -> None:
    program = normal(policy(30))
    turned = LogicProgram(program.atoms, program.nodes[::-1])
    assert partitions(turned) == partitions(program)


def test_a_group_holds_no_node_that_another_one_in_it_reads() -> None:
    for group in partitions(normal(policy(30))):
        own = {node.name for node in group}
        assert not own & {name for node in group for name in node.inputs}


def test_numbers_of_names_do_not_run_out() -> None:
    wide = [
        Node(f"n{at}", policy(1).nodes[0].formula)
        for at, _ in zip(count(), range(45), strict=False)
    ]
    group = partitions(LogicProgram(("C1 condition", "in force"), tuple(wide)))
    assert [len(nodes) for nodes in group] == [40, 5]
