"""Decide portfolio rules over a register, before and after a proposed award.

The register is read once, contract by contract: what durable-rules answers for a contract tells
where it is added up, exact arithmetic gives the bounds of each measure, and durable-rules decides
the rules and the verdict from whether the norms hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from govrules.compiler.from_portfolio import PortfolioLogic, RuleLogic, to_portfolio_logic
from govrules.engine.build import build_set
from govrules.engine.decider import Decider, day_of
from govrules.engine.new_decision import engine_version
from govrules.engine.portfolio.effect import gravest, status_effect
from govrules.engine.portfolio.groups import GroupKey, GroupState, RuleTally
from govrules.engine.portfolio.members import Members, identity_of, title_of
from govrules.engine.portfolio.register import GivenContract, OnFault, Register, read_all
from govrules.engine.portfolio.statuses import Statuses, check_against_groups, worst_first
from govrules.engine.portfolio.telling import group_name, norm_finding, pairs_of
from govrules.engine.sources import source_refs
from govrules.engine.statuses import strongest_norm_of
from govrules.errors import ChoiceError, UsageError
from govrules.model.decision import Decision, Finding, Status
from govrules.model.facts import Facts
from govrules.model.kleene import FALSE
from govrules.model.portfolio import (
    Award,
    GroupFinding,
    NormFinding,
    PortfolioDecision,
    PortfolioFinding,
    Referral,
    RegisterRef,
)

_States = dict[GroupKey, GroupState]


class PortfolioDecider:
    """Decides the portfolio rules of a rulebook. Safe to use from several threads."""

    def __init__(self, decider: Decider, *, cache: bool = True) -> None:
        self._logic = to_portfolio_logic(decider.policy_set)
        if not self._logic.rules:
            raise UsageError("the policies have no portfolio rule to decide")
        self._rulebook = decider.reference
        self._members = build_set(self._logic.members, "portfolio members", cache=cache)
        self._statuses = build_set(self._logic.statuses, "portfolio statuses", cache=cache)

    def decide(
        self,
        contracts: Iterable[GivenContract],
        award: GivenContract | None = None,
        on: dt.date | None = None,
        on_fault: OnFault | None = None,
    ) -> PortfolioDecision:
        """The decision on a register, and on it with an award.

        `on` is the date, else the award's own decision date, else today. Raises ChoiceError with
        every fault of every row; with `on_fault`, rows with faults are given to it and left out.
        The award is read first, and must have none.
        """
        register = Register(self._logic)
        proposed = None if award is None else register.read_award(award)
        given = None if proposed is None else proposed[1].decision_date
        date = day_of(on) if on is not None else given or dt.date.today()
        members = Members(self._logic, self._members, date)
        tallies = [RuleTally(logic, members) for logic in self._logic.rules]
        set_aside = 0

        def left_out(given: GivenContract, error: ChoiceError) -> None:
            nonlocal set_aside
            set_aside += 1
            if on_fault is not None:
                on_fault(given, error)

        for name, facts in read_all(register, contracts, left_out if on_fault else None):
            contract = members.contract(name, facts)
            for tally in tallies:
                tally.add(contract)
        ref = RegisterRef(
            contracts=register.count,
            set_aside=set_aside,
            left_aside=tuple(sorted(k + hint for k, hint in register.left_aside.items())),
        )
        one = _One(self._logic, Statuses(self._logic, self._statuses, date), tallies)
        if proposed is None:
            return self._told(one, one.standing(None), None, None, ref, date)
        contract = members.contract(*proposed)
        for tally in tallies:
            for key in tally.groups_of(contract):
                tally.begin(key)
        before = one.standing(None)
        for tally in tallies:
            tally.add(contract, proposed=True)
        return self._told(one, before, one.standing(proposed[1]), proposed[1], ref, date)

    def _told(
        self,
        one: _One,
        before: _Standing,
        after: _Standing | None,
        award: Facts | None,
        ref: RegisterRef,
        date: dt.date,
    ) -> PortfolioDecision:
        findings = tuple(
            one.finding(number, before, after) for number in range(len(self._logic.rules))
        )
        now = after or before
        title = None if award is None else title_of(award)
        return PortfolioDecision(
            verdict=now.decision.verdict,
            verdict_before=None if after is None else before.decision.verdict,
            award=None if award is None else Award(contract=identity_of(award), title=title),
            findings=findings,
            referrals=tuple(f.referral for f in findings if f.referral is not None),
            register_read=ref,
            notes=now.decision.notes + one.notes(findings),
            rulebook=self._rulebook,
            decision_date=date,
            engine=engine_version(),
            run_at=dt.datetime.now(dt.UTC),
        )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where every group of every rule stands, and what durable-rules says of the rules."""

    states: tuple[_States, ...]
    decision: Decision
    award: Facts | None


