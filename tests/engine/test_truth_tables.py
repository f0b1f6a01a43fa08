"""The reference, against the truth tables of strong Kleene logic written out by hand."""

from __future__ import annotations

import pytest

from govrules.compiler.program import (
    All,
    Certain,
    LogicProgram,
    Negation,
    Node,
    Possible,
    Read,
    Some,
)
from govrules.engine.durable.truth_tables import value_of, values_of

AND = {
    (0, 0): 0,
    (0, 1): 0,
    (0, 2): 0,
    (1, 0): 0,
    (1, 1): 1,
    (1, 2): 1,
    (2, 0): 0,
    (2, 1): 1,
    (2, 2): 2,
}
OR = {
    (0, 0): 0,
    (0, 1): 1,
    (0, 2): 2,
    (1, 0): 1,
    (1, 1): 1,
    (1, 2): 2,
    (2, 0): 2,
    (2, 1): 2,
    (2, 2): 2,
}


@pytest.mark.parametrize("pair", AND)
def test_and_and_or(pair: tuple[int, int]) -> None:
    values = dict(zip("ab", pair, strict=True))
    assert value_of(All((Read("a"), Read("b"))), values) == AND[pair]
    assert value_of(Some((Read("a"), Read("b"))), values) == OR[pair]


@pytest.mark.parametrize(
    ("value", "negation", "certain", "possible"), [(0, 2, 0, 0), (1, 1, 0, 2), (2, 0, 2, 2)]
)
def test_not_and_the_two_questions(value: int, negation: int, certain: int, possible: int) -> None:
    values = {"a": value}
    assert value_of(Negation(Read("a")), values) == negation
    assert value_of(Certain("a"), values) == certain
    assert value_of(Possible("a"), values) == possible


def test_all_of_nothing_is_true_and_some_of_nothing_is_false() -> None:
    assert value_of(All(()), {}) == 2
    assert value_of(Some(()), {}) == 0


def test_a_node_is_decided_after_what_it_reads() -> None:
    program = LogicProgram(("a",), (Node("c", Negation(Read("b"))), Node("b", Read("a"))))
    assert values_of(program, {"a": 2}) == {"b": 2, "c": 0}
