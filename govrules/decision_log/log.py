"""The decision log: add entries at its end, read them, and prove that they stand in it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govrules.decision_log.checkpoint import Checkpoint, signed_checkpoint
from govrules.decision_log.drafts import (
    Outcome,
    advice_draft,
    erasure_draft,
    outcome_draft,
)
from govrules.decision_log.entry import Draft, Entry, PersonalValue, sealed
from govrules.decision_log.keys import SigningKey
from govrules.decision_log.merkle import (
    Frontier,
    Groups,
    Node,
    consistency_proof,
    inclusion_proof,
    root_at,
)
from govrules.decision_log.outcome_fits import misfit, what_to_record
from govrules.decision_log.personal import COMMITMENT, commitments_in, restored
from govrules.decision_log.personal_places import is_name, marked, sought
from govrules.decision_log.read import read_entry
from govrules.decision_log.spellings import folded
from govrules.decision_log.store import Head, Row, Store, texts_json
from govrules.decision_log.time_stamp import TimeStamp, with_stamp
from govrules.errors import AlteredError, LogError, UsageError
from govrules.model.decision import Decision
from govrules.model.policy import PolicySet

DEFAULT = "govrules.db"
_POSTGRES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That an entry stands in the log: its leaf, where, and the hashes up to the root."""

    sequence: int
    size: int
    leaf: bytes
    root: bytes
    proof: tuple[bytes, ...]


