"""govrules check: decide choices, and give the reasons."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from govrules.cli.options import no_cache_option, on_option, policy_option
from govrules.cli.paths import is_folder
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.cli.reports import Report
    from govrules.library import Rulebook


@click.command("check")
@click.argument("choices", metavar="CHOICE...", nargs=-1, required=True, type=click.Path())
@policy_option(required=True)
@on_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    help="How to answer; json is one decision a line.",
)
@click.option("--why", metavar="RULE", help="The reasons for one rule alone.")
@click.option("--all", "in_full", is_flag=True, help="Tell every rule and every term in full.")
@click.option("--summary", is_flag=True, help="One table of the verdicts and the missing facts.")
@click.option(
    "--input-format",
    type=click.Choice(["json", "jsonl", "yaml", "csv"]),
    help="What the choices are written in; else told from the ending (standard input: json).",
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(),
    help="Where to write; for markdown and html also a folder, with a page for each choice.",
)
@click.option(
    "--log",
    "log_url",
    metavar="LOG",
    help="Record each decision in this log (a file, or postgresql://…) before it is given.",
)
@click.option("--asked-by", metavar="NAME", help="With --log: who asks.")
@click.option("--label", "labels", metavar="LABEL", multiple=True, help="With --log: a label.")
@click.option("--remedy", is_flag=True, help="What would make a choice comply, if it does not.")
@click.option("--near", is_flag=True, help="How near each amount and date is to the next limit.")
@no_cache_option
def command(
    choices: tuple[str, ...],
    policies: tuple[Path, ...],
    on: dt.date | None,
    form: str,
    why: str | None,
    in_full: bool,
    summary: bool,
    input_format: str | None,
    out: str | None,
    log_url: str | None,
    asked_by: str | None,
    labels: tuple[str, ...],
    remedy: bool,
    near: bool,
    no_cache: bool,
) -> ExitCode:
    """Decide choices under policies, and say why.

    CHOICE is a file (.json, .jsonl, .yaml, .csv) with one choice or several, or - for standard
    input. The exit code is that of the worst choice: 1 internal fault, 65 cannot be read,
    2 does not comply, 4 not decided, 0 complies.

    \b
    Examples:
      govrules check choice.json --policy policies/councils/norwich
      govrules check choices.csv --policy policies/councils/norwich --on 2026-07-03 --summary
      govrules check choice.json --policy policies/councils/norwich --why N3
      govrules check choice.json --policy policies/councils/norwich --format html --out advice.html
      govrules check choice.json --policy policies/councils/norwich --remedy --near
      cat choices.jsonl | govrules check - --input-format jsonl --policy policies/councils/norwich
    """
    _check_options(form, why, summary)
    if (remedy or near) and (why is not None or summary):
        raise UsageError(
            "--remedy and --near tell of a whole decision; leave --why and --summary out"
        )
    if log_url is None and (asked_by is not None or labels):
        raise UsageError("--asked-by and --label are for --log")
    folder = _folder(out, form)

    from govrules.cli.deciding import Choices, decide_all, worst
    from govrules.cli.recording import recorder
    from govrules.cli.writing import output
    from govrules.library import load

    rulebook = load(policies, cache=not no_cache)
    given = Choices(choices, input_format)
    with (
        recorder(rulebook, log_url, asked_by, labels) as recording,
        output(Path(out) if out is not None and folder is None else None) as stream,
    ):
        report = _report(rulebook, stream, folder, form, why, summary, in_full)
        if remedy or near:
            from govrules.cli.remedies import tell_besides

            tell_besides(report, rulebook, remedy=remedy, near=near)
        code = decide_all(rulebook, given, on, report, recording)
    return worst([code, given.code])


def _check_options(form: str, why: str | None, summary: bool) -> None:
    if why is not None and (form == "json" or summary):
        raise UsageError("--why is for text, markdown and html, and not for a summary")
    if summary and form != "text":
        raise UsageError("--summary is a table in text; leave --format out")


def _folder(out: str | None, form: str) -> Path | None:
    """The folder to write pages to, made where it is named with a slash at its end."""
    if out is None or not (out.endswith("/") or is_folder(out)):
        return None
    if form not in ("markdown", "html"):
        raise UsageError(f'"{out}" is a folder; a page for each choice needs markdown or html')
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one of a folder"
        raise UsageError(f'cannot make the folder "{out}": {reason.lower()}') from None
    return Path(out)


def _report(
    rulebook: Rulebook,
    stream: TextIO,
    folder: Path | None,
    form: str,
    why: str | None,
    summary: bool,
    in_full: bool,
) -> Report:
    from govrules.cli import reports

    if summary:
        return reports.SummaryReport(stream)
    if form == "json":
        return reports.JsonReport(stream)
    if form == "text":
        return reports.TextReport(rulebook, stream, why, brief=not in_full)
    markup: reports.Markup = "html" if form == "html" else "markdown"
    if folder is not None:
        return reports.FolderReport(rulebook, folder, stream, markup, why)
    return reports.DocumentReport(rulebook, stream, markup, why)
