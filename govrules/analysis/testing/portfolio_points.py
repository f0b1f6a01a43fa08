"""The points of portfolio rules that scenarios with contracts can reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from govrules.analysis.testing.observing import Side
from govrules.analysis.testing.points import SIDES, Point
from govrules.model.decision import Status
from govrules.model.policy import BINDING, Policy, PortfolioNorm, PortfolioRule
from govrules.model.portfolio import PortfolioDecision, State


class PortfolioProbe(NamedTuple):
    """A point, and whether a decision on a portfolio reaches it."""

    point: Point
    reached: Callable[[PortfolioDecision], bool]


def portfolio_probes(policy: Policy) -> tuple[PortfolioProbe, ...]:
    return tuple(probe for rule in policy.portfolio_rules for probe in _of_rule(rule))


def _of_rule(rule: PortfolioRule) -> Iterator[PortfolioProbe]:
    modalities = {norm.modality for norm in rule.norms}
    wanted = [Status.MET]
    if modalities & set(BINDING):
        wanted.append(Status.BREACHED)
    if modalities & {"should", "should not"}:
        wanted.append(Status.DEPARTED)
    for status in wanted:
        yield _status(rule, status)
    for norm in rule.norms:
        for side in SIDES:
            yield _boundary(rule, norm, side)


def _status(rule: PortfolioRule, status: Status) -> PortfolioProbe:
    return PortfolioProbe(
        Point("portfolio rule", rule.label, str(status), "", rule.place),
        lambda decided: status in _statuses(decided, rule.label),
    )


def _boundary(rule: PortfolioRule, norm: PortfolioNorm, side: Side) -> PortfolioProbe:
    return PortfolioProbe(
        Point("boundary", rule.label, SIDES[side], norm.words, norm.place),
        lambda decided: side in _sides(decided, rule.label, norm),
    )


def _statuses(decided: PortfolioDecision, label: str) -> frozenset[Status]:
    """Of the whole rule and of each of its groups."""
    found = [finding for finding in decided.findings if finding.rule == label]
    groups = [group.status for finding in found for group in finding.groups if group.given]
    return frozenset([*(finding.status for finding in found), *groups])


def _sides(decided: PortfolioDecision, label: str, norm: PortfolioNorm) -> frozenset[Side]:
    """The sides of its limit on which a norm was measured, before or after an award."""
    found: set[Side] = set()
    for finding in decided.findings:
        if finding.rule != label:
            continue
        for told in (told for group in finding.groups for told in group.norms):
            if told.words == norm.words:
                states = [told.before, *([told.after] if told.after is not None else [])]
                found.update(side for state in states for side in _side(state, told.limit))
    return frozenset(found)


def _side(state: State, limit: str | None) -> Iterator[Side]:
    measured = state.measured
    if measured is None or not measured.certain or limit is None or measured.low is None:
        return
    try:
        value, at = Fraction(measured.low), Fraction(limit)
    except ValueError:  # a date, or a length of time, in words
        if measured.low == limit:
            yield "at"
        return
    yield "below" if value < at else "at" if value == at else "above"
