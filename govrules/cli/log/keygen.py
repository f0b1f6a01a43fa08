"""govrules log keygen: make the keys that checkpoints are signed with."""

from __future__ import annotations

from pathlib import Path

import click

from govrules.cli.options import PATH
from govrules.cli.streams import say


@click.command("keygen")
@click.option("--name", required=True, metavar="NAME", help="Whose key: westbourne.example/log.")
@click.option("--out", required=True, type=PATH, metavar="FILE", help="Where the secret key goes.")
def command(name: str, out: Path) -> None:
    """Make a secret key, which only its owner may read, and beside it the public key (.pub).

    Keep the secret key away from the log and its database. Give the public one to everybody.

    \b
    Example:
      govrules log keygen --name westbourne.example/log --out westbourne.key
    """
    from govrules.decision_log.keys import new_key, write_key

    public = write_key(new_key(name), out)
    say(f"secret key: {out} (keep it away from the log)\npublic key: {public}")
