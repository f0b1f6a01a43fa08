"""govrules log verify: find whether a log is as it was written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import (
    certificates,
    checkpoint_options,
    form_option,
    log_option,
    opened,
    read_text,
    stamps_json,
)
from govrules.cli.options import PATH
from govrules.cli.streams import plain, say
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.decision_log.time_stamp import CheckedStamp
    from govrules.decision_log.verify import Verification


@click.command("verify")
@log_option
@click.option("--entries", type=PATH, metavar="FILE", help="Exported entries instead of a log.")
@checkpoint_options
@form_option("text", "json")
def command(
    url: str,
    entries: Path | None,
    checkpoints: tuple[Path, ...],
    keys: tuple[Path, ...],
    authorities: tuple[Path, ...],
    form: str,
) -> ExitCode:
    """Work out every hash anew, and name the first entry that is not as it was written.

    With a checkpoint that somebody kept, a log that was cut off or written anew as a whole is found
    too. With the certificate of an authority its time stamps are checked. Exit code 6 when anything
    was altered, or a stamp does not hold.

    \b
    Examples:
      govrules log verify --log govrules.db
      govrules log verify --log govrules.db --checkpoint kept.txt --key westbourne.pub
      govrules log verify --log govrules.db --checkpoint kept.txt --authority root.pem
      govrules log verify --entries entries.jsonl --checkpoint kept.txt
    """
    from govrules.decision_log.checkpoint import LONGEST_NOTE
    from govrules.decision_log.keys import read_verifying_key
    from govrules.decision_log.verify import verify_entries, verify_store

    notes = [read_text(path, "checkpoint", LONGEST_NOTE) for path in checkpoints]
    known = [read_verifying_key(path) for path in keys]
    roots = certificates(authorities)
    if entries is not None:
        try:
            with entries.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
                found = verify_entries(lines, notes, known, roots)
        except OSError as error:
            raise UsageError(f'cannot read "{entries}": {(error.strerror or "").lower()}') from None
    else:
        with opened(url) as log:
            found = verify_store(log.store, notes, known, roots)
    say(plain(_json(found) if form == "json" else _told(found)))
    return ExitCode.COMPLIES if found.holds else ExitCode.ALTERED


def _told(found: Verification) -> str:
    if found.faults:
        first = found.first_bad
        head = "ALTERED" if first is None else f"ALTERED, first at entry {first}"
        return "\n".join([head, *(f"  {each}" for each in (*found.faults, *found.unproved))])
    against = f", against {found.checkpoints} checkpoint{'' if found.checkpoints == 1 else 's'}"
    lines = [f"{found.size} entries as they were written{against}", f"root {found.root.hex()}"]
    lines += _stamps(found.stamps)
    if found.unproved:
        lines += ["NOT SHOWN BY A TIME STAMP", *(f"  {each}" for each in found.unproved)]
    return "\n".join(lines)


def _stamps(stamps: Sequence[CheckedStamp]) -> list[str]:
    """Those that hold, each in a line; how many were not checked in one, for a log has many."""
    from govrules.decision_log.time_stamp import UNCHECKED

    lines = [str(stamp) for stamp in stamps if stamp.time is not None]
    unchecked = [stamp for stamp in stamps if stamp.time is None and stamp.fault is None]
    if len(unchecked) == 1:
        lines.append(str(unchecked[0]))
    elif unchecked:
        lines.append(f"{len(unchecked)} time stamps were not checked: {UNCHECKED}")
    return lines


def _json(found: Verification) -> str:
    return json.dumps(
        {
            "holds": found.holds,
            "entries": found.size,
            "root": found.root.hex(),
            "checkpoints": found.checkpoints,
            "stamps": stamps_json(found.stamps),
            "first_bad": found.first_bad,
            "faults": [
                *({"entry": fault.sequence, "message": fault.message} for fault in found.faults),
                *({"entry": None, "message": each} for each in found.unproved),
            ],
        },
        indent=2,
    )
