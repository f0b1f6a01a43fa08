"""govrules diff: what an amendment changes, in meaning and not in text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.asked_about import asked_about
from govrules.cli.interrupts import INTERRUPTED
from govrules.cli.log.options import form_option, json_text, write_document
from govrules.cli.options import PATH, date_option, no_cache_option, out_option, solver_options
from govrules.cli.progress import show_line
from govrules.cli.streams import tell
from govrules.cli.writing import output
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.analysis.difference import Difference

_CODES = {
    "proved": ExitCode.COMPLIES,
    "different": ExitCode.FOUND,
    "not settled": ExitCode.UNDECIDED,
}


@click.command("diff")
@click.argument("old", type=PATH, metavar="OLD")
@click.argument("new", type=PATH, metavar="NEW")
@date_option("--on", "Compare as on this day; else today, or the day the new policies begin.")
@solver_options(5.0)
@form_option("text", "json", "markdown", "html")
@out_option("Where to write.")
@no_cache_option
def command(
    old: Path,
    new: Path,
    on: dt.date | None,
    seconds: float,
    in_all: float,
    form: str,
    out: Path | None,
    no_cache: bool,
) -> int:
    """Tell what NEW policies decide differently from OLD ones: the kinds of choice that get another
    verdict, and what changes of each rule and of who decides. Every kind is shown by a choice that
    both have decided.

    OLD and NEW are policy files, or folders of them. The exit code is 0 when it is proved that no
    choice is decided differently, 7 when there are changes, and 4 when it is not settled.

    \b
    Examples:
      govrules diff rules-2025.policy rules-2026.policy
      govrules diff rules-2025.policy rules-2026.policy --format html --out changes.html
    """
    before, was_titles = asked_about([old], cache=not no_cache)
    after, titles = asked_about([new], cache=not no_cache)
    found = before.difference(
        after, on, policies=(was_titles, titles), seconds=seconds, in_all=in_all,
        progress=show_line,
    )  # fmt: skip
    show_line("")
    _write(found, form, out)
    if found.partial:
        tell("interrupted: what is told is all that was found so far")
        return INTERRUPTED
    return _CODES[found.same]


def _write(found: Difference, form: str, out: Path | None) -> None:
    from govrules.analysis.difference_document import difference_document, difference_json

    if form == "json":
        with output(out) as stream:
            stream.write(json_text(difference_json(found), indent=2) + "\n")
        return
    write_document(difference_document(found), form, out)
