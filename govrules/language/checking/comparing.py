"""What may be compared with what, and by which words."""

from __future__ import annotations

from fractions import Fraction

from govrules.language import syntax as s
from govrules.language.checking.nature import common_basis, counts_from_date, on_basis
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_types import kind_of
from govrules.language.faults import types as faults_types
from govrules.model.diagnostic import Diagnostic
from govrules.model.expression import (
    Compare,
    Constant,
    Relation,
    Value,
)
from govrules.model.numbers import number_text
from govrules.model.place import Place
from govrules.model.types import (
    ORDERED,
    DateType,
    DurationType,
    ListType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    SeveralOfType,
    TableType,
    TextType,
    Type,
)

RELATIONS: dict[s.Operator, Relation] = {
    "is": "=", "exactly": "=", "is not": "!=", "less than": "<", "at most": "<=",
    "more than": ">", "at least": ">=", "before": "<", "on or before": "<=", "after": ">",
    "on or after": ">=",
}  # fmt: skip
FOR_DATES = frozenset({"before", "after", "on or before", "on or after"})


def compared(
    operator: s.Operator, left: Value, right: Value, node: s.Node, words: str, scope: Scope
) -> Compare | None:
    """The comparison, when the words fit the left side and the sides fit each other."""
    if not operator_fits(operator, left, node.place, scope):
        return None
    sides = meeting(left, right, node.place, scope)
    if sides is None:
        return None
    return Compare(RELATIONS[operator], *sides, place=node.place, words=words)


def operator_fits(operator: s.Operator, left: Value, place: Place, scope: Scope) -> bool:
    """Do these words of comparison suit the kind of thing on the left?"""
    fault = None
    type_ = left.type
    if operator in ("is", "is not"):
        advice = _never_is(type_)
        if advice:
            fault = faults_types.never_is(left.words, kind_of(type_), advice, place)
    elif operator in FOR_DATES:
        if not isinstance(type_, DateType):
            fault = faults_types.not_a_date(operator, left.words, kind_of(type_), place)
    elif isinstance(type_, DateType):
        fault = faults_types.is_a_date(operator, left.words, place)
    elif not isinstance(type_, ORDERED):
        fault = faults_types.not_ordered(operator, left.words, kind_of(type_), place)
    if fault is not None:
        scope.report(fault)
    return fault is None


def _never_is(type_: Type) -> str:
    if isinstance(type_, SeveralOfType):
        return 'use "includes"'
    if isinstance(type_, ListType):
        return 'use "any", "every" or "number of"'
    return 'ask for the entry of a name, or use "includes"' if isinstance(type_, TableType) else ""


def meeting(left: Value, right: Value, place: Place, scope: Scope) -> tuple[Value, Value] | None:
    """Both sides, on one VAT basis; None, and a fault, when they cannot be compared."""
    if isinstance(left.type, MoneyType) and isinstance(right.type, MoneyType):
        basis = common_basis(left, right, scope)
        if basis is not None:
            return on_basis(left, basis, scope), on_basis(right, basis, scope)
        scope.report(
            faults_types.mixed_vat(
                left.words, kind_of(left.type), right.words, kind_of(right.type), place
            )
        )
        return None
    if not same_kind(left.type, right.type):
        scope.report(_mismatch(left, right, place))
        return None
    for side in (left, right):
        if isinstance(side.type, DurationType) and counts_from_date(side, scope):
            scope.report(faults_types.counts_from_a_date(side.words, place))
            return None
    return left, right


def same_kind(left: Type, right: Type) -> bool:
    """Are both types of one kind (bounds, units and VAT do not count)?"""
    if isinstance(left, OneOfType) and isinstance(right, OneOfType):
        return {value.text for value in left.values} == {value.text for value in right.values}
    return type(left) is type(right)


def _mismatch(left: Value, right: Value, place: Place) -> Diagnostic:
    if isinstance(left.type, OneOfType) and isinstance(right.type, TextType):
        text = right.value if isinstance(right, Constant) else right.words
        if any(value.text == text for value in left.type.values):
            return faults_types.quoted_value(text, left.words, place)
    kinds = left.words, kind_of(left.type), right.words, kind_of(right.type)
    return faults_types.cannot_compare(*kinds, place, _instead(left, right))


def _instead(left: Value, right: Value) -> str:
    """The amount that was meant by a bare number, or the number by a percentage."""
    if isinstance(right, Constant) and isinstance(right.type, NumberType):
        if isinstance(left.type, MoneyType):
            return f"£{right.words}"
        if isinstance(left.type, PercentageType):
            return _percentages(right)
    if isinstance(left.type, NumberType) and isinstance(right.type, PercentageType):
        return number_text(Fraction(right.value) / 100) if isinstance(right, Constant) else ""
    return ""


def _percentages(number: Constant) -> str:
    """A number up to 1 beside a percentage may be meant as a part of one or as so many hundredths.

    What is a hundred times as much comes first, since 0.5 is more often a half than half of 1%.
    """
    exact = Fraction(number.value)
    if exact == 0 or abs(exact) > 1:
        return f"{number.words}%"
    return f"{number_text(exact * 100)}% (or {number.words}%)"
