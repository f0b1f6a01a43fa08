"""govrules log export: the log as JSON lines, CSV or Parquet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import Altered, log_option, opened
from govrules.cli.log.selecting import selection_options
from govrules.cli.options import out_option
from govrules.cli.writing import binary_output, output
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.decision_log.entry import Entry
    from govrules.decision_log.log import DecisionLog
    from govrules.decision_log.read import ReadEntry
    from govrules.decision_log.select import Selection
    from govrules.decision_log.to_rows import Hiding


@click.command("export")
@log_option
@selection_options
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "parquet"]), default="jsonl",
    show_default=True, help="What to write.",
)  # fmt: skip
@click.option(
    "--redact", "fields", metavar="FIELD", multiple=True,
    help="csv, parquet: a field to leave out, by its key; may be given several times.",
)  # fmt: skip
@click.option("--with-personal", is_flag=True, help="csv, parquet: with the personal values.")
@out_option("Where to write.")
def command(
    url: str,
    selection: Selection,
    form: str,
    fields: tuple[str, ...],
    with_personal: bool,
    out: Path | None,
) -> ExitCode:
    """Write out the log.

    jsonl is every entry as it stands, one to a line: govrules log verify --entries checks it, and
    it holds no personal values. csv and parquet have a row for each entry that is asked for and a
    column for each key. A redacted field is taken out of other texts of the entry too.

    \b
    Examples:
      govrules log export --log govrules.db --out entries.jsonl
      govrules log export --log govrules.db --format csv --redact provider_name --out log.csv
      govrules log export --log govrules.db --format parquet --from 2026-04-01 --out log.parquet
    """
    from govrules.decision_log.select import Selection
    from govrules.decision_log.to_rows import Hiding

    if form == "jsonl":
        if selection != Selection() or fields or with_personal:
            raise UsageError("jsonl is the whole log as it stands, so that it can be verified; to "
                             "select or redact write csv or parquet")  # fmt: skip
        _not_to_a_terminal(out)
        with opened(url) as log, output(out) as stream:
            for entry in log.entries(0, len(log)):
                # bytes that are no text were put there by somebody, and are found by verifying
                text = entry.text.decode("utf-8", "backslashreplace")
                stream.write(f"{text}\n")
        return ExitCode.COMPLIES
    hiding = Hiding(frozenset(fields), not with_personal)
    altered = Altered()
    with opened(url) as log:
        _export(log, selection, hiding, form, out, altered)
    return altered.code


def _export(
    log: DecisionLog,
    selection: Selection,
    hiding: Hiding,
    form: str,
    out: Path | None,
    altered: Altered,
) -> None:
    """Twice through the log, so that it need not be held: for the columns, and for the rows."""
    from govrules.decision_log.select import selected
    from govrules.decision_log.to_csv import write_csv
    from govrules.decision_log.to_parquet import need_pyarrow, write_parquet
    from govrules.decision_log.to_rows import columns_of, row_of

    stop = len(log)  # entries that are added meanwhile may need other columns

    def entries(tell: bool) -> Iterator[ReadEntry]:
        def altered_once(entry: Entry) -> None:
            if tell and entry.sequence < stop:
                altered(entry)

        found = selected(log, selection, altered_once)
        return (read for read in found if read.entry.sequence < stop)

    if form == "parquet":
        need_pyarrow()
        if out is None:
            raise UsageError("Parquet is no text: write it to a file with --out")
    columns = columns_of(entries(False), hiding)
    rows = (row_of(read, hiding) for read in entries(True))
    if form == "csv":
        with output(out) as stream:
            write_csv(rows, columns, stream)
    elif out is not None:
        with binary_output(out) as binary:
            write_parquet(rows, columns, binary)


def _not_to_a_terminal(out: Path | None) -> None:
    """The texts are as they stand, with everything that could steer a terminal."""
    if out is None and sys.stdout.isatty():
        raise UsageError("the entries are written as they stand, which is not safe for a terminal: "
                         "write them to a file with --out")  # fmt: skip
