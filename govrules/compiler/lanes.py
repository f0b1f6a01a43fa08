"""Lanes: bits that together tell what becomes of a rule, for a choice that gives every fact.

Where every fact is given, what becomes of a rule parts the combinations of its atoms into a few
regions. All regions but the last are covered with cubes (`compiler.covers`), a bit for each, its
lane; a lane is dead when a fact contradicts its cube. The first region with a lane alive is the one
that the choice is in; with none alive it is in the last.

A code has the lanes of at most three regions, in their order, and two bits that are worked out for
all codes at once tell which of these is the first alive. So its codes settle the outcome of a rule.
What the outcome is they do not tell: that is looked up where durable-rules decided it.

The codes of a few neighbouring outcomes, four to a byte, are a group: its bytes are what is looked
up. The lanes lie in two planes, as long as all groups together, so that a whole number holds the
dead lanes of every code in the same order (`to_lanes`): bit `n` of a byte of the first plane is the
first lane of the byte's code `n`, bit `n + 4` its third; in the second plane they are the second
and the fourth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain
from typing import NamedTuple

from govrules.compiler.cells import Cells
from govrules.compiler.covers import Cube, cover, variable
from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    Negation,
    Possible,
    Read,
    Some,
    names_in,
)
from govrules.model.dataclass import dataclass
from govrules.model.kleene import FALSE, TRUE

WIDEST = 10
"""Nodes that read more atoms than this are told by the lanes of what they read."""
SHARES = (2, 1, 1)
"""How many lanes of a code a region has: the first, the second and the third."""
CODES_IN_BYTE = 4

Rails = tuple[int, int]
"""In which combinations a formula is true, and in which it is not false."""
Lane = Mapping[str, bool]
"""The literals of a cube: the value that it wants of each of its atoms."""
Code = Sequence[Lane | None]
"""The lanes of a code; None for one that is always dead."""


class Group(NamedTuple):
    """Neighbouring outcomes, from one to before another, and the bytes that settle them."""

    start: int
    end: int
    first: int
    after: int


@dataclass(slots=True)
class Lanes:
    """The lanes of all outcomes, laid out by their groups.

    `by_true` and `by_false` have the lanes that each atom kills when it is true and when it is
    false, `unused` those that are always dead.
    """

    groups: Sequence[Group]
    by_true: dict[str, int] = field(default_factory=dict)
    by_false: dict[str, int] = field(default_factory=dict)
    unused: int = 0

    def __post_init__(self) -> None:
        self.unused = (1 << 16 * self.width) - 1

    @property
    def width(self) -> int:
        """How many bytes the groups, and so each plane, have."""
        return self.groups[-1].after if self.groups else 0

    def killed_by(self, atom: str, true: bool) -> int:
        """The lanes that an atom kills when it is true, or when it is false."""
        return (self.by_true if true else self.by_false).get(atom, 0)

    def put(self, place: int, code: Code) -> None:
        """Put a code in its place among all codes."""
        byte, within = divmod(place, CODES_IN_BYTE)
        first, second = 8 * byte + within, 8 * (self.width + byte) + within
        for at, lane in zip((first, second, first + 4, second + 4), code, strict=True):
            if lane is not None:
                self.unused ^= 1 << at
                for atom, value in lane.items():
                    killers = self.by_false if value else self.by_true
                    killers[atom] = killers.get(atom, 0) | 1 << at


def lanes_of(
    cells: Cells,
    outcomes: Sequence[tuple[str, ...]],
    apart: int,
    fixed: Callable[[str], int | None],
) -> Lanes:
    """The lanes of each outcome; `fixed` gives the value of an input that no choice changes.

    No group has both outcomes before the place `apart` and after it.
    """
    codes = [
        [code for part in _parts(cells, outputs, fixed) for code in codes_of(*part)]
        for outputs in outcomes
    ]
    lanes = Lanes(_groups([len(each) for each in codes], apart))
    for group in lanes.groups:
        together = (code for each in codes[group.start : group.end] for code in each)
        for place, code in enumerate(together, CODES_IN_BYTE * group.first):
            lanes.put(place, code)
    return lanes


def _groups(sizes: Sequence[int], apart: int) -> list[Group]:
    """As many neighbours together as a byte has room for; an outcome of more codes is alone."""
    groups: list[Group] = []
    start = first = inside = 0
    for place, size in enumerate(sizes):
        if start < place and (place == apart or inside + size > CODES_IN_BYTE):
            groups.append(_group(start, place, first, inside))
            start, first, inside = place, groups[-1].after, 0
        inside += size
    if start < len(sizes):
        groups.append(_group(start, len(sizes), first, inside))
    return groups


def _group(start: int, end: int, first: int, codes: int) -> Group:
    return Group(start, end, first, first + max(1, -(-codes // CODES_IN_BYTE)))


def _parts(
    cells: Cells, outputs: tuple[str, ...], fixed: Callable[[str], int | None]
) -> Iterator[tuple[list[str], list[int]]]:
    """The atoms and the regions of each part of what settles an outcome."""
    waiting, met = [outputs], {outputs}
    while waiting:
        names = waiting.pop()
        nodes = cells.inside(name for name in names if name in cells.formulas)
        reads = [*names, *(name for node in nodes for name in names_in(cells.formulas[node]))]
        inputs = [name for name in dict.fromkeys(reads) if name not in cells.formulas]
        atoms = [name for name in inputs if fixed(name) is None]
        if len(atoms) <= WIDEST:
            yield atoms, _regions(cells.formulas, names, nodes, atoms, fixed)
            continue
        below = {name for node in names for name in names_in(cells.formulas[node])}
        for name in sorted(below.difference(names)):
            changes = name in cells.formulas or fixed(name) is None
            if changes and (name,) not in met:
                met.add((name,))
                waiting.append((name,))


def _regions(
    formulas: Mapping[str, Formula],
    names: Sequence[str],
    nodes: Sequence[str],
    atoms: Sequence[str],
    fixed: Callable[[str], int | None],
) -> list[int]:
    """The combinations of the atoms, parted by the values of the named nodes."""
    everything = (1 << (1 << len(atoms))) - 1
    known = {atom: (variable(n, len(atoms)),) * 2 for n, atom in enumerate(atoms)}

    def rails_of(name: str) -> Rails:
        if name not in known:
            value = fixed(name)
            known[name] = (everything * (value == TRUE), everything * (value != FALSE))
        return known[name]

    for node in nodes:
        known[node] = _rails(formulas[node], rails_of, everything)
    regions = [everything]
    for rail in dict.fromkeys(rail for name in names for rail in known[name]):
        regions = [part for region in regions for part in (region & rail, region & ~rail) if part]
    return regions


def _rails(formula: Formula, rails_of: Callable[[str], Rails], everything: int) -> Rails:
    match formula:
        case Read(name):
            return rails_of(name)
        case Certain(name):
            return (rails_of(name)[0],) * 2
        case Possible(name):
            return (rails_of(name)[1],) * 2
        case Negation(item):
            true, possible = _rails(item, rails_of, everything)
            return everything & ~possible, everything & ~true
        case All(items) | Some(items):
            both = isinstance(formula, All)
            true = possible = everything if both else 0
            for item in items:
                one, other = _rails(item, rails_of, everything)
                true, possible = (
                    (true & one, possible & other) if both else (true | one, possible | other)
                )
            return true, possible


def codes_of(atoms: Sequence[str], regions: list[int]) -> list[Code]:
    """Codes that settle the region of every combination of the atoms."""
    shares: list[list[Lane | None]] = []
    for cubes in _covers(regions, len(atoms)):
        lanes = [_literals(cube, atoms) for cube in cubes]
        while lanes:
            width = SHARES[len(shares) % len(SHARES)]
            shares.append(_filled(lanes[:width], width))
            lanes = lanes[width:]
    while len(shares) % len(SHARES):
        shares.append(_filled([], SHARES[len(shares) % len(SHARES)]))
    each = len(SHARES)
    return [list(chain(*shares[at : at + each])) for at in range(0, len(shares), each)]


def _filled(lanes: Sequence[Lane], width: int) -> list[Lane | None]:
    return [*lanes, *[None] * (width - len(lanes))]


def _covers(regions: list[int], inputs: int) -> list[tuple[Cube, ...]]:
    """Covers of all regions but one: always first of that which takes the fewest cubes.

    A cube may reach into regions that were covered before, for these come first.
    """
    covers, before, rest = [], 0, list(regions)
    while len(rest) > 1:
        tried = [cover(region, region | before, inputs) for region in rest]
        best = min(range(len(rest)), key=lambda number: len(tried[number]))
        covers.append(tried[best])
        before |= rest.pop(best)
    return covers


def _literals(cube: Cube, atoms: Sequence[str]) -> Lane:
    wanted = ((atom, cube.true >> n & 1, cube.false >> n & 1) for n, atom in enumerate(atoms))
    return {atom: bool(true) for atom, true, false in wanted if true or false}
