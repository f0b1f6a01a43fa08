"""govrules import ocds: turn published notices into choices, and decide them at once."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.options import no_cache_option, on_option, out_option, policy_option
from govrules.cli.paths import is_there
from govrules.cli.streams import plain, tell
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.interop.given import GivenChoice
    from govrules.interop.ocds import ImportedChoice, ImportedChoices
    from govrules.library import Rulebook


@click.command("ocds")
@click.argument("file", metavar="FILE", type=click.Path())
@out_option("Where to write the choices as JSON lines; else, without --policy, standard output.")
@policy_option(required=False)
@on_option
@click.option("--summary", is_flag=True, help="One table of the verdicts and the missing facts.")
@click.option("--quiet", is_flag=True, help="Do not tell what was left out of each choice.")
@no_cache_option
def ocds(
    file: str,
    out: Path | None,
    policies: tuple[Path, ...],
    on: dt.date | None,
    summary: bool,
    quiet: bool,
    no_cache: bool,
) -> ExitCode:
    """Turn notices in the Open Contracting Data Standard into choices.

    FILE is a release package or a record package, or - for standard input. Each choice is one line
    of JSON, fit for "govrules check". With --policy the choices are decided at once; facts for
    which the policies have no word are then left aside. What was left out of each choice, and why,
    is told on standard error.

    \b
    Examples:
      govrules import ocds notices.json --out choices.jsonl
      govrules import ocds notices.json --policy policies/councils/norwich --summary --quiet
      govrules import ocds - < notices.json > choices.jsonl
    """
    if not policies and (on is not None or summary):
        raise UsageError("--on and --summary are for deciding; name the policies with --policy")

    from govrules.cli.deciding import worst

    imported = _imported(file)
    if not quiet:
        _tell_skipped(imported.choices)
    codes = [ExitCode.BAD_CHOICE] if imported.faults else [ExitCode.COMPLIES]
    for fault in imported.faults:
        tell(plain(str(fault)))
    if out is not None or not policies:
        _write(imported.choices, out)
    if policies:
        codes.append(_decide(imported.choices, policies, on, summary, cache=not no_cache))
    return worst(codes)


def _imported(file: str) -> ImportedChoices:
    from govrules.interop.ocds import choices_from_ocds
    from govrules.interop.ocds_package import LARGEST_FILE

    if file == "-":
        return choices_from_ocds(sys.stdin.buffer.read(LARGEST_FILE + 1))
    if not is_there(file):
        raise UsageError(f'there is no file "{file}"')
    return choices_from_ocds(file)


def _tell_skipped(choices: Sequence[ImportedChoice]) -> None:
    for number, choice in enumerate(choices, 1):
        for note in choice.skipped:
            tell(plain(f"choice {number} ({choice.ocid}): left out {note}"))


def _write(choices: Sequence[ImportedChoice], out: Path | None) -> None:
    from govrules.cli.writing import output

    with output(out) as stream:
        for choice in choices:
            stream.write(f"{json.dumps(choice.data)}\n")


def _decide(
    choices: Sequence[ImportedChoice],
    policies: Sequence[Path],
    on: dt.date | None,
    summary: bool,
    *,
    cache: bool,
) -> ExitCode:
    from govrules.cli.deciding import decide_all
    from govrules.cli.reports import Report, SummaryReport, TextReport
    from govrules.library import load

    rulebook = load(policies, cache=cache)
    stream = sys.stdout
    report: Report = SummaryReport(stream) if summary else TextReport(rulebook, stream)
    return decide_all(rulebook, _given(choices, rulebook), on, report)


def _given(choices: Sequence[ImportedChoice], rulebook: Rulebook) -> Iterator[GivenChoice]:
    """The choices with the facts for which the rulebook has a word; the others are told once."""
    from govrules.interop.given import GivenChoice

    words = frozenset(rulebook.schema()["properties"])
    if unknown := sorted({key for choice in choices for key in choice.data if key not in words}):
        tell(f"the policies have no word for {', '.join(unknown)}; these facts are left aside")
    for number, choice in enumerate(choices, 1):
        name = f"choice {number}"
        data = {key: value for key, value in choice.data.items() if key in words}
        yield GivenChoice(name, data, _always(name))


def _always(name: str) -> Callable[[str], str]:
    return lambda _path: name
