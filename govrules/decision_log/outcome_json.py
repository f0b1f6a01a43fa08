"""Read what a person decided on an advice from a JSON file."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from govrules.decision_log.drafts import Alternative, Interest, KnownNone, Outcome, fault_in
from govrules.errors import UsageError

_Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Alternative(_Strict):
    option: _Text
    why_rejected: _Text


class _Interest(_Strict):
    member: _Text
    interest: _Text
    dispensation: _Text | None = None


class _Outcome(_Strict):
    outcome: str
    decided_by: _Text
    capacity: _Text
    decided_on: dt.date
    reasons: _Text
    alternatives: list[_Alternative] = []
    interests: list[_Interest] = []
    labels: list[_Text] = []
    known_none: list[KnownNone] = []


def read_outcome(advice: str, text: str | bytes, name: str) -> Outcome:
    """The outcome that a JSON text gives for an advice; `name` is what messages call the text.

    Its keys are those of the body of an outcome entry. Raises UsageError with every fault.
    """
    try:
        given = _Outcome.model_validate_json(text)
    except ValidationError as error:
        faults = (_told(name, fault) for fault in error.errors())
        raise UsageError("\n".join(faults)) from None
    return checked_outcome(
        Outcome(
            advice,
            given.outcome,  # type: ignore[arg-type]
            given.decided_by,
            given.capacity,
            given.decided_on,
            given.reasons,
            [Alternative(each.option, each.why_rejected) for each in given.alternatives],
            [Interest(each.member, each.interest, each.dispensation) for each in given.interests],
            given.labels,
            given.known_none,
        )
    )


def checked_outcome(outcome: Outcome) -> Outcome:
    """The outcome, when it says what one must say. Raises UsageError."""
    fault = fault_in(outcome)
    if fault is not None:
        raise UsageError(fault)
    for name in ("decided_by", "capacity", "reasons"):
        if not getattr(outcome, name).strip():
            raise UsageError(f"the outcome has no {name.replace('_', ' ')}: say it")
    return outcome


def _told(name: str, fault: Any) -> str:
    place = "/".join(str(part) for part in fault["loc"])
    message = str(fault["msg"])
    if fault["type"] == "string_pattern_mismatch":
        message = "write some text here"
    words = f"{message[:1].lower()}{message[1:]}"
    return f'{name}: "{place}": {words}' if place else f"{name}: {words}"
