"""govrules explain-code: what a diagnostic code tells, with an example."""

from __future__ import annotations

import click

from govrules.cli.streams import plain, say
from govrules.errors import ExitCode, UsageError


@click.command("explain-code")
@click.argument("code", metavar="CODE")
def command(code: str) -> ExitCode:
    """Tell what a diagnostic code means.

    With an example of what to avoid and of what to write.

    \b
    Example:
      govrules explain-code P203
    """
    from govrules.language.code_pages import pages
    from govrules.language.codes import all_codes
    from govrules.model.near import did_you_mean

    wanted = code.strip().upper()
    codes = all_codes()
    if wanted not in codes:
        near = did_you_mean(wanted, list(codes))
        raise UsageError(f'there is no diagnostic code "{code}"{near}')
    say(plain(pages()[f"{wanted}.md"]))
    return ExitCode.COMPLIES
