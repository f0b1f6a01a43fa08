"""Read the boundaries of a policy back: what it does just below, at and just above each of them.

The sides are those of `explain.boundary`, worked out by the reference evaluator, one value supposed
and nothing else known. Where a choice can give that value, the engine decides it too, and must
agree, or nothing is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govrules.engine.decider import Decider
from govrules.engine.json_values import json_value
from govrules.errors import AnalysisFault, ChoiceError
from govrules.explain.boundary import Boundary, Side, boundaries
from govrules.model import kleene
from govrules.model.decision import Decision, Status
from govrules.model.expression import FigureValue, TermValue
from govrules.model.place import Place
from govrules.model.policy import DatedValue, InForce, Policy

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A boundary, and the days of the decision on which its limit is what it is: from `since`,
    until `until`, both included; None where there is no end, or where the limit is no figure."""

    boundary: Boundary
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LifeEnd:
    """The first or the last day on which a policy (or one rule of it) is in force, with the day
    beside it on which it is not."""

    label: str | None
    first: bool
    inside: dt.date
    outside: dt.date
    place: Place


def read_back(decider: Decider, policy: Policy, on: dt.date | None = None) -> tuple[ReadBack, ...]:
    """The boundaries of one policy, in the order of its text.

    A figure is read back for each of its values, or only for that of the day `on`.
    """
    days = [on] if on is not None else _days(policy, dt.date.today())
    found: dict[tuple[object, ...], ReadBack] = {}
    for day in days:
        for one in boundaries(decider.policy_set, day, policies=(policy.title,), deepest=0):
            if not one.telling:
                continue
            key = (one.owner, one.label, one.part, one.row, one.place, one.words, one.limit_value)
            if key not in found:
                _see_that_the_engine_agrees(decider, one, day)
                found[key] = ReadBack(one, *_life(one, day))
    return tuple(sorted(found.values(), key=lambda each: (each.boundary.place, each.since or day)))


def _days(policy: Policy, today: dt.date) -> list[dt.date]:
    """Today, within the life of the policy, and the first day of each value of each figure."""
    life = policy.in_force
    inside = min(max(today, life.start or today), life.end or dt.date.max)
    starts = {each.in_force.start for figure in policy.figures for each in figure.values}
    return list(dict.fromkeys([inside, *sorted(day for day in starts if day is not None)]))


def _life(one: Boundary, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The days on which the limit has the value that it has on this one."""
    if not isinstance(one.limit, FigureValue):
        return None, None
    values = [each for each in one.limit.figure.values if each.in_force.on(day)]
    latest = max(values, key=_start, default=None)
    if latest is None:
        return None, None
    later = [each for each in one.limit.figure.values if _start(each) > _start(latest)]
    following = min(map(_start, later), default=None)
    ends = [latest.in_force.end, following and following - _DAY]
    return latest.in_force.start, min((end for end in ends if end is not None), default=None)


def _start(value: DatedValue) -> dt.date:
    return value.in_force.start or dt.date.min


# --- the engine ----------------------------------------------------------------------------------


def _see_that_the_engine_agrees(decider: Decider, one: Boundary, day: dt.date) -> None:
    """Have the engine decide each side that a choice can give. Raises AnalysisFault."""
    subject = one.subject
    if not isinstance(subject, TermValue) or subject.term.worked_out_by is not None:
        return
    if isinstance(one.limit, FigureValue) and one.limit.figure.as_at is not None:
        return  # the figure would be that of another date, which the choice must give as well
    for side in one.telling:
        try:
            decision = decider.decide({subject.term.key: json_value(side.value)}, day)
        except ChoiceError:  # it must give something else beside it, such as a judgement's reasons
            continue
        if not _agrees(decider, decision, one, side, day):
            raise AnalysisFault(
                f'{one.place} the engine does not confirm that with {side.words} "{one.words}"'
                f" {side.does}; please report this"
            )


def _agrees(decider: Decider, decision: Decision, one: Boundary, side: Side, day: dt.date) -> bool:
    if side.whole == kleene.UNKNOWN:
        return True
    holds = side.whole == kleene.TRUE
    if one.owner == "definition":
        key = next(k for k, d in decider.vocabulary.definitions.items() if d.name == one.label)
        return decision.terms.get(key) is holds
    if one.owner == "rule" and one.part == "condition" and _in_force(decider, one.label, day):
        return (decision.finding(one.label).status != Status.NOT_APPLICABLE) == holds
    return True


def _in_force(decider: Decider, label: str, day: dt.date) -> bool:
    for policy in decider.policy_set.policies:
        for rule in policy.rules:
            if rule.label == label:
                return policy.in_force.on(day) and rule.in_force.on(day)
    return False


# --- lives -----------------------------------------------------------------------------------


def life_ends(policy: Policy) -> Iterator[LifeEnd]:
    """The first and last days of a policy, and of those of its rules that have their own."""
    yield from _ends(None, policy.in_force, Place(policy.file, 1, 1, 1, 1))
    for rule in policy.rules:
        yield from _ends(rule.label, rule.in_force, rule.place)


def _ends(label: str | None, life: InForce, place: Place) -> Iterable[LifeEnd]:
    if life.start is not None and life.start > dt.date.min:
        yield LifeEnd(label, True, life.start, life.start - _DAY, place)
    if life.end is not None and life.end < dt.date.max:
        yield LifeEnd(label, False, life.end, life.end + _DAY, place)
