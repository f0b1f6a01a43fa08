"""govrules log check-proof: check a proof without the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
        shown, *more = checked.said
        says = [] if checked.entry is None else [_what_it_says(checked.entry)]
        lines = ("THE PROOF HOLDS", *(f"  {each}" for each in (shown, *says, *more)))
        say(plain("\n".join(lines)))
    else:
        say(plain("\n".join(("THE PROOF DOES NOT HOLD", *(f"  {f}" for f in checked.faults)))))
    return ExitCode.COMPLIES if checked.holds else ExitCode.ALTERED


def _what_it_says(entry: dict[str, Any]) -> str:
    """The proved entry in one line. It may be anybody's, so nothing is taken for granted in it."""
    from govrules.explain.safe import shortened

    kind, body = entry.get("kind"), entry.get("body")
    said: dict[str, Any] = body if isinstance(body, dict) else {}
    decision = said.get("decision")
    if kind == "advice" and isinstance(decision, dict):
        what = f"{decision.get('verdict')}, as at {decision.get('decision_date')}"
    elif kind == "outcome":
        what = f"{said.get('outcome')}, on {said.get('decided_on')}, on advice {entry.get('about')}"
    else:
        what = f"of entry {said.get('entry')}"
    text = f"it is {kind} {entry.get('id')}, recorded {entry.get('time')}: {what}"
    return " ".join(shortened(text).split()) + " (the whole entry: --format json)"
