"""The Merkle tree over a log and its proofs, as in RFC 6962 section 2.1.

A leaf is the hash of an entry. Of the nodes above, those on every fourth level are kept, so that
any node is at most sixteen kept hashes away. `Kept` gives them; everything else here is arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

STEP = 4
"""Nodes of the levels 0 (the leaves), 4, 8, … are kept."""

EMPTY = sha256(b"").digest()
"""The root of a tree with no leaves."""


class Kept(Protocol):
    """The hashes that are kept, of complete subtrees only."""

    def kept(self, level: int, first: int, count: int) -> list[bytes]:
        """`count` hashes of a level that is a multiple of four, from the index `first` on."""
        ...


class Groups:
    """What is kept of a tree of `size` leaves, fetched sixteen hashes at once and then remembered.

    The hashes that one proof needs of four levels stand in one group: a proof asks a database once
    for every four levels of the tree, and once more along its right edge.
    """

    def __init__(self, kept: Kept, size: int) -> None:
        self._kept, self._size = kept, size
        self._groups: dict[tuple[int, int], list[bytes]] = {}

    def kept(self, level: int, first: int, count: int) -> list[bytes]:
        group = first >> STEP
        start = group << STEP
        if (level, group) not in self._groups:
            there = min(1 << STEP, (self._size >> level) - start)
            self._groups[level, group] = self._kept.kept(level, start, there)
        return self._groups[level, group][first - start : first - start + count]


@dataclass(frozen=True, slots=True)
class Node:
    """The root of the complete subtree over 2^level leaves from index * 2^level on."""

    level: int
    index: int
    hash: bytes


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a tree: the roots of its complete subtrees, largest first.

    It is all that is needed to add leaves and to know the root.
    """

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks")
        self.size, self.peaks = size, list(peaks)

    def add(self, leaf: bytes) -> Iterator[Node]:
        """Add a leaf; gives the nodes that are to be kept, which it completes."""
        level, index, node = 0, self.size, leaf
        self.size += 1
        while index & 1:
            node = node_hash(self.peaks.pop(), node)
            level, index = level + 1, index >> 1
            if level % STEP == 0:
                yield Node(level, index, node)
        self.peaks.append(node)

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        for _ in frontier.add(leaf):
            pass
    return frontier.root()


def root_at(size: int, kept: Kept) -> bytes:
    """The root over the first `size` leaves of a tree that may be larger."""
    return _range(0, size, kept) if size else EMPTY


def inclusion_proof(index: int, size: int, kept: Kept) -> list[bytes]:
    """The hashes that lead from a leaf to the root over the first `size` leaves."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has none with the index {index}")
    proof: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(_range(middle, high, kept))
            high = middle
        else:
            proof.append(_range(low, middle, kept))
            low = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, kept: Kept) -> list[bytes]:
    """The hashes that show that the first `old` leaves of a tree of `new` were never changed."""
    if not 0 < old <= new:
        raise ValueError(f"a tree of {new} leaves does not grow out of one of {old}")
    proof: list[bytes] = []
    low, high, whole = 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_range(middle, high, kept))
            high = middle
        else:
            proof.append(_range(low, middle, kept))
            low, whole = middle, False
    if not whole:
        proof.append(_range(low, high, kept))
    return proof[::-1]


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Does the proof show that the leaf stands at the index of the tree with this root?"""
    if not 0 <= index < size:
        return False
    at, last, node = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(other, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, other)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Does the proof show that the tree of `new` leaves begins with the tree of `old`?"""
    if not 0 < old <= new:
        return old == 0 and not proof
    if old == new:
        return not proof and old_root == new_root
    hashes = list(proof)
    if old & (old - 1) == 0:
        hashes.insert(0, old_root)
    if not hashes:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = hashes[0]
    for other in hashes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(other, first), node_hash(other, second)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, other)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(count: int) -> int:
    """The largest power of two that is smaller."""
    return 1 << ((count - 1).bit_length() - 1)


def _range(low: int, high: int, kept: Kept) -> bytes:
    """The hash over the leaves low … high - 1, where low is a multiple of a large enough power."""
    frontier: list[bytes] = []
    while low < high:
        level = (high - low).bit_length() - 1
        frontier.append(_complete(level, low >> level, kept))
        low += 1 << level
    root = frontier.pop()
    while frontier:
        root = node_hash(frontier.pop(), root)
    return root


def _complete(level: int, index: int, kept: Kept) -> bytes:
    below = level % STEP
    hashes = kept.kept(level - below, index << below, 1 << below)
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [node_hash(left, right) for left, right in pairs]
    (node,) = hashes
    return node
