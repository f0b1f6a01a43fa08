"""The values of a policy → Z3, each worked out once."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import z3

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.signature import value_signature
from govrules.compiler.to_z3.facts import World
from govrules.compiler.to_z3.rails import NO, YES, Bool, Rails, both, either, every, no, some
from govrules.compiler.to_z3.values import (
    Entry,
    Length,
    Names,
    Value,
    certain,
    chosen,
    constant,
    first_known,
)
from govrules.model import expression as e
from govrules.model.duration import Duration
from govrules.model.policy import DatedValue, Figure, InForce, Term
from govrules.model.types import DurationType, PercentageType, Type


@dataclass(slots=True)
class Values(ABC):
    """What the values of one rulebook come to, for the choices of a world."""

    logic: PolicyLogic
    world: World
    day: Any = None
    """The decision date; that of the world where none is given."""
    _values: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.day = self.world.day if self.day is None else self.day

    @abstractmethod
    def node(self, name: str) -> Rails:
        """The truth of a node of the logic program."""

    @abstractmethod
    def truth(self, condition: e.Condition, entry: Entry | None = None) -> Rails:
        """The truth of a condition; `entry` is the list entry that a `where` looks at."""

    def value(self, value: e.Value, entry: Entry | None = None) -> Value:
        if isinstance(value, e.Constant):
            return certain(constant(value.value, self.world.words))
        if entry is not None:
            return self._worked_out(value, entry)
        name = value_signature(value)
        if name not in self._values:
            self._values[name] = self._worked_out(value, None)
        return self._values[name]

    def _worked_out(self, value: e.Value, entry: Entry | None) -> Value:
        match value:
            case e.TermValue(term):
                return self.term(term)
            case e.FigureValue(figure):
                return self._figure(figure)
            case e.DefinedValue(definition):
                assert definition.value is not None
                return self.value(definition.value)
            case e.FieldValue(key):
                assert entry is not None
                return entry.fields[key]
            case e.Arithmetic():
                return self._arithmetic(value, entry)
            case e.FirstKnown(items):
                return first_known([self.value(item, entry) for item in items])
            case e.Aggregate(_, term, _, where):
                test = self._test(where) if where is not None else None
                return self.world.lists.aggregate(value, self.term(term), test)
            case e.Elapsed(unit, start, end):
                first, last = self.value(start, entry), self.value(end, entry)
                result = self.world.spans.elapsed(unit, first.of, last.of)
                return Value(both(first.there, last.there), NO, result)
            case e.Lookup(term, key):
                return self._entry(self.term(term), key)
            case _:
                raise AssertionError(value)

    def _test(self, where: e.Condition) -> Callable[[Entry], Rails]:
        return lambda entry: self.truth(where, entry)

    def _entry(self, table: Value, key: str) -> Value:
        entry: Entry = table.of.named[key]
        value = entry.fields[""]
        return Value(both(table.there, entry.there, value.known), NO, value.of)

    # --- terms ---------------------------------------------------------------------------------

    def term(self, term: Term) -> Value:
        """What is given for the term, else what a table works out, else what is assumed."""
        if term.worked_out_by is not None:
            return self._by_table(term, term.worked_out_by)
        given = self.world.fact(term).value
        if term.assumed is None:
            return given
        return first_known([given, self.value(term.assumed)])

    def _by_table(self, term: Term, label: str) -> Value:
        logic = self.logic.tables[label]
        column = [output.key for output in logic.table.outputs].index(term.key)
        outputs = [row.outputs[column].value for row in logic.table.rows]
        hits = [self.node(hit) for hit in logic.hits]
        if logic.table.hit == "every row that applies":
            return self._every_row(hits, outputs)
        result = constant(outputs[-1], self.world.words)
        for hit, output in reversed(list(zip(hits, outputs, strict=True))[:-1]):
            result = chosen(hit.true, constant(output, self.world.words), result)
        return Value(some(hit.true for hit in hits), NO, result)

    def _every_row(self, hits: list[Rails], outputs: list[Any]) -> Value:
        members: dict[str, Bool] = {}
        for hit, output in zip(hits, outputs, strict=True):
            for name in output if isinstance(output, frozenset) else (output,):
                members[name] = either(members.get(name, NO), hit.true)
        known = every(either(hit.true, no(hit.possible)) for hit in hits)
        return Value(known, NO, Names(members, z3.IntVal(0)))

    # --- figures -------------------------------------------------------------------------------

    def _figure(self, figure: Figure) -> Value:
        """The dated value in force on the decision date, or on the date that `as at` names."""
        date = certain(self.day) if figure.as_at is None else self.value(figure.as_at)
        cases = self._figure_cases(figure, date)
        _, last = cases[-1]
        result = constant(last.value.value, self.world.words)
        for test, dated in reversed(cases[:-1]):
            result = chosen(test, constant(dated.value.value, self.world.words), result)
        return Value(both(date.there, some(test for test, _ in cases)), NO, result)

    def _figure_cases(self, figure: Figure, date: Value) -> list[tuple[Bool, DatedValue]]:
        """When each value is in force; of several on one day, the one that began last counts."""
        latest_first = sorted(
            figure.values,
            key=lambda v: v.in_force.start.toordinal() if v.in_force.start else 0,
            reverse=True,
        )
        return [(self.in_force(dated.in_force, date.of), dated) for dated in latest_first]

    def in_force(self, when: InForce, day: Any) -> Bool:
        """Whether a day, fixed or not, is within these dates."""
        if z3.is_int_value(day):
            return YES if when.on(dt.date.fromordinal(day.as_long())) else NO
        start = YES if when.start is None else day >= when.start.toordinal()
        return both(start, YES if when.end is None else day <= when.end.toordinal())

    def lengths(self, value: e.Value) -> list[tuple[Bool, Duration]] | None:
        """The lengths that a value can have, and when, if it is one that the policy names."""
        if isinstance(value, e.Constant):
            return [(YES, value.value)]
        if not isinstance(value, e.FigureValue):
            return None
        figure = value.figure
        date = certain(self.day) if figure.as_at is None else self.value(figure.as_at)
        found, earlier = [], NO
        for test, dated in self._figure_cases(figure, date):
            found.append((both(test, no(earlier)), dated.value.value))
            earlier = either(earlier, test)
        return found

    # --- arithmetic ----------------------------------------------------------------------------

    def _arithmetic(self, value: e.Arithmetic, entry: Entry | None) -> Value:
        left, right = self.value(value.left, entry), self.value(value.right, entry)
        readable = both(left.there, right.there)
        if isinstance(value.type, DurationType):
            return self._length_arithmetic(value, left, right, readable)
        if isinstance(value.right.type, DurationType) or isinstance(value.left.type, DurationType):
            return self._moved(value, left, right, readable)
        a, b = _units(left.of, value.left.type), _units(right.of, value.right.type)
        match value.operator:
            case "plus":
                result, known = a + b, readable
            case "minus":
                result, known = a - b, readable
            case "times":
                result, known = a * b, readable
            case "with VAT at":
                result, known = a * (1 + b), readable
            case "without VAT at":
                result, known = _quotient(a, 1 + b, readable)
            case _:
                result, known = _quotient(a, b, readable)
        scaled = result * 100 if isinstance(value.type, PercentageType) else result
        return Value(known, NO, scaled)

    def _moved(self, value: e.Arithmetic, left: Value, right: Value, readable: Bool) -> Value:
        """A date so much later or earlier, by a length that the policy names."""
        by, date = value.right, left
        if isinstance(value.left.type, DurationType):
            by, date = value.left, right
        cases = self.lengths(by)
        if cases is None:
            return self.world.lists.anything(readable, value.type)
        sign = 1 if value.operator == "plus" else -1
        result, known = z3.IntVal(1), NO
        for test, length in cases:
            moved, within = self.world.spans.moved(date.of, length, sign)
            result = chosen(test, moved, result)
            known = either(known, both(test, within))
        return Value(both(readable, known), NO, result)

    def _length_arithmetic(
        self, value: e.Arithmetic, left: Value, right: Value, readable: Bool
    ) -> Value:
        if not (isinstance(left.of, Length) and isinstance(right.of, Length)):
            return self.world.lists.anything(readable, value.type)
        sign = 1 if value.operator == "plus" else -1
        length = Length(
            left.of.months + sign * right.of.months, left.of.days + sign * right.of.days
        )
        known = both(readable, no(left.of.counted), no(right.of.counted))
        return Value(known, NO, length)


def _units(number: Any, kind: Type) -> Any:
    """The number meant: a percentage counts as hundredths."""
    return number / 100 if isinstance(kind, PercentageType) else number


def _quotient(top: Any, bottom: Any, readable: Bool) -> tuple[Any, Bool]:
    """The quotient, known where the divisor is not zero."""
    fixed = z3.simplify(bottom)
    if z3.is_rational_value(fixed):
        if Fraction(fixed.as_fraction()) == 0:
            return z3.RealVal(0), NO
        return top / fixed, readable
    return top / bottom, both(readable, bottom != 0)
