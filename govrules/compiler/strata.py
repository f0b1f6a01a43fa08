"""Order the nodes of a logic program so that each is decided after everything that it reads.

A node that reads only atoms (or nothing) is in stratum 0; any other node is one stratum above the
highest node that it reads. A program in which a node reads itself, by whatever way round, has no
such order and is refused with the names of the nodes on the circle.
"""

from __future__ import annotations

from collections.abc import Mapping

from govrules.compiler.program import LogicProgram, Node
from govrules.errors import GovrulesError


class ProgramError(GovrulesError):
    """A logic program that cannot be decided: a circle, a name that is missing or given twice."""


def strata(program: LogicProgram) -> dict[str, int]:
    """The stratum of every node, lowest first. Raises `ProgramError`."""
    nodes = _nodes_by_name(program)
    reads = _nodes_read(program, nodes)
    found: dict[str, int] = {}
    waiting = {name: len(inputs) for name, inputs in reads.items()}
    readers: dict[str, list[str]] = {name: [] for name in nodes}
    for name, inputs in reads.items():
        for item in inputs:
            readers[item].append(name)
    level = [name for name, count in waiting.items() if count == 0]
    stratum = 0
    while level:
        following = []
        for name in level:
            found[name] = stratum
            for reader in readers[name]:
                waiting[reader] -= 1
                if waiting[reader] == 0:
                    following.append(reader)
        level = following
        stratum += 1
    if len(found) < len(nodes):
        raise ProgramError(_circle_message(reads, found))
    return found


def by_stratum(program: LogicProgram) -> tuple[tuple[Node, ...], ...]:
    """The nodes of each stratum, lowest first, by name: the same for any order given."""
    nodes = {node.name: node for node in program.nodes}
    found: dict[int, list[str]] = {}
    for name, stratum in strata(program).items():
        found.setdefault(stratum, []).append(name)
    return tuple(tuple(nodes[name] for name in sorted(found[stratum])) for stratum in sorted(found))


def ordered_nodes(program: LogicProgram) -> tuple[Node, ...]:
    """The nodes, lowest stratum first and by name within one."""
    return tuple(node for stratum in by_stratum(program) for node in stratum)


def _nodes_by_name(program: LogicProgram) -> dict[str, Node]:
    atoms = set(program.atoms)
    nodes: dict[str, Node] = {}
    for node in program.nodes:
        if node.name in atoms:
            raise ProgramError(f'"{node.name}" is both an atom and a node; rename one of them')
        if node.name in nodes:
            raise ProgramError(f'node "{node.name}" is defined twice; keep one definition')
        nodes[node.name] = node
    return nodes


def _nodes_read(program: LogicProgram, nodes: Mapping[str, Node]) -> dict[str, tuple[str, ...]]:
    """The nodes that each node reads; the atoms are left out, once known to be there."""
    atoms = set(program.atoms)
    reads: dict[str, tuple[str, ...]] = {}
    for name, node in nodes.items():
        inputs = node.inputs
        for item in inputs:
            if item not in atoms and item not in nodes:
                raise ProgramError(
                    f'node "{name}" reads "{item}", which is neither an atom nor a node'
                )
        reads[name] = tuple(item for item in inputs if item in nodes)
    return reads


def _circle_message(reads: Mapping[str, tuple[str, ...]], found: Mapping[str, int]) -> str:
    """Follow unplaced nodes until one comes round again, and tell the way."""
    start = min(name for name in reads if name not in found)
    way = [start]
    seen = {start: 0}
    while True:
        following = next(name for name in reads[way[-1]] if name not in found)
        if following in seen:
            circle = [*way[seen[following] :], following]
            told = ", which reads ".join(f'"{name}"' for name in circle)
            return f"the logic goes round in a circle: {told}; break one of these links"
        seen[following] = len(way)
        way.append(following)
