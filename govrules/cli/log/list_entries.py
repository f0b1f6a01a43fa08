"""govrules log list: the entries of a log, one to a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import Altered, form_option, json_text, log_option, opened
from govrules.cli.log.selecting import selection_options
from govrules.cli.streams import say
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.decision_log.select import Selection


@click.command("list")
@log_option
@selection_options
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N of them.")
@form_option("text", "json")
def command(url: str, selection: Selection, last: int | None, form: str) -> ExitCode:
    """List entries, one to a line; json is one entry a line too.

    Entries that are not as they were written are left out and told; the exit code is then 6.

    \b
    Examples:
      govrules log list --log govrules.db --verdict "does not comply" --from 2026-04-01
      govrules log list --log govrules.db --rule N3 --status breached --format json
      govrules log list --log govrules.db --kind outcome --person Cabinet --last 20
    """
    from govrules.decision_log.select import selected
    from govrules.decision_log.summary import HEADER, line, summary
    from govrules.explain.safe import visible

    altered = Altered()
    if form == "text":
        say(HEADER)
    with opened(url) as log:
        for read in selected(log, selection, altered, last=last):
            say(json_text(summary(read)) if form == "json" else visible(line(read, log)))
    return altered.code
