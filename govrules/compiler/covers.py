"""Cover a set of combinations of two-valued inputs with few cubes.

A set of combinations is a whole number: bit `n` tells whether combination `n` is in it, and bit `i`
of `n` is the value of input `i`. A cube is some inputs that must be true and some that must be
false. The cover is irredundant, as S. Minato and E. Morreale showed how to make one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Cube(NamedTuple):
    """The inputs that must be true and those that must be false, a bit each."""

    true: int
    false: int


@lru_cache(maxsize=1_024)
def variable(place: int, inputs: int) -> int:
    """The combinations of so many inputs in which one of them is true."""
    block = ((1 << (1 << place)) - 1) << (1 << place)  # false, then true, for so many each
    step = 1 << (place + 1)
    return sum(block << start for start in range(0, 1 << inputs, step))


@lru_cache(maxsize=4_096)
def cover(least: int, most: int, inputs: int) -> tuple[Cube, ...]:
    """Cubes that hold all of `least` and nothing outside `most`."""
    return _cover(least, most, inputs)[0]


def _cover(least: int, most: int, inputs: int) -> tuple[tuple[Cube, ...], int]:
    """The cubes, and the combinations that they hold."""
    everything = (1 << (1 << inputs)) - 1
    if not least:
        return (), 0
    if most == everything:
        return (Cube(0, 0),), everything
    last = inputs - 1
    half, low = 1 << last, (1 << (1 << last)) - 1
    least0, least1, most0, most1 = least & low, least >> half, most & low, most >> half
    cubes0, held0 = _cover(least0 & ~most1, most0, last)
    cubes1, held1 = _cover(least1 & ~most0, most1, last)
    rest, held = _cover(least0 & ~held0 | least1 & ~held1, most0 & most1, last)
    bit = 1 << last
    cubes = (
        *(Cube(cube.true, cube.false | bit) for cube in cubes0),
        *(Cube(cube.true | bit, cube.false) for cube in cubes1),
        *rest,
    )
    return cubes, held0 | held | (held1 | held) << half
