"""Which missing facts conditions, definitions and tables want, in columns.

It is what `compiler.to_wants` tells of one choice, for many rows at once: where a whole is unknown,
every unknown part of it could settle it. Where that depends on more than on truths and on which
facts are given, the rows are told to be `asked` one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from govrules.bulk.bits import (
    Known,
    Rows,
    any_of,
    at_least_of,
    both,
    either,
    greatest_of,
    is_true,
    is_unknown,
    least_of,
    negated,
    others,
    some,
)
from govrules.bulk.plan import known_name
from govrules.compiler.derived import after_what_they_read, name_of
from govrules.compiler.from_policy import PolicyLogic, definition_node
from govrules.compiler.signature import condition_signature
from govrules.compiler.value_parts import Parts, Reads
from govrules.compiler.wants import as_told
from govrules.model.expression import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Condition,
    IsKnown,
    Judged,
    Meets,
    Not,
    Proposes,
)
from govrules.model.facts import ACTS
from govrules.model.policy import Definition, Table

Wants = dict[str, Rows]
"""The rows that want each fact, by its key."""


def add(into: Wants, wants: Mapping[str, Rows], where: Rows) -> None:
    """Add what is wanted in some rows."""
    if where is False:
        return
    for key, rows in wants.items():
        found = both(rows, where)
        if found is not False:
            into[key] = either(into.get(key, False), found)


@dataclass(slots=True)
class WantedColumns:
    """What is wanted in a piece of a table.

    `truths` are those of its atoms and nodes, and of whether values are known; `missing` has the
    rows in which each fact is not given.
    """

    logic: PolicyLogic
    reads: Reads
    names: dict[int, str]
    """The names of atoms, by the identity of their conditions; kept from piece to piece."""
    truths: Mapping[str, Known]
    missing: Mapping[str, Rows]
    asked: Rows = False
    derived: dict[str, Wants] = field(default_factory=dict)
    _unknown: dict[int, Rows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in after_what_they_read(as_told(self.logic)):
            self.derived[name_of(each)] = self._derived(each)

    # --- what conditions come to ---------------------------------------------------------------

    def unknown(self, condition: Condition) -> Rows:
        """The rows in which it is unknown."""
        found = self._unknown.get(id(condition))
        if found is None:
            found = self._unknown[id(condition)] = some(is_unknown(self._truth(condition)))
        return found

    def _truth(self, condition: Condition) -> Known:
        match condition:
            case AllOf(items):
                return least_of([self._truth(item) for item in items])
            case AnyOf(items):
                return greatest_of([self._truth(item) for item in items])
            case Not(item):
                return negated(self._truth(item))
            case AtLeastOf(count, items):
                return at_least_of(count, [self._truth(item) for item in items])
            case Meets(definition):
                return self.truths[definition_node(definition)]
            case _:
                name = self.names.get(id(condition))
                if name is None:
                    name = self.names[id(condition)] = condition_signature(condition)
                return self.truths[name]

    # --- what they want ------------------------------------------------------------------------

    def of(self, condition: Condition, where: Rows = True) -> Wants:
        """What a condition wants in the rows, of these, in which it is unknown."""
        into: Wants = {}
        self._add(into, condition, where)
        return into

    def _add(self, into: Wants, condition: Condition, where: Rows) -> None:
        where = some(both(where, self.unknown(condition)))
        if where is False:
            return
        match condition:
            case AllOf(items) | AnyOf(items) | AtLeastOf(_, items):
                for item in items:
                    self._add(into, item, where)
            case Not(item):
                self._add(into, item, where)
            case Meets(definition):
                add(into, self.derived[name_of(definition)], where)
            case Judged(_, text):
                add(into, {text: True}, where)
            case Proposes():
                add(into, {ACTS: True}, where)
            case IsKnown():
                pass
            case _:
                self._add_parts(into, self.reads.condition(condition), where)

    def _add_parts(self, into: Wants, parts: Parts, where: Rows) -> None:
        if not parts.is_strict:
            self.asked = either(self.asked, where)
            return
        for key in self._keys(parts.inside):  # of a list that is given, an entry may lack something
            self.asked = either(self.asked, both(where, others(self.missing[key])))
        for variable in parts.variables:
            add(into, self.derived[variable], where)
        add(
            into, {key: self.missing[key] for key in self._keys(parts.needed | parts.inside)}, where
        )

    def _keys(self, mask: int) -> Iterator[str]:
        keys = self.reads.bits.keys
        while mask:
            lowest = mask & -mask
            yield keys[lowest.bit_length() - 1]
            mask ^= lowest

    # --- definitions and tables ----------------------------------------------------------------

    def _derived(self, each: Definition | Table) -> Wants:
        into: Wants = {}
        if isinstance(each, Table):
            return self._table(each)
        if each.condition is not None:
            return self.of(each.condition)
        assert each.value is not None
        unknown = some(others(is_true(self.truths[known_name(each.value)])))
        if unknown is not False:
            self._add_parts(into, self.reads.value(each.value, unknown=True), unknown)
        return into

    def _table(self, table: Table) -> Wants:
        """The facts that decide which row is hit, while that is open."""
        logic = self.logic.tables[table.label]
        hits = [self.truths[node] for node in logic.hits]
        where = some(any_of(map(is_unknown, hits)))
        if table.hit != "every row that applies":
            where = both(where, others(any_of(map(is_true, hits))))
        into: Wants = {}
        for row, node in zip(table.rows, logic.matches, strict=True):
            if table.hit == "first row that applies":  # rows after one that matches do not count
                where = some(both(where, others(is_true(self.truths[node]))))
            if row.condition is not None:
                self._add(into, row.condition, where)
        return into
