"""What is to be known of a value beyond its type: plain pounds, lengths that need a date, none.

Literals and figures in plain pounds, and sums of nothing else, take the VAT basis of what they
meet; a term declared as bare `money` does not.
"""

from __future__ import annotations

from dataclasses import replace

from govrules.language.checking.names import fold
from govrules.language.checking.scope import Nature, Scope
from govrules.model.duration import Duration
from govrules.model.expression import (
    Arithmetic,
    Constant,
    DefinedValue,
    FigureValue,
    FirstKnown,
    TermValue,
    Value,
)
from govrules.model.types import DateType, MoneyType


def nature_of(value: Value, scope: Scope) -> Nature:
    """A definition's nature was noted when it was typed, so that a chain of them costs nothing."""
    match value:
        case Constant():
            return Nature(plain=value.type == MoneyType(), from_date=_from_date(value))
        case FigureValue(figure=figure):
            from_date = any(_from_date(dated.value) for dated in figure.values)
            return Nature(plain=value.type == MoneyType(), from_date=from_date)
        case DefinedValue(definition=definition):
            return scope.words.natures.get(fold(definition.name), Nature())
        case TermValue(term=term):
            return Nature(or_none=term.or_none)
        case FirstKnown(items=items):
            natures = [nature_of(item, scope) for item in items]
            return Nature(
                plain=value.type == MoneyType() and all(nature.plain for nature in natures),
                from_date=any(nature.from_date for nature in natures),
                or_none=any(nature.or_none for nature in natures),
            )
        case Arithmetic(left=left, right=right):
            sides = [(side, nature_of(side, scope)) for side in (left, right)]
            money = [nature for side, nature in sides if isinstance(side.type, MoneyType)]
            return Nature(
                plain=value.type == MoneyType() and all(nature.plain for nature in money),
                from_date=not isinstance(value.type, DateType)
                and any(nature.from_date for _, nature in sides),
            )
        case _:
            return Nature()


def _from_date(constant: Constant) -> bool:
    length = constant.value
    return isinstance(length, Duration) and bool(length.working_days or length.clear_days)


def is_plain(value: Value, scope: Scope) -> bool:
    """Is this an amount in pounds that may take any VAT basis?"""
    return nature_of(value, scope).plain


def counts_from_date(value: Value, scope: Scope) -> bool:
    """Is this a length in working days or clear days?"""
    return nature_of(value, scope).from_date


def can_be_none(value: Value, scope: Scope) -> bool:
    """Is this a term declared `or none`, or something that may be worth no more than one?"""
    return nature_of(value, scope).or_none


def on_basis(value: Value, basis: MoneyType, scope: Scope) -> Value:
    """A plain amount on the basis of what it meets; any other value as it is."""
    if value.type == basis or not is_plain(value, scope):
        return value
    return replace(value, type=basis)


def common_basis(left: Value, right: Value, scope: Scope) -> MoneyType | None:
    """The basis on which two amounts of money meet; None when they cannot."""
    assert isinstance(left.type, MoneyType) and isinstance(right.type, MoneyType)
    if left.type == right.type or is_plain(right, scope):
        return left.type
    return right.type if is_plain(left, scope) else None
