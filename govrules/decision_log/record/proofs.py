"""Prove that the entries of a record stand in the log, so that a reader can check it."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.decision_log.checkpoint import Checkpoint, read_checkpoint
from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog, Inclusion
from govrules.decision_log.merkle import Frontier, included, root_at
from govrules.decision_log.record.statement import Proof, Step
from govrules.decision_log.time_stamp import without_stamps
from govrules.errors import AlteredError, LogError


def proofs(log: DecisionLog, entries: Sequence[Entry]) -> tuple[Proof, ...]:
    """A proof for each of the entries, up to the first checkpoint that holds all of them.

    That checkpoint stays the first, so the proofs stay the same while the log grows; without one
    they lead to the root over the log as it is now. Raises AlteredError when a proof does not hold.
    """
    last = max(entry.sequence for entry in entries)
    checkpoint = _first_over(log, last)
    head = log.store.head()
    if Frontier(head.size, head.peaks).root() != root_at(head.size, log.store):
        raise AlteredError(
            "the entries of the log are not those that its head was made of; no record is made of "
            "them: verify the log"
        )
    size = head.size if checkpoint is None else checkpoint.size
    return tuple(
        _proof(entry, log.inclusion(entry.sequence, size), checkpoint) for entry in entries
    )


def _first_over(log: DecisionLog, sequence: int) -> Checkpoint | None:
    for note in log.store.checkpoints():
        try:
            checkpoint = read_checkpoint(note)
        except LogError:
            continue  # a damaged one proves nothing; `verify` names it
        if sequence < checkpoint.size <= len(log):
            return checkpoint
    return None


def _proof(entry: Entry, inclusion: Inclusion, checkpoint: Checkpoint | None) -> Proof:
    sound = included(
        entry.leaf, entry.sequence, inclusion.size, inclusion.proof, inclusion.root
    ) and (checkpoint is None or checkpoint.root == inclusion.root)
    if not sound:
        raise AlteredError(
            f"entry {entry.sequence} cannot be proved to stand in the log; no record is made of "
            "it: verify the log"
        )
    return Proof(
        entry=entry.sequence,
        id=entry.id,
        kind=entry.kind,
        time=entry.time,
        leaf=entry.leaf.hex(),
        size=inclusion.size,
        root=inclusion.root.hex(),
        steps=_steps(entry.sequence, inclusion),
        note=None if checkpoint is None else without_stamps(checkpoint).note,
    )


def _steps(sequence: int, inclusion: Inclusion) -> tuple[Step, ...]:
    """On which side each hash stands, as in RFC 9162 section 2.1.3.2."""
    at, last = sequence, inclusion.size - 1
    steps = []
    for hash in inclusion.proof:
        if at & 1 or at == last:
            steps.append(Step("left", hash.hex()))
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            steps.append(Step("right", hash.hex()))
        at, last = at >> 1, last >> 1
    return tuple(steps)
