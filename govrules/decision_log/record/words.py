"""Say what an entry holds: other people's words in quotes, what is missing or erased plainly."""

from __future__ import annotations

import datetime as dt
from typing import Any

from govrules.decision_log.personal import is_commitment
from govrules.decision_log.record.statement import Sentence, State
from govrules.engine.notes import plain_date

NOT_RECORDED = "Not recorded"
ERASED = "Erased"


def quoted(text: str) -> str:
    return f"“{text}”"


def state_of(value: Any) -> State:
    """Whether there is a text to tell; blanks alone are none."""
    if is_commitment(value):
        return "erased"
    return "recorded" if isinstance(value, str) and value.strip() else "not recorded"


def named(value: Any, unknown: str) -> str:
    """Somebody's name in quotes; else what they were, with why the name is not told."""
    match state_of(value):
        case "recorded":
            return quoted(value)
        case "erased":
            return f"{unknown} (name erased)"
        case _:
            return f"{unknown} (name not recorded)"


def said(value: Any, references: tuple[int, ...], missing: str) -> tuple[Sentence, ...]:
    """A text in quotes, a sentence for each of its paragraphs; or that it is missing or erased."""
    match state_of(value):
        case "recorded":
            paragraphs = [line.strip() for line in value.splitlines() if line.strip()]
            return tuple(Sentence(quoted(line), references) for line in paragraphs)
        case "erased":
            return (
                Sentence(f"{ERASED}: what was recorded here was erased.", references, "erased"),
            )
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