class _One:
    """One decision: the tallies of the rules and how they are told."""

    def __init__(self, logic: PortfolioLogic, statuses: Statuses, tallies: list[RuleTally]) -> None:
        self._logic = logic
        self._statuses = statuses
        self._tallies = tallies

    def standing(self, award: Facts | None) -> _Standing:
        states = tuple(dict(tally.states()) for tally in self._tallies)
        by_label = {
            logic.rule.label: list(groups.values())
            for logic, groups in zip(self._logic.rules, states, strict=True)
        }
        return _Standing(states, self._statuses.all_rules(by_label, award), award)

    def finding(self, number: int, before: _Standing, after: _Standing | None) -> PortfolioFinding:
        logic = self._logic.rules[number]
        rule = logic.rule
        now = after or before
        found = now.decision.finding(rule.label)
        groups = self._groups(number, before, after)
        check_against_groups(rule.label, found.status, [group.status for group in groups])
        return PortfolioFinding(
            rule=rule.label,
            title=rule.title,
            policy=rule.policy,
            authority=logic.policy.authority,
            norm=strongest_norm_of(rule.norms),
            across=rule.across,
            for_each=None if rule.for_each is None else rule.for_each.name,
            status=found.status,
            status_before=None if after is None else before.decision.finding(rule.label).status,
            effect=gravest(g.effect for g in groups if g.status == found.status),
            sources=source_refs(rule.citations),
            referral=_referral(logic, found),
            reasons=found.reasons,
            groups=tuple(groups),
        )

    def _groups(
        self, number: int, before: _Standing, after: _Standing | None
    ) -> list[GroupFinding]:
        now = after or before
        logic = self._logic.rules[number]
        found = [
            self._group(number, key, before.states[number].get(key), state, before, after)
            for key, state in now.states[number].items()
            if state.members != FALSE or logic.rule.for_each is None
        ]
        return sorted(found, key=lambda g: (worst_first(g.status), not g.given, g.group or ""))

    def _group(
        self,
        number: int,
        key: GroupKey,
        earlier: GroupState | None,
        state: GroupState,
        before: _Standing,
        after: _Standing | None,
    ) -> GroupFinding:
        logic = self._logic.rules[number]
        status = self._statuses.group(logic, state, (after or before).award)
        status_before = effect = None
        norms = self._norms(number, earlier, state, is_after=after is not None)
        if after is not None:
            status_before = (
                Status.NOT_APPLICABLE
                if earlier is None
                else self._statuses.group(logic, earlier, None)
            )
            effect = status_effect(
                status_before, status, (n.effect for n in norms if n.effect is not None)
            )
        name, given = group_name(key)
        return GroupFinding(
            group=name,
            given=given,
            status=status,
            status_before=status_before,
            effect=effect,
            contracts=state.certain,
            contracts_possible=state.possible,
            norms=norms,
        )

    def _norms(
        self, number: int, earlier: GroupState | None, state: GroupState, *, is_after: bool
    ) -> tuple[NormFinding, ...]:
        logic = self._logic.rules[number]
        now = pairs_of(state)
        was = pairs_of(earlier) or [None] * len(now)
        return tuple(
            norm_finding(
                each.norm,
                limit,
                was[place] if is_after else now[place],
                now[place] if is_after else None,
                self._logic.vocabulary,
            )
            for place, (each, limit) in enumerate(
                zip(logic.norms, self._tallies[number].limits, strict=True)
            )
        )

    def notes(self, findings: tuple[PortfolioFinding, ...]) -> tuple[str, ...]:
        """What a reader should know: limits that are not known, and shares of nothing."""
        found = {
            f'{finding.rule}: the limit of "{norm.words}" is not known on this date'
            for finding in findings
            for group in finding.groups
            for norm in group.norms
            if norm.limit is None
        }
        found |= {
            f'{finding.rule}: there is nothing to measure for "{norm.words}"'
            + ("" if group.group is None else f' in "{group.group}"')
            for finding in findings
            for group in finding.groups
            if group.status != Status.NOT_APPLICABLE
            for norm in group.norms
            if norm.now.measured is None and norm.unit != "duration"
        }
        return tuple(sorted(found))


def _referral(logic: RuleLogic, finding: Finding) -> Referral | None:
    to = logic.rule.otherwise_refer_to
    if to is None or finding.status not in (
        Status.BREACHED, Status.DEPARTED, Status.UNDETERMINED,
    ):  # fmt: skip
        return None
    open_ = finding.status == Status.UNDETERMINED
    return Referral(rule=finding.rule, to=to, status="possible" if open_ else "due")
