"""An entry of the log: who said what, when, and the hash of the entry before.

An entry is a table of canonical JSON. Its `kind` says what its `body` holds:

advice    what a rulebook said of a choice, and what it was asked
outcome   what a person or body decided on an advice: adopted, departed from or refused
erasure   which personal values were erased, and why
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, Final, Literal

from govrules.decision_log.canonical import canonical_text
from govrules.decision_log.merkle import leaf_hash

FORMAT: Final = "govrules-log/1"
FIRST: Final = "0" * 64
"""What the first entry names as the hash of the one before."""

Kind = Literal["advice", "outcome", "erasure"]
KINDS: Final[tuple[Kind, ...]] = ("advice", "outcome", "erasure")


Columns = tuple[str | None, str | None, str | None]
"""Decision date, verdict and rulebook of an advice, to search by; they are none of its truth."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its place in the log. `about` is the advice that it speaks of.

    `body` is canonical JSON already; `columns` are what the entry is searched by.
    """

    id: str
    kind: Kind
    body: str
    time: str
    about: str | None = None
    personal: tuple[PersonalValue, ...] = ()
    columns: Columns = (None, None, None)


@dataclass(frozen=True, slots=True)
class PersonalValue:
    """A value that stands beside an entry, which holds a commitment to it only.

    `path` is where the commitment stands in the body, as a JSON Pointer (RFC 6901); `value` is
    canonical JSON.
    """

    path: str
    salt: bytes
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in its place. `text` is its canonical JSON, `leaf` the hash over it."""

    sequence: int
    id: str
    kind: Kind
    time: str
    about: str | None
    text: bytes
    leaf: bytes

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.text)["body"]
        return body


def utc_text(moment: dt.datetime) -> str:
    """A moment as entries write it: UTC, to the microsecond."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sealed(draft: Draft, sequence: int, previous: str) -> Entry:
    """The draft as the entry with this number, after the one with the hash `previous`."""
    # to write the body once only makes a batch twice as fast
    before, between, after = around(draft.id, draft.kind, draft.about, sequence, draft.time)
    text = f"{before}{draft.body}{between}{previous}{after}".encode()
    leaf = leaf_hash(text)
    return Entry(sequence, draft.id, draft.kind, draft.time, draft.about, text, leaf)


def around(id: str, kind: str, about: str | None, sequence: int, time: str) -> tuple[str, str, str]:
    """What stands in an entry before its body, between that and the hash before, and after it.

    These are the keys in the order of canonical JSON.
    """
    named = "null" if about is None else canonical_text(about)
    return (
        f'{{"about":{named},"body":',
        f',"format":"{FORMAT}","id":{canonical_text(id)},"kind":"{kind}","previous":"',
        f'","sequence":{sequence},"time":"{time}"}}',
    )
