"""govrules export: write decisions in the form of other systems."""

from __future__ import annotations

import click

from govrules.cli.export_extension import extension
from govrules.cli.export_ocds import ocds


@click.group("export")
def command() -> None:
    """Write decisions in the form of other systems.

    \b
    Example:
      govrules export ocds notices.json --policy policies/england --publisher "Norwich City Council"
    """


command.add_command(ocds)
command.add_command(extension)
