"""govrules compare: rank the options that comply, and say how certain that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from govrules.cli.options import no_cache_option, on_option, policy_option
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.engine.comparing.deciding import Option
    from govrules.explain.document import Document
    from govrules.library import Rulebook
    from govrules.model.comparison import Comparison


@click.command("compare")
@click.argument("options", metavar="OPTION...", nargs=-1, required=True, type=click.Path())
@policy_option(required=True)
@on_option
@click.option("--comparison", metavar="LABEL", help="The one comparison to make; else all.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    help="How to answer; json is one comparison a line.",
)
@click.option(
    "--input-format",
    type=click.Choice(["json", "jsonl", "yaml", "csv"]),
    help="What the options are written in; else told from the ending (standard input: json).",
)
@click.option("--out", metavar="FILE", type=click.Path(), help="Where to write.")
@no_cache_option
def command(
    options: tuple[str, ...],
    policies: tuple[Path, ...],
    on: dt.date | None,
    comparison: str | None,
    form: str,
    input_format: str | None,
    out: str | None,
    no_cache: bool,
) -> ExitCode:
    """Compare options under policies, and say which comes first.

    OPTION is a file (.json, .jsonl, .yaml, .csv) with one option or several, or - for standard
    input. An option is named by its key or column "option", else after its file. The exit code is
    0 when one option comes first for certain, 4 when that is open or several tie, 2 when none
    complies, and 65 when an option cannot be read.

    \b
    Examples:
      govrules compare mutual.json unit.json --policy my.policy
      govrules compare options.csv --policy my.policy --on 2026-07-03 --format html --out page.html
    """
    from govrules.cli.writing import output
    from govrules.library import load

    rulebook = load(policies, cache=not no_cache)
    read = _options(options, input_format, rulebook)
    if read is None:
        return ExitCode.BAD_CHOICE
    labels = [comparison] if comparison is not None else rulebook.comparisons() or [None]
    found = [rulebook.compare(read, on, label) for label in labels]
    with output(None if out is None else Path(out)) as stream:
        _write(found, form, stream)
    return _worst(found)


def _options(
    sources: Sequence[str], input_format: str | None, rulebook: Rulebook
) -> list[Option] | None:
    """The options of all files; None when one cannot be read, which is told."""
    from govrules.cli.deciding import Choices
    from govrules.cli.streams import plain, tell
    from govrules.errors import ChoiceError
    from govrules.interop.opened import printable_path
    from govrules.interop.options import read_option

    given = Choices(sources, input_format)
    alone = {printable_path(source) for source in sources} | {"standard input"}
    terms = rulebook.schema()["properties"]
    read: list[Option] = []
    failed = False
    for choice in given:
        try:
            read.append(read_option(choice, terms, alone))
        except ChoiceError as error:
            failed = True
            tell(plain(str(error)))
    return None if failed or given.code else read


def _worst(found: Iterable[Comparison]) -> ExitCode:
    from govrules.cli.deciding import worst

    return worst(map(_exit_code, found))


def _exit_code(comparison: Comparison) -> ExitCode:
    from govrules.model.decision import Verdict

    if comparison.outcome == "first":
        return ExitCode.COMPLIES
    refused = all(one.verdict == Verdict.DOES_NOT_COMPLY for one in comparison.set_aside)
    none_complies = comparison.outcome == "none" and refused
    return ExitCode.DOES_NOT_COMPLY if none_complies else ExitCode.UNDECIDED


def _write(found: Sequence[Comparison], form: str, stream: TextIO) -> None:
    if form == "json":
        from govrules.explain.to_json import harmless_json

        for comparison in found:
            stream.write(f"{harmless_json(comparison.to_json())}\n")
        return
    from govrules.explain.comparing.to_document import to_document

    documents = [to_document(one, key=f"c{number}") for number, one in enumerate(found, 1)]
    if form == "text":
        _write_text(documents, stream)
        return
    from govrules.cli.reports import joined, write_document

    document = documents[0]
    if len(documents) > 1:
        document = joined([(one.title, one) for one in documents], f"{len(documents)} comparisons")
    stream.write(write_document(document, "html" if form == "html" else "markdown"))


def _write_text(documents: Sequence[Document], stream: TextIO) -> None:
    from govrules.cli.streams import plain, wants_colour, width
    from govrules.explain.write_text import TextWriter

    writer = TextWriter(colour=wants_colour(stream), width=width(stream))
    for number, document in enumerate(documents):
        if number:
            stream.write("\n\n")
        if len(documents) > 1:
            stream.write(f"{plain(document.title)}\n\n")
        stream.write(writer.write(document))
