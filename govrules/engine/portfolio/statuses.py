"""Decide the portfolio rules from what their norms come to: durable-rules decides, and the
reference evaluator must agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from govrules.compiler.from_portfolio import PortfolioLogic, RuleLogic
from govrules.engine.decider import Decider
from govrules.engine.portfolio.groups import GroupState
from govrules.errors import EngineFault
from govrules.model.decision import Decision, Status
from govrules.model.facts import Facts
from govrules.model.kleene import FALSE, TRUE, Truth, answer_of
from govrules.model.policy import PortfolioNorm

_GROUP_FIRST = (
    Status.BREACHED, Status.UNDETERMINED, Status.DEPARTED, Status.MET, Status.PERMITS,
    Status.DISPLACED, Status.NOT_APPLICABLE,
)  # fmt: skip
"""Of the groups of a rule, the worst first."""


class Statuses:
    """The statuses of rules, and the verdict, on one date."""

    def __init__(self, logic: PortfolioLogic, decider: Decider, date: dt.date) -> None:
        self._logic = logic
        self._decider = decider
        self._date = date
        self._known: dict[tuple[str, Truth, tuple[Truth, ...], bool], Status] = {}

    def group(self, logic: RuleLogic, state: GroupState, award: Facts | None) -> Status:
        """What becomes of a rule in one group taken by itself."""
        truths = tuple(norm.holds for norm in state.norms)
        key = (logic.rule.label, state.members, truths, award is not None)
        if key not in self._known:
            values = _values(logic, state.members, truths)
            decision = self._decide(values, award)
            self._known[key] = decision.finding(logic.rule.label).status
        return self._known[key]

    def all_rules(self, states: Mapping[str, list[GroupState]], award: Facts | None) -> Decision:
        """What becomes of every rule over all its groups, and the verdict.

        A rule applies where it looks at a contract in any group, and a norm holds where it holds in
        every group that the rule applies to.
        """
        values: dict[str, bool] = {}
        for logic in self._logic.rules:
            groups = states[logic.rule.label]
            applies = max((group.members for group in groups), default=FALSE)
            norms = tuple(
                _in_every(
                    each.norm, [(group.members, group.norms[number].holds) for group in groups]
                )
                for number, each in enumerate(logic.norms)
            )
            values |= _values(logic, applies, norms)
        return self._decide(values, award)

    def _decide(self, values: dict[str, bool], award: Facts | None) -> Decision:
        facts = Facts(values)
        if award is not None:
            labels = {logic.rule.label for logic in self._logic.rules}
            facts = Facts(
                values,
                departures=tuple(one for one in award.departures if one.rule in labels),
                reasons={rule: why for rule, why in award.reasons.items() if rule in labels},
            )
        return self._decider.decide_in_full(facts, self._date)


def _values(logic: RuleLogic, applies: Truth, norms: tuple[Truth, ...]) -> dict[str, bool]:
    """The facts for the rule; one that is not known is not given."""
    truths = {logic.applies.key: applies}
    truths |= {each.holds.key: truth for each, truth in zip(logic.norms, norms, strict=True)}
    answers = {key: answer_of(truth) for key, truth in truths.items()}
    return {key: answer for key, answer in answers.items() if answer is not None}


def _in_every(norm: PortfolioNorm, groups: list[tuple[Truth, Truth]]) -> Truth:
    """Whether a norm's relation holds in every group with contracts; of a `must not`, in any."""
    if norm.modality.endswith("not"):
        return max((min(members, holds) for members, holds in groups), default=FALSE)
    return min((max(TRUE - members, holds) for members, holds in groups), default=TRUE)


def worst_first(status: Status) -> int:
    return _GROUP_FIRST.index(status)


def check_against_groups(label: str, whole: Status, groups: list[Status]) -> None:
    """Hold the status over all groups against those of the groups. Raises EngineFault.

    A rule is breached where it is breached in any group, and met only where it is in each. What is
    open in one group may hide behind what is certain in another, but for a breach.
    """
    worst = min(groups, key=worst_first, default=Status.NOT_APPLICABLE)
    hidden = worst == Status.UNDETERMINED and whole in (Status.DEPARTED, Status.PERMITS)
    if whole == worst or Status.DISPLACED in (whole, worst) or (hidden and whole in groups):
        return
    raise EngineFault(
        f"no decision was made: for portfolio rule {label!r} durable-rules says {str(whole)!r} over"
        f" all groups, and {str(worst)!r} for the worst of them; please report this"
    )
