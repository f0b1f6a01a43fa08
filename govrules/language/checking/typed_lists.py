"""Numbers, totals, shares and extremes over the entries of a list."""

from __future__ import annotations

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_types import found_kind, kind_of
from govrules.language.faults import names as faults_names
from govrules.language.faults import types as faults_types
from govrules.language.to_text import words
from govrules.model.expression import Aggregate, Condition, FieldValue
from govrules.model.policy import Term
from govrules.model.types import (
    NUMERIC,
    ListType,
    NumberType,
    PercentageType,
    SeveralOfType,
    TableType,
    Type,
)


def list_term(name: s.Name, scope: Scope, countable: bool = False) -> Term | None:
    """The list that a name means; with `countable`, also a term that holds several names."""
    found = scope.find(name)
    if found is None:
        return None
    several = (SeveralOfType, TableType) if countable else ()
    if isinstance(found, Term) and isinstance(found.type, (ListType, *several)):
        return found
    scope.report(faults_types.not_a_list(name.text, found_kind(found, scope), name.place))
    return None


def list_field(name: s.Name, term: Term, scope: Scope) -> FieldValue | None:
    assert isinstance(term.type, ListType)
    folded = fold(name.text)
    for field in term.type.fields:
        if fold(field.name) == folded:
            return FieldValue(field.key, field.name, field.type, place=name.place, words=name.text)
    fields = [field.name for field in term.type.fields]
    scope.report(faults_names.unknown_field(name.text, term.name, fields, name.place))
    return None


def typed_aggregate(node: s.Aggregate, scope: Scope) -> Aggregate | None:
    # conditions hold values and values hold conditions, so one of the two files must wait
    from govrules.language.checking.typed_conditions import typed_condition

    countable = node.kind == "number" and node.field is None and node.where is None
    term = list_term(node.list, scope, countable)
    if term is None:
        return None
    field: FieldValue | None = None
    where: Condition | None = None
    sound = True
    if isinstance(term.type, ListType):
        if node.field is not None or node.kind != "number":
            field = _amount(node, term, scope)
            sound = field is not None
        if node.where is not None:
            where = typed_condition(node.where, scope.within(term.type))
            sound = sound and where is not None
    if not sound:
        return None
    result = _result(node, field)
    return Aggregate(node.kind, term, field, where, result, place=node.place, words=words(node))


def _amount(node: s.Aggregate, term: Term, scope: Scope) -> FieldValue | None:
    if node.field is None:
        scope.report(faults_types.field_missing(node.kind, node.place))
        return None
    field = list_field(node.field, term, scope)
    if field is not None and not isinstance(field.type, NUMERIC):
        kind = kind_of(field.type)
        scope.report(faults_types.field_not_numeric(node.kind, field.name, kind, node.place))
        return None
    return field


def _result(node: s.Aggregate, field: FieldValue | None) -> Type:
    if node.kind == "number" or field is None:
        return NumberType()
    if node.kind == "share":
        return PercentageType()
    kind = field.type
    return type(kind)() if isinstance(kind, NumberType | PercentageType) else kind
