"""govrules log stats: verdicts, rules, priorities, and the register of departures and waivers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import (
    Altered,
    form_option,
    json_text,
    log_option,
    opened,
    write_document,
)
from govrules.cli.log.selecting import selection_options
from govrules.cli.options import out_option
from govrules.cli.writing import output
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.decision_log.select import Selection


@click.command("stats")
@log_option
@selection_options
@click.option(
    "--area", default="service_area", show_default=True, metavar="KEY",
    help="The key of a choice that names its service area.",
)  # fmt: skip
@form_option("text", "json", "markdown", "html")
@out_option("Where to write.")
def command(url: str, selection: Selection, area: str, form: str, out: Path | None) -> ExitCode:
    """Count verdicts by month and service area, what became of each rule and priority, and list the
    departures and waivers.

    \b
    Examples:
      govrules log stats --log govrules.db --from 2026-04-01 --to 2027-03-31
      govrules log stats --log govrules.db --format html --out register.html
    """
    from govrules.decision_log.select import selected
    from govrules.decision_log.stats import count
    from govrules.decision_log.stats_document import stats_document, stats_json

    altered = Altered()
    with opened(url) as log:
        stats = count(log, selected(log, selection, altered), area)
    if form == "json":
        with output(out) as stream:
            stream.write(json_text(stats_json(stats), indent=2) + "\n")
    else:
        write_document(stats_document(stats), form, out)
    return altered.code
