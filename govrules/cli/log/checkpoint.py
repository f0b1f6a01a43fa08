"""govrules log checkpoint: sign what a log is now, for others to keep."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import log_option, opened
from govrules.cli.options import PATH, out_option
from govrules.cli.streams import plain, say, tell
from govrules.cli.writing import write_file
from govrules.errors import ExitCode, TimeStampError

if TYPE_CHECKING:
    from govrules.decision_log.checkpoint import Checkpoint
    from govrules.decision_log.log import DecisionLog


@click.command("checkpoint")
@log_option
@click.option("--key", required=True, type=PATH, metavar="FILE", help="The secret key.")
@click.option(
    "--timestamp", "authority", metavar="URL",
    help="Then ask this authority (RFC 3161) for a time stamp, and put it into the checkpoint.",
)  # fmt: skip
@out_option("Where to write the checkpoint; else it is shown.")
def command(url: str, key: Path, authority: str | None, out: Path | None) -> ExitCode:
    """Sign the number of entries and the root over them.

    Send the checkpoint to people outside, who keep it: with it they can find later whether the log
    still begins as it did. With a time stamp they know from a clock that is not the council's when
    it was so; the authority is told a hash and nothing else. Exit code 69 when it gives no stamp:
    the checkpoint stands, signed, without one.

    \b
    Examples:
      govrules log checkpoint --log govrules.db --key westbourne.key --out 2026-11.checkpoint
      govrules log checkpoint --key westbourne.key --timestamp https://tsa.example/ --out 2026-11
    """
    from govrules.decision_log.keys import read_signing_key

    signing = read_signing_key(key)
    if authority is not None:
        _need(authority)
    with opened(url) as log:
        checkpoint = log.add_checkpoint(signing)
        if out is None:
            say(checkpoint.note)
            sys.stdout.flush()  # whatever the authority does, this much has been said
        else:
            write_file(out, checkpoint.note)
        if authority is None:
            return ExitCode.COMPLIES
        return _stamp(log, checkpoint, authority, out)


def _need(authority: str) -> None:
    """Raises UsageError before anything is signed."""
    from govrules.decision_log.time_authority import host_of
    from govrules.decision_log.time_stamp import need_rfc3161

    host_of(authority)
    need_rfc3161()


def _stamp(log: DecisionLog, checkpoint: Checkpoint, authority: str, out: Path | None) -> ExitCode:
    from govrules.decision_log.time_authority import ask_authority
    from govrules.decision_log.time_stamp import with_stamp

    try:
        stamp = ask_authority(authority, checkpoint)
    except TimeStampError as error:
        tell(plain(f"the checkpoint stands, signed, without a time stamp: {error}; to try again, "
                   "give the same command"))  # fmt: skip
        return error.exit_code
    if out is None:
        say(stamp.line())
    else:
        write_file(out, with_stamp(checkpoint, stamp).note)
    log.add_stamp(checkpoint, stamp)
    return ExitCode.COMPLIES
