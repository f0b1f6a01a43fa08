"""Find whether a log is as it was written, and the first entry that is not.

Nothing that the database says of itself is believed: every hash is worked out anew from the text of
the entries. A log that was cut off at its end, or written anew as a whole, is consistent in itself;
that is found by a checkpoint that somebody kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from govrules.decision_log.canonical import read_canonical
from govrules.decision_log.checkpoint import Checkpoint, read_checkpoint, signed_by
from govrules.decision_log.entry import FIRST, FORMAT, KINDS, PersonalValue
from govrules.decision_log.keys import VerifyingKey
from govrules.decision_log.merkle import EMPTY, Frontier, Node, leaf_hash
from govrules.decision_log.personal import COMMITMENT, commitments_in
from govrules.decision_log.store import Row, Store
from govrules.decision_log.time_stamp import UNSTAMPED, CheckedStamp, check_stamps, stamps_of
from govrules.errors import LogError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


@dataclass(frozen=True, slots=True)
class LogFault:
    """Something that is not as it was written; `sequence` is the entry it shows at, if one."""

    sequence: int | None
    message: str

    def __str__(self) -> str:
        return self.message if self.sequence is None else f"entry {self.sequence}: {self.message}"


@dataclass(slots=True)
class Verification:
    """What was found. `stamps` are what the time stamps of the checkpoints come to.

    `unproved` says which of them do not hold: then the log is not shown to be altered, but neither
    to be as old as was asked for.
    """

    size: int = 0
    root: bytes = EMPTY
    faults: list[LogFault] = field(default_factory=list)
    checkpoints: int = 0
    stamps: tuple[CheckedStamp, ...] = ()
    unproved: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults and not self.unproved

    @property
    def first_bad(self) -> int | None:
        return min((f.sequence for f in self.faults if f.sequence is not None), default=None)


def verify_store(
    store: Store,
    outside: Sequence[str] = (),
    keys: Sequence[VerifyingKey] = (),
    authorities: Sequence[Certificate] = (),
) -> Verification:
    """Verify all that a database holds, against checkpoints kept outside it as well.

    With certificates of `authorities`, every time stamp has to lead to one of them, and there has
    to be one: among the checkpoints kept outside, or else in the log.
    """
    found = Verification()
    notes = _checkpoints([*store.checkpoints(), *outside], keys, found)
    used: set[str] = set()
    erased: dict[int, set[str]] = {}
    missing: list[tuple[int, str]] = []
    chain = _Chain(found, {note.size for note in notes})
    with_values = store.with_personal()
    for row in store.rows():
        entry = chain.add(row)
        if entry is None:
            continue
        body = entry["body"]
        _columns(row, entry, found)
        used |= {row.rulebook} if row.rulebook else set()
        if COMMITMENT in row.entry or row.sequence in with_values:
            missing += _personal(row.sequence, body, store.personal(row.sequence), found)
        if row.kind == "erasure":
            erased.setdefault(body.get("entry", -1), set()).update(body.get("paths", ()))
    chain.end()
    for sequence, path in missing:
        if path not in erased.get(sequence, ()):
            _fault(found, sequence, f"the personal value at {path} is gone, and no erasure says so")
    _nodes(store, chain.nodes, found)
    _head(store, chain, found)
    _rulebooks(store, used, found)
    _held_against(notes, chain.roots, found)
    _stamped(notes, outside, authorities, found)
    return found


def verify_entries(
    lines: Iterable[str],
    outside: Sequence[str] = (),
    keys: Sequence[VerifyingKey] = (),
    authorities: Sequence[Certificate] = (),
) -> Verification:
    """Verify exported entries (one to a line, from the first on), without any database."""
    found = Verification()
    notes = _checkpoints(outside, keys, found)
    chain = _Chain(found, {note.size for note in notes})
    for number, line in enumerate(lines):
        text = line.rstrip("\n")
        leaf = leaf_hash(text.encode("utf-8", "surrogatepass"))
        chain.add(Row(number, "", "", "", None, None, None, None, leaf, text))
    chain.end()
    _held_against(notes, chain.roots, found)
    _stamped(notes, outside, authorities, found)
    return found


class _Chain:
    """Entries as they come, each held against the one before; grows the tree anew."""

    def __init__(self, found: Verification, sizes: set[int]) -> None:
        self._found, self._sizes = found, sizes
        self._frontier = Frontier()
        self._last = FIRST
        self.nodes: list[Node] = []
        self.roots: dict[int, bytes] = {0: EMPTY}

    @property
    def frontier(self) -> Frontier:
        return self._frontier

    @property
    def last(self) -> str:
        return self._last

    def add(self, row: Row) -> dict[str, Any] | None:
        """The entry as read; None when it cannot be."""
        expected = self._frontier.size
        if row.sequence != expected:
            _fault(self._found, row.sequence, f"entry {expected} should stand here")
        leaf = leaf_hash(row.entry.encode("utf-8", "surrogatepass"))
        if leaf != row.leaf:
            _fault(self._found, row.sequence, "its text is not the one that its hash was made of")
        entry = _read(row, self._found)
        if entry is not None and entry.get("previous") != self._last:
            _fault(self._found, row.sequence, "it does not follow the entry before it")
        if entry is not None and entry.get("sequence") != row.sequence:
            _fault(self._found, row.sequence, f"it says that it is entry {entry.get('sequence')}")
        self.nodes += self._frontier.add(leaf)
        self._last = leaf.hex()
        if self._frontier.size in self._sizes:
            self.roots[self._frontier.size] = self._frontier.root()
        return entry

    def end(self) -> None:
        self._found.size, self._found.root = self._frontier.size, self._frontier.root()


def _read(row: Row, found: Verification) -> dict[str, Any] | None:
    try:
        entry = read_canonical(row.entry)
    except (ValueError, RecursionError):
        _fault(found, row.sequence, "its text is not canonical JSON")
        return None
    if (
        not isinstance(entry, dict)
        or entry.get("format") != FORMAT
        or entry.get("kind") not in KINDS
        or not isinstance(entry.get("body"), dict)
    ):
        _fault(found, row.sequence, "it is not an entry of this form")
        return None
    return entry


def _columns(row: Row, entry: dict[str, Any], found: Verification) -> None:
    """The columns repeat what the text says, for searching; the text is what counts."""
    decision = entry["body"].get("decision") if entry["kind"] == "advice" else None
    said: tuple[Any, ...] = (None, None, None)
    if isinstance(decision, dict):
        rulebook = decision.get("rulebook") or {}
        said = (decision.get("decision_date"), decision.get("verdict"), rulebook.get("digest"))
    columns = (row.id, row.kind, row.time, row.about, row.decision_date, row.verdict, row.rulebook)
    own = tuple(entry.get(key) for key in ("id", "kind", "time", "about"))
    if columns != (*own, *said):
        _fault(found, row.sequence, "the columns beside it do not repeat what it says")


def _personal(
    sequence: int, body: dict[str, Any], kept: list[PersonalValue], found: Verification
) -> Iterator[tuple[int, str]]:
    """Held against the commitments; gives those of which no value is kept."""
    committed = commitments_in(body)
    values = {each.path: each for each in kept}
    for path in sorted(set(values) - set(committed)):
        _fault(found, sequence, f"a personal value is kept at {path}, where the entry has none")
    for path, hashed in committed.items():
        value = values.get(path)
        if value is None:
            yield sequence, path
        elif sha256(value.salt + value.value.encode()).hexdigest() != hashed:
            _fault(found, sequence, f"the personal value at {path} is not the one {COMMITMENT} had")


def _nodes(store: Store, nodes: list[Node], found: Verification) -> None:
    kept = store.nodes()
    said = {(node.level, node.index): node.hash for node in nodes}
    for level, index in sorted(set(kept) | set(said)):
        if kept.get((level, index)) != said.get((level, index)):
            message = f"the node {index} on level {level} of the tree is not as worked out"
            _fault(found, None, message)  # where it comes from an entry, that has a fault too


def _head(store: Store, chain: _Chain, found: Verification) -> None:
    try:
        head = store.head()
    except (LogError, ValueError) as error:
        _fault(found, None, str(error))
        return
    if (head.size, head.last, list(head.peaks)) != (
        chain.frontier.size, chain.last, chain.frontier.peaks
    ):  # fmt: skip
        _fault(found, None, f"the head of the log speaks of {head.size} entries; there are "
                            f"{chain.frontier.size}, or others")  # fmt: skip


def _rulebooks(store: Store, used: set[str], found: Verification) -> None:
    """The digest of a rulebook is over the texts of its policies, each after its length."""
    known = dict(store.rulebooks())
    for digest in sorted(used - set(known)):
        _fault(found, None, f"the policies of rulebook {digest} are missing")
    for digest, texts in known.items():
        try:
            made = sha256()
            for _, text in json.loads(texts):
                data = text.encode("utf-8", "surrogatepass")
                made.update(f"{len(data)}\n".encode() + data)
            same = made.hexdigest() == digest
        except (ValueError, TypeError, AttributeError):
            same = False
        if not same:
            _fault(found, None, f"the policies of rulebook {digest} were altered")


def _checkpoints(
    notes: Sequence[str], keys: Sequence[VerifyingKey], found: Verification
) -> list[Checkpoint]:
    """The checkpoints that can be read and, where keys are given, that one of them signed."""
    read = []
    for note in dict.fromkeys(notes):
        try:
            checkpoint = read_checkpoint(note)
        except LogError as error:
            _fault(found, None, str(error))
            continue
        if keys and not any(signed_by(checkpoint, key.name, key.public) for key in keys):
            _fault(found, None, f"nobody whose key is given signed the checkpoint at "
                                f"{checkpoint.size} entries")  # fmt: skip
            continue
        read.append(checkpoint)
    found.checkpoints = len(read)
    return read


def _held_against(
    checkpoints: Sequence[Checkpoint], roots: dict[int, bytes], found: Verification
) -> None:
    for checkpoint in checkpoints:
        root = roots.get(checkpoint.size)
        if root is None:
            _fault(found, None, f"a checkpoint speaks of {checkpoint.size} entries; "
                                f"the log has {found.size}")  # fmt: skip
        elif root != checkpoint.root:
            _fault(found, None, f"the first {checkpoint.size} entries are not those of a "
                                "checkpoint")  # fmt: skip


def _stamped(
    checkpoints: Sequence[Checkpoint],
    outside: Sequence[str],
    authorities: Sequence[Certificate],
    found: Verification,
) -> None:
    found.stamps = check_stamps(checkpoints, authorities)
    found.unproved = tuple(str(stamp) for stamp in found.stamps if stamp.fault is not None)
    asked = [each for each in checkpoints if each.note in outside or not outside]
    if authorities and not any(stamps_of(each) for each in asked):
        found.unproved += (UNSTAMPED,)


def _fault(found: Verification, sequence: int | None, message: str) -> None:
    found.faults.append(LogFault(sequence, message))
