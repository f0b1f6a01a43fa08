"""govrules boundaries: read back what policies do at their figures, and propose scenarios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.options import date_of, no_cache_option, paths_argument
from govrules.cli.streams import plain, say, tell
from govrules.cli.testing.files import policy_files_of
from govrules.errors import ExitCode, PolicyError, UsageError

if TYPE_CHECKING:
    from govrules.library import Rulebook


@click.command("boundaries")
@paths_argument
@click.option(
    "--on",
    callback=date_of,
    metavar="DATE",
    help="Only the figures of this day, such as 2026-07-03; else each value of each figure.",
)
@click.option("--propose", is_flag=True, help="Propose scenarios for what none tries yet.")
@click.option("--write", is_flag=True, help="With --propose: put them at the end of the file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to answer.",
)
@no_cache_option
def command(
    paths: tuple[Path, ...],
    on: dt.date | None,
    propose: bool,
    write: bool,
    form: str,
    no_cache: bool,
) -> ExitCode:
    """Read back what policies do just below, at and just above each figure.

    PATH is a policy file, or a folder of them. With --propose, scenarios are written that the
    policy passes and that a slip at a boundary would fail: read each, and accept those that say
    what is meant. Their expectations are what the policy says now.

    \b
    Examples:
      govrules boundaries my.policy
      govrules boundaries my.policy --on 2026-07-03
      govrules boundaries my.policy --propose
      govrules boundaries my.policy --propose --write
    """
    if write and not propose:
        raise UsageError("--write puts proposed scenarios into the file; give it with --propose")
    if propose and form == "json":
        raise UsageError("proposed scenarios are text; leave --format json out")
    code = ExitCode.COMPLIES
    told: list[dict[str, object]] = []
    for file, search in policy_files_of(paths):
        from govrules.library import load

        try:
            rulebook = load(file, search=search, cache=not no_cache)
        except PolicyError as error:
            from govrules.cli.diagnostics_text import diagnostics_text

            tell(diagnostics_text(error.diagnostics))
            code = ExitCode.POLICY_INVALID
            continue
        if propose:
            _propose(file, search, rulebook, write=write)
        elif form == "json":
            told += _data(file, rulebook, on)
        else:
            _read_back(file, rulebook, on)
    if form == "json":
        import json

        say(json.dumps({"boundaries": told}, indent=2, ensure_ascii=False))
    return code


# --- reading back --------------------------------------------------------------------------------


def _read_back(file: Path, rulebook: Rulebook, on: dt.date | None) -> None:
    from govrules.cli.testing.read_back import lines

    found = [
        line
        for each in rulebook.boundaries(rulebook.titles_in([str(file)]), on)
        for line in lines(each)
    ]
    for line in found or [f"{file}: nothing is compared with a figure"]:
        say(plain(line))


def _data(file: Path, rulebook: Rulebook, on: dt.date | None) -> Iterator[dict[str, object]]:
    from govrules.cli.testing.read_back import data

    for each in rulebook.boundaries(rulebook.titles_in([str(file)]), on):
        yield data(each)


# --- proposing -----------------------------------------------------------------------------------


def _propose(file: Path, search: list[Path], rulebook: Rulebook, *, write: bool) -> None:
    from govrules.cli.testing.progress import counting

    with counting("boundaries") as progress:
        found = rulebook.propose(rulebook.titles_in([str(file)]), progress=progress)
    if not found:
        say(plain(f"{file}: no scenario was found to propose"))
        return
    if write:
        from govrules.cli.testing.accepting import accept

        accept(file, search, found)
        noun = "scenario" if len(found) == 1 else "scenarios"
        say(plain(f"{file}: {len(found):,} {noun} added at the end; read each of them"))
        return
    for number, proposal in enumerate(found):
        if number:
            say("")
        say(plain(f"# {proposal.place}"))
        say(plain(proposal.text))
