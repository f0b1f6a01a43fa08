"""Take from a log the entries that a record is made of, and refuse those that were altered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from govrules.decision_log.canonical import read_canonical
from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.merkle import leaf_hash
from govrules.decision_log.personal import commitments_in
from govrules.errors import AlteredError, LogError, UsageError


@dataclass(frozen=True, slots=True)
class Held:
    """An entry with its body, in which the personal values stand that are still kept."""

    entry: Entry
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """`outcome` is the decision that the record is of; `others` are those on the same advice.

    `withheld` is how many names are left out of them; None where nothing is.
    """

    advice: Held
    outcome: Held | None
    others: tuple[Held, ...]
    erasures: tuple[Held, ...]
    withheld: int | None = None

    @property
    def used(self) -> tuple[Held, ...]:
        return (self.advice,) if self.outcome is None else (self.advice, self.outcome)


def gathered(log: DecisionLog, wanted: str | int) -> Gathered:
    """The entries of a record. `wanted` is the id or number of an advice or of an outcome.

    An advice on which several decisions are recorded gives the record of the last. Raises
    UsageError when there is no such entry, AlteredError when one is not as it was written.
    """
    found = _held(log, _entry(log, wanted))
    if found.entry.kind == "erasure":
        raise UsageError(
            f"entry {found.entry.sequence} tells of an erasure: name the advice or the decision"
        )
    is_advice = found.entry.kind == "advice"
    advice = found if is_advice else _held(log, log.entry(found.entry.about or ""))
    about = [_held(log, entry) for entry in log.about(advice.entry.id)]
    outcomes = [held for held in about if held.entry.kind == "outcome"]
    outcome = found if not is_advice else outcomes[-1] if outcomes else None
    erasures = [held for held in about if held.entry.kind == "erasure"]
    if outcome is not None:
        erasures += [_held(log, entry) for entry in log.about(outcome.entry.id)]
    chosen = outcome.entry.sequence if outcome is not None else None
    others = tuple(held for held in outcomes if held.entry.sequence != chosen)
    return Gathered(advice, outcome, others, tuple(erasures))


def _entry(log: DecisionLog, wanted: str | int) -> Entry:
    if isinstance(wanted, str) and wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        try:
            return log.entry(wanted)  # an id may be a number too
        except UsageError:
            return log.entry(int(wanted))
    return log.entry(wanted)


def _held(log: DecisionLog, entry: Entry) -> Held:
    try:
        written = read_canonical(entry.text.decode())
        own = [written[key] for key in ("sequence", "id", "kind", "about")]
        whole = leaf_hash(entry.text) == entry.leaf
    except (ValueError, KeyError, TypeError, RecursionError):
        whole, own = False, []
    if not whole or own != [entry.sequence, entry.id, entry.kind, entry.about]:
        raise AlteredError(
            f"entry {entry.sequence} is not as it was written; no record is made of it: "
            "verify the log"
        )
    committed = commitments_in(entry.body)
    for kept in log.store.personal(entry.sequence):
        if sha256(kept.salt + kept.value.encode()).hexdigest() != committed.get(kept.path):
            raise AlteredError(
                f"the personal value beside entry {entry.sequence} at {kept.path} is not the one "
                "that was recorded; no record is made of it: verify the log"
            )
    return Held(entry, log.body(entry))


def policy_texts(log: DecisionLog, digest: str) -> dict[str, str]:
    """The policies of a rulebook, where they are kept as they were; else none."""
    try:
        texts = log.texts(digest)
    except (LogError, ValueError, TypeError):
        return {}
    made = sha256()
    for text in texts.values():
        data = text.encode("utf-8", "surrogatepass")
        made.update(f"{len(data)}\n".encode() + data)
    return texts if made.hexdigest() == digest else {}


def as_json(value: Any) -> str:
    """A value that no policy has words for, as it was given."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
