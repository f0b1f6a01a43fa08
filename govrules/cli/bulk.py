"""govrules bulk: decide a large file of choices, part by part."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.imported import given_option
from govrules.cli.options import PATH, no_cache_option, on_option, policy_option
from govrules.cli.paths import is_there
from govrules.errors import ExitCode, GovrulesError, UsageError

if TYPE_CHECKING:
    from govrules.bulk.run import Settings
    from govrules.bulk.summary import Summary
    from govrules.library import Rulebook

FORMATS = ("parquet", "csv", "jsonl", "ocds")


@click.command("bulk")
@click.argument("file", metavar="FILE", type=click.Path())
@policy_option(required=True)
@click.option(
    "--out",
    required=True,
    type=PATH,
    metavar="FILE",
    help="Where to write the decisions, as Parquet with a row for each choice.",
)
@on_option
@click.option("--dated-by", metavar="COLUMN", help="The decision date of each row, by a column.")
@click.option("--map", "map_name", metavar="MAP", help="A mapping file for a register in CSV.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Else told from the ending.")
@given_option
@click.option("--keep", multiple=True, metavar="COLUMN", help="Carry a column over to the result.")
@click.option("--amount", metavar="COLUMN", help="Tell the sums of this column.")
@click.option("--when", metavar="COLUMN", help="Tell months by this column of dates.")
@click.option(
    "--others", is_flag=True, help="Leave aside columns that the policies have no word for."
)
@click.option(
    "--set-aside",
    "aside_file",
    type=PATH,
    metavar="FILE",
    help="Where to write rows that cannot be read, as CSV; else FILE.set-aside.csv beside --out.",
)
@click.option("--page", type=PATH, metavar="FILE", help="Write a page of findings, as HTML.")
@click.option("--log", "log_url", metavar="LOG", help="Record every decision in this log as well.")
@click.option("--asked-by", metavar="NAME", help="With --log: who asks.")
@click.option(
    "--rows",
    type=click.IntRange(1_000, 5_000_000),
    default=100_000,
    show_default=True,
    help="How many rows are decided together.",
)
@click.option("--workers", type=click.IntRange(1, 256), help="Decide in so many processes (Dask).")
@click.option("--scheduler", metavar="ADDRESS", help="Decide on this Dask cluster.")
@click.option("--quiet", is_flag=True, help="Do not tell what was counted.")
@no_cache_option
def command(
    file: str,
    policies: tuple[Path, ...],
    out: Path,
    on: dt.date | None,
    dated_by: str | None,
    map_name: str | None,
    form: str | None,
    given: dict[str, str],
    keep: tuple[str, ...],
    amount: str | None,
    when: str | None,
    others: bool,
    aside_file: Path | None,
    page: Path | None,
    log_url: str | None,
    asked_by: str | None,
    rows: int,
    workers: int | None,
    scheduler: str | None,
    quiet: bool,
    no_cache: bool,
) -> ExitCode:
    """Decide a large file of choices, as check decides each of them.

    FILE is Parquet (also a folder of files), CSV, JSON lines, a package of OCDS notices, or with
    --map a council's register. The result has a row for each choice: its row in FILE, the verdict,
    the rules breached, the facts missing. A run that was cut off goes on where it was, by the same
    command. Exit codes are as of check.

    \b
    Examples:
      govrules bulk contracts.parquet --policy my.policy --out decisions.parquet
      govrules bulk choices.csv --policy policies/england --out d.parquet --page findings.html
      govrules bulk spend.csv --map manchester-spend --policy policies/england --out d.parquet
      govrules bulk contracts.parquet --policy my.policy --out d.parquet --workers 4
    """
    _refuse(file, log_url, asked_by, workers, scheduler)
    if on is not None and dated_by is not None:
        raise UsageError("--on is one date for all rows, --dated-by one for each; give one")
    _need_libraries()

    from govrules.bulk.parts import Parts
    from govrules.bulk.run import Settings
    from govrules.bulk.summary import summary_of, text_of
    from govrules.cli.bulk_work import join, manifest_of, source_of, work, write_aside
    from govrules.cli.streams import plain, say, tell
    from govrules.library import load

    rulebook = load(policies, cache=not no_cache)
    source = source_of(file, form, map_name, rulebook)
    lenient = others or map_name is not None or form == "ocds"
    asked = {
        "on": str(on or ""), "keep": list(keep), "lenient": lenient, "amount": amount or "",
        "when": when or "", "dated by": dated_by or "", "given": given, "rows": rows,
        "map": map_name or "", "log": log_url or "",
    }  # fmt: skip
    manifest = manifest_of(file, rulebook, asked)
    parts, kept = Parts.begin(out, manifest)
    settings = Settings(
        on,
        dt.date.fromisoformat(kept["today"]),
        keep,
        lenient,
        amount,
        when,
        dated_by,
        tuple(given.items()),
    )
    recording = (log_url, asked_by, f"bulk {kept['run']}")
    try:
        work(source, rulebook, settings, parts, rows, recording, workers, scheduler)
    except (GovrulesError, KeyboardInterrupt) as error:
        parts.remove_if_empty()
        if isinstance(error, KeyboardInterrupt) and parts.folder.exists():
            tell(f"interrupted with {parts.count()} of the parts done; the same command goes on")
        raise
    summary = summary_of(parts, with_amounts=amount is not None)
    if summary.aside.rows:
        write_aside(parts, aside_file or out.with_name(f"{out.name}.set-aside.csv"))
    if summary.decided.rows:
        join(parts, out)
    if page is not None:
        _write_page(page, summary, rulebook, source.name, settings)
    parts.remove()
    if not quiet:
        say(plain(text_of(summary, source.name)))
    return _exit_code(summary)


def _refuse(
    file: str,
    log_url: str | None,
    asked_by: str | None,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Raise UsageError for what cannot be done, before anything is loaded."""
    if not is_there(file):
        raise UsageError(f'there is no file "{file}"')
    if asked_by is not None and log_url is None:
        raise UsageError("--asked-by is for --log")
    if workers is not None and scheduler is not None:
        raise UsageError("--workers starts processes here, --scheduler uses others; give one")
    if log_url is not None and (workers is not None or scheduler is not None):
        raise UsageError(
            "--log is for a run in this process alone; leave out --workers and --scheduler"
        )


def _need_libraries() -> None:
    try:
        import numpy  # noqa: F401
        import polars  # noqa: F401
        import pyarrow  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError(
            f'{error.name} is not installed, which bulk needs: pip install "govrules[bulk]"'
        ) from None


def _write_page(
    path: Path, summary: Summary, rulebook: Rulebook, name: str, settings: Settings
) -> None:
    from govrules.bulk.page import page_of
    from govrules.cli.writing import write_file

    write_file(path, page_of(summary, rulebook, name, settings))


def _exit_code(summary: Summary) -> ExitCode:
    from govrules.cli.deciding import exit_code_of_verdict, worst
    from govrules.model.decision import Verdict

    codes = {exit_code_of_verdict(Verdict(line.word)) for line in summary.verdicts}
    if summary.aside.rows:
        codes.add(ExitCode.BAD_CHOICE)
    return worst(codes)
