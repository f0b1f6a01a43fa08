"""What a notice answers for one fact: the value and where it stands, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from govrules.interop.ocds.tree import Origin, Tree, date, origin, origins, words


class Why(StrEnum):
    """Why a fact is missing from a choice."""

    NOT_STATED = "not in the notice"
    PLACEHOLDER = "in the notice, but a placeholder"
    AMBIGUOUS = "in the notice, but ambiguous"
    NEVER = "OCDS has no field that states it for certain"
    NO_FIELD = "OCDS has no field for it"


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact of one notice.

    `value` is as a choice gives it, and None when the fact is missing for the reason `why`.
    `origins` are the places that it was taken from, or that were set aside. `notes` tell a reader
    what was left out.
    """

    value: Any = None
    origins: tuple[Origin, ...] = ()
    why: Why | None = None
    notes: tuple[str, ...] = ()


def found(value: Any, *at: Origin, notes: tuple[str, ...] = ()) -> Answer:
    return Answer(value, at, None, notes)


def not_stated(*notes: str) -> Answer:
    return Answer(why=Why.NOT_STATED, notes=notes)


def ambiguous(note: str, *at: Origin) -> Answer:
    return Answer(None, at, Why.AMBIGUOUS, (note,))


def placeholder(note: str, *at: Origin) -> Answer:
    return Answer(None, at, Why.PLACEHOLDER, (note,))


def first_words(*places: tuple[Tree, str]) -> Answer:
    """The first text that is stated."""
    for tree, key in places:
        if text := words(tree, key):
            return found(text, origin(tree, key))
    return not_stated()


def first_date(*places: tuple[Tree, str]) -> Answer:
    """The first date that is stated and is one."""
    for tree, key in places:
        if day := date(tree, key):
            return found(day, origin(tree, key))
    if odd := origins(*places):
        return ambiguous(f"a date: {shortened(odd[0].raw)} is none", *odd)
    return not_stated()


def shortened(raw: Any) -> str:
    """What a notice says, short enough for a note."""
    if isinstance(raw, str):
        text = " ".join(raw[:200].encode(errors="replace").decode().split())
        return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'
    if raw is None or isinstance(raw, bool):
        return {None: "null", True: "true", False: "false"}[raw]
    if isinstance(raw, list | tuple | dict):
        return f"{'an object' if isinstance(raw, dict) else 'a list'} of {len(raw):,}"
    try:
        text = str(raw)
    except ValueError:  # an integer of thousands of digits
        return "a number"
    return text if len(text) <= 60 else f"{text[:60]}…"
