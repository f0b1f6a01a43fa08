"""From a value as written to a typed value: names looked up, arithmetic checked."""

from __future__ import annotations

from govrules.language import syntax as s
from govrules.language.checking.comparing import same_kind
from govrules.language.checking.names import fold
from govrules.language.checking.nature import common_basis, counts_from_date, on_basis
from govrules.language.checking.reckoning import reckoned
from govrules.language.checking.scope import Found, Pending, Scope
from govrules.language.checking.typed_lists import typed_aggregate
from govrules.language.checking.typed_types import found_kind, kind_of, literal_constant
from govrules.language.faults import names as faults_names
from govrules.language.faults import types as faults_types
from govrules.language.to_text import words
from govrules.model.dataclass import dataclass
from govrules.model.expression import (
    Constant,
    DefinedValue,
    Elapsed,
    FieldValue,
    FigureValue,
    FirstKnown,
    Lookup,
    TermValue,
    Value,
)
from govrules.model.policy import Figure, Term
from govrules.model.types import (
    DateType,
    MoneyType,
    NumberType,
    OneOfType,
    SeveralOfType,
    TableType,
    TextType,
    Type,
)

_LITERALS = (s.Money, s.Number, s.Percentage, s.Duration, s.Date, s.Text, s.YesNo)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a value is compared with; its enumeration, if any, gives names their meaning."""

    type: Type
    phrase: str


def typed_value(node: s.Value, scope: Scope, beside: Beside | None = None) -> Value | None:
    """The typed value; None when it has faults, which are then reported."""
    match node:
        case s.Name() | s.Role():
            return _named(node, scope, beside)
        case s.Arithmetic():
            left, right = typed_value(node.left, scope), typed_value(node.right, scope)
            if left is None or right is None:
                return None
            return reckoned(node, left, right, words(node), scope)
        case s.FirstKnown():
            return _first_known(node, scope, beside)
        case s.Aggregate():
            return typed_aggregate(node, scope)
        case s.Elapsed():
            return _elapsed(node, scope)
        case s.Lookup():
            return _lookup(node, scope)
        case _:
            return literal_constant(node, words(node))


def enumeration_value(name: s.Name | s.Role, type_: Type) -> Constant | None:
    """The constant that a name stands for beside a term with declared values."""
    if not isinstance(type_, OneOfType | SeveralOfType):
        return None
    folded = fold(name.text)
    for value in type_.values:
        if fold(value.text) == folded:
            kind = OneOfType(type_.values)
            return Constant(value.text, kind, place=name.place, words=value.text)
    return None


def _named(name: s.Name | s.Role, scope: Scope, beside: Beside | None) -> Value | None:
    if beside is not None:
        constant = enumeration_value(name, beside.type)
        if constant is not None:
            return constant
        if scope.look(name.text) is None and not _report_beside(name, scope, beside):
            return None
    found = scope.find(name)
    return None if found is None else value_of(found, name, scope)


def _report_beside(name: s.Name | s.Role, scope: Scope, beside: Beside) -> bool:
    """Report an unknown name beside values or text; false when that was done."""
    if isinstance(beside.type, OneOfType | SeveralOfType) and beside.type.values:
        values = [value.text for value in beside.type.values]
        fault = faults_names.unknown_value(name.text, beside.phrase, values, name.place)
    elif isinstance(beside.type, TextType):
        fault = faults_types.unquoted_text(name.text, beside.phrase, name.place)
    else:
        return True
    scope.report(fault)
    return False


def value_of(found: Found, name: s.Name | s.Role, scope: Scope) -> Value | None:
    """The value of what a name means here."""
    place, text = name.place, name.text
    if isinstance(found, Term):
        return TermValue(found, found.type, place=place, words=text)
    if isinstance(found, Figure):
        return FigureValue(found, found.type, place=place, words=text)
    if isinstance(found, Pending):
        if found.node.is_condition:
            scope.report(faults_types.used_as_amount(text, place))
            return None
        definition = scope.definition(found)
        if definition is None or definition.value is None:
            return None
        return DefinedValue(definition, definition.value.type, place=place, words=text)
    return FieldValue(found.key, found.name, found.type, place=place, words=text)


def _first_known(node: s.FirstKnown, scope: Scope, beside: Beside | None) -> Value | None:
    typed = [typed_value(item, scope, beside) for item in node.items]
    items = [item for item in typed if item is not None]
    if len(items) < len(typed) or not items:
        return None
    first = items[0]
    for other in items[1:]:
        if not _alike(first, other, scope):
            kinds = first.words, kind_of(first.type), other.words, kind_of(other.type)
            scope.report(faults_types.items_differ(*kinds, other.place))
            return None
        if isinstance(first.type, MoneyType):
            basis = common_basis(first, other, scope)
            first = first if basis is None else on_basis(first, basis, scope)
    if isinstance(first.type, MoneyType):
        items = [on_basis(item, first.type, scope) for item in items]
    return FirstKnown(tuple(items), first.type, place=node.place, words=words(node))


def _alike(first: Value, other: Value, scope: Scope) -> bool:
    if isinstance(first.type, MoneyType) and isinstance(other.type, MoneyType):
        return common_basis(first, other, scope) is not None
    return same_kind(first.type, other.type) and counts_from_date(first, scope) == counts_from_date(
        other, scope
    )


def _elapsed(node: s.Elapsed, scope: Scope) -> Value | None:
    start, end = typed_value(node.start, scope), typed_value(node.end, scope)
    for side in (start, end):
        if side is not None and not isinstance(side.type, DateType):
            kind = kind_of(side.type)
            scope.report(faults_types.elapsed_not_dates(side.words, kind, node.place))
            return None
    if start is None or end is None:
        return None
    return Elapsed(node.unit, start, end, NumberType(), place=node.place, words=words(node))


def _lookup(node: s.Lookup, scope: Scope) -> Value | None:
    found = scope.find(node.table)
    if found is None:
        return None
    if not isinstance(found, Term) or not isinstance(found.type, TableType):
        kind = found_kind(found, scope)
        scope.report(faults_types.not_a_table(node.table.text, kind, node.place))
        return None
    return Lookup(found, node.key.value, found.type.of, place=node.place, words=words(node))


def typed_constant(node: s.Value, type_: Type, phrase: str, scope: Scope) -> Constant | None:
    """A literal, or a value of the enumeration of `phrase`; nothing else is a constant."""
    if isinstance(node, s.Name | s.Role):
        constant = enumeration_value(node, type_)
        if constant is None:
            _report_not_constant(node, Beside(type_, phrase), scope)
        return constant
    if isinstance(node, _LITERALS):
        return literal_constant(node, words(node))
    scope.report(faults_types.not_constant(node.place))
    return None


def _report_not_constant(name: s.Name | s.Role, beside: Beside, scope: Scope) -> None:
    """A name stands where only a value may stand: another word of the policy, or an unknown one."""
    has_values = isinstance(beside.type, OneOfType | SeveralOfType)
    if not has_values and scope.sees("word", name.text):
        scope.report(faults_types.not_constant(name.place))
    elif _report_beside(name, scope, beside):
        scope.report_unknown(name)
