"""govrules log erase: erase personal values; the log says so, and its proofs still hold."""

from __future__ import annotations

import datetime as dt

import click

from govrules.cli.log.options import entry_named, log_option, opened
from govrules.cli.options import date_option
from govrules.cli.streams import say
from govrules.errors import UsageError


@click.command("erase")
@click.argument("named", metavar="[ENTRY]...", nargs=-1)
@log_option
@date_option("--recorded-before", "Every entry recorded before this day (UTC): end of retention.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, as it will be recorded.")
@click.option("--by", "by", required=True, metavar="NAME", help="Who erases.")
def command(
    named: tuple[str, ...], url: str, recorded_before: dt.date | None, reason: str, by: str
) -> None:
    """Erase the personal values of entries, by number or id. This cannot be undone.

    What the entries say besides stays, and an entry of its own says that values were erased, by
    whom and why. REASON and NAME are kept for ever: name nobody there who asked to be forgotten.

    \b
    Examples:
      govrules log erase 17 --log govrules.db --reason "asked for by the person" --by "the DPO"
      govrules log erase --log govrules.db --recorded-before 2020-04-01 \\
        --reason "six years are over" --by "the records officer"
    """
    if bool(named) == (recorded_before is not None):
        raise UsageError("name entries, or give --recorded-before; not both")
    if not reason.strip() or not by.strip():
        raise UsageError("say a reason and who erases")
    with opened(url) as log:
        if recorded_before is None:
            entries = [entry_named(log, each) for each in named]
        else:
            kept = sorted(log.store.with_personal())
            entries = [
                entry
                for entry in map(log.entry, kept)
                if entry.time[:10] < recorded_before.isoformat()
            ]
        ids = list(dict.fromkeys(entry.id for entry in entries))
        erasures = log.erase_all(ids, reason, by) if ids else ()
        for erasure in erasures:
            say(f"entry {erasure.body['entry']}: personal values erased, recorded as entry "
                f"{erasure.sequence}")  # fmt: skip
        if erasures:
            log.forget()
    if not entries:
        say("nothing to erase")