class DecisionLog:
    """An append-only log. Any number of threads and processes may use it at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, url: str | Path = DEFAULT, *, must_exist: bool = False) -> DecisionLog:
        """The log at a path (SQLite) or a URL (`postgresql://…`), made where there is none.

        Raises LogError when it cannot be opened, UsageError when it must exist and does not.
        """
        text = str(url)
        if text.startswith(_POSTGRES):
            from govrules.decision_log.postgres import PostgresDatabase

            return cls(Store(PostgresDatabase(text)))
        from govrules.decision_log.sqlite import SqliteDatabase

        file = Path(text.removeprefix("sqlite:///"))
        if must_exist and not file.is_file():
            raise UsageError(f'there is no log "{file}"')
        return cls(Store(SqliteDatabase(file)))

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> DecisionLog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- adding --------------------------------------------------------------------------------

    def record(
        self,
        policies: PolicySet,
        choice: Mapping[str, Any],
        decision: Decision,
        *,
        personal: Collection[str] = (),
        asked_by: str | None = None,
        labels: Sequence[str] = (),
    ) -> Entry:
        """Record one advice. When this returns, the entry is on disk; when it raises, it is not."""
        draft = advice_draft(
            choice, decision, policies=marked(policies), personal=personal, asked_by=asked_by,
            labels=labels,
        )  # fmt: skip
        return self.record_drafts([draft], policies)[0]

    def record_drafts(
        self,
        drafts: Sequence[Draft],
        policies: PolicySet | None = None,
        *,
        erased: Sequence[tuple[int, Sequence[str]]] = (),
    ) -> tuple[Entry, ...]:
        """Record all of the drafts, in one transaction: all of them or none.

        `erased` are the places of personal values, by the number of their entry, of which the
        drafts say that they were erased.
        """
        try:
            with self._store.writing() as writer:
                head = writer.head()
                frontier = Frontier(head.size, head.peaks)
                entries: list[Entry] = []
                nodes: list[Node] = []
                last = head.last
                for draft in drafts:
                    entry = sealed(draft, frontier.size, last)
                    nodes += frontier.add(entry.leaf)
                    entries.append(entry)
                    last = entry.leaf.hex()
                # to write out a library of policies takes longer than to look whether it is there
                if policies is not None and not writer.has_rulebook(policies.digest):
                    pairs = [(policy.title, policy.text) for policy in policies.policies]
                    writer.add_rulebook(policies.digest, texts_json(pairs))
                placed = zip(entries, (draft.columns for draft in drafts), strict=True)
                writer.add(placed, nodes)
                beside = zip(entries, (draft.personal for draft in drafts), strict=True)
                writer.add_personal(
                    [(entry.sequence, value) for entry, values in beside for value in values]
                )
                for sequence, paths in erased:
                    writer.erase_personal(sequence, paths)
                writer.set_head(Head(frontier.size, last, tuple(frontier.peaks)))
        except LogError:
            # the answer to "commit" may have been lost on its way: then it is there all the same
            kept = self._already_recorded(drafts)
            if kept is None:
                raise
            return kept
        return tuple(entries)

    def _already_recorded(self, drafts: Sequence[Draft]) -> tuple[Entry, ...] | None:
        try:
            rows = [self._store.row_of(draft.id) for draft in drafts]
        except LogError:
            return None
        found = [entry_of(row) for row in rows if row is not None]
        return tuple(found) if len(found) == len(drafts) and found else None

    def record_outcome(self, outcome: Outcome) -> Entry:
        """Record what was decided on an advice.

        Raises UsageError when there is no such advice or the outcome does not fit it, AlteredError
        when the advice is not as it was written.
        """
        row = self._store.row_of(outcome.advice)
        if row is None or row.kind != "advice":
            raise UsageError(f'there is no advice "{outcome.advice}" in this log')
        self._refuse_misfit(outcome, entry_of(row))
        facts = [
            json.loads(kept.value)
            for kept in self._store.personal(row.sequence)
            if not is_name(kept.path)
        ]
        return self.record_drafts([outcome_draft(outcome, personal=facts)])[0]

    def _refuse_misfit(self, outcome: Outcome, advice: Entry) -> None:
        read = read_entry(self, advice, personal=False)
        if read is None:
            raise AlteredError(
                f"the advice of entry {advice.sequence} is not as it was written, so that no "
                "decision on it is recorded: verify the log"
            )
        verdict = read.decision["verdict"]
        why = misfit(outcome.outcome, verdict)
        if why is not None:
            raise UsageError(
                f'"{outcome.outcome}" does not fit entry {advice.sequence}: {why}; '
                f"record {what_to_record(outcome.outcome, verdict)}"
            )

    def erase(self, id: str, reason: str, erased_by: str) -> Entry:
        """Erase the personal values of an entry. The log says so, and its proofs still hold.

        Of the decisions on an advice, those values go too that repeat something personal of the
        advice. Raises UsageError when there is nothing to erase, or the reason repeats it.
        """
        entry = self.erase_all([id], reason, erased_by)[0]
        self.forget()
        return entry

    def erase_all(self, ids: Sequence[str], reason: str, erased_by: str) -> tuple[Entry, ...]:
        """Erase the personal values of entries, in one transaction: all of them or none.

        They are gone from the tables then; `forget` lets them leave the files too.
        """
        doomed = {}
        for id in ids:
            row = self._store.row_of(id)
            if row is None:
                raise UsageError(f'there is no entry "{id}" in this log')
            values = self._store.personal(row.sequence)
            if not values:
                raise UsageError(f'the entry "{id}" has no personal values, or they were erased')
            doomed[row.sequence] = (id, values)
            for about in self._store.rows_about(id) if row.kind == "advice" else ():
                repeated = _repeating(values, self._store.personal(about.sequence))
                if repeated and about.sequence not in doomed:
                    doomed[about.sequence] = (about.id, repeated)
        for _, values in doomed.values():
            _refuse_to_repeat(reason, values)
            _refuse_to_repeat(erased_by, [kept for kept in values if not is_name(kept.path)])
        drafts, erased = [], []
        for sequence, (id, values) in sorted(doomed.items()):
            paths = [kept.path for kept in values]
            drafts.append(erasure_draft(sequence, paths, reason, erased_by, id))
            erased.append((sequence, paths))
        return self.record_drafts(drafts, erased=erased)

    def forget(self) -> None:
        """Let what was erased leave the files of the database, not only its tables.

        Raises LogError when somebody else is in the way; doing it again is safe.
        """
        self._store.forget()

    def add_checkpoint(self, key: SigningKey) -> Checkpoint:
        """Sign what the log is now, and keep the checkpoint in it too."""
        head = self._store.head()
        root = Frontier(head.size, head.peaks).root()
        checkpoint = signed_checkpoint(head.size, root, key.name, key.private)
        with self._store.writing() as writer:
            writer.add_checkpoint(checkpoint.size, checkpoint.note)
        return checkpoint

    def add_stamp(self, checkpoint: Checkpoint, stamp: TimeStamp) -> Checkpoint:
        """Put the time stamp of an authority into a checkpoint, and keep it so in the log too."""
        stamped = with_stamp(checkpoint, stamp)
        with self._store.writing() as writer:
            writer.replace_checkpoint(checkpoint.size, checkpoint.note, stamped.note)
        return stamped

    # --- reading -------------------------------------------------------------------------------

    def __len__(self) -> int:
        return self._store.head().size

    def entries(self, first: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """Entries in their order, as they stand; `verify` says whether they are as written."""
        return (entry_of(row) for row in self._store.rows(first, stop))

    def entry(self, id_or_sequence: str | int) -> Entry:
        """Raises UsageError when there is none."""
        given = id_or_sequence
        row = self._store.row(given) if isinstance(given, int) else self._store.row_of(given)
        if row is None:
            raise UsageError(f'there is no entry "{given}" in this log')
        return entry_of(row)

    def about(self, id: str) -> tuple[Entry, ...]:
        """What was decided on an advice, and what was erased of an entry."""
        return tuple(entry_of(row) for row in self._store.rows_about(id))

    def body(self, entry: Entry) -> dict[str, Any]:
        """The body of an entry with its personal values, as far as they were not erased."""
        body = entry.body
        if COMMITMENT.encode() not in entry.text or not commitments_in(body):
            return body
        return restored(body, self._store.personal(entry.sequence))

    def texts(self, digest: str) -> dict[str, str]:
        """The policies of a rulebook by their titles. Raises LogError when they are not kept."""
        texts = self._store.texts_of(digest)
        if texts is None:
            raise LogError(f"the policies of rulebook {digest} are not in this log")
        return dict(json.loads(texts))

    # --- proving -------------------------------------------------------------------------------

    def inclusion(self, sequence: int, size: int | None = None) -> Inclusion:
        """That an entry stands in the log, or in its first `size` entries."""
        size = len(self) if size is None else size
        if not 0 <= sequence < size <= len(self):
            raise UsageError(f"there is no entry {sequence} among the first {size}")
        kept = Groups(self._store, size)
        proof = inclusion_proof(sequence, size, kept)
        (leaf,) = kept.kept(0, sequence, 1)
        return Inclusion(sequence, size, leaf, root_at(size, kept), tuple(proof))

    def consistency(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        """That the first `old` entries are still the beginning of the first `new`."""
        new = len(self) if new is None else new
        if not 0 < old <= new <= len(self):
            raise UsageError(f"a log of {len(self)} entries does not go from {old} to {new}")
        return tuple(consistency_proof(old, new, Groups(self._store, new)))

    @property
    def store(self) -> Store:
        return self._store


def entry_of(row: Row) -> Entry:
    text = row.entry.encode("utf-8", "surrogateescape")
    return Entry(row.sequence, row.id, row.kind, row.time, row.about, text, row.leaf)  # type: ignore[arg-type]


def _repeating(
    values: Sequence[PersonalValue], kept: Sequence[PersonalValue]
) -> list[PersonalValue]:
    """Those kept beside a decision that repeat a personal fact of the advice that it is on."""
    looked_for = sought(json.loads(each.value) for each in values if not is_name(each.path))
    if looked_for is None:
        return []
    texts = [each for each in kept if not is_name(each.path)]
    return [each for each in texts if looked_for.search(folded(str(json.loads(each.value))))]


def _refuse_to_repeat(text: str, values: Sequence[PersonalValue]) -> None:
    """Raises UsageError where a text that is kept for ever repeats what is to be erased."""
    looked_for = sought(json.loads(kept.value) for kept in values)
    if looked_for is not None and looked_for.search(folded(text)):
        raise UsageError(
            f'"{text}" repeats what is to be erased, and would be kept for ever: say it otherwise'
        )
