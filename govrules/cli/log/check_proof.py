"""govrules log check-proof: check a proof without the log."""

from __future__ import annotations

from pathlib import Path

import click

from govrules.cli.log.options import (
    certificates,
    checkpoint_options,
    form_option,
    json_text,
    read_note,
    read_text,
    stamps_json,
)
from govrules.cli.options import PATH
from govrules.cli.streams import plain, say
from govrules.errors import ExitCode


@click.command("check-proof")
@click.argument("file", type=PATH)
@checkpoint_options
@form_option("text", "json")
def command(
    file: Path,
    checkpoints: tuple[Path, ...],
    keys: tuple[Path, ...],
    authorities: tuple[Path, ...],
    form: str,
) -> ExitCode:
    """Check a proof that govrules log prove wrote, without the log.

    Exit code 6 when it does not show what it says.

    \b
    Examples:
      govrules log check-proof proof.json --checkpoint 2026-11.checkpoint
      govrules log check-proof proof.json --key westbourne.key.pub --authority root.pem
    """
    from govrules.decision_log.keys import read_verifying_key
    from govrules.decision_log.proofs import check_proof

    outside = [read_note(path) for path in checkpoints]
    known = [read_verifying_key(path) for path in keys]
    roots = certificates(authorities)
    checked = check_proof(read_text(file, "proof"), outside, known, roots)
    if form == "json":
        told = {
            "holds": checked.holds,
            "shows": list(checked.said) if checked.holds else [],
            "faults": list(checked.faults),
            "signed": checked.signed,
            "stamps": stamps_json(checked.stamps),
            "entry": checked.entry if checked.holds else None,
        }
        say(json_text(told, indent=2))
    elif checked.holds:
        say(plain("\n".join(("THE PROOF HOLDS", *(f"  {each}" for each in checked.said)))))
    else:
        say(plain("\n".join(("THE PROOF DOES NOT HOLD", *(f"  {f}" for f in checked.faults)))))
    return ExitCode.COMPLIES if checked.holds else ExitCode.ALTERED
