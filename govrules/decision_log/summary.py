"""Say in one line, or one small table, what an entry is."""

from __future__ import annotations

from typing import Any

from govrules.decision_log.log import DecisionLog
from govrules.decision_log.personal import is_commitment
from govrules.decision_log.read import ReadEntry
from govrules.decision_log.select import providers_of

ERASED = "[erased]"
_LONGEST = 60


def summary(read: ReadEntry) -> dict[str, Any]:
    """An entry for a list, as JSON gives it; keys that its kind does not have are left out."""
    entry, body = read.entry, read.body
    told: dict[str, Any] = {
        "entry": entry.sequence,
        "id": entry.id,
        "kind": entry.kind,
        "recorded": entry.time,
        "about": entry.about,
    }
    if entry.kind == "advice":
        statuses = read.decision["findings"]
        told |= {
            "decision_date": read.date,
            "verdict": read.decision["verdict"],
            "title": shown(read.choice.get("title")),
            "providers": [shown(each) for each in providers_of(read.choice)],
            "asked_by": shown(body.get("asked_by")),
            "breached": [each["rule"] for each in statuses if each["status"] == "breached"],
            "labels": body.get("labels"),
        }
    elif entry.kind == "outcome":
        told |= {
            "decided_on": read.date,
            "outcome": body["outcome"],
            "decided_by": shown(body["decided_by"]),
            "capacity": body["capacity"],
            "labels": body.get("labels"),
        }
    else:
        told |= {"erased_entry": body["entry"], "paths": body["paths"], "reason": body["reason"]}
    return told


def line(read: ReadEntry, log: DecisionLog) -> str:
    """An entry as one line of a list; what stands in it is still to be made harmless."""
    told = summary(read)
    if read.entry.kind == "advice":
        date, answer = told["decision_date"], told["verdict"]
        what = told["title"] or ", ".join(told["providers"])
    elif read.entry.kind == "outcome":
        date, answer = told["decided_on"], told["outcome"]
        what = f"of {named(log, read.entry.about)}, by {told['decided_by']} as {told['capacity']}"
    else:
        date, answer = "", f"of entry {told['erased_entry']}"
        what = told["reason"]
    recorded = told["recorded"][:16].replace("T", " ")
    columns = f"{told['entry']:>7}  {recorded}  {told['kind']:<7}  {date or '':<10}  {answer:<24}"
    return f"{columns}  {_short(str(what or ''))}".rstrip()


HEADER = f"{'entry':>7}  {'recorded (UTC)':<16}  {'kind':<7}  {'date':<10}  {'answer':<24}  what"


def named(log: DecisionLog, id: str | None) -> str:
    """The entry with this id, by its number."""
    row = None if id is None else log.store.row_of(id)
    return "an entry that is not there" if row is None else f"entry {row.sequence}"


def shown(value: Any) -> Any:
    """The value; of one that stands beside the entry and is not there, that it was erased."""
    return ERASED if is_commitment(value) else value


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
