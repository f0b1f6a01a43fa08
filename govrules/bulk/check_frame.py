"""Decide a table of choices: the same decisions as one by one, in columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any

import polars as pl

from govrules.bulk.bits import Known, part_of
from govrules.bulk.certified import CertifiedNodes
from govrules.bulk.decide_columns import decide_columns, tested
from govrules.bulk.lists import labels_where_true
from govrules.bulk.missing import MissingFacts, Piece, Row
from govrules.bulk.outcomes import Outcomes
from govrules.bulk.plan import Plan, plan
from govrules.bulk.reading.result import Reading
from govrules.bulk.reading.table import read_facts
from govrules.bulk.result import SCHEMA, BulkResult, row_of
from govrules.compiler.to_polars.columns import EPOCH, FactColumn
from govrules.engine.decider import Decider
from govrules.engine.periods import Periods
from govrules.errors import ChoiceError, EngineFault
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import DECISION_DATE

_COLUMNS = ("verdict", "breached", "departed", "undetermined", "duties", "sign_offs")
"""What the columns decide of every row; what is missing, only where truths tell it."""
_SLICE = 1_048_576
"""So many rows are read, and then decided, before the next, so that memory is bounded."""
_LEAST_PIECE, _MOST_PIECE = 16_384, 262_144
"""So many rows are decided together, by one thread."""
_MOST_PLANS = 64


@dataclass(slots=True)
class FrameDecider:
    """Decides tables with one rulebook; what it has learned serves the next table."""

    decider: Decider
    nodes: CertifiedNodes = field(init=False)
    missing: MissingFacts = field(init=False)
    _periods: Periods = field(init=False)
    _plans: dict[Any, Plan] = field(default_factory=dict)
    _logic: Lock = field(default_factory=Lock)
    """Held by the thread that works out the logic: it is many short steps, of which Python does
    one at a time, and two threads that take turns at them are slower than one."""

    def __post_init__(self) -> None:
        self.nodes = CertifiedNodes(self.decider.tables)
        self.missing = MissingFacts(self.decider.logic, self.decider.vocabulary)
        self._periods = Periods(self.decider.policy_set)

    def decide(
        self, table: pl.DataFrame, on: dt.date | None, *, today: dt.date, tell_missing: bool = True
    ) -> BulkResult:
        """Decide every row: on one date, else each on its own, else today.

        Raises ChoiceError for columns that no choice has.
        """
        found = [
            self._slice(table.slice(start, _SLICE), start, on, today, tell_missing)
            for start in range(0, max(1, table.height), _SLICE)
        ]
        return BulkResult(
            pl.concat([each.decisions for each in found]),
            pl.concat([each.set_aside for each in found]),
            sum(each.alone for each in found),
        )

    def _slice(
        self,
        table: pl.DataFrame,
        first: int,
        on: dt.date | None,
        today: dt.date,
        tell_missing: bool,
    ) -> BulkResult:
        """Decide some rows of a table, of which `first` stand before them."""
        reading = read_facts(table, self.decider.vocabulary)
        frame = reading.frame(table.height)
        alone = sorted(reading.alone - reading.faults.keys())
        rows = _kept(table.height, [*reading.faults, *alone])
        parts = [
            part
            for chosen, dates, day in self._by_period(reading, rows, on, today)
            for part in self._batch(
                table, _Batch.of(frame, reading.columns, chosen, dates, day, first), tell_missing
            )
        ]
        singles = {row: self._one(table, row, on or today, on is not None) for row in alone}
        faults = dict(reading.faults)
        for row, found in singles.items():
            if isinstance(found, ChoiceError):
                faults[row] = list(found.faults)
        decided = [(row, told) for row, told in singles.items() if isinstance(told, dict)]
        parts.append(_of_rows([row for row, _ in decided], [told for _, told in decided]))
        decisions = pl.concat(parts)
        if not decisions["row"].is_sorted():
            decisions = decisions.sort("row")
        return BulkResult(
            decisions.with_columns(pl.col("row") + first),
            _set_aside(faults).with_columns(pl.col("row") + first),
            len(decided),
        )

    def _by_period(
        self, reading: Reading, rows: pl.Series, on: dt.date | None, today: dt.date
    ) -> Iterator[tuple[pl.Series, pl.Series, dt.date]]:
        """Rows with the same rules and figures in force, their dates, and one of these dates."""
        if on is not None or reading.dates is None:
            if rows.len():
                date = on or today
                day = pl.Series([date.toordinal() - EPOCH], dtype=pl.Int32)
                yield rows, day.new_from_index(0, rows.len()), date
            return
        days = reading.dates.fill_null(today.toordinal() - EPOCH).gather(rows)
        each = days.unique().sort().to_list()
        numbers = [self._periods.number(dt.date.fromordinal(day + EPOCH)) for day in each]
        number = days.replace_strict(each, numbers, return_dtype=pl.Int64) if each else days
        for period in dict.fromkeys(numbers):
            chosen = (number == period).arg_true()
            within = days.gather(chosen)
            yield rows.gather(chosen), within, dt.date.fromordinal(within[0] + EPOCH)

    # --- rows in columns -----------------------------------------------------------------------

    def _batch(self, table: pl.DataFrame, batch: _Batch, tell_missing: bool) -> list[pl.DataFrame]:
        """The decisions on a batch, as many pieces of it at once as Polars has threads."""
        lacking = tell_missing and self.missing.situations.may_miss(batch.facts, batch.frame)
        made = self._plan(batch, with_missing=lacking)
        tests = tested(batch.frame, made.tests)
        height, threads = batch.frame.height, pl.thread_pool_size()
        each = -(-height // threads // _LEAST_PIECE) * _LEAST_PIECE
        size = min(_MOST_PIECE, max(_LEAST_PIECE, each))

        def piece(start: int) -> pl.DataFrame:
            part = batch.part(start, size)
            given = {name: part_of(truth, start, size) for name, truth in tests.items()}
            return self._piece(table, part, made, given, lacking)

        starts = range(0, height, size)
        if threads == 1 or len(starts) < 2:
            return [piece(start) for start in starts]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(piece, starts))

    def _piece(
        self,
        table: pl.DataFrame,
        batch: _Batch,
        made: Plan,
        tests: Mapping[str, Known],
        lacking: bool,
    ) -> pl.DataFrame:
        frame = batch.frame
        with self._logic:
            truths = decide_columns(frame, batch.facts, made, tests, self.nodes)
        outcomes = Outcomes(truths, frame.height)
        columns = pl.DataFrame(
            {
                "row": batch.rows,
                "verdict": outcomes.verdicts(),
                **outcomes.lists(self.decider.logic),
            }
        )
        empty = labels_where_true(frame.height, [])
        missing = {"missing": empty, "also_missing": empty}
        if lacking:
            period = self._periods.number(batch.date)
            layout = period, tuple(batch.facts), tuple(made.steps), tuple(made.settled.items())
            tell = partial(self._in_full, table, batch, columns)
            piece = Piece(frame, batch.facts, truths, batch.date, period, layout, tell)
            missing = self.missing.lists(piece)
        columns = columns.with_columns(
            *(series.alias(name) for name, series in missing.items()),
            batch.dates.cast(pl.Date).alias("decision_date"),
        )
        return columns.select("row", *SCHEMA)

    def _plan(self, batch: _Batch, *, with_missing: bool) -> Plan:
        key: tuple[Any, ...]
        key = self._periods.number(batch.date), with_missing, tuple(batch.facts.values())
        try:
            found = self._plans.get(key)
        except TypeError:  # a list or a table is not to be told apart from others
            found, key = None, (object(),)
        if found is None:
            decider = self.decider
            terms = decider.vocabulary.given_terms()
            told = self.missing.told if with_missing else None
            found = plan(decider.logic, self.nodes, terms, batch.facts, batch.date, told=told)
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            self._plans[key] = found
        return found

    # --- rows one by one -----------------------------------------------------------------------

    def _in_full(
        self, table: pl.DataFrame, batch: _Batch, columns: pl.DataFrame, at: int, also: Row
    ) -> Row:
        """What is told of one row in full; the columns must say the same of it."""
        date = dt.date.fromordinal(batch.dates[at] + EPOCH)
        told = self._one(table, batch.rows[at], date, True)
        number = batch.first + batch.rows[at] + 1
        if isinstance(told, ChoiceError):
            raise EngineFault(f"row {number} was read, and then it was not: {told}")
        found = columns.row(at, named=True) | also
        for name in (*_COLUMNS, *also):
            if told[name] != found[name]:
                raise EngineFault(
                    f"no decision was made: of row {number} the columns say {name}"
                    f" {found[name]!r} and the decision {told[name]!r}; please report this"
                )
        return told

    def _one(self, table: pl.DataFrame, row: int, date: dt.date, given: bool) -> Row | ChoiceError:
        """The decision on one row alone. `given`: the date counts before that of the row."""
        choice = choice_of(table.row(row, named=True))
        on = None if not given and DECISION_DATE in choice else date
        try:
            return row_of(self.decider.decide(choice, on))
        except ChoiceError as error:
            return error


def choice_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table as a choice: an empty cell is not given, "reasons.C4" is C4 of reasons."""
    choice: dict[str, Any] = {}
    for key, cell in row.items():
        if cell is None:
            continue
        whole, dot, entry = key.partition(".")
        if dot:
            choice.setdefault(whole, {})[entry] = cell
        else:
            choice[key] = cell
    return choice


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows of one table that share a period of decision dates, `date` among them.

    `rows` are their places in the table, before which stand `first` others, and `dates` their
    decision dates.
    """

    frame: pl.DataFrame
    facts: Mapping[str, FactColumn]
    rows: pl.Series
    dates: pl.Series
    date: dt.date
    first: int

    @classmethod
    def of(
        cls,
        frame: pl.DataFrame,
        facts: Mapping[str, FactColumn],
        rows: pl.Series,
        dates: pl.Series,
        date: dt.date,
        first: int,
    ) -> _Batch:
        """The batch of these rows of a frame."""
        chosen = frame if rows.len() == frame.height else frame[rows]
        return cls(chosen, facts, rows, dates, date, first)

    def part(self, start: int, size: int) -> _Batch:
        return _Batch(
            self.frame.slice(start, size),
            self.facts,
            self.rows.slice(start, size),
            self.dates.slice(start, size),
            self.date,
            self.first,
        )


def _kept(height: int, without: list[int]) -> pl.Series:
    rows = pl.int_range(height, dtype=pl.UInt32, eager=True)
    if not without:
        return rows
    kept = pl.Series([True]).new_from_index(0, height).scatter(without, False)
    return rows.filter(kept)


def _of_rows(rows: list[int], told: list[Row]) -> pl.DataFrame:
    frame = pl.DataFrame(told, schema=SCHEMA)
    return frame.insert_column(0, pl.Series("row", rows, dtype=pl.UInt32))


def _set_aside(faults: Mapping[int, list[ChoiceFault]]) -> pl.DataFrame:
    found = [(row, f.key, f.message) for row in sorted(faults) for f in faults[row]]
    schema = {"row": pl.UInt32, "key": pl.String, "because": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row")
