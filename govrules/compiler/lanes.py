"""Lanes: bits that together tell what becomes of a rule, for a choice that gives every fact.

Where every fact is given, what becomes of a rule parts the combinations of its atoms into a few
regions. All regions but the last are covered with cubes (`compiler.covers`), a bit for each, its
lane; a lane is dead when a fact contradicts its cube. The first region with a lane alive is the one
that the choice is in; with none alive it is in the last.

A byte has the lanes of at most three regions, in their order, so that one look-up of the byte
(`CODES`) tells which of these is the first alive. So the codes of a rule's bytes settle its
outcome. What the outcome is they do not tell: that is looked up where durable-rules decided it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field

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
_SHARES = (3, 3, 2)
"""How many lanes a region has in a byte."""

Rails = tuple[int, int]
"""In which combinations a formula is true, and in which it is not false."""


def _code(dead: int) -> int:
    """Which share of a byte is the first with a lane alive, counted from 1; 0 for none."""
    alive, start = ~dead & 255, 0
    for number, share in enumerate(_SHARES, 1):
        if alive >> start & (1 << share) - 1:
            return number
        start += share
    return 0


CODES = bytes(map(_code, range(256)))


@dataclass(slots=True)
class Lanes:
    """The lanes of all outcomes, one after the other.

    `sizes` has the number of bytes of each outcome. `by_true` and `by_false` have the lanes that
    each atom kills when it is true and when it is false, `unused` those that are always dead.
    """

    sizes: list[int] = field(default_factory=list)
    by_true: dict[str, int] = field(default_factory=dict)
    by_false: dict[str, int] = field(default_factory=dict)
    unused: int = 0
    bits: int = 0

    def killed_by(self, atom: str, true: bool) -> int:
        """The lanes that an atom kills when it is true, or when it is false."""
        return (self.by_true if true else self.by_false).get(atom, 0)

    def add(self, shares: Sequence[Sequence[Mapping[str, bool]]]) -> None:
        """Add bytes: for each share of each byte, the literals of every lane that it has."""
        for place, lanes in enumerate(shares):
            width = _SHARES[place % len(_SHARES)]
            for lane in range(width):
                bit = 1 << self.bits + lane
                if lane >= len(lanes):
                    self.unused |= bit
                    continue
                for atom, value in lanes[lane].items():
                    killers = self.by_false if value else self.by_true
                    killers[atom] = killers.get(atom, 0) | bit
            self.bits += width


def lanes_of(
    cells: Cells, outcomes: Sequence[tuple[str, ...]], fixed: Callable[[str], int | None]
) -> Lanes:
    """The lanes of each outcome; `fixed` gives the value of an input that no choice changes."""
    lanes = Lanes()
    for outputs in outcomes:
        before = lanes.bits
        for atoms, regions in _parts(cells, outputs, fixed):
            lanes.add(_shares(atoms, regions))
        lanes.sizes.append((lanes.bits - before) // 8)
    return lanes


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


def _shares(atoms: Sequence[str], regions: list[int]) -> list[list[dict[str, bool]]]:
    """The lanes of the regions, each share with those of one region, whole bytes of shares."""
    shares: list[list[dict[str, bool]]] = []
    for cubes in _covers(regions, len(atoms)):
        lanes = [_literals(cube, atoms) for cube in cubes]
        while lanes:
            width = _SHARES[len(shares) % len(_SHARES)]
            shares.append(lanes[:width])
            lanes = lanes[width:]
    while len(shares) % len(_SHARES):
        shares.append([])
    return shares


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


def _literals(cube: Cube, atoms: Sequence[str]) -> dict[str, bool]:
    wanted = ((atom, cube.true >> n & 1, cube.false >> n & 1) for n, atom in enumerate(atoms))
    return {atom: bool(true) for atom, true, false in wanted if true or false}
