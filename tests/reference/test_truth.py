"""And, or, not and "at least N of these" follow strong Kleene logic, value for value."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.model.expression import AllOf, AnyOf, AtLeastOf, Condition, Not
from tests.reference.build import flag, truth

A, B = flag("a"), flag("b")
GIVEN = {0: False, 1: None, 2: True}
AND = {(0, 0): 0, (0, 1): 0, (0, 2): 0, (1, 1): 1, (1, 2): 1, (2, 2): 2}
OR = {(0, 0): 0, (0, 1): 1, (0, 2): 2, (1, 1): 1, (1, 2): 2, (2, 2): 2}


def with_facts(condition: Condition, **truths: int) -> int:
    facts = {key: GIVEN[value] for key, value in truths.items() if value != 1}
    return truth(condition, **facts)


@pytest.mark.parametrize(("a", "b"), list(product((0, 1, 2), repeat=2)))
def test_and_is_the_least_and_or_the_greatest(a: int, b: int) -> None:
    either_way = (min(a, b), max(a, b))
    assert with_facts(AllOf((A, B)), a=a, b=b) == AND[either_way]
    assert with_facts(AnyOf((A, B)), a=a, b=b) == OR[either_way]


@pytest.mark.parametrize(("a", "negated"), [(0, 2), (1, 1), (2, 0)])
def test_not_turns_round(a: int, negated: int) -> None:
    assert with_facts(Not(A), a=a) == negated


def test_of_no_items_all_hold_and_none_does() -> None:
    assert truth(AllOf(())) == 2
    assert truth(AnyOf(())) == 0


@pytest.mark.parametrize(
    ("truths", "expected"),
    [
        ((2, 2, 0), 2),
        ((2, 2, 1), 2),
        ((2, 1, 1), 1),
        ((2, 1, 0), 1),
        ((2, 0, 0), 0),
        ((1, 0, 0), 0),
        ((1, 1, 0), 1),
        ((1, 1, 1), 1),
    ],
)
def test_at_least_two_of_three(truths: tuple[int, int, int], expected: int) -> None:
    condition = AtLeastOf(2, (flag("a"), flag("b"), flag("c")))
    assert with_facts(condition, **dict(zip("abc", truths, strict=True))) == expected


@given(st.lists(st.integers(0, 2), min_size=1, max_size=6), st.integers(0, 7))
def test_at_least_n_counts_what_is_true_and_what_may_be(truths: list[int], count: int) -> None:
    """True or false only when every way of settling the unknown items agrees."""
    names = [f"x{number}" for number in range(len(truths))]
    condition = AtLeastOf(count, tuple(flag(name) for name in names))
    settled = [(False, True) if each == 1 else (each == 2,) for each in truths]
    answers = {sum(ways) >= count for ways in product(*settled)}
    expected = 1 if len(answers) == 2 else 2 * answers.pop()
    assert with_facts(condition, **dict(zip(names, truths, strict=True))) == expected
