"""The tree and its proofs against the recursive definitions of RFC 6962, section 2.1."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.decision_log import merkle
from govrules.decision_log.merkle import Frontier

LEAVES = [merkle.leaf_hash(str(number).encode()) for number in range(700)]


def split(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def tree_hash(leaves: list[bytes]) -> bytes:
    """MTH of the standard."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + tree_hash(leaves[:k]) + tree_hash(leaves[k:])).digest()


def path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of the standard."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), tree_hash(leaves[k:])]
    return [*path(index - k, leaves[k:]), tree_hash(leaves[:k])]


def subproof(old: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of the standard."""
    if old == len(leaves):
        return [] if whole else [tree_hash(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*subproof(old, leaves[:k], whole), tree_hash(leaves[k:])]
    return [*subproof(old - k, leaves[k:], False), tree_hash(leaves[:k])]


class Tree:
    """What a log keeps of a tree."""

    def __init__(self, size: int) -> None:
        self.frontier = Frontier()
        self.nodes: dict[tuple[int, int], bytes] = {}
        for index, leaf in enumerate(LEAVES[:size]):
            self.nodes[0, index] = leaf
            for node in self.frontier.add(leaf):
                self.nodes[node.level, node.index] = node.hash

    def kept(self, level: int, first: int, count: int) -> list[bytes]:
        assert level % merkle.STEP == 0
        return [self.nodes[level, index] for index in range(first, first + count)]


TREE = Tree(len(LEAVES))
sizes = st.integers(1, len(LEAVES))


@settings(max_examples=200, deadline=None)
@given(size=sizes)
def test_the_root_is_that_of_the_standard(size: int) -> None:
    expected = tree_hash(LEAVES[:size])
    assert Tree(size).frontier.root() == expected == merkle.root_at(size, TREE)


def test_the_roots_that_the_standard_s_own_tests_give() -> None:
    """Of no leaf, and of the one empty leaf."""
    assert merkle.root_of([]).hex() == sha256(b"").hexdigest()
    assert merkle.root_of([merkle.leaf_hash(b"")]).hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )


@settings(max_examples=300, deadline=None)
@given(size=sizes, data=st.data())
def test_inclusion(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, TREE)
    root = tree_hash(LEAVES[:size])
    assert proof == path(index, LEAVES[:size])
    assert merkle.included(LEAVES[index], index, size, proof, root)


@settings(max_examples=300, deadline=None)
@given(new=sizes, data=st.data())
def test_consistency(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    proof = merkle.consistency_proof(old, new, TREE)
    first, second = tree_hash(LEAVES[:old]), tree_hash(LEAVES[:new])
    assert proof == subproof(old, LEAVES[:new], True)
    assert merkle.consistent(old, new, first, second, proof)


@settings(max_examples=300, deadline=None)
@given(size=st.integers(2, len(LEAVES)), data=st.data())
def test_a_proof_that_was_altered_shows_nothing(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    root = tree_hash(LEAVES[:size])
    proof = merkle.inclusion_proof(index, size, TREE)
    at, bit = data.draw(st.integers(0, len(proof) * 256 - 1).map(lambda n: divmod(n, 256)))
    bad = list(proof)
    number = int.from_bytes(bad[at]) ^ (1 << bit)
    bad[at] = number.to_bytes(32)
    assert not merkle.included(LEAVES[index], index, size, bad, root)
    assert not merkle.included(LEAVES[index], index, size, proof[:-1], root)
    assert not merkle.included(LEAVES[index], index, size, [*proof, proof[0]], root)
    assert not merkle.included(LEAVES[index - 1], index, size, proof, root)
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index))
    assert not merkle.included(LEAVES[index], other, size, proof, root)


@settings(max_examples=300, deadline=None)
@given(new=st.integers(2, len(LEAVES)), data=st.data())
def test_another_beginning_is_not_consistent(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    proof = merkle.consistency_proof(old, new, TREE)
    first, second = tree_hash(LEAVES[:old]), tree_hash(LEAVES[:new])
    forged = tree_hash([*LEAVES[: old - 1], LEAVES[-1] if old != len(LEAVES) else LEAVES[0]])
    assert not merkle.consistent(old, new, forged, second, proof)
    assert not merkle.consistent(old, new, first, forged, proof)
    assert not merkle.consistent(old, new, first, second, proof[:-1])
    assert not merkle.consistent(old, new, first, second, [*proof, first])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="none with the index"):
        merkle.inclusion_proof(index, size, TREE)
    assert not merkle.included(LEAVES[0], index, size, [], LEAVES[0])


@settings(max_examples=200, deadline=None)
@given(size=sizes, data=st.data())
def test_a_proof_asks_for_few_groups_and_is_the_same(size: int, data: st.DataObject) -> None:
    """At most two for every four levels: where the leaf stands, and along the right edge."""
    index = data.draw(st.integers(0, size - 1))
    asked: list[tuple[int, int]] = []

    class Counted:
        def kept(self, level: int, first: int, count: int) -> list[bytes]:
            asked.append((level, first))
            assert (first + count) << level <= size
            return TREE.kept(level, first, count)

    groups = merkle.Groups(Counted(), size)
    assert merkle.inclusion_proof(index, size, groups) == path(index, LEAVES[:size])
    assert merkle.root_at(size, groups) == merkle.root_at(size, TREE)
    assert len(asked) == len(set(asked)) <= 2 * (size.bit_length() // merkle.STEP + 1)
    old = data.draw(st.integers(1, size))
    again = merkle.consistency_proof(old, size, merkle.Groups(TREE, size))
    assert again == merkle.consistency_proof(old, size, TREE)
