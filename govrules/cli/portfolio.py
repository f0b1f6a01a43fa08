"""govrules portfolio: decide portfolio rules over a register of contracts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from govrules.cli.options import no_cache_option, on_option, policy_option
from govrules.cli.paths import is_there
from govrules.cli.streams import plain, tell, wants_colour, width
from govrules.errors import ChoiceError, ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.engine.portfolio.register import GivenContract
    from govrules.model.portfolio import PortfolioDecision

_INPUTS = ["json", "jsonl", "yaml", "csv"]


@click.command("portfolio")
@click.argument("contracts", metavar="CONTRACTS...", nargs=-1, required=True, type=click.Path())
@policy_option(required=True)
@click.option(
    "--with",
    "award",
    metavar="CHOICE",
    type=click.Path(),
    help="A proposed award: the answer is then before and after it, with the headroom left.",
)
@on_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    help="How to answer.",
)
@click.option(
    "--set-aside",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Put rows that cannot be read in this CSV with the reasons, and decide over the rest.",
)
@click.option(
    "--input-format",
    type=click.Choice(_INPUTS),
    help="What the contracts are written in; else told from the ending (standard input: json).",
)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Where to write.")
@no_cache_option
def command(
    contracts: tuple[str, ...],
    policies: tuple[Path, ...],
    award: str | None,
    on: dt.date | None,
    form: str,
    set_aside: Path | None,
    input_format: str | None,
    out: Path | None,
    no_cache: bool,
) -> ExitCode:
    """Decide portfolio rules over contracts taken together.

    CONTRACTS is a file (.csv, .jsonl, .json, .yaml) with a contract to each row, or - for standard
    input; the columns are the keys of the policies' vocabulary. The exit code is 0 where the
    portfolio complies, 2 where it does not, 4 where it cannot be decided, 65 where a row cannot be
    read and no answer is given.

    \b
    Examples:
      govrules portfolio register.csv --policy my.policy --on 2026-07-03
      govrules portfolio register.csv --with award.json --policy my.policy
      govrules portfolio register.csv --policy my.policy --set-aside faulty.csv
      govrules portfolio register.csv --policy my.policy --format html --out market.html
    """
    from govrules.cli.deciding import exit_code_of_verdict
    from govrules.cli.set_aside import SetAside
    from govrules.cli.writing import output
    from govrules.library import load

    for source in contracts:
        if source != "-" and not is_there(source):
            raise UsageError(f'there is no file "{source}"')
    rulebook = load(policies, cache=not no_cache)
    left_out = None if set_aside is None else SetAside(set_aside)
    try:
        proposed = None if award is None else _award(award)
        decision = rulebook.portfolio(
            _rows(contracts, input_format),
            proposed,
            on,
            set_aside=None if left_out is None else left_out.take,
        )
    except ChoiceError as error:
        tell(plain(str(error)))
        tell("nothing was decided")
        return ExitCode.BAD_CHOICE
    if left_out is not None:
        left_out.write()
    _warn(decision)
    with output(out) as stream:
        stream.write(_told(decision, form, stream))
    return exit_code_of_verdict(decision.verdict)


def _told(decision: PortfolioDecision, form: str, stream: TextIO) -> str:
    if form == "json":
        return f"{decision.to_json()}\n"
    from govrules.explain.portfolio.tell import tell_portfolio

    colour, columns = wants_colour(stream), width(stream)
    return tell_portfolio(decision, form, colour=colour, width=columns)  # type: ignore[arg-type]


def _award(source: str) -> GivenContract:
    """The one choice that a file holds."""
    from govrules.engine.portfolio.register import GivenContract
    from govrules.interop.choices.files import read_choices

    if source != "-" and not is_there(source):
        raise UsageError(f'there is no file "{source}"')
    found = list(read_choices(source))
    if len(found) != 1:
        raise UsageError(f'"{source}" holds {len(found):,} choices; --with takes one')
    return GivenContract("the proposed award", found[0].data, found[0].where)


def _rows(sources: Sequence[str], format: str | None) -> Iterator[GivenContract]:
    """The rows of all files. Raises ChoiceError where no more of a file can be read."""
    from govrules.engine.portfolio.register import GivenContract
    from govrules.interop.choices.files import read_rows
    from govrules.interop.choices.given import FaultyRow

    for source in sources:
        for row in read_rows(source, format):
            if isinstance(row, FaultyRow):
                yield GivenContract(row.name, {}, error=row.error)
            else:
                yield GivenContract(row.name, row.data, row.where)


def _warn(decision: PortfolioDecision) -> None:
    read = decision.register_read
    if read.left_aside:
        tell(plain(f"the policies have no word for {', '.join(read.left_aside)}; left aside"))
    if read.set_aside:
        rows = "1 row was" if read.set_aside == 1 else f"{read.set_aside:,} rows were"
        tell(f"{rows} set aside; the answer is over the rest only")
