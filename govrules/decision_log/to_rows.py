"""Turn entries into rows of one wide table, with what is not for the reader left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from govrules.decision_log.personal import is_commitment, pointer_part
from govrules.decision_log.read import ReadEntry
from govrules.decision_log.summary import ERASED
from govrules.errors import UsageError
from govrules.model.near import did_you_mean

REDACTED: Final = "[redacted]"
PERSONAL: Final = "[personal]"
FIXED: Final = (
    "entry", "id", "kind", "recorded", "about", "decision_date", "verdict", "rulebook", "asked_by",
    "labels", "breached", "departed", "displaced", "undetermined", "conditions", "outcome",
    "decided_by", "capacity", "reasons", "alternatives", "interests",
    "known_none", "erased_entry", "erased_paths", "erased_by",
)  # fmt: skip
"""The columns that every table has; those of choices ("choice.KEY") and of derived terms
("term.KEY") come after them."""
_STATUSES = ("breached", "departed", "displaced", "undetermined")
_FREE = ("choice.", "term.", "reasons", "alternatives", "interests", "conditions", "labels")
_OF_DECISION: Final = {"terms": "/decision", "conditions": "/decision"}
"""Where the parts of a decision that are exported stand in the body."""
_SHORTEST = 4
"""Shorter texts are not looked for where else they stand: they stand everywhere."""

Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is left out: `fields` by their keys, at any depth, and values that are personal."""

    fields: frozenset[str] = frozenset()
    personal: bool = True


def columns_of(reads: Iterable[ReadEntry], hiding: Hiding) -> tuple[str, ...]:
    """The columns that the entries need.

    Raises UsageError when a field that should be left out is in none of them: a name that was
    written wrongly would otherwise let through what it should keep.
    """
    choices: set[str] = set()
    terms: set[str] = set()
    seen: set[str] = set()
    any_entry = False
    for read in reads:
        any_entry = True
        choices |= set(read.choice)
        terms |= set(_terms(read))
        if hiding.fields - seen:
            seen |= set(_keys(_parts(read)))
    wrong = sorted(hiding.fields - seen) if any_entry else []
    if wrong:
        meant = did_you_mean(wrong[0], seen)
        raise UsageError(f'no entry has a field "{wrong[0]}", so nothing was exported{meant}')
    return (
        *FIXED,
        *(f"choice.{key}" for key in sorted(choices)),
        *(f"term.{key}" for key in sorted(terms)),
    )


def row_of(read: ReadEntry, hiding: Hiding) -> Row:
    """An entry as a row; what has no value in it is left out."""
    hidden: set[str] = set()
    parts = _parts(read)
    body = {
        key: _hide(value, f"{_OF_DECISION.get(key, '')}/{pointer_part(key)}", read, hiding, hidden)
        if key not in hiding.fields or value is None
        else _redacted(value, hidden)
        for key, value in parts.items()
    }
    row: Row = {
        "entry": str(read.entry.sequence),
        "id": read.entry.id,
        "kind": read.entry.kind,
        "recorded": read.entry.time,
        "about": read.entry.about,
        "decision_date": read.date,
    }
    if read.entry.kind == "advice":
        row |= _advice(read, body)
    elif read.entry.kind == "outcome":
        names = ("outcome", "decided_by", "capacity", "reasons", "alternatives", "interests")
        row |= {name: cell(body.get(name)) for name in (*names, "labels", "known_none")}
    else:
        row |= {"erased_entry": cell(body["entry"]), "erased_paths": cell(body["paths"]),
                "reasons": cell(body["reason"]), "erased_by": cell(body["erased_by"])}  # fmt: skip
    for name in hiding.fields & set(row):
        row[name] = REDACTED if row[name] is not None else None
    return _without(row, hidden)


def _advice(read: ReadEntry, body: Mapping[str, Any]) -> Row:
    decision = read.decision
    row: Row = {
        "verdict": decision["verdict"],
        "rulebook": decision["rulebook"]["digest"],
        "asked_by": cell(body.get("asked_by")),
        "labels": cell(body.get("labels")),
        "conditions": cell(body.get("conditions")),
    }
    for status in _STATUSES:
        row[status] = cell([f["rule"] for f in decision["findings"] if f["status"] == status])
    for column, part, whole in (("choice", "choice", read.choice), ("term", "terms", _terms(read))):
        shown = body[part]
        told = shown if isinstance(shown, dict) else dict.fromkeys(whole, shown)
        row |= {f"{column}.{key}": cell(value) for key, value in told.items()}
    return row


def cell(value: Any) -> str | None:
    """A value as text: lists of texts with "; " between them, other parts as JSON."""
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


# --- leaving out ---------------------------------------------------------------------------------


def _parts(read: ReadEntry) -> dict[str, Any]:
    """What of a body is exported and may be hidden; the findings hold no field of a choice."""
    body = {key: value for key, value in read.body.items() if key != "decision"}
    if read.entry.kind == "advice":
        body |= {"terms": _terms(read), "conditions": read.decision.get("conditions")}
    return body


def _terms(read: ReadEntry) -> dict[str, Any]:
    found = read.decision.get("terms")
    return found if isinstance(found, dict) else {}


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)


def _hide(value: Any, path: str, read: ReadEntry, hiding: Hiding, hidden: set[str]) -> Any:
    """The value with words in place of what is hidden; its texts are added to `hidden`."""
    if is_commitment(value) or (path in read.personal and path in read.erased):
        return ERASED
    if hiding.personal and path in read.personal:
        hidden |= set(_texts(value))
        return PERSONAL
    if isinstance(value, dict):
        found = {}
        for key, each in value.items():
            if key in hiding.fields and each is not None:
                found[key] = _redacted(each, hidden)
            else:
                place = f"{path}/{pointer_part(key)}"
                found[key] = _hide(each, place, read, hiding, hidden)
        return found
    if isinstance(value, list):
        return [
            _hide(each, f"{path}/{number}", read, hiding, hidden)
            for number, each in enumerate(value)
        ]
    return value


def _redacted(value: Any, hidden: set[str]) -> str:
    hidden |= set(_texts(value))
    return REDACTED


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value that name something: with a letter in them, and not too short."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str) and any(character.isalpha() for character in value):
        text = value.strip()
        if len(text) >= _SHORTEST:
            yield text


def _without(row: Row, hidden: set[str]) -> Row:
    """The row without hidden texts where they stand inside other texts, such as a title."""
    if not hidden:
        return row
    # the longest first, so that no part of a name is left
    words = "|".join(re.escape(text) for text in sorted(hidden, key=len, reverse=True))
    pattern = re.compile(words, re.IGNORECASE)
    return {
        name: pattern.sub(REDACTED, text) if text and name.startswith(_FREE) else text
        for name, text in row.items()
    }
