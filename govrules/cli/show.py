"""govrules show: policies as a document for reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.options import out_option, paths_argument
from govrules.errors import ExitCode, PolicyError

if TYPE_CHECKING:
    from govrules.model.policy import PolicySet


@click.command("show")
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html"]),
    default="markdown",
    help="The form of the document.",
)
@out_option("Where to write it; else standard output.")
def command(paths: tuple[Path, ...], form: str, out: Path | None) -> ExitCode:
    """Show policies as a document for reading.

    PATH is a policy file, or a folder of them. Policies that they use are not shown.

    \b
    Examples:
      govrules show my.policy
      govrules show policies/councils/norwich --format html --out norwich.html
    """
    from govrules.cli.writing import output
    from govrules.explain.show import show

    shown = _policies(paths)
    with output(out) as stream:
        stream.write(show(shown, form="html" if form == "html" else "markdown"))
    return ExitCode.COMPLIES


def _policies(paths: tuple[Path, ...]) -> PolicySet:
    """The policies in the files. Raises PolicyError with every fault of them."""
    from govrules.language.load import load_files
    from govrules.language.read_files import read_files

    loaded = load_files(paths)
    if loaded.policy_set is None:
        raise PolicyError(loaded.diagnostics)
    files = set(read_files(paths).texts)
    given = tuple(policy for policy in loaded.policy_set.policies if policy.file in files)
    return replace(loaded.policy_set, policies=given)
