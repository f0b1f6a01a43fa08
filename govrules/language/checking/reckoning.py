"""What arithmetic may join, and the kind of its result."""

from __future__ import annotations

from govrules.language import syntax as s
from govrules.language.checking.nature import common_basis, counts_from_date, is_plain, on_basis
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_types import kind_of
from govrules.language.faults import types as faults_types
from govrules.model.expression import Arithmetic, Value
from govrules.model.types import (
    DateType,
    DurationType,
    MoneyType,
    NumberType,
    PercentageType,
    Type,
)

_MONEY, _NUMBER, _PERCENT = MoneyType, NumberType, PercentageType
_TIMES: dict[tuple[type, type], str] = {
    (_MONEY, _NUMBER): "left", (_MONEY, _PERCENT): "left", (_NUMBER, _MONEY): "right",
    (_PERCENT, _MONEY): "right", (_NUMBER, _NUMBER): "number", (_NUMBER, _PERCENT): "number",
    (_PERCENT, _NUMBER): "percentage", (_PERCENT, _PERCENT): "percentage",
}  # fmt: skip
_DIVIDED: dict[tuple[type, type], str] = {
    (_MONEY, _MONEY): "number", (_MONEY, _NUMBER): "left", (_MONEY, _PERCENT): "left",
    (_NUMBER, _NUMBER): "number", (_NUMBER, _PERCENT): "number",
    (_PERCENT, _NUMBER): "percentage", (_PERCENT, _PERCENT): "number",
}  # fmt: skip


def reckoned(
    node: s.Arithmetic, left: Value, right: Value, words: str, scope: Scope
) -> Arithmetic | None:
    """The sum, difference, product, quotient or amount with or without VAT."""
    if node.operator in ("with VAT at", "without VAT at"):
        return _vat(node, left, right, words, scope)
    if isinstance(left.type, MoneyType) and isinstance(right.type, MoneyType):
        basis = common_basis(left, right, scope)
        if basis is None:
            kinds = left.words, kind_of(left.type), right.words, kind_of(right.type)
            scope.report(faults_types.mixed_vat(*kinds, node.place))
            return None
        left, right = on_basis(left, basis, scope), on_basis(right, basis, scope)
    result = _sum(left, right, scope) if _is_sum(node) else _product(left, right, node)
    if result is None:
        fault = faults_types.cannot_reckon(
            node.operator, kind_of(left.type), kind_of(right.type), _advice(left, right), node.place
        )
        scope.report(fault)
        return None
    return Arithmetic(node.operator, left, right, result, place=node.place, words=words)


def _is_sum(node: s.Arithmetic) -> bool:
    return node.operator in ("plus", "minus")


def _sum(left: Value, right: Value, scope: Scope) -> Type | None:
    if isinstance(right.type, DurationType):
        if isinstance(left.type, DateType):
            return DateType()
        if isinstance(left.type, DurationType) and not (
            counts_from_date(left, scope) or counts_from_date(right, scope)
        ):
            return DurationType()
        return None
    if isinstance(left.type, MoneyType) and isinstance(right.type, MoneyType):
        return left.type
    for kind in (NumberType, PercentageType):
        if isinstance(left.type, kind) and isinstance(right.type, kind):
            return kind()
    return None


def _product(left: Value, right: Value, node: s.Arithmetic) -> Type | None:
    table = _TIMES if node.operator == "times" else _DIVIDED
    results: dict[str, Type] = {
        "left": left.type, "right": right.type, "number": NumberType(),
        "percentage": PercentageType(),
    }  # fmt: skip
    named = table.get((type(left.type), type(right.type)))
    return results[named] if named else None


def _advice(left: Value, right: Value) -> str:
    dates = [isinstance(side.type, DateType) for side in (left, right)]
    if all(dates):
        return 'use "days between A and B"'
    if isinstance(left.type, DurationType) and dates[1]:
        return "write the date first"
    return ""


def _vat(
    node: s.Arithmetic, left: Value, right: Value, words: str, scope: Scope
) -> Arithmetic | None:
    adding = node.operator == "with VAT at"
    before, after = MoneyType("excluding"), MoneyType("including")
    if not adding:
        before, after = after, before
    fits = left.type == before or is_plain(left, scope)
    if not fits:
        kind = kind_of(left.type)
        scope.report(
            faults_types.cannot_add_vat(node.operator, left.words, kind, str(before), node.place)
        )
    rated = isinstance(right.type, PercentageType | NumberType)
    if not rated:
        kind = kind_of(right.type)
        needed = "a rate such as 20%"
        scope.report(
            faults_types.cannot_add_vat(node.operator, right.words, kind, needed, node.place)
        )
    if not (fits and rated):
        return None
    left = on_basis(left, before, scope)
    return Arithmetic(node.operator, left, right, after, place=node.place, words=words)
