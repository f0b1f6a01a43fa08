"""govrules import: turn other systems' data into choices."""

from __future__ import annotations

import click

from govrules.cli.import_ocds import ocds


@click.group("import")
def command() -> None:
    """Turn other systems' data into choices.

    \b
    Example:
      govrules import ocds notices.json --out choices.jsonl
    """


command.add_command(ocds)
