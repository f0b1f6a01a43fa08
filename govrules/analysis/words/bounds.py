"""Find comparisons that the bounds of a term settle once and for all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from govrules.analysis.days import days_of
from govrules.analysis.finding import Finding, Found
from govrules.analysis.subject import Budget, Subject
from govrules.compiler import runtime
from govrules.engine.reference.values import UNKNOWN, as_kind, in_units
from govrules.explain.boundary.comparisons import Comparison, comparisons
from govrules.explain.boundary.parts import Part, parts
from govrules.explain.boundary.supposing import Supposing
from govrules.explain.values import say
from govrules.language.checking.names import quoted
from govrules.model.expression import Aggregate, TermValue
from govrules.model.kleene import TRUE
from govrules.model.policy import Policy
from govrules.model.types import NumberType, PercentageType

CODE = "A204"
Bounds = tuple[Decimal | None, Decimal | None]


def settled_by_bounds(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Each comparison that comes to the same for every value that its term may have."""
    for policy in subject.policies():
        days = days_of(subject.policy_set, policy)
        for part in parts(policy):
            root = part.condition if part.condition is not None else part.value
            if root is None or part.owner == "portfolio rule":
                continue
            for one in comparisons(root, 0):
                always = {_always(one, Supposing(subject.policy_set, on)) for on in days}
                if always in ({True}, {False}):
                    yield _finding(policy, part, one, always == {True})


def _always(one: Comparison, reading: Supposing) -> bool | None:
    """Whether it holds for every value (True), for none (False), or hangs on the value (None)."""
    low, high = bounds_of(one)
    limit = reading.value(one.limit)
    if (low is None and high is None) or limit is UNKNOWN:
        return None
    if not isinstance(limit, int | Decimal | Fraction):
        return None
    at = Fraction(as_kind(in_units(limit, one.limit.type), one.subject.type))
    ends = (at - 1 if low is None else Fraction(low), at + 1 if high is None else Fraction(high))
    on_left = one.subject is one.compare.left
    held = {
        runtime.compared(one.compare.relation, *((value, at) if on_left else (at, value)))
        for value in (*ends, at)
        if ends[0] <= value <= ends[1]
    }
    return (held == {TRUE}) if len(held) == 1 else None


def bounds_of(one: Comparison) -> Bounds:
    """The least and the most that the subject may be, where its type says."""
    subject = one.subject
    if isinstance(subject, TermValue) and isinstance(subject.type, NumberType | PercentageType):
        return subject.type.low, subject.type.high
    if isinstance(subject, Aggregate) and subject.kind == "number":
        return Decimal(0), None
    if isinstance(subject, Aggregate) and subject.kind == "share":
        return Decimal(0), Decimal(100)
    return None, None


def _finding(policy: Policy, part: Part, one: Comparison, always: bool) -> Finding:
    low, high = (say(each, one.subject.type) for each in bounds_of(one))
    within = f"from {low} to {high}"
    if "not known" in (low, high):
        within = f"at most {high}" if low == "not known" else f"at least {low}"
    return Finding(
        CODE,
        f"{quoted(one.compare.words)} is {'always' if always else 'never'} so: "
        f"{quoted(one.subject.words)} is {within}",
        one.compare.place,
        (part.label,),
        suggestion="put right the figure or the bounds, or leave the comparison out",
    )
