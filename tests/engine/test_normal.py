"""Any logic program can be brought within the limits, and means the same afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from govrules.compiler.normal import MOST_INPUTS, fits, normal
from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    LogicProgram,
    Negation,
    Node,
    Possible,
    Read,
    Some,
)
from govrules.compiler.program_json import from_json, to_json
from govrules.compiler.strata import ProgramError, strata
from govrules.engine.durable.truth_tables import values_of
from tests.engine.logic import all_values, policy, programs, programs_with_values, reads


@settings(max_examples=60, deadline=None)
@given(programs_with_values())
def test_the_meaning_stays_and_every_node_is_still_there(
    drawn: tuple[LogicProgram, list[dict[str, int]]],
) -> None:
    program, choices = drawn
    within = normal(program)
    for values in choices:
        expected = values_of(program, values)
        found = values_of(within, values)
        assert {name: found[name] for name in expected} == expected


@settings(max_examples=25, deadline=None)
@given(programs())
def test_every_node_fits(program: LogicProgram) -> None:
    assert all(fits(node.formula) for node in normal(program).nodes)


@settings(max_examples=25, deadline=None)
@given(programs())
def test_the_order_of_the_nodes_does_not_matter(program: LogicProgram) -> None:
    turned = LogicProgram(program.atoms, program.nodes[::-1])
    assert normal(turned) == normal(program)


@settings(max_examples=25, deadline=None)
@given(programs())
def test_what_is_normal_stays_as_it_is(program: LogicProgram) -> None:
    once = normal(program)
    assert set(normal(once).nodes) == set(once.nodes)


@settings(max_examples=25, deadline=None)
@given(programs())
def test_a_program_survives_the_way_through_json(program: LogicProgram) -> None:
    assert from_json(to_json(program)) == program


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"atoms": [], "nodes": [["a", ["maybe"]]]}', "1"]
)
def test_json_that_is_no_program_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a logic program"):
        from_json(text)


@pytest.mark.parametrize("width", [5, 6, 7, 100, 1000])
@pytest.mark.parametrize("kind", [Some, All])
def test_a_wide_list_becomes_a_shallow_tree(kind: type[Some] | type[All], width: int) -> None:
    names = tuple(f"a{number}" for number in range(width))
    within = normal(LogicProgram(names, (Node("wide", kind(reads(*names))),)))
    assert all(len(node.inputs) <= MOST_INPUTS for node in within.nodes)
    assert max(strata(within).values()) == {5: 0, 6: 0, 7: 1, 100: 2, 1000: 4}[width]
    neutral, absorbing = (0, 2) if kind is Some else (2, 0)
    usual = dict.fromkeys(names, neutral)
    for changed in (names[0], names[width // 2], names[-1]):
        assert values_of(within, usual | {changed: absorbing})["wide"] == absorbing
        assert values_of(within, usual | {changed: 1})["wide"] == 1
    assert values_of(within, usual)["wide"] == neutral


def test_constants_are_folded_through_nodes() -> None:
    program = LogicProgram(
        ("a",),
        (
            Node("always", All(())),
            Node("never", Negation(Read("always"))),
            Node("still a", Some((Read("a"), Read("never")))),
            Node("asked", All((Certain("always"), Possible("never")))),
        ),
    )
    found = {node.name: node.formula for node in normal(program).nodes}
    assert found == {"always": All(()), "never": Some(()), "still a": Read("a"), "asked": Some(())}


def test_equal_helpers_are_shared_and_never_take_a_name_in_use() -> None:
    names = tuple(f"a{number}" for number in range(9))
    program = LogicProgram(
        (*names, "one~1"), (Node("one", Some(reads(*names))), Node("two", Some(reads(*names))))
    )
    found = {node.name: node for node in normal(program).nodes}
    assert sorted(found) == ["one", "one~2", "one~3", "two"]
    assert found["one"].formula == found["two"].formula


def test_a_long_condition_of_mixed_parts_is_split() -> None:
    names = tuple("abcdefghij")
    parts = tuple(
        Some((All(reads(names[at], names[at + 1])), Negation(Read(names[at + 2]))))
        for at in range(8)
    )
    program = LogicProgram(names, (Node("mixed", All(parts)),))
    within = normal(program)
    assert all(fits(node.formula) for node in within.nodes)
    for values in all_values(names[:5]):
        whole = dict.fromkeys(names, 2) | values
        assert values_of(within, whole)["mixed"] == values_of(program, whole)["mixed"]


def test_a_policy_keeps_its_rules_in_few_strata() -> None:
    assert max(strata(normal(policy(100))).values()) <= 6


def test_a_circle_is_refused_with_the_names_on_it() -> None:
    program = LogicProgram(
        ("a",), (Node("x", Read("y")), Node("y", All(reads("a", "z"))), Node("z", Certain("x")))
    )
    with pytest.raises(
        ProgramError, match='"x", which reads "y", which reads "z", which reads "x"'
    ):
        normal(program)


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((Node("x", Read("x")),), 'circle: "x", which reads "x"'),
        ((Node("x", Read("b")),), 'reads "b", which is neither an atom nor a node'),
        ((Node("a", All(())),), '"a" is both an atom and a node'),
        ((Node("x", All(())), Node("x", All(()))), 'node "x" is defined twice'),
    ],
)
def test_a_faulty_program_is_refused(nodes: tuple[Node, ...], message: str) -> None:
    with pytest.raises(ProgramError, match=message):
        normal(LogicProgram(("a",), nodes))


def test_a_condition_nested_without_end_is_refused() -> None:
    formula: Formula = Read("a")
    for _ in range(5000):
        formula = All((Negation(formula), Read("b")))
    with pytest.raises(ProgramError, match="nested too deeply"):
        normal(LogicProgram(("a", "b"), (Node("deep", formula),)))


def test_a_long_chain_of_definitions_is_no_trouble() -> None:
    nodes = tuple(Node(f"n{at + 1}", Negation(Read(f"n{at}"))) for at in range(3000))
    assert max(strata(normal(LogicProgram(("n0",), nodes))).values()) == 2999


@settings(max_examples=25, deadline=None)
@given(programs())
def test_strata_put_a_node_above_what_it_reads(program: LogicProgram) -> None:
    found = strata(program)
    for node in program.nodes:
        below = [found[name] for name in node.inputs if name in found]
        assert found[node.name] == (max(below) + 1 if below else 0)
