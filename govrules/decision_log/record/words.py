"""Say what an entry holds: other people's words in quotes, and plainly what is missing or why."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from govrules.decision_log.personal import commitments_in, is_commitment
from govrules.decision_log.record.statement import Sentence, State
from govrules.engine.notes import plain_date

NOT_RECORDED: Final = "Not recorded"
UNFIT: Final = "That word does not fit the advice"
LEADS: Final = (NOT_RECORDED, "Erased", "Withheld", UNFIT)
"""What a sentence that is not "recorded" begins with."""
WITHHELD: Final = {"personal:withheld": True}
"""Stands in the body of an entry for what is left out of a copy; no entry of a log holds it."""


def is_withheld(value: Any) -> bool:
    return bool(value == WITHHELD)


def missing_in(value: Any) -> State:
    """Whether something in a value was erased or is withheld; "recorded" where all is there."""
    if commitments_in(value):
        return "erased"
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    withheld = is_withheld(value) or any(missing_in(each) == "withheld" for each in parts)
    return "withheld" if withheld else "recorded"


def quoted(text: str) -> str:
    return f"“{text}”"


def state_of(value: Any) -> State:
    """Whether there is a text to tell; blanks alone are none."""
    if is_commitment(value):
        return "erased"
    if is_withheld(value):
        return "withheld"
    return "recorded" if isinstance(value, str) and value.strip() else "not recorded"


def named(value: Any, unknown: str) -> str:
    """Somebody's name in quotes; else what they were, with why the name is not told."""
    state = state_of(value)
    return quoted(value) if state == "recorded" else f"{unknown} (name {state})"


def said(value: Any, references: tuple[int, ...], missing: str) -> tuple[Sentence, ...]:
    """A text in quotes, a sentence for each of its paragraphs; or that it is missing and why."""
    match state_of(value):
        case "recorded":
            paragraphs = [line.strip() for line in value.splitlines() if line.strip()]
            return tuple(Sentence(quoted(line), references) for line in paragraphs)
        case "erased":
            words = "Erased: what was recorded here was erased."
            return (Sentence(words, references, "erased"),)
        case "withheld":
            words = "Withheld: what is recorded here is personal, and left out of this copy."
            return (Sentence(words, references, "withheld"),)
        case _:
            return (not_recorded(missing, references),)


def not_recorded(missing: str, references: tuple[int, ...]) -> Sentence:
    return Sentence(f"{NOT_RECORDED}: {missing}.", references, "not recorded")


def date_of(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def date_words(value: Any) -> str:
    """A date in words; a text that is no date as it is."""
    date = date_of(value)
    return plain_date(date) if date is not None else quoted(str(value))


def moment_words(time: str) -> str:
    """When an entry was made: "9 March 2026 at 10:30 UTC"."""
    try:
        moment = dt.datetime.fromisoformat(time)
    except ValueError:
        return quoted(time)
    return f"{plain_date(moment.date())} at {moment:%H:%M} UTC"


def tables_in(value: Any) -> list[tuple[int, dict[str, Any]]]:
    """The tables in a list, with their places."""
    rows = value if isinstance(value, list) else []
    return [(at, row) for at, row in enumerate(rows) if isinstance(row, dict)]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
