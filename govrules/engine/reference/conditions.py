"""Read values and conditions off the facts, construct by construct as the meaning defines them.

Every part of an expression is worked out, also where an earlier part already settles the result,
so that the notes do not depend on the order in which a policy says things.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from govrules.engine import notes
from govrules.engine.reference.order import Derived, name_of, read_first
from govrules.engine.reference.values import (
    UNKNOWN,
    DateOutOfRangeError,
    DivisionByZeroError,
    NotFromADateError,
    TooLongError,
    arithmetic,
    as_kind,
    compared,
    elapsed,
    extreme,
    in_units,
    is_number,
    total,
)
from govrules.model import kleene
from govrules.model.duration import Duration
from govrules.model.expression import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeastOf,
    Compare,
    Condition,
    Constant,
    DefinedValue,
    Elapsed,
    FieldValue,
    FigureValue,
    FirstKnown,
    Holds,
    Includes,
    IsKnown,
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
from govrules.model.facts import NONE, Facts
from govrules.model.kleene import Truth
from govrules.model.policy import DatedValue, Definition, Figure, PolicySet, Table, Term
from govrules.model.types import DurationType, PercentageType

Entry = Mapping[str, Any]
"""An entry of a list, by the keys of its fields."""


class Reading:
    """What the policies' values and conditions come to for one choice on one date."""

    def __init__(self, policy_set: PolicySet, facts: Facts, date: dt.date) -> None:
        self.policy_set = policy_set
        self.facts = facts
        self.date = date
        self.tables = {
            table.label: table for policy in policy_set.policies for table in policy.tables
        }
        self.found_notes: set[str] = set()
        self.assumed: dict[str, Term] = {}
        self._derived: dict[tuple[str, str], Any] = {}
        """The value of each definition, and the hits of each table, once they are worked out."""

    # --- values --------------------------------------------------------------------------------

    def value(self, value: Value, entry: Entry | None = None) -> Any:
        """The canonical value, NONE or UNKNOWN; `entry` is the list entry that `where` looks at."""
        match value:
            case Constant(constant):
                return constant
            case TermValue(term):
                return self.term(term)
            case FigureValue(figure):
                dated = self.figure(figure)
                return UNKNOWN if dated is None else dated.value.value
            case DefinedValue(definition):
                return self.definition(definition)
            case FieldValue(key):
                return _given(entry, key)
            case Arithmetic():
                return self._arithmetic(value, entry)
            case FirstKnown(items):
                found = [self.value(item, entry) for item in items]
                return next((item for item in found if item is not UNKNOWN), UNKNOWN)
            case Aggregate():
                return self._aggregate(value)
            case Elapsed():
                return self._elapsed(value, entry)
            case Lookup(term, key):
                return _given(self.term(term), key)

    def term(self, term: Term) -> Any:
        """What is given for the term, else what a table works out, else what is assumed."""
        if term.worked_out_by is not None:
            return self._worked_out(term)
        if term.key in self.facts.values:
            return self.facts.values[term.key]
        if term.assumed is not None:
            self.assumed[term.key] = term
            return term.assumed.value
        return UNKNOWN

    def figure(self, figure: Figure) -> DatedValue | None:
        """The dated value in force on the decision date, or on the date that `as at` names."""
        date = self.date if figure.as_at is None else self.value(figure.as_at)
        if date is UNKNOWN or date is NONE:
            return None
        in_force = [dated for dated in figure.values if dated.in_force.on(date)]
        if not in_force:
            self.found_notes.add(notes.no_value_in_force(figure.name, date))
            return None
        return max(in_force, key=lambda dated: dated.in_force.start or dt.date.min)

    def definition(self, definition: Definition) -> Any:
        """Its value; for a definition with `if`, True, False or UNKNOWN."""
        return self._once(definition)

    def _once(self, derived: Derived) -> Any:
        """Each definition and table is worked out once, after all that it reads."""
        name = name_of(derived)
        if name not in self._derived:
            for each in read_first(derived, self.tables, self._derived):
                found = self._hits(each) if isinstance(each, Table) else self._defined(each)
                self._derived[name_of(each)] = found
        return self._derived[name]

    def _defined(self, definition: Definition) -> Any:
        if definition.value is not None:
            return self.value(definition.value)
        assert definition.condition is not None
        answer = kleene.answer_of(self.truth(definition.condition))
        return UNKNOWN if answer is None else answer

    def _arithmetic(self, value: Arithmetic, entry: Entry | None) -> Any:
        left, right = self.value(value.left, entry), self.value(value.right, entry)
        if any(side is UNKNOWN or side is NONE for side in (left, right)):
            return UNKNOWN
        kinds = (value.left.type, value.right.type, value.type)
        try:
            return arithmetic(value.operator, left, right, kinds)
        except DivisionByZeroError:
            self.found_notes.add(notes.division_by_zero(value.words))
        except DateOutOfRangeError:
            self.found_notes.add(notes.date_out_of_range(value.words))
        except NotFromADateError:
            self.found_notes.add(notes.not_from_a_date(value.words))
        except TooLongError:
            self.found_notes.add(notes.too_long(value.words))
        return UNKNOWN

    def _elapsed(self, value: Elapsed, entry: Entry | None) -> Any:
        start, end = self.value(value.start, entry), self.value(value.end, entry)
        if not (isinstance(start, dt.date) and isinstance(end, dt.date)):
            return UNKNOWN
        return elapsed(value.unit, start, end)

    # --- lists ---------------------------------------------------------------------------------

    def _aggregate(self, value: Aggregate) -> Any:
        collection = self.term(value.term)
        if collection is UNKNOWN or collection is NONE:
            return UNKNOWN
        if not isinstance(collection, Sequence):
            return self._over_names(value, collection)
        entries: Sequence[Entry] = collection
        tests = [self._where(value.where, entry) for entry in entries]
        if kleene.UNKNOWN in tests:
            return UNKNOWN
        counted = [entry for entry, test in zip(entries, tests, strict=True) if test]
        if value.kind == "number":
            return len(counted)
        if value.kind == "share":
            return self._share(value, counted, entries)
        return self._summary(value, [self._field(value, entry) for entry in counted])

    def _over_names(self, value: Aggregate, names: Any) -> Any:
        """Over the names of a "several of" term, or over the entries of a table of names."""
        if value.kind == "number":
            return len(names)
        if not isinstance(names, Mapping):
            return UNKNOWN
        return self._summary(value, [_given(names, name) for name in names])

    def _summary(self, value: Aggregate, amounts: list[Any]) -> Any:
        if any(amount is UNKNOWN or amount is NONE for amount in amounts):
            return UNKNOWN
        if value.kind == "total":
            return (
                total(amounts)
                if amounts or not isinstance(value.type, DurationType)
                else Duration()
            )
        return extreme(amounts, highest=value.kind == "highest")

    def _share(self, value: Aggregate, part: Sequence[Entry], whole: Sequence[Entry]) -> Any:
        amounts = [self._field(value, entry) for entry in whole]
        if any(not is_number(amount) for amount in amounts):
            return UNKNOWN
        everything = in_units(total(amounts), PercentageType())
        if everything == 0:
            self.found_notes.add(notes.division_by_zero(value.words))
            return UNKNOWN
        held = in_units(total([self._field(value, entry) for entry in part]), PercentageType())
        return as_kind(held / everything, PercentageType())

    def _field(self, value: Aggregate, entry: Entry) -> Any:
        return UNKNOWN if value.field is None else _given(entry, value.field.key)

    def _where(self, where: Condition | None, entry: Entry) -> Truth:
        return kleene.TRUE if where is None else self.truth(where, entry)

    # --- conditions ----------------------------------------------------------------------------

    def truth(self, condition: Condition, entry: Entry | None = None) -> Truth:
        """False, unknown or true (0, 1, 2)."""
        match condition:
            case AllOf(items):
                return min((self.truth(item, entry) for item in items), default=kleene.TRUE)
            case AnyOf(items):
                return max((self.truth(item, entry) for item in items), default=kleene.FALSE)
            case AtLeastOf(count, items):
                return _at_least(count, [self.truth(item, entry) for item in items])
            case Not(item):
                return kleene.TRUE - self.truth(item, entry)
            case Compare():
                return self._compare(condition, entry)
            case Among(left, values):
                value = self.value(left, entry)
                return max(compared("=", value, one.value) for one in values)
            case Includes(left, name):
                return _includes(self.value(left, entry), name)
            case IsKnown(of):
                return kleene.truth_of(self.value(of, entry) is not UNKNOWN)
            case IsNone(of):
                value = self.value(of, entry)
                return kleene.UNKNOWN if value is UNKNOWN else kleene.truth_of(value is NONE)
            case Holds(of):
                return compared("=", self.value(of, entry), True)
            case Meets(definition):
                return compared("=", self.definition(definition), True)
            case Judged(_, text):
                judgement = self.facts.judgements.get(text)
                return kleene.truth_of(None if judgement is None else judgement.value)
            case Quantified():
                return self._quantified(condition)
            case Proposes(act):
                acts = self.facts.acts
                return kleene.truth_of(None if acts is None else act.name in acts)

    def _compare(self, condition: Compare, entry: Entry | None) -> Truth:
        left, right = self.value(condition.left, entry), self.value(condition.right, entry)
        if is_number(left) and is_number(right):
            left = in_units(left, condition.left.type)
            right = in_units(right, condition.right.type)
        return compared(condition.relation, left, right)

    def _quantified(self, condition: Quantified) -> Truth:
        entries = self.term(condition.term)
        if entries is UNKNOWN or entries is NONE:
            return kleene.UNKNOWN
        tests = [self.truth(condition.where, entry) for entry in entries]
        if condition.kind == "any":
            return max(tests, default=kleene.FALSE)
        return min(tests, default=kleene.TRUE)

    # --- tables --------------------------------------------------------------------------------

    def row_matches(self, table: Table) -> tuple[Truth, ...]:
        """Whether all cells of each row hold."""
        return tuple(
            kleene.TRUE if row.condition is None else self.truth(row.condition)
            for row in table.rows
        )

    def table_hits(self, table: Table) -> tuple[Truth, ...]:
        """Whether each row is hit, as the table's hit policy says."""
        hits: tuple[Truth, ...] = self._once(table)
        return hits

    def _hits(self, table: Table) -> tuple[Truth, ...]:
        matches = self.row_matches(table)
        if table.hit == "every row that applies":
            return matches
        certain = [number for number, match in enumerate(matches, 1) if match == kleene.TRUE]
        only_one = table.hit == "exactly one row applies"
        if only_one and len(certain) > 1:
            self.found_notes.add(notes.several_rows_apply(table.label, certain))
        if all(match == kleene.FALSE for match in matches):
            self.found_notes.add(notes.no_row_applies(table.label))
        hits = []
        for number, match in enumerate(matches):
            rivals = matches[:number] + (matches[number + 1 :] if only_one else ())
            hits.append(min(match, kleene.TRUE - max(rivals, default=kleene.FALSE)))
        return tuple(hits)

    def _worked_out(self, term: Term) -> Any:
        table = self.tables[term.worked_out_by or ""]
        column = [output.key for output in table.outputs].index(term.key)
        hits = self.table_hits(table)
        rows = [row.outputs[column].value for row in table.rows]
        certain = [value for value, hit in zip(rows, hits, strict=True) if hit == kleene.TRUE]
        if table.hit != "every row that applies":
            return certain[0] if certain else UNKNOWN
        if kleene.UNKNOWN in hits:
            return UNKNOWN
        return frozenset[str]().union(*(_names(value) for value in certain))


def _given(entries: Any, key: str) -> Any:
    """The entry under a key; one that is missing, or whose table is not known, is unknown."""
    if not isinstance(entries, Mapping):
        return UNKNOWN
    found = entries.get(key)
    return UNKNOWN if found is None else found


def _names(value: Any) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset({value})


def _includes(value: Any, name: str) -> Truth:
    if value is UNKNOWN:
        return kleene.UNKNOWN
    return kleene.truth_of(value is not NONE and name in value)


def _at_least(count: int, truths: Sequence[Truth]) -> Truth:
    certain = sum(truth == kleene.TRUE for truth in truths)
    possible = sum(truth != kleene.FALSE for truth in truths)
    return kleene.TRUE if certain >= count else kleene.FALSE if possible < count else kleene.UNKNOWN
