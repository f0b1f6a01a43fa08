"""Read entries for people: what each says, with its personal values, or that it was altered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govrules.decision_log.entry import FIRST, KINDS, Entry, around
from govrules.decision_log.merkle import leaf_hash
from govrules.decision_log.personal import COMMITMENT, commitments_in, is_commitment, restored

if TYPE_CHECKING:
    from govrules.decision_log.log import DecisionLog

HASH_LENGTH = len(FIRST)
"""Characters of a hash in hexadecimal."""


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry and its body with the personal values that are still kept.

    `personal` are the places of personal values in the body (JSON Pointers), `erased` those of
    which no value is kept any more.
    """

    entry: Entry
    body: dict[str, Any]
    personal: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()

    @property
    def decision(self) -> dict[str, Any]:
        """The decision of an advice; empty for what is none."""
        found: dict[str, Any] = self.body["decision"] if self.entry.kind == "advice" else {}
        return found

    @property
    def choice(self) -> dict[str, Any]:
        """The choice of an advice; empty for what is none."""
        found: dict[str, Any] = self.body["choice"] if self.entry.kind == "advice" else {}
        return found

    @property
    def date(self) -> str | None:
        """The decision date of an advice, the day of an outcome."""
        if self.entry.kind == "advice":
            return str(self.decision["decision_date"])
        return str(self.body["decided_on"]) if self.entry.kind == "outcome" else None


def read_entry(log: DecisionLog, entry: Entry, *, personal: bool = True) -> ReadEntry | None:
    """What an entry says; None when it is not as it was written.

    `personal` says whether its personal values are put in their places.
    """
    return read_whole(log, entry, personal=personal) if is_whole(entry) else None


def read_whole(log: DecisionLog, entry: Entry, *, personal: bool = True) -> ReadEntry | None:
    """What an entry says that `is_whole`; None when its body is none that could be written."""
    body = _body(entry)
    if body is None or COMMITMENT.encode() not in entry.text:
        return None if body is None else ReadEntry(entry, body)
    committed = commitments_in(body)
    values = log.store.personal(entry.sequence)
    erased = tuple(path for path in committed if path not in {each.path for each in values})
    try:
        whole = restored(body, values) if personal else body
    except ValueError:  # a value that was altered is no JSON any more
        return None
    return ReadEntry(entry, whole, tuple(committed), erased)


def read_entries(
    log: DecisionLog,
    entries: Iterator[Entry],
    altered: Callable[[Entry], None],
    *,
    personal: bool = True,
) -> Iterator[ReadEntry]:
    """All that can be read; those that are not as they were written are given to `altered`."""
    for entry in entries:
        read = read_entry(log, entry, personal=personal)
        if read is None:
            altered(entry)
        else:
            yield read


def is_whole(entry: Entry) -> bool:
    """The text is what counts: its hash must be the one kept, and the columns must repeat it.

    An entry is canonical JSON, so that what its columns repeat stands at its two ends, and the
    body, which is nearly all of it, need not be read.
    """
    if leaf_hash(entry.text) != entry.leaf:
        return False
    before, between, after = around(entry.id, entry.kind, entry.about, entry.sequence, entry.time)
    try:
        start, middle, end = before.encode(), between.encode(), after.encode()
    except UnicodeEncodeError:
        return False
    text = entry.text
    hash_end = len(text) - len(end)
    return (
        text.startswith(start)
        and text.endswith(end)
        and text.endswith(middle, 0, hash_end - HASH_LENGTH)
        and entry.kind in KINDS
    )


def _body(entry: Entry) -> dict[str, Any] | None:
    try:
        said = json.loads(entry.text)
    except (ValueError, RecursionError):
        return None
    body = said.get("body")
    return body if isinstance(body, dict) and _has_its_parts(entry.kind, body) else None


def _has_its_parts(kind: str, body: dict[str, Any]) -> bool:
    """Has the body what every entry of its kind has? Only a forger writes others."""
    if not isinstance(body.get("labels", []), list):
        return False
    if kind == "outcome":
        texts = (body.get(key) for key in ("outcome", "capacity", "decided_on"))
        tables = (*_list(body.get("alternatives")), *_list(body.get("interests")))
        return (
            "decided_by" in body
            and all(isinstance(text, str) for text in texts)
            and (isinstance(body.get("reasons"), str) or is_commitment(body["reasons"]))
            and all(isinstance(table, dict) for table in tables)
            and isinstance(body.get("known_none", []), list)
        )
    if kind == "erasure":
        return isinstance(body.get("paths"), list) and {"entry", "reason", "erased_by"} <= set(body)
    decision = body.get("decision")
    return (
        isinstance(body.get("choice"), dict)
        and isinstance(decision, dict)
        and isinstance(decision.get("verdict"), str)
        and isinstance(decision.get("decision_date"), str)
        and isinstance(decision.get("rulebook"), dict)
        and isinstance(decision["rulebook"].get("digest"), str)
        and isinstance(decision.get("findings"), list)
        and all(map(_is_finding, decision["findings"]))
    )


def known_none(outcome: dict[str, Any]) -> frozenset[str]:
    """What the body of an outcome says that there was none of; older entries say nothing of it."""
    told = outcome.get("known_none")
    return frozenset(each for each in told if isinstance(each, str)) if told else frozenset()


def _is_finding(value: Any) -> bool:
    keys = ("rule", "title", "policy", "norm", "status")
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(key), str) for key in keys)
        and isinstance(value.get("displaced_by"), list)
    )


def _list(value: Any) -> list[Any]:
    """Of something that is no list, one that holds nothing that is right."""
    return value if isinstance(value, list) else [None]
