"""govrules analyse: find what is wrong with policies whatever the choice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.asked_about import asked_about
from govrules.cli.interrupts import INTERRUPTED
from govrules.cli.options import no_cache_option, paths_argument, solver_options
from govrules.cli.progress import show_line
from govrules.cli.streams import say, tell, wants_colour, width
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.analysis.analyse import Analysis, Report
    from govrules.library import Rulebook


@click.command("analyse")
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="How to answer; sarif is SARIF 2.1.0.",
)
@click.option("--each", is_flag=True, help="Each policy on its own, with those that it uses.")
@click.option("--only", metavar="CODE", multiple=True, help="Only this code; may be repeated.")
@solver_options(2.0)
@click.option("--without-solver", is_flag=True, help="Only the checks that need no solver.")
@click.option("--strict", is_flag=True, help="Exit code 4 also when something is not settled.")
@no_cache_option
def command(
    paths: tuple[Path, ...],
    form: str,
    each: bool,
    only: tuple[str, ...],
    seconds: float,
    in_all: float,
    without_solver: bool,
    strict: bool,
    no_cache: bool,
) -> int:
    """Find what is wrong with policies whatever the choice.

    PATH is a policy file, or a folder: all *.policy files in and below it. They are taken together,
    with the policies that they use, as check takes them, or each on its own. A finding comes with a
    choice that shows it, as the engine decided it. The exit code is 7 when there is a finding that
    no policy accepts.

    \b
    Examples:
      govrules analyse my.policy
      govrules analyse policies/councils/norwich --only A301
      govrules analyse my.policy --format sarif > findings.sarif
      govrules analyse policies --each --without-solver
    """
    rulebook, titles = asked_about(paths, cache=not no_cache)
    analysis = rulebook.analysis(
        titles,
        codes=[code.strip().upper() for code in only] or None,
        seconds=seconds,
        in_all=in_all,
        solver=not without_solver,
        each=each,
    )
    stopped = False
    try:
        for told in _watched(analysis):
            show_line(told)
    except KeyboardInterrupt:
        stopped = True
    show_line("")
    report = analysis.report()
    _write(report, form, rulebook)
    if stopped:
        tell("interrupted: what is told is all that was found so far")
        return INTERRUPTED
    return exit_code(report, strict=strict)


def exit_code(report: Report, *, strict: bool) -> ExitCode:
    """A finding comes before what was not settled; a check that was not made is never passed."""
    if report.findings:
        return ExitCode.FOUND
    if report.left or (strict and report.unsettled):
        return ExitCode.UNDECIDED
    return ExitCode.COMPLIES


def _watched(analysis: Analysis) -> Iterator[str]:
    """What to show on the way: the check that is being made, and how much was found."""
    from govrules.analysis.checks import Check

    number, found = 0, 0
    what = ""
    for step in analysis.steps():
        if isinstance(step, Check):
            number, what = number + 1, step.what
        else:
            found += 1
        yield f"{number} of {analysis.number}: {what} ({found:,} found)"


def _write(report: Report, form: str, rulebook: Rulebook) -> None:
    if form == "json":
        from govrules.cli.analysis_json import analysis_json

        say(analysis_json(report, rulebook.reference))
    elif form == "sarif":
        from govrules.cli.analysis_sarif import analysis_sarif

        say(analysis_sarif(report))
    else:
        from govrules.cli.analysis_text import analysis_text

        say(analysis_text(report, colour=wants_colour(sys.stdout), width=width(sys.stdout)))
