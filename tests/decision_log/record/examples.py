"""Logs with decisions on the example choices of Norwich; ids and times are the same every time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import govrules
from govrules.decision_log.canonical import canonical
from govrules.decision_log.drafts import Alternative, Interest, Outcome, advice_draft, outcome_draft
from govrules.decision_log.entry import Draft, Entry
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.personal import commitment, pointer_parts

ON = dt.date(2026, 3, 9)
REASONS = (
    "Three quotes were obtained and the lowest met the specification in full.\n"
    "The old equipment failed its inspection in January, and the parks were closed for want of it."
)
ALTERNATIVES = (
    Alternative("repair the old equipment", "the inspector gave repairs two years at most"),
    Alternative("wait for the regional framework", "the parks would stay closed for another year"),
)
INTERESTS = (
    Interest(
        "Councillor S. Example",
        "their sister works for one of the firms that quoted",
        "granted by the head of paid service on 2 March 2026: may speak but not vote",
    ),
)


def cabinet(advice: str, **changes: Any) -> Outcome:
    """A Cabinet that adopts, with all that the law asks for."""
    outcome = Outcome(
        advice, "adopted", "Councillor R. Example", "the Cabinet", dt.date(2026, 3, 11), REASONS,
        ALTERNATIVES, INTERESTS,
    )  # fmt: skip
    return replace(outcome, **changes)


@lru_cache(maxsize=1)
def norwich() -> govrules.Rulebook:
    return govrules.load(_folder())


def _folder() -> Path:
    return Path(__file__).parents[3] / "policies" / "councils" / "norwich"


def choice(name: str = "complies", **changes: Any) -> dict[str, Any]:
    given = json.loads((_folder() / "examples" / f"{name}.json").read_text("utf-8"))
    return {**given, **changes}


def advised(
    log: DecisionLog, number: int, given: dict[str, Any] | None = None, **more: Any
) -> Entry:
    """The advice on a choice, recorded at the same moment under the same id every time."""
    given = given or choice()
    decision = norwich().check(given, ON)
    draft = advice_draft(given, decision, id=f"advice-{number}", **more)
    return log.record_drafts([_timed(draft, number)], norwich()._decider.policy_set)[0]


def decided(log: DecisionLog, number: int, outcome: Outcome) -> Entry:
    return log.record_drafts([_timed(outcome_draft(outcome, f"outcome-{number}"), number)])[0]


def _timed(draft: Draft, number: int) -> Draft:
    """The draft with a fixed time, and with salts that are not left to chance."""
    body = json.loads(draft.body)
    values = tuple(replace(value, salt=bytes([at]) * 32) for at, value in enumerate(draft.personal))
    for value in values:
        *parents, last = pointer_parts(value.path)
        holder = body
        for part in parents:
            holder = holder[int(part) if isinstance(holder, list) else part]
        holder[last] = commitment(value.salt, value.value)
    time = f"2026-03-{10 + number:02}T09:30:00.000000Z"
    return replace(draft, time=time, body=canonical(body), personal=values)


@contextmanager
def example_log(folder: Path) -> Iterator[DecisionLog]:
    """0 adopted by the Cabinet (1); 2 departed from by an officer (3); 4 not decided on."""
    with DecisionLog.open(folder / "example.db") as log:
        first = advised(log, 0, asked_by="the parks project officer")
        decided(log, 1, cabinet(first.id))
        roof = choice(
            "does-not-comply",
            departures=[
                {
                    "rule": "N3",
                    "by": "the chief finance officer",
                    "reasons": "the roof would not have lasted the winter",
                }
            ],
        )
        second = advised(log, 2, roof)
        decided(
            log,
            3,
            Outcome(
                second.id, "departed from", "P. Example", "the chief finance officer",
                dt.date(2026, 3, 12), "The market would have had to close.",
            ),
        )  # fmt: skip
        advised(log, 4, choice("cannot-be-decided"))
        yield log
