"""Find the missing facts that could still change what is not known.

Only parts that are themselves unknown are looked into: where a whole is unknown, no part of it
settles it, so every unknown part of it could.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from govrules.engine.reference.conditions import Entry, Reading
from govrules.engine.reference.order import Derived, name_of, read_first
from govrules.engine.reference.values import UNKNOWN
from govrules.model import kleene
from govrules.model.expression import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeastOf,
    Compare,
    Condition,
    DefinedValue,
    Elapsed,
    FieldValue,
    FigureValue,
    FirstKnown,
    Holds,
    Includes,
    IsNone,
    Judged,
    Lookup,
    Meets,
    Not,
    Proposes,
    Quantified,
    TermValue,
    Value,
)
from govrules.model.facts import ACTS
from govrules.model.policy import Definition, Table, Term


class Missing(NamedTuple):
    """A fact that was not given: its kind, and its key in a choice (of a judgement, its text)."""

    kind: Literal["fact", "judgement", "acts"]
    key: str


NOTHING: frozenset[Missing] = frozenset()
_FIELD = Missing("fact", "")
"""A missing field of the entry being looked at; it is told as the list that the entry is in."""


class Wants:
    """What a reading of the facts still wants to know."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._derived: dict[tuple[str, str], frozenset[Missing]] = {}

    def condition(self, condition: Condition, entry: Entry | None = None) -> frozenset[Missing]:
        """The missing facts that could still change an unknown condition."""
        if self.reading.truth(condition, entry) != kleene.UNKNOWN:
            return NOTHING
        match condition:
            case AllOf(items) | AnyOf(items) | AtLeastOf(_, items):
                return _union(self.condition(item, entry) for item in items)
            case Not(item):
                return self.condition(item, entry)
            case Compare(_, left, right):
                return self.value(left, entry) | self.value(right, entry)
            case Among(left) | Includes(left) | IsNone(left) | Holds(left):
                return self.value(left, entry)
            case Meets(definition):
                return self.definition(definition)
            case Judged(_, text):
                return frozenset({Missing("judgement", text)})
            case Proposes():
                return frozenset({Missing("acts", ACTS)})
            case Quantified(_, term, where):
                return self._listed(term, None, where)
        return NOTHING

    def value(self, value: Value, entry: Entry | None = None) -> frozenset[Missing]:
        """The missing facts that an unknown value waits for."""
        if self.reading.value(value, entry) is not UNKNOWN:
            return NOTHING
        match value:
            case TermValue(term) | Lookup(term):
                return self.term(term)
            case FigureValue(figure):
                return NOTHING if figure.as_at is None else self.value(figure.as_at)
            case DefinedValue(definition):
                return self.definition(definition)
            case Arithmetic(_, left, right) | Elapsed(_, left, right):
                return self.value(left, entry) | self.value(right, entry)
            case FirstKnown(items):
                return _union(self.value(item, entry) for item in items)
            case Aggregate(kind, term, field, where):
                return self._listed(term, field, where, whole=kind == "share")
            case FieldValue():
                return frozenset({_FIELD})
        return NOTHING

    def definition(self, definition: Definition) -> frozenset[Missing]:
        self._work_out_in_order(definition)
        return self._derived[name_of(definition)]

    def table(self, table: Table) -> frozenset[Missing]:
        """The facts that decide which row is hit, while that is open."""
        self._work_out_in_order(table)
        return self._derived[name_of(table)]

    def _work_out_in_order(self, derived: Derived) -> None:
        if name_of(derived) in self._derived:
            return
        for each in read_first(derived, self.reading.tables, self._derived):
            wanted = self._of_table(each) if isinstance(each, Table) else self._defined(each)
            self._derived[name_of(each)] = wanted

    def _defined(self, definition: Definition) -> frozenset[Missing]:
        if definition.value is not None:
            return self.value(definition.value)
        assert definition.condition is not None
        return self.condition(definition.condition)

    def term(self, term: Term) -> frozenset[Missing]:
        """The term itself, or what the table that works it out waits for."""
        if term.worked_out_by is not None:
            return self.table(self.reading.tables[term.worked_out_by])
        return frozenset({Missing("fact", term.key)})

    def _of_table(self, table: Table) -> frozenset[Missing]:
        hits = self.reading.table_hits(table)
        settled = kleene.TRUE in hits and table.hit != "every row that applies"
        if settled or kleene.UNKNOWN not in hits:
            return NOTHING
        matches = self.reading.row_matches(table)
        last = len(matches)
        if table.hit == "first row that applies" and kleene.TRUE in matches:
            last = matches.index(kleene.TRUE)
        rows = table.rows[:last]
        return _union(self.condition(row.condition) for row in rows if row.condition is not None)

    def _listed(
        self,
        term: Term,
        field: FieldValue | None,
        where: Condition | None,
        *,
        whole: bool = False,
    ) -> frozenset[Missing]:
        """The list, for itself or for missing fields of its entries, and what `where` wants."""
        entries = self.reading.term(term)
        if entries is UNKNOWN:
            return self.term(term)
        if not isinstance(entries, tuple):
            return self._names(term, entries)
        wanted: set[Missing] = set()
        for entry in entries:
            test = kleene.TRUE if where is None else self.reading.truth(where, entry)
            if where is not None:
                wanted |= self.condition(where, entry)
            if field is not None and (whole or test != kleene.FALSE):
                wanted |= self.value(field, entry)
        own = Missing("fact", term.key)
        return frozenset(own if missing == _FIELD else missing for missing in wanted)

    def _names(self, term: Term, names: object) -> frozenset[Missing]:
        """A table of names some of whose entries are not given."""
        if isinstance(names, dict) and None in names.values():
            return frozenset({Missing("fact", term.key)})
        return NOTHING


def _union(parts: Iterable[frozenset[Missing]]) -> frozenset[Missing]:
    return NOTHING.union(*parts)
