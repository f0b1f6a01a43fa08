"""govrules demo: decide the example choices that come with govrules, under their policies."""

from __future__ import annotations

from pathlib import Path

import click

from govrules.errors import ExitCode

FIRST = "norwich"
"""The examples that are shown with all their reasons; of the others only the answers are told."""


@click.command("demo")
def command() -> ExitCode:
    """Decide the example choices that come with govrules: some with reasons, all with the answer.

    \b
    Examples:
      govrules demo
    """
    from govrules.language.share import policies_folder

    folder, here = policies_folder(), Path.cwd()
    if folder.is_relative_to(here):  # shorter to read in a checkout
        folder = folder.relative_to(here)
    found = sorted(folder.glob("*/*/examples"))
    for examples in sorted(found, key=lambda path: path.parent.name != FIRST):
        code = _decided(examples)
        if code != ExitCode.COMPLIES:
            return code
    return ExitCode.COMPLIES


def _decided(examples: Path) -> ExitCode:
    """The examples of one folder, under the policies beside them."""
    from govrules.cli.deciding import Choices, decide_all
    from govrules.cli.reports import AnswerReport, TextReport
    from govrules.cli.streams import say
    from govrules.cli.writing import output
    from govrules.library import load

    rulebook = load(examples.parent)
    name = examples.parent.name
    say(f"\nThe example choices of {name}, under {rulebook.reference.name}\n")
    given = Choices([str(file) for file in sorted(examples.glob("*.json"))], None)
    with output(None) as stream:
        in_full = name == FIRST
        report = TextReport(rulebook, stream) if in_full else AnswerReport(stream)
        decide_all(rulebook, given, None, report)
    return given.code
