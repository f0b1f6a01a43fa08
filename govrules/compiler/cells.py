"""Cells: groups of nodes that are looked up together, because they read the same few inputs.

A rule's nodes (applicable, displaced, in play, breached, departs) mostly read the same handful of
atoms. One table over those atoms then answers for all of them at once. A group that reads too many
inputs is cut into its single nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govrules.compiler.program import Formula, Node, names_in
from govrules.model.dataclass import dataclass

FUSED_INPUTS = 10
"""A cell reads at most so many inputs, so that its index fits 16 bits (3 ** 10 = 59,049)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`outputs` are packed in base 3, first lowest; `nodes` are all nodes inside, in order."""

    inputs: tuple[str, ...]
    nodes: tuple[str, ...]
    outputs: tuple[str, ...]


class Cells:
    """Cuts the nodes of a normalised program into cells."""

    def __init__(self, nodes: Iterable[Node], shared: Iterable[str]) -> None:
        self.formulas: dict[str, Formula] = {node.name: node.formula for node in nodes}
        self.shared = frozenset(shared)
        """Nodes that several outcomes read."""

    def inside(self, outputs: Iterable[str], *, all_the_way: bool = True) -> tuple[str, ...]:
        """All nodes that the outputs rest on, inputs before readers; shared ones only if wanted."""
        found: dict[str, None] = {}
        stack = [(name, False) for name in reversed(list(outputs))]
        while stack:
            name, ready = stack.pop()
            if ready:
                found[name] = None
                continue
            if name in found:
                continue
            stack.append((name, True))
            below = [
                below
                for below in dict.fromkeys(names_in(self.formulas[name]))
                if below in self.formulas
                and below not in found
                and (all_the_way or below not in self.shared)
            ]
            stack += [(below_name, False) for below_name in reversed(below)]
        return tuple(found)

    def cut(self, outputs: tuple[str, ...]) -> tuple[Cell, ...]:
        """One cell for all the outputs where they read few enough inputs, else one per node.

        A cell rather works out a shared node again, in its own table, than read another cell.
        """
        for all_the_way in (True, False):
            nodes = self.inside(outputs, all_the_way=all_the_way)
            inputs = self._inputs(nodes)
            if len(inputs) <= FUSED_INPUTS:
                return (Cell(inputs, nodes, outputs),)
        return tuple(Cell(self._inputs((name,)), (name,), (name,)) for name in nodes)

    def _inputs(self, nodes: tuple[str, ...]) -> tuple[str, ...]:
        reads = dict.fromkeys(name for node in nodes for name in names_in(self.formulas[node]))
        return tuple(name for name in reads if name not in nodes)


def unpack(code: int, outputs: tuple[str, ...]) -> dict[str, int]:
    """The values of a cell's outputs from its packed entry."""
    values = {}
    for name in outputs:
        code, values[name] = divmod(code, 3)
    return values


def pack(values: Mapping[str, int], outputs: tuple[str, ...]) -> int:
    code = 0
    for name in reversed(outputs):
        code = code * 3 + values[name]
    return code
