"""govrules boundaries: read back what policies do at their figures, and propose scenarios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.interrupts import INTERRUPTED
from govrules.cli.options import date_of, no_cache_option, paths_argument
from govrules.cli.streams import plain, say, tell
from govrules.cli.testing.files import policy_files_of
from govrules.errors import ExitCode, PolicyError, UsageError

if TYPE_CHECKING:
    from govrules.analysis.testing.proposals import Proposal
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
) -> int:
    """Read back what policies do just below, at and just above each figure.

    PATH is a policy file, or a folder of them. With --propose, scenarios are written that the
    policy passes and that a slip at a boundary would fail: read each, and accept those that say
    what is meant. Their expectations are what the policy says now. Ctrl-C leaves those that were
    found so far, and writes none.

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
    told: list[dict[str, object]] = []

    def tell_of(file: Path, search: list[Path], rulebook: Rulebook) -> None:
        if propose:
            _propose(file, search, rulebook, write=write)
        elif form == "json":
            told.extend(_data(file, rulebook, on))
        else:
            _read_back(file, rulebook, on)

    try:
        code = _for_each_file(paths, tell_of, cache=not no_cache)
    except KeyboardInterrupt:
        if form == "text":
            tell("interrupted: what is told is all that was found so far")
        return INTERRUPTED
    if form == "json":
        import json

        say(json.dumps({"boundaries": told}, indent=2, ensure_ascii=False))
    return code


def _for_each_file(
    paths: tuple[Path, ...], tell_of: Callable[[Path, list[Path], Rulebook], None], *, cache: bool
) -> ExitCode:
    """Load each file and tell of it; one with faults is told, and the others come all the same."""
    code = ExitCode.COMPLIES
    for file, search in policy_files_of(paths):
        from govrules.library import load

        try:
            rulebook = load(file, search=search, cache=cache)
        except PolicyError as error:
            from govrules.cli.diagnostics_text import diagnostics_text

            tell(diagnostics_text(error.diagnostics))
            code = ExitCode.POLICY_INVALID
            continue
        tell_of(file, search, rulebook)
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
    """Tell the scenarios, or write them; what an interrupt left is told, and not written. Raises
    KeyboardInterrupt then."""
    from govrules.cli.testing.progress import counting

    with counting("boundaries") as progress:
        proposals = rulebook.propose(rulebook.titles_in([str(file)]), progress=progress)
    found = proposals.found
    if not found and not proposals.partial:
        say(plain(f"{file}: no scenario was found to propose"))
    elif write and not proposals.partial:
        from govrules.cli.testing.accepting import accept

        accept(file, search, found)
        noun = "scenario" if len(found) == 1 else "scenarios"
        say(plain(f"{file}: {len(found):,} {noun} added at the end; read each of them"))
    else:
        _say(found)
    if proposals.partial:
        raise KeyboardInterrupt


def _say(found: Sequence[Proposal]) -> None:
    for number, proposal in enumerate(found):
        if number:
            say("")
        say(plain(f"# {proposal.place}"))
        say(plain(proposal.text))
