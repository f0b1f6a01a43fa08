"""govrules import csv: turn a council's register into choices by a mapping file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.imported import (
    Named,
    completed,
    decide,
    given_option,
    refuse_without_policy,
    written,
)
from govrules.cli.options import PATH, no_cache_option, on_option, out_option, policy_option
from govrules.cli.paths import is_there
from govrules.cli.progress import Progress, progress
from govrules.cli.streams import plain, tell
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.interop.registers.to_choices import CsvImport, RowAside, Tally

KeepAside = Callable[["RowAside"], None]


@click.command("csv")
@click.argument("file", metavar="FILE", type=click.Path())
@click.option(
    "--map",
    "map_name",
    required=True,
    metavar="MAP",
    help="A mapping file (.toml, .json), or the name of one that comes with govrules.",
)
@out_option("Where to write the choices as JSON lines; else, without --policy, standard output.")
@click.option(
    "--set-aside",
    "aside_file",
    type=PATH,
    metavar="FILE",
    help="Where to write each row that is set aside, with its number and the reason.",
)
@policy_option(required=False)
@on_option
@given_option
@click.option("--summary", is_flag=True, help="One table of the verdicts and the missing facts.")
@click.option("--quiet", is_flag=True, help="Do not tell what became of the rows.")
@no_cache_option
def csv(
    file: str,
    map_name: str,
    out: Path | None,
    aside_file: Path | None,
    policies: tuple[Path, ...],
    on: dt.date | None,
    given: dict[str, str],
    summary: bool,
    quiet: bool,
    no_cache: bool,
) -> ExitCode:
    """Turn a register of contracts or payments into choices.

    FILE is CSV, packed with gzip or not, or - for standard input. MAP says which column holds which
    fact; see docs/how-to/import-a-register.md. Each row becomes a choice, or is set aside with its
    number and a reason; how many, and the sums of both, are told on standard error.

    \b
    Examples:
      govrules import csv register.csv --map register.toml --out choices.jsonl
      govrules import csv spend.csv.gz --map manchester-spend --policy policies/england --summary
      govrules import csv register.csv --map register.toml --set-aside aside.jsonl > choices.jsonl
    """
    refuse_without_policy(policies, on=on, summary=summary)

    from govrules.cli.deciding import worst
    from govrules.cli.writing import output
    from govrules.interop.opened import STDIN, opened
    from govrules.interop.registers.mapping_read import read_map
    from govrules.interop.registers.to_choices import CsvImport

    csv_map = read_map(map_name)
    if file != STDIN and not is_there(file):
        raise UsageError(f'there is no file "{file}"')
    source = opened(file)
    run = CsvImport(csv_map, source)
    codes = {ExitCode.COMPLIES}
    with ExitStack() as stack:
        stack.enter_context(source.stream)
        keep = _keeper(aside_file, stack)
        bar = stack.enter_context(progress(source, writes_here=out is None))
        choices = completed(_named(run, bar, keep), given)
        if out is not None or not policies:
            choices = written(choices, stack.enter_context(output(out)))
        if policies:
            codes.add(decide(choices, policies, on, summary, cache=not no_cache))
        else:
            for _ in choices:
                pass
    if not quiet:
        tell(plain(account(run.tally, run.map.total)))
    if run.tally.wrong:
        codes.add(ExitCode.BAD_CHOICE)
    return worst(codes)


def _named(run: CsvImport, bar: Progress, keep: KeepAside | None) -> Iterator[Named]:
    """The choices under the numbers of their rows."""
    from govrules.interop.registers.to_choices import RowAside
    from govrules.model.diagnostic import ChoiceFault

    for item in bar.watched(run):
        if isinstance(item, ChoiceFault):
            bar.tell(plain(str(item)))
        elif isinstance(item, RowAside):
            if keep is not None:
                keep(item)
        else:
            yield f"row {item.row}", item.data


def _keeper(path: Path | None, stack: ExitStack) -> KeepAside | None:
    """What writes a row that is set aside, if that is asked for."""
    if path is None:
        return None
    from govrules.cli.writing import output

    stream = stack.enter_context(output(path))

    def keep(aside: RowAside) -> None:
        row = {"row": aside.row, "because": aside.because, "cells": aside.cells}
        stream.write(f"{json.dumps(row)}\n")

    return keep


def account(tally: Tally, total: str) -> str:
    """What became of the rows, in words."""
    aside = tally.rows - tally.choices
    lines = [f"{tally.rows:,} rows: {tally.choices:,} imported, {aside:,} set aside"]
    for counts in (tally.set_aside, tally.left_out):
        if counts is tally.left_out and counts:
            lines.append("facts left out of imported rows")
        for reason, count in sorted(counts.items(), key=lambda item: -item[1].times):
            more = ", …" if count.times > len(count.rows) else ""
            named = ", ".join(f"{row:,}" for row in count.rows)
            word = "row" if count.times == 1 else "rows"
            lines.append(f"  {count.times:>7,}  {reason} ({word} {named}{more})")
    if total:
        both = tally.imported_total + tally.aside_total
        lines.append(
            f"total of {total}: {_pounds(both)} = {_pounds(tally.imported_total)} imported"
            f" + {_pounds(tally.aside_total)} set aside"
        )
        if tally.without_amount:
            lines.append(f"  {tally.without_amount:>7,}  rows without an amount there")
    return "\n".join(lines)


def _pounds(amount: Decimal) -> str:
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"
