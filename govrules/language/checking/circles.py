"""Find circles in a graph of things that lean on each other: the strongly connected parts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def circles(graph: Mapping[T, Sequence[T]]) -> list[list[T]]:
    """One circle for each part of the graph that has any: a path that ends where it began.

    The path starts at the first of its nodes in the order of the graph. Without recursion, so that
    no graph is too deep.
    """
    order = {node: number for number, node in enumerate(graph)}
    found = []
    for part in _parts(graph):
        members = set(part)
        start = min(part, key=order.__getitem__)
        if len(part) > 1 or start in graph[start]:
            found.append(_path(graph, start, members))
    return sorted(found, key=lambda path: order[path[0]])


def _path(graph: Mapping[T, Sequence[T]], start: T, members: set[T]) -> list[T]:
    """The shortest way from the start back to it."""
    before: dict[T, T] = {}
    queue = [start]
    for node in queue:
        for following in graph[node]:
            if following == start:
                path = [node]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if following in members and following not in before:
                before[following] = node
                queue.append(following)
    return [start]


def _parts(graph: Mapping[T, Sequence[T]]) -> list[list[T]]:
    """Strongly connected parts (Tarjan 1972, with an explicit stack)."""
    number: dict[T, int] = {}
    low: dict[T, int] = {}
    open_nodes: list[T] = []
    is_open: set[T] = set()
    parts: list[list[T]] = []
    for root in graph:
        if root in number:
            continue
        work = [(root, iter(graph[root]))]
        number[root] = low[root] = len(number)
        open_nodes.append(root)
        is_open.add(root)
        while work:
            node, following = work[-1]
            for target in following:
                if target not in graph:
                    continue
                if target not in number:
                    number[target] = low[target] = len(number)
                    open_nodes.append(target)
                    is_open.add(target)
                    work.append((target, iter(graph[target])))
                    break
                if target in is_open:
                    low[node] = min(low[node], number[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    part = [open_nodes.pop()]
                    while part[-1] != node:
                        part.append(open_nodes.pop())
                    is_open.difference_update(part)
                    parts.append(part)
    return parts
