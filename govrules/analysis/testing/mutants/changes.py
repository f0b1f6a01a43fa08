"""Make small changes to an item of a policy as it is written, one at a time.

Only what decides is changed, and what a scenario can expect: no title, source, reason or
vocabulary, no limit of a permission, and not how strongly a duty is meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from govrules.language import syntax as s

Kind = Literal[
    "figure", "date", "comparison", "and or or", "exception dropped", "rule dropped",
    "norm weakened", "row dropped", "decider dropped", "sign-off dropped",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "figure", "date", "comparison", "and or or", "exception dropped", "rule dropped",
    "norm weakened", "row dropped", "decider dropped", "sign-off dropped",
)  # fmt: skip

_N = TypeVar("_N", bound=s.Node)
_DAY = dt.timedelta(days=1)
_PENNY = Decimal("0.01")
LONG_AGO = s.InForce(None, dt.date(1900, 1, 1))
"""The life of a rule that is dropped: it keeps its label, so that others may still name it."""


@dataclass(frozen=True, slots=True)
class Change(Generic[_N]):
    """A node with one small change in it; `at` is the part of the original that was changed."""

    kind: Kind
    at: s.Node
    changed: _N


def changes(item: _N) -> Iterator[Change[_N]]:
    """Every small change to an item, in the order of its words."""
    yield from _own(item)
    if isinstance(item, s.Limit):  # it is told, and no scenario can expect it
        return
    for field in fields(item):
        part = getattr(item, field.name)
        if isinstance(part, s.Node):
            for change in changes(part):
                yield _outwards(change, _with(item, field.name, change.changed))
        elif isinstance(part, tuple):
            for number, each in enumerate(part):
                if isinstance(each, s.Node):
                    for change in changes(each):
                        new = (*part[:number], change.changed, *part[number + 1 :])
                        yield _outwards(change, _with(item, field.name, new))


def _with(node: _N, name: str, part: Any) -> _N:
    changed: _N = replace(node, **{name: part})
    return changed


def _outwards(change: Change[Any], changed: _N) -> Change[_N]:
    # where the part itself has no place of its own, the nearest that has one around it
    at = change.at if change.at.place.line else changed
    return Change(change.kind, at, changed)


def _own(node: Any) -> Iterator[Change[Any]]:
    """The changes of a node itself, apart from its parts."""
    match node:
        case s.Money() | s.Number() | s.Percentage() | s.Duration():
            yield from (Change("figure", node, new) for new in _steps(node))
        case s.Date(value=value):
            for day in _days(value):
                yield Change("date", node, replace(node, value=day))
        case s.InForce(start=start, end=end):
            for day in _days(start):
                yield Change("date", node, replace(node, start=day))
            for day in _days(end):
                yield Change("date", node, replace(node, end=day))
        case s.Comparison(operator=operator) | s.CellTest(operator=operator):
            if not (isinstance(node, s.CellTest) and node.high is not None):
                yield Change("comparison", node, replace(node, operator=_OTHER[operator]))
        case s.PortfolioNorm(operator=operator, modality=modality):
            yield Change("comparison", node, replace(node, operator=_OTHER[operator]))
            yield from _weakened(node, modality)
        case s.AllOf(items=items) | s.AnyOf(items=items) if len(items) > 1:
            yield Change("and or or", node, _other_group(node))
        case s.AtLeastOf(count=count, items=items):
            for new in (count - 1, count + 1):
                if 1 <= new <= len(items):
                    yield Change("figure", node, replace(node, count=new))
        case s.Quantified(kind=kind):
            other: Literal["any", "every"] = "every" if kind == "any" else "any"
            yield Change("and or or", node, replace(node, kind=other))
        case s.ActNorm(modality=modality) | s.TermNorm(modality=modality):
            yield from _weakened(node, modality)
        case s.Rule():
            yield from _of_rule(node)
        case s.Table(rows=rows) if len(rows) > 1:
            for row in rows:
                rest = tuple(each for each in rows if each is not row)
                yield Change("row dropped", row, replace(node, rows=rest))
        case s.WhoDecides():
            yield from _of_who_decides(node)


_OTHER: dict[str, s.Operator] = {
    "is": "is not",
    "is not": "is",
    "exactly": "at least",
    "at least": "more than",
    "more than": "at least",
    "at most": "less than",
    "less than": "at most",
    "before": "on or before",
    "on or before": "before",
    "after": "on or after",
    "on or after": "after",
}


def _steps(literal: s.Literal) -> Iterator[s.Literal]:
    """The values next to a literal: a penny, one unit of a length of time, the last digit."""
    match literal:
        case s.Money(amount=amount):
            yield replace(literal, amount=amount - _PENNY)
            yield replace(literal, amount=amount + _PENNY)
        case s.Number(value=value):
            step = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
            yield replace(literal, value=value - step)
            yield replace(literal, value=value + step)
        case s.Percentage(value=value):
            yield replace(literal, value=value - _PENNY)
            yield replace(literal, value=value + _PENNY)
        case s.Duration(count=count):
            if count > 0:
                yield replace(literal, count=count - 1)
            yield replace(literal, count=count + 1)


def _days(day: dt.date | None) -> Iterator[dt.date]:
    if day is not None and dt.date.min < day < dt.date.max:
        yield day - _DAY
        yield day + _DAY


def _other_group(group: s.AllOf | s.AnyOf) -> s.AllOf | s.AnyOf:
    other = s.AnyOf if isinstance(group, s.AllOf) else s.AllOf
    return other(group.items, group.bulleted, place=group.place)


def _weakened(node: Any, modality: str) -> Iterator[Change[Any]]:
    if modality.startswith("must"):
        weaker = modality.replace("must", "should")
        yield Change("norm weakened", node, replace(node, modality=weaker))


def _of_rule(rule: s.Rule) -> Iterator[Change[s.Rule]]:
    if rule.unless is not None:
        yield Change("exception dropped", rule.unless, replace(rule, unless=None))
    for other in rule.despite:
        rest = tuple(each for each in rule.despite if each != other)
        yield Change("exception dropped", rule, replace(rule, despite=rest))
    for other in rule.subject_to:
        rest = tuple(each for each in rule.subject_to if each != other)
        yield Change("exception dropped", rule, replace(rule, subject_to=rest))
    for role in rule.sign_offs:
        others = tuple(each for each in rule.sign_offs if each is not role)
        yield Change("sign-off dropped", role, replace(rule, sign_offs=others))
    yield Change("rule dropped", rule, replace(rule, in_force=LONG_AGO))


def _of_who_decides(section: s.WhoDecides) -> Iterator[Change[s.WhoDecides]]:
    if len(section.deciders) > 1 or section.otherwise is not None:
        for one in section.deciders:
            rest = tuple(each for each in section.deciders if each is not one)
            yield Change("decider dropped", one, replace(section, deciders=rest))
    for one in section.sign_offs:
        rest = tuple(each for each in section.sign_offs if each is not one)
        yield Change("sign-off dropped", one, replace(section, sign_offs=rest))
