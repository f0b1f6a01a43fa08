"""What durable-rules decided is remembered per node, exactly, and never changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from govrules.compiler.normal import normal
from govrules.compiler.partition import Partition
from govrules.compiler.program import All, LogicProgram, Negation, Node, Read, Some
from govrules.compiler.to_durable import DurableRuleset, to_durable
from govrules.engine.durable.memory import MOST_OPEN_RULESETS, NodeTables, index_of, values_at
from govrules.engine.durable.truth_tables import value_of
from govrules.errors import EngineFault
from tests.engine.logic import all_values, policy, programs, reads

PROGRAM = LogicProgram(
    ("a", "b", "c"),
    (
        Node("both", All(reads("a", "b"))),
        Node("either", Some(reads("b", "c"))),
        Node("verdict", All((Read("both"), Negation(Read("either"))))),
        Node("always", All(())),
    ),
)


def test_the_first_input_is_the_lowest_digit() -> None:
    assert index_of((1, 0, 2)) == 1 + 0 * 3 + 2 * 9
    assert values_at(19, 3) == (1, 0, 2)
    tables = NodeTables(PROGRAM)
    assert tables.table("both").inputs == ("a", "b")
    assert tables.table("both")[index_of((2, 1))] == 1
    assert tables.table("verdict")[index_of((2, 0))] == 2
    assert tables.table("verdict")[index_of((0, 2))] == 0
    assert tables.table("always")[0] == 2


def test_nothing_is_decided_twice_and_one_run_teaches_many_nodes() -> None:
    tables = NodeTables(PROGRAM)
    assert tables.runs == 0
    for values in all_values(PROGRAM.atoms) * 2:
        tables.evaluate(values)
    entries = sum(len(table) for table in tables.learned().values())
    assert entries == 9 + 9 + len(tables.learned()["verdict"]) + 1
    assert tables.runs < entries


def test_all_combinations_can_be_decided_ahead() -> None:
    tables = NodeTables(normal(policy(4)))
    tables.complete(5)
    runs = tables.runs
    for node in tables.program.nodes:
        table = tables.table(node.name)
        assert table.is_complete == (len(node.inputs) <= 5)
        for index, value in table.items():
            values = dict(zip(node.inputs, values_at(index, len(node.inputs)), strict=True))
            assert value == value_of(node.formula, values)
    tables.complete(5)
    assert tables.runs == runs


def test_only_so_many_rulesets_are_built_at_a_time() -> None:
    """Each link of the chain is in a partition of its own, and takes about a mebibyte."""
    links = MOST_OPEN_RULESETS + 40
    nodes = tuple(Node(f"n{at + 1}", Negation(Read(f"n{at}"))) for at in range(links))
    tables = NodeTables(LogicProgram(("n0",), nodes))
    assert (tables.partitions, tables.open_rulesets) == (links, 0)
    for value in (0, 2, 1):
        found = tables.evaluate({"n0": value})
        assert (found["n1"], found[f"n{links}"]) == (2 - value, value)
        assert tables.open_rulesets == MOST_OPEN_RULESETS


@settings(max_examples=25, deadline=None)
@given(programs())
def test_certified_nodes_answer_without_durable_rules(program: LogicProgram) -> None:
    within = normal(program)
    first = NodeTables(within)
    first.complete(6)
    learned = first.learned()
    certified = {name: bytes(learned[name][at] for at in sorted(learned[name])) for name in learned}
    second = NodeTables(within, certified=certified)
    for values in (dict.fromkeys(program.atoms, truth) for truth in (0, 1, 2)):
        assert second.evaluate(values) == first.evaluate(values)
    assert (second.runs, second.partitions) == (0, 0)


def test_nodes_that_are_not_certified_are_decided_as_they_come_up() -> None:
    both = bytes(min(index % 3, index // 3) for index in range(9))
    tables = NodeTables(PROGRAM, certified={"both": both})
    for values in all_values(PROGRAM.atoms):
        assert tables.evaluate(values) == NodeTables(PROGRAM).evaluate(values)
    assert set(tables.learned()) == {"either", "verdict", "always"}


def test_an_answer_that_differs_from_a_known_one_is_a_fault_and_teaches_nothing() -> None:
    """A wrong entry comes to light when a later run meets it."""

    def exchanged(partition: Partition) -> DurableRuleset:
        return to_durable(
            [
                Node(node.name, Negation(Read(node.inputs[0]))) if node.inputs else node
                for node in partition
            ]
        )

    program = LogicProgram(("a",), (Node("same", Read("a")), Node("also", Negation(Read("a")))))
    tables = NodeTables(program, exchanged)
    dict.__setitem__(tables.table("same"), 0, 0)
    with pytest.raises(EngineFault, match='decided "same" as 2 where it was 0 before'):
        tables.table("also")[0]
    assert tables.learned() == {"same": {0: 0}}


@pytest.mark.parametrize("index", [-1, 9, "0", None, 1.5])
def test_an_index_that_is_none_is_refused(index: Any) -> None:
    tables = NodeTables(PROGRAM)
    with pytest.raises(EngineFault, match="there is no index"):
        tables.table("both")[index]


@pytest.mark.parametrize(
    "values", [{}, {"a": 0, "b": 0}, {"a": 0, "b": 0, "c": 3}, {"a": 0, "b": 0, "c": None}]
)
def test_atoms_without_a_value_are_refused(values: Any) -> None:
    with pytest.raises(EngineFault, match=r'the value of atom "[ac]" must be 0, 1 or 2'):
        NodeTables(PROGRAM).evaluate(values)
