"""From a declared type and a literal to a type and a canonical value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Found, Pending, Scope
from govrules.language.faults import names as faults_names
from govrules.language.faults import types as faults_types
from govrules.language.writing.say_values import say_decimal
from govrules.model.duration import Duration
from govrules.model.expression import Constant
from govrules.model.types import (
    DateType,
    DurationType,
    ListField,
    ListType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    SeveralOfType,
    TableType,
    TextType,
    Type,
    ValueWord,
    YesNoType,
)
from govrules.model.words import key_of, plain


def kind_of(type_: Type) -> str:
    """The type in the words of a message."""
    if isinstance(type_, OneOfType):
        return faults_types.one_of([value.text for value in type_.values])
    if isinstance(type_, SeveralOfType):
        return "several of a set of values"
    return "a list" if isinstance(type_, ListType) else str(type_)


def found_kind(found: Found, scope: Scope) -> str:
    """The kind of what a name means, in words."""
    if not isinstance(found, Pending):
        return kind_of(found.type)
    if found.node.is_condition:
        return kind_of(YesNoType())
    definition = scope.definition(found)
    value = None if definition is None else definition.value
    return "a definition" if value is None else kind_of(value.type)


def exact(value: Decimal) -> int | Decimal:
    """Whole numbers are `int`, so that equal values look the same."""
    return int(value) if value == value.to_integral_value() else value


_IN_MONTHS = {"month": 1, "year": 12}
_IN_DAYS = {"day": 1, "week": 7}


def duration_of(literal: s.Duration) -> Duration:
    count, unit = literal.count, literal.unit
    if unit == "working day":
        return Duration(working_days=count)
    if unit == "clear day":
        return Duration(clear_days=count)
    return Duration(months=count * _IN_MONTHS.get(unit, 0), days=count * _IN_DAYS.get(unit, 0))


def literal_constant(literal: s.Literal, words: str) -> Constant:
    value, type_ = _literal(literal)
    return Constant(value, type_, place=literal.place, words=words)


def _literal(literal: s.Literal) -> tuple[Any, Type]:
    match literal:
        case s.Money(amount=amount, vat=vat):
            return exact(amount), MoneyType(vat)
        case s.Number(value=number):
            return exact(number), NumberType()
        case s.Percentage(value=number):
            return exact(number), PercentageType()
        case s.Duration():
            return duration_of(literal), DurationType()
        case s.Date(value=date):
            return date, DateType()
        case s.Text(value=text):
            return text, TextType()
        case s.YesNo(value=yes):
            return yes, YesNoType()


def declared_type(node: s.TypeExpr, name: str, scope: Scope) -> Type:
    """The type of a term or field, with the faults of its declaration reported."""
    match node.kind:
        case "money":
            return MoneyType(node.vat)
        case "number" | "percentage":
            if node.low is not None and node.high is not None and node.low > node.high:
                scope.report(faults_types.empty_bounds(name, node.place))
            bounded = NumberType if node.kind == "number" else PercentageType
            return bounded(node.low, node.high)
        case "duration":
            return DurationType(node.unit)
        case "date":
            return DateType()
        case "yes or no":
            return YesNoType()
        case "text":
            return TextType()
        case "one of":
            return OneOfType(_values(node, name, scope))
        case "several of":
            return SeveralOfType(_values(node, name, scope))
        case "list":
            return ListType(_fields(node, name, scope))
        case "table":
            return TableType(_entries(node))


def _entries(node: s.TypeExpr) -> MoneyType | NumberType | PercentageType | DateType:
    if node.of == "money":
        return MoneyType(node.vat)
    if node.of == "percentages":
        return PercentageType()
    return DateType() if node.of == "dates" else NumberType()


def json_form(text: str) -> str:
    """What is left of a value's text when case, blanks, hyphens and underscores do not count."""
    return fold(text).translate({ord(sign): None for sign in " -_"})


def _values(node: s.TypeExpr, name: str, scope: Scope) -> tuple[ValueWord, ...]:
    seen: dict[str, str] = {}
    words = []
    for value in node.values:
        text = plain(value.text)
        word = ValueWord(text, value.written if value.written is not None else text)
        forms = {json_form(word.text), json_form(word.written)}
        clash = next((seen[form] for form in sorted(forms) if form in seen), None)
        if clash is not None:
            scope.report(faults_names.same_value(text, clash, name, value.place))
            continue
        seen |= dict.fromkeys(forms, text)
        words.append(word)
    return tuple(words)


def _fields(node: s.TypeExpr, name: str, scope: Scope) -> tuple[ListField, ...]:
    fields: dict[str, ListField] = {}
    for declared in node.fields:
        text = plain(declared.name.text)
        key = key_of(text)
        if key in fields:
            scope.report(faults_names.field_twice(text, name, declared.place))
            continue
        if declared.type.kind in ("list", "table"):
            scope.report(faults_types.nested_list(text, name, declared.place))
        fields[key] = ListField(text, key, declared_type(declared.type, text, scope))
    return tuple(fields.values())


def outside(constant: Constant, type_: Type) -> str | None:
    """The bounds that a number breaks, in words; None when it breaks none."""
    if not isinstance(type_, NumberType | PercentageType):
        return None
    value = constant.value
    sign = "%" if isinstance(type_, PercentageType) else ""
    low, high = type_.low, type_.high
    if low is not None and high is not None and not low <= value <= high:
        return f"from {say_decimal(low)}{sign} to {say_decimal(high)}{sign}"
    if low is not None and value < low:
        return f"at least {say_decimal(low)}{sign}"
    if high is not None and value > high:
        return f"at most {say_decimal(high)}{sign}"
    return None


def json_of(constant: Constant, written: s.Value) -> Any:
    """A constant as JSON would give it: amounts and dates are strings."""
    value = constant.value
    if isinstance(written, s.Duration):
        return f"{written.count} {written.unit}{'' if written.count == 1 else 's'}"
    if isinstance(value, bool | str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(constant.type, MoneyType):
        pence = Decimal(value).as_tuple().exponent >= -2  # type: ignore[operator]
        return f"{Decimal(value):.2f}" if pence else f"{value:f}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
