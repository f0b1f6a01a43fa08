"""A certificate holds what durable-rules decided on every combination, or nothing is relied on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from govrules.compiler.normal import normal
from govrules.compiler.program import All, LogicProgram, Negation, Node, Read, Some
from govrules.compiler.shapes import program_of, shape_of, shapes_of
from govrules.engine import certificate as module
from govrules.engine.certificate import Certificate, certify
from govrules.engine.durable.memory import NodeTables, values_at
from govrules.engine.durable.self_test import SelfTestReport
from govrules.engine.durable.truth_tables import value_of, values_of
from govrules.errors import EngineFault
from tests.engine.logic import all_values, policy, programs, reads

PROGRAM = normal(policy(6))


@pytest.fixture(scope="module")
def certificate() -> Certificate:
    return certify(PROGRAM)


def test_every_combination_of_every_node_is_decided(certificate: Certificate) -> None:
    assert certificate.left_out == {}
    for node in PROGRAM.nodes:
        table = certificate.table(node.name)
        assert table is not None
        assert len(table) == 3 ** len(node.inputs)
        for index, value in enumerate(table):
            values = dict(zip(node.inputs, values_at(index, len(node.inputs)), strict=True))
            assert value == value_of(node.formula, values)
    assert certificate.combinations() < sum(3 ** len(node.inputs) for node in PROGRAM.nodes)


def test_a_decision_from_a_certificate_runs_no_rulesets(certificate: Certificate) -> None:
    tables = NodeTables(PROGRAM, certified=certificate.tables())
    for truth in (0, 1, 2):
        values = dict.fromkeys(PROGRAM.atoms, truth)
        assert tables.evaluate(values) == values_of(PROGRAM, values)
    assert (tables.runs, tables.partitions) == (0, 0)


@settings(max_examples=40, deadline=None)
@given(programs())
def test_nodes_of_one_shape_are_one_function(program: LogicProgram) -> None:
    nodes = normal(program).nodes
    by_shape = shapes_of(nodes)
    assert program_of(by_shape.values()).nodes == tuple(by_shape.values())
    for node in nodes:
        same = by_shape[shape_of(node)]
        assert len(same.inputs) == len(node.inputs)
        for index in (0, 1, 3 ** len(node.inputs) // 2, 3 ** len(node.inputs) - 1):
            values = values_at(index, len(node.inputs))
            assert value_of(same.formula, dict(zip(same.inputs, values, strict=True))) == value_of(
                node.formula, dict(zip(node.inputs, values, strict=True))
            )


def test_the_names_of_inputs_make_no_shape_but_their_order_does() -> None:
    one = Node("one", All((Read("x"), Negation(Read("y")))))
    same = Node("same", All((Read("p"), Negation(Read("q")))))
    other = Node("other", All((Negation(Read("p")), Read("q"))))
    assert shape_of(one) == shape_of(same) == "all(a, not(b))"
    assert shape_of(other) == "all(not(a), b)"
    assert shape_of(Node("copy", Read("x"))) == "is(a)"


def test_other_code_is_used_only_where_it_agrees_on_all_combinations() -> None:
    program = LogicProgram(("a", "b"), (Node("both", All(reads("a", "b"))),))
    certificate = certify(program)
    assert certificate.agrees("both", min)
    assert not certificate.agrees("both", max)
    assert not certificate.agrees("both", lambda values: 2 if values == (2, 2) else 0)
    assert not certificate.agrees("nobody", min)


def test_a_node_that_reads_too_much_is_left_to_the_tables_and_told() -> None:
    wide = Node("wide", Some(reads(*"abcdefgh")))
    program = LogicProgram(tuple("abcdefgh"), (wide, Node("narrow", Negation(Read("wide")))))
    certificate = certify(program)
    assert certificate.left_out == {"wide": "it reads 8 inputs, and at most 6 are certified"}
    assert set(certificate.nodes) == {"narrow"}
    assert certificate.fault(program) is None
    tables = NodeTables(program, certified=certificate.tables())
    for values in all_values(("a", "h")):
        given = dict.fromkeys("abcdefgh", 0) | values
        assert tables.evaluate(given) == values_of(program, given)
    assert tables.runs > 0


def altered(certificate: Certificate) -> dict[str, bytes]:
    shape = max(certificate.shapes, key=len)
    table = bytearray(certificate.shapes[shape])
    table[-1] = (table[-1] + 1) % 3
    return {**certificate.shapes, shape: bytes(table)}


def test_a_corrupted_certificate_is_noticed(certificate: Certificate) -> None:
    assert certificate.fault(PROGRAM) is None
    changed: list[dict[str, Any]] = [
        {"shapes": altered(certificate)},
        {"nodes": {**certificate.nodes, PROGRAM.nodes[0].name: max(certificate.shapes)}},
        {"digest": "0" * 64},
    ]
    for change in changed:
        fault = replace(certificate, **change).fault(PROGRAM)
        assert fault == "it was changed after it was made"


def test_a_certificate_of_another_engine_or_python_is_noticed(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "versions", lambda: "govrules 99")
    assert "this is govrules 99" in (certificate.fault(PROGRAM) or "")
    assert certify(PROGRAM).fault(PROGRAM) is None


def test_a_certificate_of_another_program_is_noticed(certificate: Certificate) -> None:
    node = Node("new", Read(PROGRAM.atoms[0]))
    other = LogicProgram(PROGRAM.atoms, (*PROGRAM.nodes, node))
    assert certificate.fault(other) == 'it does not tell of "new"'
    narrower = Node(PROGRAM.nodes[-1].name, Read(PROGRAM.atoms[0]))
    other = LogicProgram(PROGRAM.atoms, (*PROGRAM.nodes[:-1], narrower))
    assert certificate.fault(other) == f'it does not tell of "{narrower.name}"'


def test_what_was_decided_once_in_a_process_is_not_decided_again(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def failing(program: LogicProgram) -> SelfTestReport:
        asked.append(len(program.nodes))
        raise EngineFault("asked")

    monkeypatch.setattr("govrules.engine.durable.self_test.self_test", failing)
    assert certify(PROGRAM) == certificate
    with pytest.raises(EngineFault, match="asked"):
        certify(PROGRAM, afresh=True)
    assert asked == [len(certificate.shapes)]
