"""govrules log checkpoint: sign what a log is now, for others to keep."""

from __future__ import annotations

from pathlib import Path

import click

from govrules.cli.log.options import log_option, opened
from govrules.cli.options import PATH, out_option
from govrules.cli.streams import say
from govrules.cli.writing import write_file


@click.command("checkpoint")
@log_option
@click.option("--key", required=True, type=PATH, metavar="FILE", help="The secret key.")
@out_option("Where to write the checkpoint; else it is shown.")
def command(url: str, key: Path, out: Path | None) -> None:
    """Sign the number of entries and the root over them.

    Send the checkpoint to people outside, who keep it: with it they can find later whether the log
    still begins as it did.

    \b
    Example:
      govrules log checkpoint --log govrules.db --key westbourne.key --out 2026-11.checkpoint
    """
    from govrules.decision_log.keys import read_signing_key

    signing = read_signing_key(key)
    with opened(url) as log:
        note = log.add_checkpoint(signing).note
    if out is None:
        say(note)
    else:
        write_file(out, note)
