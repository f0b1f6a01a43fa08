"""The missing facts of each row: in columns, and where more comes up by full decisions.

What a full decision tells in more than truths, such as notes on a value that cannot be worked out,
has no place in columns. Such rows are decided in full, once for each distinct situation; and a few
of the others too, which must agree, or nothing is decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from govrules.bulk.bits import (
    Known,
    Rows,
    both,
    either,
    is_true,
    others,
    rows_of,
)
from govrules.bulk.lists import labels_where_true
from govrules.bulk.needs import NeedColumns, Needed, RuleOrder
from govrules.bulk.outcomes import Outcomes
from govrules.bulk.plan import Told, given_name, known_name
from govrules.bulk.situations import Situations, operands
from govrules.bulk.wanted import WantedColumns
from govrules.compiler.derived import name_of
from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.to_polars.columns import FactColumn
from govrules.compiler.value_parts import Reads
from govrules.compiler.wants import Bits, as_told
from govrules.engine.telling.counting import Counting
from govrules.engine.telling.outcomes import Outcomes as Nodes
from govrules.model.expression import Value
from govrules.model.kleene import FALSE
from govrules.model.policy import Definition
from govrules.model.types import ListType, TableType
from govrules.model.vocabulary import Vocabulary

LISTS = ("missing", "also_missing")
_CHECKED = 4
"""So many rows of a piece are decided in full to see that the columns say the same."""
_MOST_SITUATIONS = 200_000

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows whose facts stand in columns, with all that was found out about them.

    `layout` tells what is said of them from what is said of rows of other tables. `tell` decides a
    row in full, and must find in it what the columns say, and what it is told that they say.
    """

    frame: pl.DataFrame
    facts: Mapping[str, FactColumn]
    truths: Mapping[str, Known]
    date: dt.date
    period: int
    layout: tuple[Any, ...]
    tell: Callable[[int, Row], Row]


@dataclass(slots=True)
class MissingFacts:
    """Tells what is missing under one rulebook; what it has learned serves the next piece."""

    logic: PolicyLogic
    vocabulary: Vocabulary
    situations: Situations = field(init=False)
    told: Told = field(init=False)
    """What the plans of tables with missing facts have besides."""
    _reads: Reads = field(init=False)
    _order: RuleOrder = field(init=False)
    _names: dict[int, str] = field(default_factory=dict)
    _in_columns: dict[int, bool] = field(default_factory=dict)
    _told: dict[tuple[Any, ...], Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        terms = self.vocabulary.given_terms()
        self.situations = Situations(self.logic, terms)
        self._reads = Reads.of(terms, Bits.of(terms, self.vocabulary.judgements))
        derived = as_told(self.logic)
        self._reads.variables.update((name_of(each), name_of(each)) for each in derived)
        self._order = RuleOrder.of(self.logic)
        nodes = Nodes.of(self.logic)
        defined = [e.value for e in derived if isinstance(e, Definition) and e.value is not None]
        unsure = self.situations.unsure
        read = [part for value in unsure for part in operands(value)]
        values: list[Value] = [*defined, *unsure, *read]
        self.told = Told(
            tuple(name for group in (*nodes.core, *nodes.rest) for name in group), tuple(values)
        )

    def lists(self, piece: Piece) -> dict[str, pl.Series]:
        """The columns of missing facts. Raises EngineFault when a decision tells otherwise."""
        needed = self._needed(piece)
        height = piece.frame.height
        found = {
            "missing": labels_where_true(height, sorted(needed.missing.items())),
            "also_missing": labels_where_true(height, sorted(needed.also_missing.items())),
        }
        asked = rows_of(needed.asked, height)
        self._check(piece, found, asked)
        if not asked.any():
            return found
        rows = asked.arg_true()
        told = self._by_situation(piece, rows)
        place = pl.int_range(height, dtype=pl.UInt32, eager=True)
        place = place.scatter(rows, pl.int_range(height, height + rows.len(), eager=True))
        return {name: pl.concat([found[name], told[name]]).gather(place) for name in LISTS}

    # --- in columns ----------------------------------------------------------------------------

    def _needed(self, piece: Piece) -> Needed:
        if not self._can_be_columns(piece):
            return Needed({}, {}, True)
        truths = piece.truths
        missing: dict[str, Rows] = {
            term.key: others(is_true(truths.get(given_name(term.key), FALSE)))
            for term in self.vocabulary.given_terms()
        }
        wanted = WantedColumns(self.logic, self._reads, self._names, truths, missing)
        outcomes = Outcomes(truths, piece.frame.height)
        needed = NeedColumns(self.logic, self._order, wanted, outcomes, piece.date).needed()
        asked = either(needed.asked, self._failed(truths))
        if self.situations.unsure_entries:
            asked = either(asked, self._with_lists(missing))
        return Needed(needed.missing, needed.also_missing, asked)

    def _can_be_columns(self, piece: Piece) -> bool:
        """Whether what counts on a day, such as spoken defaults, counts for every choice."""
        if piece.period not in self._in_columns:
            counting = Counting(self.logic.policy_set, piece.date)
            is_open = (
                counting.assumptions(frozenset()) is None or counting.notes(piece.date) is None
            )
            self._in_columns[piece.period] = not is_open
        return self._in_columns[piece.period]

    def _failed(self, truths: Mapping[str, Known]) -> Rows:
        """Where a value is unknown although all that it is worked out from is known."""
        failed: Rows = False
        for value in self.situations.unsure:
            known: Rows = True
            for part in operands(value):
                known = both(known, is_true(truths[known_name(part)]))
            failed = either(failed, both(known, others(is_true(truths[known_name(value)]))))
        return failed

    def _with_lists(self, missing: Mapping[str, Rows]) -> Rows:
        given: Rows = False
        for term in self.vocabulary.given_terms():
            if isinstance(term.type, ListType | TableType) and term.key in self.situations.read:
                given = either(given, others(missing[term.key]))
        return given

    def _check(self, piece: Piece, found: Mapping[str, pl.Series], asked: pl.Series) -> None:
        """Decide a few rows in full. Raises EngineFault when the columns say otherwise."""
        for at in sorted({int(at) for at in np.linspace(0, piece.frame.height - 1, _CHECKED)}):
            if not asked[at]:
                piece.tell(at, {name: found[name][at].to_list() for name in LISTS})

    # --- by full decisions ---------------------------------------------------------------------

    def _by_situation(self, piece: Piece, rows: pl.Series) -> dict[str, pl.Series]:
        words = self.situations.words(piece.frame, piece.facts, piece.truths)[rows]
        distinct = words.with_columns(rows.alias("at")).unique(words.columns, keep="first")
        remembered = not self.situations.by_value(piece.facts)
        told: list[Row] = []
        for *key, at in distinct.iter_rows():
            known = self._told.get((piece.layout, *key)) if remembered else None
            if known is None:
                known = piece.tell(at, {})
                if remembered:
                    if len(self._told) >= _MOST_SITUATIONS:
                        self._told.clear()
                    self._told[(piece.layout, *key)] = known
            told.append(known)
        found = distinct.drop("at").with_columns(
            pl.Series(name, [row[name] for row in told], dtype=pl.List(pl.String)) for name in LISTS
        )
        joined = words.join(
            found, on=words.columns, how="left", nulls_equal=True, maintain_order="left"
        )
        return {name: joined[name] for name in LISTS}
