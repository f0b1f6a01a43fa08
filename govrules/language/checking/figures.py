"""Dated parameters: one kind of value, one value on each day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from govrules.language import syntax as s
from govrules.language.checking.comparing import same_kind
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_types import kind_of, literal_constant
from govrules.language.faults import relations as faults_relations
from govrules.language.faults import types as faults_types
from govrules.language.faults import warnings as faults_warnings
from govrules.language.to_text import words
from govrules.model.expression import Constant, TermValue
from govrules.model.policy import DatedValue, Figure, InForce, Term
from govrules.model.types import ORDERED, DateType, MoneyType, Type
from govrules.model.words import plain

_DAY = dt.timedelta(days=1)


def typed_figure(node: s.Figure, scope: Scope) -> Figure | None:
    """The figure with its values in the order of their dates; None when their kinds differ."""
    name = plain(node.name.text)
    values = [
        DatedValue(
            literal_constant(value.value, words(value.value)),
            InForce(value.in_force.start, value.in_force.end),
            scope.citations(value.citations),
            place=value.place,
        )
        for value in node.values
    ]
    as_at = None if node.as_at is None else _as_at(node.as_at, scope)
    if not _of_one_kind(name, values, scope):
        return None
    type_: Type = values[0].value.type
    return Figure(
        name=name,
        type=type_,
        values=_in_order(name, values, scope),
        as_at=as_at,
        policy=scope.title,
        place=node.name.place,
    )


def _as_at(name: s.Name, scope: Scope) -> TermValue | None:
    is_figure = fold(name.text) in scope.words.figures and scope.sees("word", name.text)
    found = None if is_figure else scope.find(name)
    if found is None and not is_figure:
        return None
    if not isinstance(found, Term):
        fault = faults_types.as_at_not_date(name.text, "not a term of the vocabulary", name.place)
    elif not isinstance(found.type, DateType):
        fault = faults_types.as_at_not_date(name.text, kind_of(found.type), name.place)
    else:
        return TermValue(found, found.type, place=name.place, words=name.text)
    scope.report(fault)
    return None


def _of_one_kind(name: str, values: Sequence[DatedValue], scope: Scope) -> bool:
    if not values:
        return False
    first = values[0].value
    if not isinstance(first.type, ORDERED):
        scope.report(faults_types.figure_kind(name, kind_of(first.type), first.place))
        return False
    for dated in values[1:]:
        if not _alike(first, dated.value):
            kinds = kind_of(dated.value.type), kind_of(first.type)
            place = dated.value.place
            scope.report(faults_types.figure_mixes(name, *kinds, place, first.place))
            return False
    return True


def _alike(first: Constant, other: Constant) -> bool:
    if isinstance(first.type, MoneyType):
        return first.type == other.type
    return same_kind(first.type, other.type)


def _in_order(name: str, values: Sequence[DatedValue], scope: Scope) -> tuple[DatedValue, ...]:
    """By their first days. A value without a last day ends when the next begins."""
    ordered = sorted(values, key=lambda value: value.in_force.start or dt.date.min)
    closed = []
    for value, following in zip(ordered, [*ordered[1:], None], strict=True):
        start, end = value.in_force.start, value.in_force.end
        if start is not None and end is not None and end < start:
            what = f'a value of "{name}"'
            scope.report(faults_relations.ends_before_it_starts(what, start, end, value.place))
        elif following is not None:
            end = _last_day(name, value, following, scope)
        closed.append(replace(value, in_force=InForce(start, end)))
    return tuple(closed)


def _last_day(name: str, value: DatedValue, following: DatedValue, scope: Scope) -> dt.date | None:
    start, end = value.in_force.start, value.in_force.end
    begins = following.in_force.start or dt.date.min
    if begins == (start or dt.date.min) or (end is not None and end >= begins):
        scope.report(faults_relations.values_overlap(name, begins, following.place, value.place))
        return end
    if end is None:
        return begins - _DAY
    if end + _DAY < begins:
        hole = end + _DAY, begins - _DAY
        scope.report(faults_warnings.figure_hole(name, *hole, following.place, value.place))
    return end
