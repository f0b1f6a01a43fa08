"""Tell how near each fact of a choice is to the next value at which something else is decided.

One fact at a time is moved up and down, past the values between which the policies tell, until what
becomes of some rule is not the same any more. What is then decided is decided in full.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from govrules.analysis.facts.given import given_value
from govrules.analysis.facts.grid import GRIDDED
from govrules.analysis.facts.variety import Varieties
from govrules.analysis.remedies.sizes import size
from govrules.engine.decider import Decider
from govrules.model.decision import Decision, Status
from govrules.model.facts import NONE, Facts
from govrules.model.policy import Term
from govrules.model.types import Type


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of one rule on this side of a limit, and beyond it."""

    rule: str
    title: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Near:
    """The next limit of one fact in one direction.

    All is decided as it is up to `last`, as long as nothing but this fact changes; from `limit`
    on, `turns` come out otherwise, and the decision is `beyond`. `distance` is from what the fact
    is now to `limit`: an amount, or days.
    """

    key: str
    term: str
    type: Type
    direction: Literal["up", "down"]
    now: Any
    last: Any
    limit: Any
    distance: Any
    turns: tuple[Turn, ...]
    beyond: Decision


@dataclass(frozen=True, slots=True)
class Nearness:
    """The limits that a choice is near to, the nearest first (by share of what the fact is).

    `doubtful` names facts of which further limits may lie between, since they are weighed against
    other facts in ways that do not go one way.
    """

    decision: Decision
    limits: tuple[Near, ...]
    doubtful: tuple[str, ...]


def nearness(decider: Decider, choice: Mapping[str, Any], on: dt.date | None = None) -> Nearness:
    """How near each amount and date that a choice gives is to a limit. Raises as `decide`."""
    decision = decider.decide(choice, on)
    facts, date = decider.facts_of(choice), decision.decision_date
    varieties = Varieties(decider.policy_set, decider.vocabulary, decider.logic.conditions, date)
    found: list[Near] = []
    doubtful: list[str] = []
    for term in decider.vocabulary.given_terms():
        now = facts.values.get(term.key)
        if now is None or now is NONE or not isinstance(term.type, GRIDDED):
            continue
        variety = varieties.of(term.key, facts)
        if not variety.exact:
            doubtful.append(term.name)
        values = [value for value in variety.values if value is not NONE]
        one = _Fact(decider, choice, facts, date, term, decision)
        found += [near for up in (True, False) if (near := one.next_limit(values, up=up))]
    found.sort(key=lambda near: (size(near.now, near.limit), near.key, near.direction))
    return Nearness(decision, tuple(found), tuple(doubtful))


@dataclass(frozen=True, slots=True)
class _Fact:
    decider: Decider
    choice: Mapping[str, Any]
    facts: Facts
    date: dt.date
    term: Term
    decision: Decision

    def next_limit(self, values: list[Any], *, up: bool) -> Near | None:
        now = self.facts.values[self.term.key]
        beyond = sorted((v for v in values if (v > now if up else v < now)), reverse=not up)
        start = self.decider.outline(self.facts, self.date)
        last = now
        for value in beyond:
            changed = replace(self.facts, values={**self.facts.values, self.term.key: value})
            differs = self.decider.outline(changed, self.date) != start
            if differs or self.decider.logic.deciders:  # who decides is in no outline
                near = self._near(last, value, "up" if up else "down")
                if near is not None:
                    return near
            last = value
        return None

    def _near(self, last: Any, limit: Any, direction: Literal["up", "down"]) -> Near | None:
        term, now = self.term, self.facts.values[self.term.key]
        choice = {**self.choice, term.key: given_value(limit)}
        beyond = self.decider.decide(choice, self.date)
        turns = tuple(_turns(self.decision, beyond))
        if not turns and all(
            getattr(beyond, part) == getattr(self.decision, part)
            for part in ("verdict", "conditions", "decided_by")
        ):
            return None
        return Near(
            term.key, term.name, term.type, direction, now, last, limit,
            abs((limit - now).days if isinstance(now, dt.date) else limit - now), turns, beyond,
        )  # fmt: skip


def _turns(before: Decision, after: Decision) -> Iterator[Turn]:
    for one, other in zip(before.findings, after.findings, strict=True):
        if one.status != other.status:
            yield Turn(one.rule, one.title, one.status, other.status)
