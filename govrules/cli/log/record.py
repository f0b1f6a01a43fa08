"""govrules log record: the written statement of a decision that English law asks for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import log_option, opened
from govrules.cli.options import out_option
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.decision_log.record.write import Form

_SUFFIXES: dict[str, Form] = {
    ".txt": "text",
    ".html": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".json": "prov",
}


@click.command("record")
@click.argument("entry", metavar="ENTRY")
@log_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_SUFFIXES.values())),
    help="The form of the record; else by the name of --out, else text.",
)
@click.option(
    "--without-names",
    is_flag=True,
    help="For publication: withhold the names of people, and personal facts.",
)
@out_option("The file to write; else standard output.")
def command(
    entry: str, url: str, form: Form | None, without_names: bool, out: Path | None
) -> ExitCode:
    """Write the record of a decision, as SI 2012/2089 and SI 2014/2095 ask for it.

    ENTRY is the number or id of an advice, or of a decision on one; for an advice it is the last
    decision on it. What the law asks for and the log does not hold is said not to be recorded.

    \b
    Examples:
      govrules log record 12 --log govrules.db
      govrules log record 12 --log govrules.db --out record.pdf
      govrules log record 12 --log govrules.db --format prov --out record.json
      govrules log record 12 --log govrules.db --without-names --out published.pdf
    """
    from govrules.decision_log.record.write import record

    suffix = out.suffix.lower() if out is not None else ""
    wanted = form or _SUFFIXES.get(suffix, "text")
    if out is None and wanted in ("docx", "pdf") and sys.stdout.isatty():
        raise UsageError("such a file cannot be shown on a terminal; name a file with --out")
    with opened(url) as log:
        content = record(log, entry, wanted, names=not without_names)
    _write(out, content)
    return ExitCode.COMPLIES


def _write(out: Path | None, content: str | bytes) -> None:
    from govrules.cli.writing import output, write_file

    if out is not None:
        write_file(out, content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        with output(None) as stream:
            stream.write(content)
