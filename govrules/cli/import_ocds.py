"""govrules import ocds: turn published notices into choices, and decide them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govrules.cli.imported import (
    Keep,
    Named,
    completed,
    decide,
    given_option,
    refuse_without_policy,
    written,
)
from govrules.cli.options import no_cache_option, on_option, out_option, policy_option
from govrules.cli.paths import is_there
from govrules.cli.progress import Progress, progress
from govrules.cli.streams import plain
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.interop.ocds.to_choices import ImportedChoice
    from govrules.interop.opened import Opened
    from govrules.model.decision import Decision

Tracer = Callable[[int, "ImportedChoice"], None]


def lines_option(function: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    return click.option(
        "--input-format",
        type=click.Choice(["package", "jsonl"]),
        help="A package, or a release or record to each line; else told from the ending.",
    )(function)


@click.command("ocds")
@click.argument("file", metavar="FILE", type=click.Path())
@out_option("Where to write the choices as JSON lines; else, without --policy, standard output.")
@policy_option(required=False)
@on_option
@given_option
@click.option("--summary", is_flag=True, help="One table of the verdicts and the missing facts.")
@click.option("--claims", is_flag=True, help="Compare what publishers say of the threshold.")
@click.option(
    "--trace",
    metavar="FILE",
    help="Where to tell of every fact where it came from or why it is missing: text, or a line of "
    "JSON for each choice in a file that ends in .jsonl; - for standard output.",
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help='Where to write each decision as a line of JSON, fit for "govrules export ocds".',
)
@click.option("--quiet", is_flag=True, help="Do not tell what was left out of each choice.")
@lines_option
@no_cache_option
def ocds(
    file: str,
    out: Path | None,
    policies: tuple[Path, ...],
    on: dt.date | None,
    given: dict[str, str],
    summary: bool,
    claims: bool,
    trace: str | None,
    decisions: Path | None,
    quiet: bool,
    input_format: str | None,
    no_cache: bool,
) -> ExitCode:
    """Turn notices in the Open Contracting Data Standard into choices.

    FILE is a release package or a record package, or JSON lines of releases or records, packed with
    gzip or not, or - for standard input. It is read release by release, so that it may be of any
    size. Each choice is one line of JSON, fit for "govrules check". With --policy the choices are
    decided at once; facts for which the policies have no word are then left aside. What was left
    out of each choice, and why, is told on standard error.

    \b
    Examples:
      govrules import ocds notices.json --out choices.jsonl
      govrules import ocds notices.json --policy policies/councils/norwich --summary --quiet
      govrules import ocds notices.json --trace - --quiet
      govrules import ocds notices.json --policy policies/england --claims --quiet
      govrules import ocds - < notices.json > choices.jsonl
    """
    refuse_without_policy(policies, on=on, summary=summary, claims=claims, decisions=decisions)

    from govrules.cli.deciding import worst
    from govrules.cli.writing import output

    source = open_package(file)
    writes = out is not None or (not policies and trace != "-")
    codes = {ExitCode.COMPLIES}
    with ExitStack() as stack:
        stack.enter_context(source.stream)
        bar = stack.enter_context(progress(source, writes_here=out is None or trace == "-"))
        tracer = _tracer(trace, stack)
        found = _told(imported(source, file, input_format, bar, codes), bar, tracer, quiet)
        if claims:
            codes.add(_compare(found, policies, on, given, no_cache))
            return worst(codes)
        latest: list[ImportedChoice] = []
        choices = completed(_named(found, latest), given)
        if writes:
            choices = written(choices, stack.enter_context(output(out)))
        if policies:
            keep = _keeper(decisions, latest, stack)
            codes.add(decide(choices, policies, on, summary, cache=not no_cache, keep=keep))
        else:
            for _ in choices:
                pass
    return worst(codes)


def open_package(file: str) -> Opened:
    from govrules.interop.opened import STDIN, opened

    if file != STDIN and not is_there(file):
        raise UsageError(f'there is no file "{file}"')
    return opened(file)


def imported(
    source: Opened,
    file: str,
    input_format: str | None,
    bar: Progress,
    codes: set[ExitCode],
    header: dict[str, Any] | None = None,
) -> Iterator[ImportedChoice]:
    """The choices one by one; what cannot be read is told, and remembered in `codes`.

    What the package says of itself goes to `header`.
    """
    from govrules.interop.ocds.to_choices import choices_in
    from govrules.model.diagnostic import ChoiceFault

    lines = None if input_format is None else input_format == "jsonl"
    for item in bar.watched(choices_in(source, file, lines=lines, header=header)):
        if isinstance(item, ChoiceFault):
            codes.add(ExitCode.BAD_CHOICE)
            bar.tell(plain(str(item)))
        else:
            yield item


def _told(
    choices: Iterable[ImportedChoice], bar: Progress, tracer: Tracer | None, quiet: bool
) -> Iterator[ImportedChoice]:
    for number, choice in enumerate(choices, 1):
        if not quiet:
            for note in choice.skipped:
                bar.tell(plain(f"choice {number} ({choice.ocid}): left out {note}"))
        if tracer is not None:
            tracer(number, choice)
        yield choice


def _named(choices: Iterable[ImportedChoice], latest: list[ImportedChoice]) -> Iterator[Named]:
    """The choices under their numbers; `latest` holds the one that was given last."""
    for number, choice in enumerate(choices, 1):
        latest[:] = [choice]
        yield f"choice {number}", choice.data


def _keeper(path: Path | None, latest: list[ImportedChoice], stack: ExitStack) -> Keep | None:
    """What writes each decision under the process that it is about, if that is asked for."""
    if path is None:
        return None
    from govrules.cli.writing import output
    from govrules.interop.ocds.decisions import decision_line

    stream = stack.enter_context(output(path))

    def keep(facts: Mapping[str, Any], decision: Decision) -> None:
        stream.write(f"{decision_line(latest[0], facts, decision)}\n")

    return keep


def _tracer(trace: str | None, stack: ExitStack) -> Tracer | None:
    """What writes the trace of a choice, if one is asked for."""
    if trace is None:
        return None
    from govrules.cli.writing import output
    from govrules.interop.ocds.trace import trace_json, trace_text

    stream = stack.enter_context(output(None if trace == "-" else Path(trace)))
    as_json = trace.lower().endswith(".jsonl")

    def write(number: int, choice: ImportedChoice) -> None:
        line = trace_json(number, choice) if as_json else plain(trace_text(number, choice))
        stream.write(f"{line}\n")

    return write


def _compare(
    choices: Iterable[ImportedChoice],
    policies: tuple[Path, ...],
    on: dt.date | None,
    given: dict[str, str],
    no_cache: bool,
) -> ExitCode:
    """Compare each claim with what the policies answer, and write the table."""
    from govrules.cli.streams import say
    from govrules.interop.ocds.claims import ANSWER, compared, comparison_text
    from govrules.library import load

    rulebook = load(policies, cache=not no_cache)
    words = rulebook.schema()["properties"].keys()
    rows = []
    for choice in choices:
        facts = {key: value for key, value in {**given, **choice.data}.items() if key in words}
        decision = rulebook.check(facts, on)
        if ANSWER not in decision.terms:
            raise UsageError(f"the policies do not say {ANSWER}, to compare claims with")
        row = compared(choice, decision.terms[ANSWER], rulebook.waits_for(ANSWER, decision))
        rows += [row] if row is not None else []
    say(plain(comparison_text(rows)))
    return ExitCode.COMPLIES
