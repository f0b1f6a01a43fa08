"""Prove that no choice tells a changed policy from the policy itself, where that can be enumerated.

What an item decides by is tried on every combination of classes of the facts that it reads: values
between two neighbouring limits are not told apart by any comparison, so one of each will do. An
item that reads more than single facts compared with fixed limits is not settled this way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import Any

from govrules.analysis.testing.mutants.roots import Gated, Owner, Roots
from govrules.analysis.testing.trying import limits_of, parts_of, plain_values
from govrules.engine.reference import Evaluation
from govrules.engine.reference.values import canonical, is_number
from govrules.explain.boundary.comparisons import comparison_of
from govrules.explain.boundary.steps import neighbours
from govrules.model.expression import (
    AllOf,
    Among,
    AnyOf,
    AtLeastOf,
    Compare,
    Constant,
    DefinedValue,
    FigureValue,
    Holds,
    IsKnown,
    IsNone,
    Judged,
    Meets,
    Not,
    Proposes,
    TermValue,
    Typed,
)
from govrules.model.facts import NONE, Facts, Judgement
from govrules.model.policy import Figure, InForce, PolicySet, Rule, Term
from govrules.model.types import DurationType, OneOfType, TextType, YesNoType

MOST_CELLS = 4_096
_PLAIN = (AllOf, AnyOf, AtLeastOf, Not, Constant, FigureValue, Meets, DefinedValue, TermValue)
_NOT_GIVEN = object()


def is_equivalent(
    before: Roots, after: Roots, original: PolicySet, changed: PolicySet, today: dt.date
) -> bool:
    """Whether the item comes to the same in every choice, for certain."""
    if not (before.complete and after.complete and _decides_otherwise(before, after)):
        return False  # what was changed is no part of what it decides by, or not the only one
    tables = {
        table.label: table
        for policy_set in (original, changed)
        for policy in policy_set.policies
        for table in policy.tables
    }
    cells = _Cells()
    for part in parts_of((*before.parts, *after.parts), tables):
        if not cells.takes(part):
            return False
    cells.days |= _days(before, after, cells.figures, today)
    cells.days |= _beside(
        day for one in original.policies for day in (one.in_force.start, one.in_force.end)
    )
    dimensions = cells.dimensions()
    if prod(len(values) for _, _, values in dimensions) > MOST_CELLS:
        return False
    return all(
        before.state(Evaluation(original, facts, day))
        == after.state(Evaluation(changed, facts, day))
        for facts, day in _choices(dimensions)
    )


def is_out_of_force(name: str, before: Roots, original: PolicySet, changed: PolicySet) -> bool:
    """Whether a figure differs only on days when nothing that reads it is in force."""
    figures = [_figure(name, each) for each in (original, changed)]
    if any(each is None or each.as_at is not None for each in figures) or not before.complete:
        return False
    lives = [_life(owner, original) for owner in before.owners]
    if any(life is None for life in lives):
        return False  # a definition is worked out on every day
    ends = [
        day
        for life in (*lives, *(v.in_force for each in figures if each for v in each.values))
        if life is not None
        for day in (life.start, life.end)
    ]
    facts = Facts({})
    for day in _beside(ends):
        here, there = (
            Evaluation(policy_set, facts, day).figure(each)
            for policy_set, each in zip((original, changed), figures, strict=True)
            if each is not None
        )
        differs = (here and here.value.value) != (there and there.value.value)
        if differs and any(life is not None and life.on(day) for life in lives):
            return False
    return True


def _figure(name: str, policy_set: PolicySet) -> Figure | None:
    found = (figure for policy in policy_set.policies for figure in policy.figures)
    return next((figure for figure in found if figure.name.casefold() == name.casefold()), None)


def _life(owner: Owner, policy_set: PolicySet) -> InForce | None:
    """When it counts, as far as its policy tells; None for what always does."""
    if isinstance(owner, Gated):
        return owner.life
    if isinstance(owner, Rule):
        return next(each.in_force for each in policy_set.policies if each.title == owner.policy)
    return None


def _decides_otherwise(before: Roots, after: Roots) -> bool:
    return before.parts != after.parts or before.lives != after.lives


@dataclass(slots=True)
class _Cells:
    """The facts that were met, each with the values that matter."""

    limits: dict[str, tuple[Term, set[Any]]] = field(default_factory=dict)
    words: dict[str, tuple[Term, set[Any]]] = field(default_factory=dict)
    judgements: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    figures: list[FigureValue] = field(default_factory=list)
    days: set[dt.date] = field(default_factory=set)

    def takes(self, part: Typed) -> bool:
        """Take up what a part reads; False where it is more than can be enumerated."""
        match part:
            case Compare():
                return self._compare(part)
            case Among(TermValue(term), values):
                return self._among(term, [each.value for each in values])
            case Holds(TermValue(term)) | IsKnown(TermValue(term)) | IsNone(TermValue(term)):
                return self._word(term, ())
            case Judged(_, text):
                self.judgements.add(text)
                return True
            case Proposes(act):
                self.acts.add(act.name)
                return True
            case FigureValue(figure):
                self.figures.append(part)
                ends = [day for v in figure.values for day in (v.in_force.start, v.in_force.end)]
                if figure.as_at is None:
                    return True
                return self._limit(figure.as_at.term, _beside(ends))
        return isinstance(part, _PLAIN)

    def _compare(self, part: Compare) -> bool:
        one = comparison_of(part)
        if one is None:
            left, right = part.left, part.right
            if isinstance(left, TermValue) and isinstance(right, Constant):
                return self._word(left.term, (right.value,))
            return False
        limits = limits_of(one.limit)
        if not (isinstance(one.subject, TermValue) and limits):
            return False
        near = [neighbours(limit, one.limit.type, one.subject) for limit in limits]
        found = {v for each in near for v in (each.below, each.at, each.above) if v is not None}
        return self._limit(one.subject.term, found)

    def _among(self, term: Term, values: Sequence[Any]) -> bool:
        if isinstance(term.type, (OneOfType, TextType, YesNoType)):
            return self._word(term, values)
        return self._limit(term, set(values))

    def _limit(self, term: Term, values: set[Any]) -> bool:
        self.limits.setdefault(term.key, (term, set()))[1].update(values)
        # lengths of time are not in one order: a month is neither 30 days nor 31
        return term.worked_out_by is None and not isinstance(term.type, DurationType)

    def _word(self, term: Term, values: Iterable[Any]) -> bool:
        self.words.setdefault(term.key, (term, set()))[1].update(values)
        # some value must be there to be given, or it would count as never known
        return term.worked_out_by is None and bool(plain_values(term))

    def dimensions(self) -> list[tuple[str, str, list[Any]]]:
        """The kind, the key and the values of each fact."""
        found: list[tuple[str, str, list[Any]]] = []
        terms = {key: term for key, (term, _) in (self.limits | self.words).items()}
        for key, term in terms.items():
            values: set[Any] = set()
            if key in self.limits:
                values |= set(between(self.limits[key][1]))
            if key in self.words:
                values |= {*self.words[key][1], *plain_values(term)}
            if isinstance(term.type, TextType):
                values.add("".join(sorted(values)) + ".")
            absent = [_NOT_GIVEN, *([NONE] if term.or_none else [])]
            found.append(("fact", key, [*values, *absent]))
        found += [
            ("judgement", text, [True, False, _NOT_GIVEN]) for text in sorted(self.judgements)
        ]
        found += [("act", act, [True, False]) for act in sorted(self.acts)]
        if self.acts:
            found.append(("acts given", "", [True, False]))
        found.append(("day", "", sorted(self.days)))
        return found


def between(limits: Iterable[Any]) -> list[Any]:
    """Every limit, and a value in the middle of each two of them."""
    values = list(dict.fromkeys(limits))
    if not all(is_number(each) for each in values):
        return values
    ordered = sorted(values, key=Fraction)
    middles = [canonical((Fraction(a) + Fraction(b)) / 2) for a, b in pairwise(ordered)]
    return [*ordered, *middles]


def _days(
    before: Roots, after: Roots, figures: Iterable[FigureValue], today: dt.date
) -> set[dt.date]:
    """A day in every stretch of time in which the item and its figures stay as they are."""
    lives = [life for each in (before, after) for life in each.lives]
    lives += [value.in_force for one in figures for value in one.figure.values]
    ends = {day for life in lives for day in (life.start, life.end)}
    return {today} | _beside(ends)


def _beside(ends: Iterable[dt.date | None]) -> set[dt.date]:
    """The days, with those before and after them."""
    step = dt.timedelta(days=1)
    inside = {day for day in ends if day is not None and dt.date.min < day < dt.date.max}
    return {day + step * n for day in inside for n in (-1, 0, 1)}


def _choices(dimensions: Sequence[tuple[str, str, list[Any]]]) -> Iterable[tuple[Facts, dt.date]]:
    for cell in product(*(values for _, _, values in dimensions)):
        values: dict[str, Any] = {}
        judgements: dict[str, Judgement] = {}
        acts: frozenset[str] | None = frozenset()
        day = dt.date.min
        for (kind, key, _), value in zip(dimensions, cell, strict=True):
            if kind == "day":
                day = value
            elif kind == "acts given":
                acts = acts if value else None
            elif kind == "act":
                acts = (acts or frozenset()) | ({key} if value else set())
            elif value is not _NOT_GIVEN:
                if kind == "fact":
                    values[key] = value
                else:
                    judgements[key] = Judgement(value)
        yield Facts(values, acts, judgements), day
