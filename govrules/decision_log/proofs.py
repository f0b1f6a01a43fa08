"""Proofs as JSON, which anybody can check without the log.

An inclusion proof holds an entry, where it stands, and the hashes from it to the root over a log
of so many entries. A consistency proof holds the hashes that lead from an older root to a newer
one. What either shows, it shows of the root that it names: it is worth as much as the checkpoint in
which somebody else kept that root.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from govrules.decision_log.checkpoint import Checkpoint, read_checkpoint, signed_by
from govrules.decision_log.keys import VerifyingKey
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.merkle import EMPTY, consistent, included, leaf_hash, root_at
from govrules.decision_log.personal import commitments_in
from govrules.decision_log.time_stamp import UNSTAMPED, CheckedStamp, check_stamps
from govrules.errors import LogError, UsageError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

INCLUSION: Final = "govrules-inclusion/1"
CONSISTENCY: Final = "govrules-consistency/1"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a proof comes to. `said` tells what it shows; `faults` why it shows nothing.

    `entry` is the proved entry as it reads; `signed` is whether a key that was given signed each
    checkpoint in it, None where no key was given; `stamps` are what their time stamps come to.
    """

    said: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    entry: dict[str, Any] | None = None
    signed: bool | None = None
    stamps: tuple[CheckedStamp, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults


def inclusion_json(
    log: DecisionLog, sequence: int, checkpoint: Checkpoint | None, *, personal: bool = False
) -> dict[str, Any]:
    """The proof that an entry stands in the log, or in what the checkpoint speaks of.

    With `personal` the personal values that are still kept go with it, with their salts.
    Raises UsageError where the entry does not stand in it.
    """
    entry = log.entry(sequence)
    found = log.inclusion(sequence, None if checkpoint is None else checkpoint.size)
    proof: dict[str, Any] = {
        "format": INCLUSION,
        "entry": entry.text.decode(),
        "sequence": sequence,
        "size": found.size,
        "root": found.root.hex(),
        "proof": [each.hex() for each in found.proof],
    }
    if personal:
        proof["personal"] = [
            {"path": each.path, "salt": each.salt.hex(), "value": each.value}
            for each in log.store.personal(sequence)
        ]
    if checkpoint is not None:
        proof["checkpoint"] = checkpoint.note
    return proof


def consistency_json(
    log: DecisionLog, old: Checkpoint, new: Checkpoint | None = None
) -> dict[str, Any]:
    """The proof that the log that a checkpoint speaks of is the beginning of a newer one.

    Raises UsageError for checkpoints that are not of this log's length or in the wrong order.
    """
    size = len(log) if new is None else new.size
    hashes = log.consistency(old.size, size) if old.size else ()
    proof: dict[str, Any] = {
        "format": CONSISTENCY,
        "old_size": old.size,
        "old_root": (root_at(old.size, log.store) if old.size else EMPTY).hex(),
        "new_size": size,
        "new_root": root_at(size, log.store).hex(),
        "proof": [each.hex() for each in hashes],
        "old_checkpoint": old.note,
    }
    if new is not None:
        proof["new_checkpoint"] = new.note
    return proof


@dataclass(frozen=True, slots=True)
class _Trusted:
    """What who checks a proof has from elsewhere."""

    outside: Sequence[Checkpoint]
    keys: Sequence[VerifyingKey]
    authorities: Sequence[Certificate]


def check_proof(
    text: str,
    outside: Sequence[Checkpoint] = (),
    keys: Sequence[VerifyingKey] = (),
    authorities: Sequence[Certificate] = (),
) -> Checked:
    """Check a proof, against checkpoints that were kept elsewhere, by anybody.

    With certificates of `authorities`, every time stamp in a checkpoint has to lead to one of them,
    and there has to be one. Raises UsageError for a text that is no proof.
    """
    trusted = _Trusted(outside, keys, authorities)
    try:
        proof = json.loads(text)
        kind = proof["format"]
        if kind == INCLUSION:
            return _check_inclusion(proof, trusted)
        if kind == CONSISTENCY:
            return _check_consistency(proof, trusted)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        pass
    raise UsageError("this is not a proof that govrules made")


def _check_inclusion(proof: dict[str, Any], trusted: _Trusted) -> Checked:
    entry: str = proof["entry"]
    sequence, size, root = _whole(proof["sequence"]), _whole(proof["size"]), _hash(proof["root"])
    hashes = [_hash(each) for each in proof["proof"]]
    faults = []
    if not included(leaf_hash(entry.encode()), sequence, size, hashes, root):
        faults.append(f"the hashes do not lead from the entry to the root over {size} entries")
    said = _entry(entry)
    if said.get("sequence") != sequence:
        faults.append(f"the entry does not say that it is entry {sequence}")
    committed = commitments_in(said.get("body"))
    for each in proof.get("personal", ()):
        salted = bytes.fromhex(each["salt"]) + each["value"].encode()
        if committed.get(each["path"]) != sha256(salted).hexdigest():
            faults.append(f"the personal value at {each['path']} is not the one of the entry")
    held = _held_against(proof, {"checkpoint": size}, {size: root}, trusted)
    shown = f"entry {sequence} stands in the log of {size} entries with the root {root.hex()}"
    told = (shown, *held.said)
    return Checked(told, (*faults, *held.faults), said, held.signed, held.stamps)


def _check_consistency(proof: dict[str, Any], trusted: _Trusted) -> Checked:
    old, new = _whole(proof["old_size"]), _whole(proof["new_size"])
    roots = {new: _hash(proof["new_root"])}
    old_root = _hash(proof["old_root"])
    hashes = [_hash(each) for each in proof["proof"]]
    faults = []
    whole = EMPTY if old == 0 else old_root  # the root over nothing is known
    if whole != old_root or not consistent(old, new, old_root, roots[new], hashes):
        faults.append(f"the hashes do not lead from the root over {old} entries to that over {new}")
    roots[old] = old_root
    named = {"old_checkpoint": old, "new_checkpoint": new}
    held = _held_against(proof, named, roots, trusted)
    shown = f"the first {old} entries are the beginning of the log of {new} entries"
    told = (shown, *held.said)
    return Checked(told, (*faults, *held.faults), None, held.signed, held.stamps)


def _held_against(
    proof: dict[str, Any],
    named: dict[str, int],
    roots: dict[int, bytes],
    trusted: _Trusted,
) -> Checked:
    """What the checkpoints in the proof and those kept outside say of its roots."""
    outside, keys = trusted.outside, trusted.keys
    said: list[str] = []
    faults: list[str] = []
    signed: bool | None = None
    notes = [_checkpoint(proof[key], size) for key, size in named.items() if key in proof]
    read = dict.fromkeys((*notes, *outside))
    for each in read:
        if each is None:
            faults.append("a checkpoint in the proof is not of the size that the proof is of")
            continue
        if each.size not in roots:
            sizes = " and ".join(map(str, sorted(roots)))
            faults.append(f"the proof is of a log of {sizes} entries, and a checkpoint of "
                          f"{each.size}: ask for a proof made for that checkpoint")  # fmt: skip
        elif roots[each.size] != each.root:
            faults.append(f"the root over {each.size} entries is not that of a checkpoint")
        if keys:
            signer = next((k.name for k in keys if signed_by(each, k.name, k.public)), None)
            signed = signed is not False and signer is not None
            if signer is None:
                faults.append(f"nobody whose key is given signed the checkpoint at {each.size} "
                              "entries")  # fmt: skip
            else:
                said.append(f"the checkpoint at {each.size} entries is signed by {signer}")
    if outside:
        said.append("it holds against the checkpoints that were given")
    elif not keys or not notes:
        said.append("no checkpoint that was kept elsewhere was given, and no key: the proof shows "
                    "this of its own root only")  # fmt: skip
    checkpoints = [each for each in read if each is not None]
    stamps = check_stamps(checkpoints, trusted.authorities)
    said += [str(each) for each in stamps if each.fault is None]
    faults += [str(each) for each in stamps if each.fault is not None]
    if trusted.authorities and not stamps:
        faults.append(UNSTAMPED)
    return Checked(tuple(said), tuple(faults), None, signed, stamps)


def _entry(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _checkpoint(note: str, size: int) -> Checkpoint | None:
    """The checkpoint, when it can be read and speaks of so many entries."""
    try:
        checkpoint = read_checkpoint(note)
    except LogError:
        return None
    return checkpoint if checkpoint.size == size else None


def _hash(text: str) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != 32:
        raise ValueError("no hash")
    return found


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("no number of entries")
    return value
