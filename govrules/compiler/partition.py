"""Cut the strata of a normal program into groups of nodes, each small enough for one ruleset.

Within a stratum a group grows by the node that brings the fewest new inputs, and is closed before
it would have too many inputs or durable rules, or too many simultaneous alpha matches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from govrules.compiler.bounds import (
    MOST_MATCHES,
    MOST_RULES,
    MOST_VARIABLES,
    SENTINEL_PROPERTY,
    AlphaTrie,
)
from govrules.compiler.program import LogicProgram, Node
from govrules.compiler.strata import ProgramError, by_stratum
from govrules.compiler.to_durable import PROPERTY_NAMES, patterns

Partition = tuple[Node, ...]


def partitions(program: LogicProgram) -> tuple[Partition, ...]:
    """The groups in the order in which they are decided; every node is in exactly one.

    Raises `ProgramError` for a faulty program, or one with a node that fits in no group.
    """
    return tuple(group for stratum in by_stratum(program) for group in _cut(stratum))


class _Group:
    """The group that is being filled."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.properties: dict[str, str] = {}
        self._rules = 0
        self._trie = AlphaTrie()
        self._trie.add({SENTINEL_PROPERTY: 1})

    def accepts(self, node: Node) -> bool:
        """Add the node unless it goes past a limit; after a refusal the group is to be closed."""
        new = [name for name in node.inputs if name not in self.properties]
        if len(self.properties) + len(new) > MOST_VARIABLES:
            return False
        free = iter(PROPERTY_NAMES[len(self.properties) :])
        properties = self.properties | dict(zip(new, free, strict=False))
        found = patterns(node.formula, properties)
        if self._rules + len(found) > MOST_RULES:
            return False
        for pattern in found.values():
            self._trie.add(pattern)
        if self._trie.peak() > MOST_MATCHES:
            return False
        self.nodes.append(node)
        self.properties = properties
        self._rules += len(found)
        return True


def _cut(nodes: Sequence[Node]) -> list[Partition]:
    remaining = dict(enumerate(nodes))
    readers: dict[str, list[int]] = {}
    for number, node in remaining.items():
        for name in node.inputs:
            readers.setdefault(name, []).append(number)
    # those that read least come first: the order in which nodes that share no input are taken
    order = sorted(remaining, key=lambda number: (len(nodes[number].inputs), number))
    found: list[Partition] = []
    while remaining:
        order = [number for number in order if number in remaining]
        found.append(tuple(_fill(order, remaining, readers).nodes))
    return found


def _fill(
    order: Sequence[int], remaining: dict[int, Node], readers: Mapping[str, list[int]]
) -> _Group:
    """Take as many nodes as go in one group out of the remaining ones."""
    group = _Group()
    # the nodes that share an input with the group, by how many new ones they bring
    new_inputs: dict[int, int] = {}
    queue: list[tuple[int, int]] = []
    untouched = iter(order)
    first = next(untouched, None)
    while True:
        while first is not None and (first not in remaining or first in new_inputs):
            first = next(untouched, None)
        if first is not None:
            heappush(queue, (len(remaining[first].inputs), first))
            new_inputs[first] = len(remaining[first].inputs)
        if not queue:
            return group
        count, number = heappop(queue)
        if number not in remaining or count != new_inputs[number]:
            continue  # an older entry: the node was taken, or brings fewer by now
        before = len(group.properties)
        if not group.accepts(remaining[number]):
            if not group.nodes:
                raise ProgramError(
                    f'node "{remaining[number].name}" is too large for a ruleset of its own;'
                    " bring the program in normal form first"
                )
            return group
        del remaining[number]
        for name in tuple(group.properties)[before:]:
            for reader in readers[name]:
                if reader in remaining:
                    usual = len(remaining[reader].inputs)
                    new_inputs[reader] = new_inputs.get(reader, usual) - 1
                    heappush(queue, (new_inputs[reader], reader))
