"""Find two boundaries on one term that differ by a hair: a penny, a day, or "at" against "above".

A boundary lies just below or just above the figure it names: "less than £100,000" and "at least
£100,000" share one, "more than £100,000" lies a penny higher. Two that are not the same and not
further apart than a pound, a day or a hundredth of a per cent are likely one boundary, written
twice and once by a slip.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from govrules.analysis.days import days_of
from govrules.analysis.finding import Finding, Found
from govrules.analysis.subject import Budget, Subject
from govrules.compiler.signature import value_signature
from govrules.engine.reference.values import UNKNOWN, as_kind, in_units
from govrules.explain.boundary.comparisons import Comparison, comparisons
from govrules.explain.boundary.parts import Part, parts
from govrules.explain.boundary.supposing import Supposing
from govrules.language.checking.names import quoted
from govrules.model.diagnostic import Related
from govrules.model.duration import Duration
from govrules.model.expression import Compare, Relation, Value
from govrules.model.place import Place
from govrules.model.types import NUMERIC, DateType, DurationType, MoneyType, PercentageType

CODE = "A203"
_HALF = Fraction(1, 2)
_OTHER_SIDE: dict[Relation, Relation] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class _Boundary:
    """`cut` lies half a step below or above the figure; `part` has the comparison."""

    cut: Fraction
    compare: Compare
    part: Part

    @property
    def by(self) -> str:
        """The label of the rule or table, or the name of the definition."""
        return self.part.label

    @property
    def place(self) -> Place:
        return self.compare.place


def near_boundaries(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Each pair of neighbouring boundaries on one term that are nearly the same, once."""
    measured = [
        (part, one)
        for policy in subject.policy_set.policies
        for part in parts(policy)
        if (root := part.condition or part.value) is not None
        for one in comparisons(root, 0)
        if _is_measured(one)
    ]
    days = {on for policy in subject.policies() for on in days_of(subject.policy_set, policy)}
    told: set[tuple[Place, Place]] = set()
    for on in sorted(days, reverse=True):
        if budget.is_spent:
            return
        for name, boundaries in _by_subject(measured, Supposing(subject.policy_set, on)):
            for one, other in pairwise(boundaries):
                key = (one.place, other.place)
                if key not in told and _are_near(one, other):
                    told.add(key)
                    yield _finding(name, one, other)


def _by_subject(
    measured: Sequence[tuple[Part, Comparison]], reading: Supposing
) -> Iterator[tuple[str, list[_Boundary]]]:
    """For each term the first boundary at each cut, in order of size."""
    found: dict[str, dict[Fraction, _Boundary]] = {}
    names: dict[str, str] = {}
    for part, one in measured:
        cut = _cut(one.compare, one.subject, one.limit, reading)
        if cut is not None:
            key = value_signature(one.subject)
            names.setdefault(key, one.subject.words)
            found.setdefault(key, {}).setdefault(cut, _Boundary(cut, one.compare, part))
    for key, cuts in found.items():
        yield names[key], sorted(cuts.values(), key=lambda each: each.cut)


def _is_measured(one: Comparison) -> bool:
    """Counts are left aside: three bids and four bids are next to each other, and no slip."""
    kind = one.subject.type
    ordered = one.compare.relation not in ("=", "!=") and not one.in_a_list
    return ordered and isinstance(kind, MoneyType | PercentageType | DateType | DurationType)


def _cut(compare: Compare, subject: Value, limit: Value, reading: Supposing) -> Fraction | None:
    """Where the comparison changes, counted in the steps of its type."""
    relation = compare.relation
    value = reading.value(limit)
    at = _in_steps(value, subject, limit)
    if at is None:
        return None
    if subject is compare.right:
        relation = _OTHER_SIDE[relation]
    return at - _HALF if relation in ("<", ">=") else at + _HALF


def _in_steps(value: object, subject: Value, limit: Value) -> Fraction | None:
    if value is UNKNOWN:
        return None
    if isinstance(value, dt.date):
        return Fraction(value.toordinal())
    if isinstance(value, Duration):
        # months and days are kept apart, so that no two of them are ever near
        return Fraction(value.months * 1000 + value.days) if value.comparable else None
    if isinstance(value, int | Decimal | Fraction) and isinstance(subject.type, NUMERIC):
        return Fraction(as_kind(in_units(value, limit.type), subject.type)) * 100
    return None


def _are_near(one: _Boundary, other: _Boundary) -> bool:
    if one.part.owner == other.part.owner == "table" and one.by == other.by:
        return False  # the gap or overlap between its rows is told
    apart = other.cut - one.cut
    kind = one.compare.left.type
    if isinstance(kind, MoneyType):
        # below £50, amounts a pound apart may well be two figures
        return apart <= 100 if one.cut >= 5_000 else apart <= 1
    return apart <= 1


def _finding(name: str, one: _Boundary, other: _Boundary) -> Finding:
    first, second = sorted((one, other), key=lambda each: each.place)
    about = tuple(dict.fromkeys((first.by, second.by)))
    return Finding(
        CODE,
        f"{quoted(first.compare.words)} ({first.by}) and {quoted(second.compare.words)} "
        f"({second.by}) part {quoted(name)} at nearly the same point",
        first.place,
        about,
        (Related(second.place, f"is the other, in {second.by}"),),
        suggestion="write both in the same way, or accept that they differ and say why",
    )
