"""Decide a whole file, part by part, so that a run that is cut off goes on where it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from govrules.bulk.amounts import exact_amounts
from govrules.bulk.check_frame import choice_of
from govrules.bulk.parts import Parts
from govrules.bulk.result import ASIDE, row_of
from govrules.errors import ChoiceError, EngineFault
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import DECISION_DATE
from govrules.model.near import did_you_mean
from govrules.model.unreadable import printable

if TYPE_CHECKING:
    from govrules.library import Rulebook
    from govrules.model.decision import Decision

    Record = Callable[[int, list[tuple[dict[str, Any], Decision]]], None]


class Table(Protocol):
    """A batch of a file: its choices, which row of the file each is, and rows that are none."""

    @property
    def frame(self) -> pl.DataFrame: ...
    @property
    def numbers(self) -> pl.Series: ...
    @property
    def faults(self) -> Iterable[Any]: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """How the rows of a file are decided and what is kept of them.

    `on` is the decision date of all rows, `dated_by` the column of the rows' own where that is not
    `decision_date`, and `today` that of rows that say none. The columns of `keep` are carried over
    as they are; with `lenient` a column for which the policies have no word is left aside. `amount`
    and `when` are the columns whose sums, and months, are told.
    """

    on: dt.date | None
    today: dt.date
    keep: tuple[str, ...] = ()
    lenient: bool = False
    amount: str | None = None
    when: str | None = None
    dated_by: str | None = None
    given: tuple[tuple[str, str], ...] = ()
    """Facts for the rows that lack them, by key."""


def decide_part(
    number: int,
    table: Table,
    rulebook: Rulebook,
    settings: Settings,
    parts: Parts,
    record: Record | None = None,
) -> None:
    """Decide one batch and write it as a part. Raises ChoiceError, EngineFault, UsageError."""
    frame, carried = facts_of(table, rulebook, settings)
    result = rulebook.frame_decider.decide(frame, settings.on, today=settings.today)
    numbers = table.numbers.rename("row")
    if record is not None:
        record(number, _one_by_one(frame, result.decisions, rulebook))
    decisions = result.decisions.with_columns(numbers.gather(result.decisions["row"]))
    kept = carried[result.decisions["row"]] if carried.width else carried
    decisions = pl.concat([decisions, kept], how="horizontal") if carried.width else decisions
    aside = result.set_aside.with_columns(numbers.gather(result.set_aside["row"]))
    if carried.width and "amount" in carried.columns:
        amounts = carried["amount"].gather(result.set_aside["row"])
    else:
        amounts = pl.Series([None], dtype=pl.Decimal(38, 12)).new_from_index(0, aside.height)
    own = [(each.row, each.key, each.because, each.amount) for each in table.faults]
    asides = pl.concat(
        [aside.with_columns(amounts.alias("amount")).cast(ASIDE),  # type: ignore[arg-type]
         pl.DataFrame(own, schema=ASIDE, orient="row")]
    ).sort("row", maintain_order=True)  # fmt: skip
    parts.put(number, decisions, asides)


def facts_of(
    table: Table, rulebook: Rulebook, settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The columns to decide on, and those to carry over. Raises ChoiceError."""
    frame = table.frame
    known = rulebook.schema_keys
    asked = [*settings.keep, *filter(None, (settings.amount, settings.when, settings.dated_by))]
    gone = [name for name in dict.fromkeys(asked) if name not in frame.columns]
    if gone and frame.height and not settings.lenient:
        raise ChoiceError(
            [ChoiceFault(printable(name), f"is not a column{did_you_mean(name, frame.columns)}")
             for name in gone]
        )  # fmt: skip
    carried = [
        frame[name].alias(f"given {name}") for name in settings.keep if name in frame.columns
    ]
    if settings.amount is not None:
        carried.append(exact_amounts(frame, settings.amount))
    if settings.when is not None:
        carried.append(_days(frame, settings.when))
    facts = [n for n in frame.columns if n in known or n.partition(".")[0] in known]
    if not settings.lenient:
        facts = [name for name in frame.columns if name in facts or name not in asked]
    chosen = frame.select(facts)
    for key, value in settings.given:
        given = pl.Series(key, [value], dtype=pl.String).new_from_index(0, frame.height)
        if key not in chosen.columns:
            chosen = chosen.with_columns(given)
    if settings.dated_by in frame.columns:
        chosen = chosen.with_columns(frame[settings.dated_by].alias(DECISION_DATE))
    if not chosen.width:
        empty = pl.Series([None], dtype=pl.Null).new_from_index(0, frame.height)
        chosen = pl.DataFrame({"acts": empty})
    return chosen, pl.DataFrame(carried)


def _days(frame: pl.DataFrame, column: str) -> pl.Series:
    """The dates of a column, empty where there is none that can be read."""
    if column not in frame.columns:
        return pl.Series("when", [None], dtype=pl.Date).new_from_index(0, frame.height)
    series = frame[column].alias("when")
    if series.dtype == pl.String:
        return series.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return series.cast(pl.Date, strict=False)


def _one_by_one(
    frame: pl.DataFrame, decisions: pl.DataFrame, rulebook: Rulebook
) -> list[tuple[dict[str, Any], Decision]]:
    """The full decisions, for the decision log; the columns must say the same of each."""
    found = []
    for told in decisions.iter_rows(named=True):
        row = told.pop("row")
        choice = choice_of(frame.row(row, named=True))
        decision = rulebook.check(choice, told["decision_date"])
        if row_of(decision) != told:
            raise EngineFault(f"the decision on row {row + 1} is not that of the columns")
        found.append((choice, decision))
    return found
