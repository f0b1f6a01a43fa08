"""govrules import: turn other systems' data into choices."""

from __future__ import annotations

import click

from govrules.cli.import_csv import csv
from govrules.cli.import_ocds import ocds


@click.group("import")
def command() -> None:
    """Turn other systems' data into choices.

    \b
    Examples:
      govrules import ocds notices.json --out choices.jsonl
      govrules import csv register.csv --map register.toml --out choices.jsonl
    """


command.add_command(ocds)
command.add_command(csv)
