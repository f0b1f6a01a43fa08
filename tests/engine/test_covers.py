"""Covers hold what they must, nothing that they must not, and no cube in vain."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govrules.compiler.covers import Cube, cover, variable


def held(cube: Cube, inputs: int) -> int:
    found = (1 << (1 << inputs)) - 1
    for place in range(inputs):
        if cube.true >> place & 1:
            found &= variable(place, inputs)
        if cube.false >> place & 1:
            found &= ~variable(place, inputs)
    return found


@st.composite
def bounds(draw: st.DrawFn) -> tuple[int, int, int]:
    inputs = draw(st.integers(0, 5))
    combinations = st.integers(0, (1 << (1 << inputs)) - 1)
    least = draw(combinations)
    return least, least | draw(combinations), inputs


@given(bounds())
def test_a_cover_holds_the_least_and_stays_within_the_most(drawn: tuple[int, int, int]) -> None:
    least, most, inputs = drawn
    cubes = [held(cube, inputs) for cube in cover(least, most, inputs)]
    whole = 0
    for combinations in cubes:
        assert combinations & ~most == 0
        whole |= combinations
    assert least & ~whole == 0
    for number in range(len(cubes)):
        others = 0
        for combinations in cubes[:number] + cubes[number + 1 :]:
            others |= combinations
        assert least & ~others, "a cube that holds nothing of its own"


def test_the_combinations_in_which_an_input_is_true() -> None:
    assert [variable(place, 3) for place in range(3)] == [0b10101010, 0b11001100, 0b11110000]


def test_one_cube_for_an_and_two_for_an_or() -> None:
    first, second = variable(0, 2), variable(1, 2)
    assert cover(first & second, first & second, 2) == (Cube(0b11, 0),)
    assert len(cover(first | second, first | second, 2)) == 2
    assert cover(0, 0, 2) == ()
    assert cover(first, 0b1111, 2) == (Cube(0, 0),)
