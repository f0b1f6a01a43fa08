"""govrules log replay: decide recorded choices again and tell any difference."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import entry_named, form_option, log_option, opened
from govrules.cli.log.progress import with_progress
from govrules.cli.options import date_option
from govrules.cli.streams import plain, say
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.decision_log.entry import Entry
    from govrules.decision_log.log import DecisionLog
    from govrules.decision_log.replay import Replayed


@click.command("replay")
@log_option
@click.option("--entry", metavar="ID", help="One entry only, by its id or number.")
@date_option("--since", "Only what was recorded on this day or later.")
@form_option("text", "json")
def command(url: str, entry: str | None, since: dt.date | None, form: str) -> ExitCode:
    """Decide every recorded advice again, from the policies in the log alone.

    Exit code 6 when a decision comes out differently, 4 when some could not be decided again.

    \b
    Examples:
      govrules log replay --log govrules.db --since 2026-01-01
      govrules log replay --log govrules.db --entry 17
    """
    from govrules.decision_log.replay import Rulebooks, replay

    counts: Counter[str] = Counter()
    with opened(url) as log:
        entries = with_progress(_entries(log, entry, since), "replayed", len(log))
        for result in replay(log, entries, Rulebooks(log)):
            counts[result.result] += 1
            if form == "json":
                say(_json(result))
            elif result.result != "same":
                say(plain(_told(result)))
    if form == "text":
        say(", ".join(f"{counts[key]} {key}" for key in ("same", "different", "not replayed")))
    if counts["different"]:
        return ExitCode.ALTERED
    return ExitCode.UNDECIDED if counts["not replayed"] else ExitCode.COMPLIES


def _entries(log: DecisionLog, entry: str | None, since: dt.date | None) -> Iterator[Entry]:
    if entry is not None:
        return iter([entry_named(log, entry)])
    day = "" if since is None else since.isoformat()
    return (each for each in log.entries() if each.time >= day)


def _told(result: Replayed) -> str:
    lines = [f"entry {result.entry.sequence}: {result.result}"]
    if result.reason:
        lines[0] += f": {result.reason}"
    for each in result.differences:
        lines.append(f"  {each.path}: was {json.dumps(each.recorded, ensure_ascii=False)}, "
                     f"is {json.dumps(each.replayed, ensure_ascii=False)}")  # fmt: skip
    return "\n".join(lines)


def _json(result: Replayed) -> str:
    return json.dumps(
        {
            "entry": result.entry.sequence,
            "id": result.entry.id,
            "result": result.result,
            "reason": result.reason,
            "differences": [
                {"path": each.path, "recorded": each.recorded, "replayed": each.replayed}
                for each in result.differences
            ],
        }
    )
