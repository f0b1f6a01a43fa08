"""govrules validate: find what is wrong or doubtful in policies."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govrules.cli.options import paths_argument
from govrules.cli.streams import say, wants_colour, width
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.model.diagnostic import Diagnostic
    from govrules.model.place import Place


@click.command("validate")
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="How to answer; json is one fault a line, sarif is SARIF 2.1.0.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def command(paths: tuple[Path, ...], form: str, strict: bool) -> ExitCode:
    """Find what is wrong or doubtful in policies.

    PATH is a policy file, or a folder: all *.policy files in and below it. Policies that they use
    are read too. The exit code is 3 when there is an error, with --strict also for a warning.

    \b
    Examples:
      govrules validate my.policy
      govrules validate policies --strict
      govrules validate policies --format sarif > policies.sarif
    """
    from govrules.language.load import load_files

    found = load_files(paths).diagnostics
    _write(found, form)
    wrong = any(strict or diagnostic.severity == "error" for diagnostic in found)
    return ExitCode.POLICY_INVALID if wrong else ExitCode.COMPLIES


def _write(found: tuple[Diagnostic, ...], form: str) -> None:
    if form == "json":
        for diagnostic in found:
            say(json.dumps(to_data(diagnostic)))
    elif form == "sarif":
        from govrules.cli.sarif import to_sarif

        say(json.dumps(to_sarif(found), indent=2))
    else:
        from govrules.cli.diagnostics_text import diagnostics_text

        say(diagnostics_text(found, colour=wants_colour(sys.stdout), width=width(sys.stdout)))


def to_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """A fault as JSON: lines and columns count from 1, the end is exclusive."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        **place_data(diagnostic.place),
        "related": [
            {"message": related.note, **place_data(related.place)} for related in diagnostic.related
        ],
    }


def place_data(place: Place) -> dict[str, Any]:
    """Lines and columns count from 1, the end is exclusive."""
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
