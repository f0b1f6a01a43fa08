"""govrules demo: decide the example choices that come with govrules, under their policies."""

from __future__ import annotations

from pathlib import Path

import click

from govrules.errors import ExitCode


@click.command("demo")
def command() -> ExitCode:
    """Decide the example choices that come with govrules, with reasons.

    \b
    Examples:
      govrules demo
    """
    from govrules.cli.deciding import Choices, decide_all
    from govrules.cli.reports import TextReport
    from govrules.cli.streams import say
    from govrules.cli.writing import output
    from govrules.language.share import policies_folder
    from govrules.library import load

    folder, here = policies_folder(), Path.cwd()
    if folder.is_relative_to(here):  # shorter to read in a checkout
        folder = folder.relative_to(here)
    for examples in sorted(folder.glob("*/*/examples")):
        rulebook = load(examples.parent)
        say(f"\nThe example choices of {examples.parent.name}, under {rulebook.reference.name}\n")
        given = Choices([str(file) for file in sorted(examples.glob("*.json"))], None)
        with output(None) as stream:
            decide_all(rulebook, given, None, TextReport(rulebook, stream))
        if given.code != ExitCode.COMPLIES:
            return given.code
    return ExitCode.COMPLIES
