"""govrules log prove: proofs that need no log to be checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govrules.cli.log.options import entry_named, log_option, opened, read_note
from govrules.cli.options import PATH, out_option
from govrules.cli.streams import tell
from govrules.cli.writing import output
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.decision_log.checkpoint import Checkpoint
    from govrules.decision_log.log import DecisionLog


@click.command("prove")
@click.argument("named", metavar="[ENTRY]", required=False)
@log_option
@click.option(
    "--since", type=PATH, metavar="FILE",
    help="Prove instead that the log of this older checkpoint was only added to.",
)  # fmt: skip
@click.option(
    "--checkpoint", "checkpoint", type=PATH, metavar="FILE",
    help="The checkpoint to prove it against; else the log as it is.",
)  # fmt: skip
@click.option(
    "--with-personal", is_flag=True,
    help="With the personal values of the entry that are kept, for who may see them.",
)  # fmt: skip
@out_option("Where to write the proof.")
def command(
    named: str | None,
    url: str,
    since: Path | None,
    checkpoint: Path | None,
    with_personal: bool,
    out: Path | None,
) -> ExitCode:
    """Write the proof that ENTRY stands in the log, or that a log only grew, as JSON.

    Who has a checkpoint can check it without the log: govrules log check-proof. Exit code 6 when
    the log does not begin as the checkpoint says.

    \b
    Examples:
      govrules log prove 17 --log govrules.db --checkpoint 2026-11.checkpoint --out proof.json
      govrules log prove --log govrules.db --since 2026-10.checkpoint --out grown.json
    """
    if (named is None) == (since is None):
        raise UsageError("name the entry to prove, or give --since; not both")
    if with_personal and named is None:
        raise UsageError("--with-personal is for the proof of an entry")
    newer = None if checkpoint is None else read_note(checkpoint)
    with opened(url) as log:
        if _is_short(log, *[each for each in (since and read_note(since), newer) if each]):
            return ExitCode.ALTERED
        proof = _proof(log, named, since, newer, with_personal)
    text = json.dumps(proof, indent=2, ensure_ascii=True)  # ASCII steers no terminal

    from govrules.decision_log.proofs import check_proof

    checked = check_proof(text)
    if not checked.holds:
        for fault in checked.faults:
            tell(f"this cannot be proved: {fault}; verify the log")
        return ExitCode.ALTERED
    with output(out) as stream:
        stream.write(f"{text}\n")
    return ExitCode.COMPLIES


def _proof(
    log: DecisionLog,
    named: str | None,
    since: Path | None,
    newer: Checkpoint | None,
    with_personal: bool,
) -> dict[str, Any]:
    from govrules.decision_log.proofs import consistency_json, inclusion_json

    if since is not None:
        return consistency_json(log, read_note(since), newer)
    assert named is not None
    entry = entry_named(log, named)
    return inclusion_json(log, entry.sequence, newer, personal=with_personal)


def _is_short(log: DecisionLog, *checkpoints: Checkpoint) -> bool:
    """Whether a checkpoint speaks of entries that the log no longer has, which is told."""
    size = len(log)
    longer = [each for each in checkpoints if each.size > size]
    for each in longer:
        tell(f"this cannot be proved: a checkpoint speaks of {each.size} entries; the log has "
             f"{size}")  # fmt: skip
    return bool(longer)
