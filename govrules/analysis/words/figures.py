"""Find figures that have no value on days on which what reads them is in force.

That is a rule, a table, a duty, who decides or a portfolio rule; where none does, the policy. A
hole between two values validation tells already; here it is about the days before the first and
after the last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from govrules.analysis.cutting.from_conditions import parts_of
from govrules.analysis.finding import Finding, Found
from govrules.analysis.subject import Budget, Subject
from govrules.engine.notes import plain_date
from govrules.language.checking.names import quoted
from govrules.model.expression import FigureValue, Typed
from govrules.model.policy import Figure, InForce, Policy, PolicySet

CODE = "A202"
_DAY = dt.timedelta(days=1)


def figures_without_value(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Each figure whose values leave a time before the first, or after the last, without any."""
    readers = _readers(subject.policy_set)
    for policy in subject.policies():
        for figure in policy.figures:
            if figure.values:
                needed = _life(readers.get(figure.name, ()), policy)
                yield from _before(figure, needed)
                yield from _after(figure, needed)


def _before(figure: Figure, needed: InForce) -> Iterator[Finding]:
    """A figure as at a date of the choice may look back to before the policy, so is left aside."""
    first, start = figure.values[0].in_force.start, needed.start
    if figure.as_at is None and first is not None and start is not None and start < first:
        yield _finding(figure, InForce(start, first - _DAY), 0)


def _after(figure: Figure, needed: InForce) -> Iterator[Finding]:
    last, end = figure.values[-1].in_force.end, needed.end
    if last is not None and last < dt.date.max and (end is None or last < end):
        yield _finding(figure, InForce(last + _DAY, end), -1)


def _readers(policy_set: PolicySet) -> dict[str, list[InForce]]:
    """For each figure when the rules, and all else that decides something, read it."""
    found: dict[str, list[InForce]] = {}
    for policy in policy_set.policies:
        others = (policy.tables, policy.duties, policy.who_decides, policy.portfolio_rules)
        spans = [(rule, _both(policy.in_force, rule.in_force)) for rule in policy.rules]
        for reader, span in (*spans, *((each, policy.in_force) for each in others)):
            for name in _figures_in(reader):
                found.setdefault(name, []).append(span)
    return found


def _figures_in(reader: Any) -> frozenset[str]:
    """The figures that a rule or another item reads, through definitions too."""
    roots, seen = [reader], set[str]()
    while roots:
        part = roots.pop()
        if isinstance(part, Typed):
            seen |= {p.figure.name for p in parts_of(part) if isinstance(p, FigureValue)}
        elif isinstance(part, tuple):
            roots += part
        elif is_dataclass(part):
            roots += [getattr(part, each.name) for each in fields(part)]
    return frozenset(seen)


def _both(one: InForce, other: InForce) -> InForce:
    starts = [each.start for each in (one, other) if each.start is not None]
    ends = [each.end for each in (one, other) if each.end is not None]
    return InForce(max(starts, default=None), min(ends, default=None))


def _life(spans: Sequence[InForce], policy: Policy) -> InForce:
    """From the first day on which a figure is read to the last; that of its policy, if by none."""
    spans = spans or (policy.in_force,)
    starts = [span.start for span in spans]
    ends = [span.end for span in spans]
    return InForce(
        None if None in starts else min(start for start in starts if start is not None),
        None if None in ends else max(end for end in ends if end is not None),
    )


def _finding(figure: Figure, span: InForce, value: int) -> Finding:
    assert span.start is not None
    until = "on" if span.end is None else f"until {plain_date(span.end)}"
    return Finding(
        CODE,
        f"{quoted(figure.name)} has no value from {plain_date(span.start)} {until}, "
        "while what reads it is in force",
        figure.values[value].place,
        (figure.name,),
        suggestion="add the value for that time, or end the policy with it",
    )
