"""Find the longest chains of things that lean on each other, where some are longer than allowed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

T = TypeVar("T", bound=Hashable)

LONGEST: Final = 100
"""So many definitions, or rules that displace each other, may stand in one chain."""
MOST_LEVELS: Final = 200
"""So deep may the calculations of a chain nest in all; the engine bears some 300."""


def too_long(
    graph: Mapping[T, Sequence[T]], most: int, weights: Mapping[T, int] | None = None
) -> list[tuple[list[T], int]]:
    """The chains past the limit with their weights, from each end on which nothing longer stands.

    A node has the weight 1 unless `weights` has another. The graph must have no circles. Without
    recursion and in linear time, so that no graph is too deep or too large.
    """
    weights = weights or {}
    length: dict[T, int] = {}
    longest: dict[T, T | None] = {}
    for node in _lowest_first(graph):
        below = max(graph.get(node, ()), key=length.__getitem__, default=None)
        longest[node] = below
        length[node] = weights.get(node, 1) + (0 if below is None else length[below])
    past = [node for node in graph if length[node] > most]
    carries = {below for node in past for below in graph[node]}
    return [(_down(node, longest), length[node]) for node in past if node not in carries]


def _down(end: T, longest: Mapping[T, T | None]) -> list[T]:
    chain = [end]
    while (below := longest[chain[-1]]) is not None:
        chain.append(below)
    return chain


def _lowest_first(graph: Mapping[T, Sequence[T]]) -> list[T]:
    """Every node after those that it leans on."""
    done: dict[T, None] = {}
    begun: set[T] = set()
    for root in graph:
        stack = [root]
        while stack:
            node = stack[-1]
            if node in begun:
                done.setdefault(stack.pop())
                continue
            begun.add(node)
            stack += [below for below in graph.get(node, ()) if below not in begun]
    return list(done)
