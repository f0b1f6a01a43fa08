"""durable-rules gives every node of a logic program the value that the reference gives it."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.compiler.normal import normal
from govrules.compiler.partition import partitions
from govrules.compiler.program import LogicProgram
from govrules.compiler.to_durable import DurableRuleset, inputs_of, to_durable
from govrules.engine.durable.memory import NodeTables
from govrules.engine.durable.session import Session
from govrules.engine.durable.truth_tables import value_of, values_of
from tests.engine.logic import policy, programs, programs_with_values

Drawn = tuple[LogicProgram, list[dict[str, int]]]


@settings(max_examples=60, deadline=None)
@given(programs_with_values())
def test_every_node_of_any_program(drawn: Drawn) -> None:
    program, choices = drawn
    tables = NodeTables(normal(program))
    for values in choices:
        expected = values_of(program, values)
        found = tables.evaluate(values)
        assert {name: found[name] for name in expected} == expected


@settings(max_examples=30, deadline=None)
@given(programs(), st.randoms(use_true_random=False))
def test_every_node_of_a_ruleset_without_any_memory(
    program: LogicProgram, chance: random.Random
) -> None:
    for partition in partitions(normal(program)):
        session = Session(to_durable(partition))
        inputs = inputs_of(partition)
        for _ in range(10):
            values = {name: chance.randrange(3) for name in inputs}
            expected = tuple(value_of(node.formula, values) for node in partition)
            assert session.decide(tuple(values.values())) == expected
        session.close()


@settings(max_examples=30, deadline=None)
@given(programs_with_values(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_choices_does_not_matter(
    drawn: Drawn, chance: random.Random
) -> None:
    program, choices = drawn
    tables = NodeTables(normal(program))
    expected = [tables.evaluate(values) for values in choices]
    shuffled = list(program.nodes)
    chance.shuffle(shuffled)
    others = NodeTables(normal(LogicProgram(program.atoms[::-1], tuple(shuffled))))
    assert [others.evaluate(values) for values in choices[::-1]] == expected[::-1]


def decided(session: Session, ruleset: DurableRuleset, values: dict[str, int]) -> dict[str, int]:
    answer = session.decide([values[name] for name in ruleset.inputs])
    return dict(zip(ruleset.nodes, answer, strict=True))


def test_the_durable_rules_of_a_ruleset_in_any_order_decide_alike() -> None:
    draw = random.Random(7)
    partition = max(partitions(normal(policy(40))), key=len)
    choices = [{name: draw.randrange(3) for name in inputs_of(partition)} for _ in range(30)]
    plain = to_durable(partition)
    session = Session(plain)
    expected = [decided(session, plain, values) for values in choices]
    for _ in range(5):
        ruleset = to_durable(draw.sample(partition, len(partition)))
        session = Session(ruleset)
        assert [decided(session, ruleset, values) for values in choices] == expected


def test_a_policy_of_a_hundred_rules() -> None:
    program = policy(100)
    tables = NodeTables(normal(program))
    draw = random.Random(11)
    for _ in range(10):
        values = {name: draw.randrange(3) for name in program.atoms}
        found = tables.evaluate(values)
        expected = values_of(program, values)
        assert {name: found[name] for name in expected} == expected
