"""govrules export ocds: put decisions beside the contracting processes that they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govrules.cli.import_ocds import imported, lines_option, open_package
from govrules.cli.imported import given_option, tell_unknown
from govrules.cli.options import no_cache_option, on_option, out_option, policy_option
from govrules.cli.progress import progress
from govrules.cli.streams import plain
from govrules.errors import ChoiceError, EngineFault, ExitCode, UsageError
from govrules.model.diagnostic import ChoiceFault

if TYPE_CHECKING:
    from govrules.interop.ocds.to_choices import ImportedChoice
    from govrules.model.decision import Decision

Decide = Callable[["ImportedChoice"], "tuple[Mapping[str, Any], Decision]"]


def _moment(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.datetime:
    if value is None:
        return dt.datetime.now(dt.UTC)
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        message = f'"{value}" is not a date and time; write it like 2026-07-03T09:00:00Z'
        raise click.BadParameter(message, ctx, param) from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


@click.command("ocds")
@click.argument("file", metavar="FILE", type=click.Path())
@out_option("Where to write the release package; else standard output.")
@click.option("--publisher", required=True, metavar="NAME", help="Who publishes the package.")
@policy_option(required=False)
@click.option(
    "--decisions",
    metavar="FILE",
    help='Decisions made before, as "govrules import ocds --decisions" writes them.',
)
@on_option
@given_option
@click.option("--uri", metavar="URI", help="The address of the package; else a new name (UUID).")
@click.option(
    "--extension", metavar="URL", help="Where the publisher has put the extension; else its name."
)
@click.option(
    "--published", metavar="MOMENT", callback=_moment, help="When it is published; else now."
)
@lines_option
@no_cache_option
def ocds(
    file: str,
    out: Path | None,
    publisher: str,
    policies: tuple[Path, ...],
    decisions: str | None,
    on: dt.date | None,
    given: dict[str, str],
    uri: str | None,
    extension: str | None,
    published: dt.datetime,
    input_format: str | None,
    no_cache: bool,
) -> ExitCode:
    """Write a release package that repeats notices with what the policies decide about each.

    FILE is what "govrules import ocds" takes. Each release comes again, as an update under an
    identifier of its own, with an object "governanceDecisions": the verdict, the finding of each
    rule with its sources, the rulebook and the date. The exit code tells whether the package could
    be written, not what was decided.

    \b
    Examples:
      govrules export ocds notices.json --policy policies/councils/norwich \\
        --publisher "Norwich City Council" --out decided.json
      govrules export ocds notices.json --decisions decisions.jsonl --publisher "A Council"
    """
    if bool(policies) == (decisions is not None):
        raise UsageError("name the policies with --policy, or decisions with --decisions")

    from govrules.cli.deciding import worst
    from govrules.cli.writing import output
    from govrules.interop.ocds.export import with_decision
    from govrules.interop.ocds.write_package import EXTENSION, PackageWriter, Publisher

    source = open_package(file)
    codes = {ExitCode.COMPLIES}
    with ExitStack() as stack:
        stack.enter_context(source.stream)
        bar = stack.enter_context(progress(source, writes_here=out is None))
        stream = stack.enter_context(output(out))
        # after the output, so that it is not kept when a decision is left over
        decide = stack.enter_context(_decided(policies, decisions, on, given, not no_cache))
        about = Publisher(publisher, extension or EXTENSION, uri or "")
        writer = PackageWriter(stream, about, published)
        header: dict[str, Any] = {}
        for choice in imported(source, file, input_format, bar, codes, header):
            assert choice.release is not None
            where = choice.release.where
            try:
                facts, decision = decide(choice)
                writer.add(with_decision(choice.release, facts, decision, published))
            except (EngineFault, ValueError) as error:
                codes.add(getattr(error, "exit_code", ExitCode.BAD_CHOICE))
                bar.tell(plain(f"{source.name} {where}: {error}"))
        if not writer.written:
            raise ChoiceError([ChoiceFault("", "holds no release to repeat", source.name)])
        writer.finish(header)
    return worst(codes)


@contextmanager
def _decided(
    policies: tuple[Path, ...],
    decisions: str | None,
    on: dt.date | None,
    given: dict[str, str],
    cache: bool,
) -> Iterator[Decide]:
    """What decides a choice: the policies, or what they decided earlier."""
    if decisions is not None:
        from govrules.interop.ocds.decisions import EarlierDecisions

        source = open_package(decisions)
        with source.stream:
            earlier = EarlierDecisions(source)
            yield earlier.next_for
            earlier.check_end()
        return

    from govrules.library import load

    rulebook = load(policies, cache=cache)
    words = frozenset(rulebook.schema()["properties"])
    unknown: set[str] = set()

    def decide(choice: ImportedChoice) -> tuple[Mapping[str, Any], Decision]:
        unknown.update(choice.data.keys() - words)
        facts = {key: value for key, value in {**given, **choice.data}.items() if key in words}
        try:
            return facts, rulebook.check(facts, on)
        except ChoiceError as error:  # of this choice alone; the others are still decided
            raise ValueError(str(error)) from None

    yield decide
    tell_unknown(unknown)
