"""Atoms and exact values of a policy → Polars expressions over columns of facts.

What is not for columns (a sum over a list, a time of working days, a division by a fact) raises
`NotInColumnsError`; `compiler.to_polars.singly` decides it for each distinct combination instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

import polars as pl

from govrules.compiler.classes import settled
from govrules.compiler.python_atoms import divided_scale, times_scale
from govrules.compiler.to_polars import numbers
from govrules.compiler.to_polars.columns import FactColumn, day_number
from govrules.compiler.to_polars.numbers import Amount, NotInColumnsError
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

Known = pl.Expr | Truth
"""An expression, or a truth that is the same in every row."""
_WORDS = (OneOfType, TextType, YesNoType)


@dataclass(frozen=True, slots=True)
class AtomColumns:
    """Writes atoms for a batch whose facts stand in `facts`, on the decision dates like `date`."""

    facts: Mapping[str, FactColumn]
    date: dt.date

    def atom(self, condition: Condition) -> Known:
        """Its truth: an expression, or the same in every row. Raises NotInColumnsError."""
        match condition:
            case Compare(relation, left, right):
                return self._compare(relation, left, right)
            case Among(left, values):
                return self._among(_bare(left), tuple(value.value for value in values))
            case Holds(left):
                return self._by_word(_bare(left), lambda value: value is True)
            case IsKnown(value):
                known = self.known(value)
                return known if isinstance(known, pl.Expr) else TRUE if known == TRUE else FALSE
            case IsNone(value):
                return self._is_none(self._term(_bare(value)))
            case Includes(left, wanted):
                return self._by_word(_bare(left), lambda v: v is not NONE and wanted in v)
            case Proposes(act):
                return _mapped(self.facts.get(ACTS), lambda acts: act.name in acts)
            case Judged(_, text):
                return _mapped(self.facts.get(JUDGEMENTS), lambda judged: _judged(judged, text))
            case _:
                raise NotInColumnsError

    def known(self, value: Value) -> Known:
        """Whether a value is known; known to be none counts. Raises NotInColumnsError."""
        value = _bare(value)
        if isinstance(value, Constant):
            return TRUE
        if isinstance(value, TermValue):
            column = self._column(self._term(value))
            if column is None:
                return FALSE
            known = pl.col(column.name).is_not_null()
            return known | pl.col(column.none) if column.has_none else known
        if isinstance(value.type, DateType):
            day = self.day(value)
            return FALSE if day is None else day.is_not_null()
        amount = self.amount(value)
        if amount is None:
            return FALSE
        return TRUE if isinstance(amount, Fraction) else amount.parts.is_not_null()

    def _is_none(self, term: Term) -> Known:
        column = self._column(term)
        if column is None:
            return UNKNOWN
        at = pl.col(column.name)
        if column.kind in ("word", "object"):
            return _where(at, [place for place, one in enumerate(column.objects) if one is NONE])
        test = pl.when(at.is_not_null()).then(False)
        return test.when(pl.col(column.none)).then(True) if column.has_none else test

    # --- comparisons ---------------------------------------------------------------------------

    def _compare(self, relation: Any, left: Value, right: Value) -> Known:
        left, right = _bare(left), _bare(right)
        if isinstance(left, Constant):
            raise NotInColumnsError
        if isinstance(left.type, NUMERIC):
            one, other = self.amount(left), self.amount(right)
            if one is None or other is None:
                return UNKNOWN
            found = numbers.compared(relation, one, other)
        elif isinstance(left.type, DateType):
            day, other_day = self.day(left), self.day(right)
            if day is None or other_day is None:
                return UNKNOWN
            found = numbers.related(relation, day, other_day)
        elif isinstance(left.type, _WORDS) and isinstance(right, Constant):
            wanted = right.value
            alike = relation == "="
            return self._by_word(left, lambda value: (value == wanted) == alike, (wanted,))
        else:
            raise NotInColumnsError
        return self._with_none(found, relation == "!=", left, right)

    def _with_none(self, found: pl.Expr, unlike: bool, left: Value, right: Value) -> pl.Expr:
        """A fact known to be none is unlike anything known, and in no order with it."""
        sides = [side for side in (left, right) if self._none_of(side) is not None]
        if not sides:
            return found
        either = reduce(or_, [none for side in sides if (none := self._none_of(side)) is not None])
        for side in (left, right):
            known = self.known(side)
            if isinstance(known, pl.Expr):
                either = either & known
            elif known == FALSE:
                return found
        return pl.when(either).then(unlike).otherwise(found)

    def _none_of(self, value: Value) -> pl.Expr | None:
        """Where a value is known to be none, if it ever is."""
        if not isinstance(value, TermValue):
            return None
        column = self._column(self._term(value))
        return pl.col(column.none) if column is not None and column.has_none else None

    def _among(self, left: Value, wanted: tuple[Any, ...]) -> Known:
        if isinstance(left.type, DurationType):
            raise NotInColumnsError
        if isinstance(left.type, _WORDS):
            return self._by_word(left, lambda value: value in wanted, wanted)
        tests = [self._compare("=", left, Constant(word, left.type)) for word in wanted]
        parts = [test for test in tests if isinstance(test, pl.Expr)]
        return reduce(or_, parts) if parts else UNKNOWN

    def _by_word(
        self, left: Value, test: Callable[[Any], bool], words: tuple[Any, ...] = ()
    ) -> Known:
        """A test of a word, by its place among the words that there are."""
        column = self._column(self._term(left))
        if column is None:
            return UNKNOWN
        at = pl.col(column.name)
        if column.kind == "yes or no":
            found = {value: test(value) for value in (True, False)}
            if found[True] == found[False]:
                return at == at if found[True] else at != at
            expr = at if found[True] else ~at
        elif column.kind in ("word", "object"):
            expr = _where(at, [place for place, one in enumerate(column.objects) if test(one)])
        elif column.kind == "text" and words:
            other = test("".join(map(str, words)) + ".")
            expr = at == at if other else at != at
            for word in words:
                if test(word) != other:
                    expr = expr & (at != word) if other else expr | (at == word)
        else:
            raise NotInColumnsError
        if column.has_none:
            expr = pl.when(pl.col(column.none)).then(test(NONE)).otherwise(expr)
        return expr

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
                if any(self._none_of(_bare(item)) is not None for item in items):
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

    def day(self, value: Value) -> pl.Expr | None:
        """The number of a day; None when it is unknown in every row."""
        value = _bare(value)
        match value:
            case Constant():
                return pl.lit(day_number(value.value), dtype=pl.Int32)
            case FigureValue(figure) if figure.as_at is None:
                known, constant = settled(value, self.date)
                return pl.lit(day_number(constant), dtype=pl.Int32) if known else None
            case TermValue():
                column = self._column(self._term(value))
                return None if column is None else pl.col(column.name)
            case FirstKnown(items) if all(self._none_of(_bare(item)) is None for item in items):
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


def _where(at: pl.Expr, places: list[int]) -> pl.Expr:
    """Whether what stands there is one of these; empty where nothing does."""
    if not places:
        return at != at
    if len(places) <= 3:
        return reduce(or_, [at == place for place in places])
    return at.is_in(places)


def _mapped(column: FactColumn | None, test: Callable[[Any], bool | None]) -> Known:
    """A test of the objects of a column, which may itself be unknown."""
    if column is None:
        return UNKNOWN
    at = pl.col(column.name)
    found = [test(each) for each in column.objects]
    hold = _where(at, [place for place, truth in enumerate(found) if truth])
    if None not in found:
        return hold
    unsaid = _where(at, [place for place, truth in enumerate(found) if truth is None])
    return pl.when(unsaid).then(None).otherwise(hold)


def _judged(judgements: Any, text: str) -> bool | None:
    return next((bool(each.value) for of, each in judgements if of == text), None)
