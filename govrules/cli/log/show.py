"""govrules log show: one entry, with what was decided and erased about it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govrules.cli.log.options import (
    Altered,
    entry_named,
    form_option,
    json_text,
    log_option,
    opened,
    write_document,
)
from govrules.cli.options import out_option
from govrules.cli.streams import plain, tell
from govrules.errors import ExitCode, GovrulesError, UsageError

if TYPE_CHECKING:
    from govrules.decision_log.entry import Entry
    from govrules.decision_log.log import DecisionLog
    from govrules.decision_log.read import ReadEntry
    from govrules.explain.document import Document


@click.command("show")
@click.argument("named", metavar="ENTRY")
@log_option
@click.option("--why", is_flag=True, help="With the reasons, told anew from the stored policies.")
@form_option("text", "json", "markdown", "html")
@out_option("Where to write.")
def command(named: str, url: str, why: bool, form: str, out: Path | None) -> ExitCode:
    """Show one entry, by its number or id, and the outcomes and erasures about it.

    Exit code 6 when the entry, or one about it, is not as it was written.

    \b
    Examples:
      govrules log show 17 --log govrules.db
      govrules log show 17 --log govrules.db --why --format html --out entry.html
    """
    from govrules.cli.writing import output
    from govrules.decision_log.entry_document import entry_document
    from govrules.decision_log.read import read_entries, read_entry
    from govrules.decision_log.summary import named as named_entry

    if why and form == "json":
        raise UsageError("--why is for text, markdown and html")
    altered = Altered()
    with opened(url) as log:
        entry = entry_named(log, named)
        read = read_entry(log, entry)
        about = tuple(read_entries(log, iter(log.about(entry.id)), altered))
        reasons = _reasons(log, read) if why and read is not None else None
        advice = named_entry(log, entry.about)
        advised = _verdict_on(log, entry)
    if read is None:
        altered(entry)
        return altered.code
    if form == "json":
        with output(out) as stream:
            stream.write(json_text(_json(read, about), indent=2) + "\n")
    else:
        document = entry_document(read, about, advice, reasons, advised=advised)
        write_document(document, form, out)
    return altered.code


def _verdict_on(log: DecisionLog, outcome: Entry) -> str:
    """The verdict of the advice that an outcome is on; nothing where it cannot be read."""
    from govrules.decision_log.read import read_entry

    row = log.store.row_of(outcome.about) if outcome.about is not None else None
    if row is None or outcome.kind != "outcome":
        return ""
    advice = read_entry(log, log.entry(row.id), personal=False)
    return advice.decision.get("verdict", "") if advice is not None else ""


def _json(read: ReadEntry, about: tuple[ReadEntry, ...] = ()) -> dict[str, Any]:
    told = {
        **json.loads(read.entry.text),
        "hash": read.entry.leaf.hex(),
        "body": read.body,
        "personal": list(read.personal),
        "erased": list(read.erased),
    }
    return told | {"entries_about_it": [_json(each) for each in about]} if about else told


def _reasons(log: DecisionLog, read: ReadEntry) -> Document | None:
    """The explanation of an advice; where it cannot be told anew, that is said."""
    from govrules.decision_log.erased import without_erased
    from govrules.decision_log.replay import Rulebooks, replay_entry
    from govrules.explain.from_decision import explain
    from govrules.explain.to_document import to_document

    if read.entry.kind != "advice":
        raise UsageError(f"entry {read.entry.sequence} is no advice: it has no reasons to tell")
    rulebooks = Rulebooks(log)
    again = replay_entry(log, read.entry, rulebooks)
    if again.result != "same":
        why = f": {again.reason}" if again.reason else ": deciding it again gives another decision"
        tell(plain(f"the reasons cannot be told anew{why}"))
        return None
    try:
        decider = rulebooks.decider(read.decision["rulebook"]["digest"])
        date = dt.date.fromisoformat(read.decision["decision_date"])
        choice = without_erased(read.choice)
        decision = decider.decide(choice, date)
        return to_document(explain(decider.policy_set, decider.facts_of(choice), decision))
    except GovrulesError as error:
        tell(plain(f"the reasons cannot be told anew: {error}"))
        return None
