"""Tell rows apart by their situation, so that one full decision tells all that share it.

What a decision says of missing facts depends on which facts are known and on what every atom comes
to, never on the amounts themselves. So rows that agree in all of that are told once, by the
decision on one of them; it must agree with what the columns say of it, or nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, TypeGuard

import polars as pl

from govrules.bulk.bits import Bits, Known, column_of
from govrules.bulk.plan import known_name
from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.python_atoms import reads_entry
from govrules.compiler.signature import value_signature
from govrules.compiler.to_polars.columns import FactColumn
from govrules.model.expression import (
    Aggregate,
    Arithmetic,
    Elapsed,
    FigureValue,
    Judged,
    Lookup,
    Proposes,
    Quantified,
    TermValue,
    Value,
)
from govrules.model.facts import ACTS, JUDGEMENTS, NONE
from govrules.model.policy import Term
from govrules.model.types import ListType, TableType

_PER_WORD = 40
"""Three-valued places in a word of 64 bits: 3**40 is less than 2**64."""


@dataclass(slots=True)
class Situations:
    """Tells apart the situations of rows for one rulebook."""

    logic: PolicyLogic
    terms: tuple[Term, ...]
    unsure: tuple[Value, ...] = field(init=False)
    """Values that may be unknown although all that they read is known."""
    unsure_entries: bool = field(init=False)
    """Whether entries of lists have such values."""
    read: frozenset[str] = field(init=False)
    """The keys of the facts that the policies read."""
    _compared: frozenset[str] = field(init=False)
    """Facts that entries of lists are compared with: their very values matter."""

    def __post_init__(self) -> None:
        parts = list(parts_of(self.logic.policy_set))
        tests = [p.where for p in parts if isinstance(p, Aggregate | Quantified)]
        unsure = [part for part in parts if _may_fail(part)]
        of_choices = [each for each in unsure if not reads_entry(each)]
        self.unsure = tuple({value_signature(each): each for each in of_choices}.values())
        shares = any(isinstance(part, Aggregate) and part.kind == "share" for part in parts)
        self.unsure_entries = shares or len(of_choices) < len(unsure)
        self._compared = frozenset(key for part in parts_of(tests) for key in _reads(part))
        self.read = frozenset(key for part in parts for key in _reads(part))

    def may_miss(self, facts: Mapping[str, FactColumn], frame: pl.DataFrame) -> bool:
        """Whether some row may lack a fact that the policies read, or an entry of a list."""
        lists = {term.key for term in self.terms if isinstance(term.type, ListType | TableType)}
        return any(key not in facts or key in lists or frame[key].null_count() for key in self.read)

    def by_value(self, facts: Mapping[str, FactColumn]) -> list[str]:
        """The columns whose very values matter: what lists hold and are compared with."""
        entries = {t.key for t in self.terms if isinstance(t.type, ListType | TableType)}
        found = [c for key, c in facts.items() if key in entries | self._compared]
        return [name for column in found for name in column.columns]

    def words(
        self, frame: pl.DataFrame, facts: Mapping[str, FactColumn], truths: Mapping[str, Known]
    ) -> pl.DataFrame:
        """A few whole numbers for each row, equal exactly for rows in the same situation."""
        names = (*self.logic.conditions, *map(known_name, self.unsure))
        free = [truth for name in names if isinstance(truth := truths[name], Bits)]
        places: list[pl.Series | pl.Expr] = [_three(column_of(t, frame.height)) for t in free]
        places += [_state(facts[key]) for key in facts]
        if not places:  # all rows are in one situation
            places.append((pl.int_range(pl.len()) * 0).cast(pl.UInt64))
        whole: list[pl.Expr] = []
        for start in range(0, len(places), _PER_WORD):
            word = pl.lit(0, dtype=pl.UInt64)
            for power, place in enumerate(places[start : start + _PER_WORD]):
                weight = pl.lit(3**power, dtype=pl.UInt64)
                word = word + (pl.lit(place) if isinstance(place, pl.Series) else place) * weight
            whole.append(word.alias(f"w{start}"))
        return frame.select(whole + [pl.col(name) for name in self.by_value(facts)])


def _three(truth: pl.Series) -> pl.Series:
    return truth.cast(pl.UInt64).fill_null(2)


def _state(column: FactColumn) -> pl.Expr:
    """Not given, known, or known to be none."""
    known = pl.col(column.name).is_not_null().cast(pl.UInt64)
    if column.kind in ("word", "object") and NONE in column.objects:
        none = pl.col(column.name) == column.objects.index(NONE)
        return pl.when(none).then(pl.lit(2, dtype=pl.UInt64)).otherwise(known)
    if column.has_none:
        return known + 2 * pl.col(column.none).cast(pl.UInt64)
    return known


def _reads(part: Any) -> Iterator[str]:
    """The key of the fact that a part of a policy reads, if it reads one."""
    match part:
        case TermValue(term) | Lookup(term) | Aggregate(_, term) | Quantified(_, term):
            if term.worked_out_by is None:
                yield term.key
        case Proposes():
            yield ACTS
        case Judged():
            yield JUDGEMENTS


def operands(value: Value) -> tuple[Value, ...]:
    """What a value that may fail is worked out from."""
    match value:
        case FigureValue(figure):
            return () if figure.as_at is None else (figure.as_at,)
        case Arithmetic(_, left, right) | Elapsed(_, left, right):
            return (left, right)
        case _:
            return ()


def _may_fail(value: Any) -> TypeGuard[Value]:
    """Whether a value may be unknown although all that it reads is known."""
    if isinstance(value, FigureValue):
        return value.figure.as_at is not None
    return isinstance(value, Arithmetic | Elapsed)


def parts_of(root: Any) -> Iterator[Any]:
    """Every part of a typed policy, each once."""
    stack, seen = [root], set()
    while stack:
        part = stack.pop()
        if isinstance(part, tuple | list):
            stack.extend(part)
        elif is_dataclass(part) and id(part) not in seen:
            seen.add(id(part))
            yield part
            stack.extend(getattr(part, each.name) for each in fields(part))
