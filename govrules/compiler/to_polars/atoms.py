"""Atoms of a policy → formulas over tests of columns; exact values → Polars expressions.

What is not for columns (a sum over a list, a time of working days, a division by a fact) raises
`NotInColumnsError`; `compiler.to_polars.singly` decides it for each distinct combination instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import polars as pl

from govrules.compiler.classes import settled
from govrules.compiler.program import All, Formula, Negation, Some
from govrules.compiler.python_atoms import divided_scale, times_scale
from govrules.compiler.signature import condition_signature, value_signature
from govrules.compiler.to_polars import numbers
from govrules.compiler.to_polars.columns import FactColumn, day_number
from govrules.compiler.to_polars.numbers import TURNED, Amount, NotInColumnsError
from govrules.compiler.to_polars.tests import ColumnTests, where
from govrules.model.expression import (
    Among,
    Arithmetic,
    Compare,
    Condition,
    Constant,
    DefinedValue,
    Elapsed,
    FigureValue,
    FirstKnown,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Proposes,
    Relation,
    TermValue,
    Value,
)
from govrules.model.facts import ACTS, JUDGEMENTS, NONE
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth
from govrules.model.policy import Figure, Term
from govrules.model.types import (
    NUMERIC,
    DateType,
    DurationType,
    OneOfType,
    PercentageType,
    TextType,
    YesNoType,
)

Known = Formula | Truth
"""A formula over tests of columns, or a truth that is the same in every row."""
_WORDS = (OneOfType, TextType, YesNoType)


@dataclass(frozen=True, slots=True)
class AtomColumns:
    """Writes atoms for a batch whose facts stand in `facts`, on the decision dates like `date`.

    The formulas read `tests`.
    """

    facts: Mapping[str, FactColumn]
    date: dt.date
    tests: ColumnTests = field(default_factory=ColumnTests)

    def atom(self, condition: Condition) -> Known:
        """Its truth. Raises NotInColumnsError."""
        match condition:
            case Compare(relation, left, right):
                return self._compare(relation, _bare(left), _bare(right))
            case Among(left, values):
                return self._among(_bare(left), tuple(value.value for value in values))
            case Holds(left):
                return self._by_word(_bare(left), lambda value: value is True)
            case IsKnown(value):
                return self.known(value)
            case IsNone(value):
                return self._is_none(self._term(_bare(value)))
            case Includes(left, wanted):
                return self._by_word(_bare(left), lambda v: v is not NONE and wanted in v)
            case Proposes(act):
                return self._mapped(condition, ACTS, lambda acts: act.name in acts)
            case Judged(_, text):
                return self._mapped(condition, JUDGEMENTS, lambda each: _judged(each, text))
            case _:
                raise NotInColumnsError

    def known(self, value: Value) -> Known:
        """Whether a value is known; known to be none counts. Raises NotInColumnsError."""
        value = _bare(value)
        if isinstance(value, Constant):
            return TRUE
        if isinstance(value, TermValue):
            column = self._column(self._term(value))
            return FALSE if column is None else self.is_given(column)
        if isinstance(value, FigureValue) and value.figure.as_at is None:
            return TRUE if settled(value, self.date)[0] else FALSE
        if not isinstance(value.type, (*NUMERIC, DateType)):
            raise NotInColumnsError
        worked = self.day(value) if isinstance(value.type, DateType) else self.amount(value)
        if worked is None:
            return FALSE
        if isinstance(worked, Fraction):
            return TRUE
        parts = worked.parts if isinstance(worked, Amount) else worked
        return self.tests.of(f"[{value_signature(value)}] is known", parts.is_not_null())

    def is_given(self, column: FactColumn) -> Formula:
        """Whether a fact is given; known to be none counts."""
        given = self.tests.given(column)
        return Some((given, self.tests.none(column))) if column.has_none else given

    def _is_none(self, term: Term) -> Known:
        column = self._column(term)
        if column is None:
            return UNKNOWN
        if column.kind in ("word", "object"):
            none = [place for place, one in enumerate(column.objects) if one is NONE]
            return self.tests.among(column, none)
        test = pl.when(pl.col(column.name).is_not_null()).then(False)
        if not column.has_none:
            return self.tests.always(column, False)
        told = test.when(pl.col(column.none)).then(True)
        return self.tests.of(f"[{column.name}] is none or not", told)

    # --- comparisons ---------------------------------------------------------------------------

    def _compare(self, relation: Relation, left: Value, right: Value) -> Known:
        if isinstance(left, Constant):
            raise NotInColumnsError
        if isinstance(left.type, _WORDS) and isinstance(right, Constant):
            wanted = right.value
            alike = relation == "="
            return self._by_word(left, lambda value: (value == wanted) == alike, (wanted,))
        if isinstance(left.type, NUMERIC):
            found = self._amounts(relation, left, right)
        elif isinstance(left.type, DateType):
            found = self._days(relation, left, right)
        else:
            raise NotInColumnsError
        return UNKNOWN if found is None else self._with_none(found, relation == "!=", left, right)

    def _amounts(self, relation: Relation, left: Value, right: Value) -> Formula | None:
        one, other = self.amount(left), self.amount(right)
        if one is None or other is None:
            return None
        if isinstance(one, Fraction):
            left, right, one, other, relation = right, left, other, one, TURNED[relation]
        if isinstance(one, Fraction):
            raise NotInColumnsError
        if isinstance(other, Fraction):
            return self._with_constant(left, one.parts, *numbers.against(relation, one, other))
        name = f"[{value_signature(left)}] {relation} [{value_signature(right)}]"
        return self.tests.of(name, numbers.compared(relation, one, other))

    def _days(self, relation: Relation, left: Value, right: Value) -> Formula | None:
        one, other = self.day(left), self.day(right)
        if one is None or other is None:
            return None
        settled = self._settled_day(right)
        if settled is not None:
            return self._with_constant(left, one, *numbers.canonical(relation, settled))
        name = f"[{value_signature(left)}] {relation} [{value_signature(right)}]"
        return self.tests.of(name, numbers.related(relation, one, other))

    def _with_constant(
        self, value: Value, parts: pl.Expr, relation: Relation, bound: int, opposite: bool
    ) -> Formula:
        name = f"[{value_signature(value)}] {relation} {bound}"
        test = self.tests.of(name, numbers.related(relation, parts, bound))
        return Negation(test) if opposite else test

    def _with_none(self, found: Formula, unlike: bool, left: Value, right: Value) -> Formula:
        """A fact known to be none is unlike anything known, and in no order with it."""
        none = [
            self.tests.none(column) for side in (left, right) if (column := self._none_of(side))
        ]
        known = [self.known(side) for side in (left, right)] if none else []
        if not none or FALSE in known:
            return found
        both = [each for each in known if not isinstance(each, int)]
        return _instead(All((Some(tuple(none)), *both)), unlike, found)

    def _none_of(self, value: Value) -> FactColumn | None:
        """The column of a fact that is known to be none in some row."""
        if not isinstance(value, TermValue):
            return None
        column = self._column(self._term(value))
        return column if column is not None and column.has_none else None

    def _among(self, left: Value, wanted: tuple[Any, ...]) -> Known:
        if isinstance(left.type, DurationType):
            raise NotInColumnsError
        if isinstance(left.type, _WORDS):
            return self._by_word(left, lambda value: value in wanted, wanted)
        tests = [self._compare("=", left, Constant(word, left.type)) for word in wanted]
        parts = [test for test in tests if not isinstance(test, int)]
        return Some(tuple(parts)) if parts else UNKNOWN

    def _by_word(
        self, left: Value, test: Callable[[Any], bool], words: tuple[Any, ...] = ()
    ) -> Known:
        """A test of a word, by its place among the words that there are."""
        column = self._column(self._term(left))
        if column is None:
            return UNKNOWN
        if column.kind == "yes or no":
            found = self._by_yes_or_no(column, test)
        elif column.kind in ("word", "object"):
            places = [place for place, one in enumerate(column.objects) if test(one)]
            found = self.tests.among(column, places)
        elif column.kind == "text" and words:
            found = self._by_text(column, test, words)
        else:
            raise NotInColumnsError
        return _instead(self.tests.none(column), test(NONE), found) if column.has_none else found

    def _by_yes_or_no(self, column: FactColumn, test: Callable[[Any], bool]) -> Formula:
        if test(True) == test(False):
            return self.tests.always(column, test(True))
        at = self.tests.of(f"[{column.name}]", pl.col(column.name))
        return at if test(True) else Negation(at)

    def _by_text(
        self, column: FactColumn, test: Callable[[Any], bool], words: tuple[Any, ...]
    ) -> Formula:
        other = test("".join(map(str, words)) + ".")
        odd = [
            self.tests.of(f"[{column.name}] = {word!r}", pl.col(column.name) == word)
            for word in words
            if test(word) != other
        ]
        if not odd:
            return self.tests.always(column, other)
        return Negation(Some(tuple(odd))) if other else Some(tuple(odd))

    def _mapped(self, condition: Condition, key: str, test: Callable[[Any], bool | None]) -> Known:
        """A test of the objects of a column, which may itself be unknown."""
        column = self.facts.get(key)
        if column is None:
            return UNKNOWN
        found = [test(each) for each in column.objects]
        holds = [place for place, truth in enumerate(found) if truth]
        if None not in found:
            return self.tests.among(column, holds)
        at = pl.col(column.name)
        unsaid = where(at, [place for place, truth in enumerate(found) if truth is None])
        told = pl.when(unsaid).then(None).otherwise(where(at, holds))
        return self.tests.of(condition_signature(condition), told)

    # --- values --------------------------------------------------------------------------------

    def amount(self, value: Value) -> numbers.Value | None:
        """A number, money or a percentage; None when it is unknown in every row."""
        match value:
            case Constant():
                return Fraction(value.value)
            case DefinedValue():
                return self.amount(_bare(value))
            case FigureValue(figure) if figure.as_at is None:
                known, constant = settled(value, self.date)
                return Fraction(constant) if known else None
            case FigureValue(figure):
                return self._figure(figure)
            case TermValue():
                column = self._column(self._term(value))
                if column is None:
                    return None
                return Amount(pl.col(column.name), column.most, Fraction(1, 10**column.scale))
            case Arithmetic():
                return self._arithmetic(value)
            case FirstKnown(items):
                if any(self._none_of(_bare(item)) for item in items):
                    raise NotInColumnsError
                found = [amount for item in items if (amount := self.amount(item)) is not None]
                return numbers.first_known(found) if found else None
            case Elapsed("days", start, end):
                first, last = self.day(_bare(start)), self.day(_bare(end))
                if first is None or last is None:
                    return None
                return Amount((last - first).cast(pl.Int64), 8_000_000)
            case _:
                raise NotInColumnsError

    def _arithmetic(self, value: Arithmetic) -> numbers.Value | None:
        if isinstance(value.right.type, DurationType) or isinstance(value.left.type, DurationType):
            raise NotInColumnsError
        left, right = self.amount(value.left), self.amount(value.right)
        if left is None or right is None:
            return None
        hundred = Fraction(100 if isinstance(value.right.type, PercentageType) else 1)
        match value.operator:
            case "plus" | "minus":
                return numbers.plus(left, right, 1 if value.operator == "plus" else -1)
            case "times":
                product = numbers.times(left, right)
                return numbers.times(product, Fraction(1, times_scale(value)))
            case "divided by":
                quotient = numbers.divided(left, right)
                return numbers.times(quotient, Fraction(divided_scale(value)))
            case "with VAT at":
                return numbers.times(left, _one_plus(right, hundred))
            case "without VAT at":
                return numbers.divided(left, _one_plus(right, hundred))

    def _figure(self, figure: Figure) -> numbers.Value | None:
        """The value in force on the date that the figure names."""
        assert figure.as_at is not None
        if not isinstance(figure.type, NUMERIC):
            raise NotInColumnsError
        day = self.day(_bare(figure.as_at))
        if day is None:
            return None
        dated = [(each.in_force, Fraction(each.value.value)) for each in figure.values]
        bottom = max(value.denominator for _, value in dated)
        if any((value * bottom).denominator != 1 for _, value in dated):
            raise NotInColumnsError
        parts = pl.lit(None, dtype=pl.Int64)
        for in_force, value in reversed(dated):  # the first that is in force counts
            within = day.is_not_null()
            if in_force.start is not None:
                within = within & (day >= day_number(in_force.start))
            if in_force.end is not None:
                within = within & (day <= day_number(in_force.end))
            here = pl.lit(int(value * bottom), dtype=pl.Int64)
            parts = pl.when(within).then(here).otherwise(parts)
        most = max(abs(int(value * bottom)) for _, value in dated)
        return Amount(parts, most, Fraction(1, bottom))

    def _settled_day(self, value: Value) -> int | None:
        """The number of a day that is the same in every row."""
        if isinstance(value, Constant):
            return day_number(value.value)
        if isinstance(value, FigureValue) and value.figure.as_at is None:
            known, constant = settled(value, self.date)
            return day_number(constant) if known else None
        return None

    def day(self, value: Value) -> pl.Expr | None:
        """The number of a day; None when it is unknown in every row."""
        value = _bare(value)
        match value:
            case Constant() | FigureValue(Figure(as_at=None)):
                same = self._settled_day(value)
                return None if same is None else pl.lit(same, dtype=pl.Int32)
            case TermValue():
                column = self._column(self._term(value))
                return None if column is None else pl.col(column.name)
            case FirstKnown(items) if not any(self._none_of(_bare(item)) for item in items):
                days = [day for item in items if (day := self.day(item)) is not None]
                return pl.coalesce(days) if days else None
            case _:
                raise NotInColumnsError

    # --- columns -------------------------------------------------------------------------------

    def _term(self, value: Value) -> Term:
        if not isinstance(value, TermValue) or value.term.worked_out_by is not None:
            raise NotInColumnsError
        return value.term

    def _column(self, term: Term) -> FactColumn | None:
        return self.facts.get(term.key)


def _bare(value: Value) -> Value:
    """What a definition stands for."""
    while isinstance(value, DefinedValue):
        assert value.definition.value is not None
        value = value.definition.value
    return value


def _one_plus(rate: numbers.Value, hundred: Fraction) -> numbers.Value:
    return numbers.plus(numbers.times(rate, 1 / hundred), Fraction(1), 1)


def _instead(where: Formula, truth: bool, found: Formula) -> Formula:
    """What was found, but this truth where something else holds, which is never unknown."""
    return Some((where, found)) if truth else All((Negation(where), found))


def _judged(judgements: Any, text: str) -> bool | None:
    return next((bool(each.value) for of, each in judgements if of == text), None)
