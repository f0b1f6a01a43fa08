"""Run the scenarios of policies: decide each, and hold the decision against what is expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from govrules.engine.comparing.scenarios import what_is_found
from govrules.engine.decider import Decider
from govrules.engine.json_values import json_value
from govrules.engine.notes import plain_date
from govrules.engine.portfolio.scenarios import decide_contracts, unmet_of_portfolio
from govrules.engine.roles import same_role, with_article
from govrules.errors import ChoiceError, UsageError
from govrules.model.decision import Decision, DutyOwed, Finding, Need, SignOff, Verdict
from govrules.model.facts import DECISION_DATE
from govrules.model.place import Place
from govrules.model.portfolio import PortfolioDecision
from govrules.model.scenario import (
    Expected,
    ExpectedComparison,
    ExpectedDecider,
    ExpectedDuty,
    ExpectedSignOff,
    ExpectedStatus,
    ExpectedTerm,
    ExpectedVerdict,
    Scenario,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that the decision does not meet, and what it says instead."""

    expected: str
    found: str
    place: Place

    def __str__(self) -> str:
        return f"{self.place} expected {self.expected}, but {self.found}"


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """`decision` is None where the facts could not be read, and where options are compared."""

    scenario: Scenario
    decision: Decision | PortfolioDecision | None
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def run_scenario(
    decider: Decider, scenario: Scenario, today: dt.date | None = None
) -> ScenarioResult:
    """Decide a scenario. One whose facts cannot be read, or that expects nothing, fails.

    `today` is the day on which one is decided that names no day.
    """
    dated = scenario
    if scenario.on is None and DECISION_DATE not in scenario.choice:
        dated = replace(scenario, on=today)
    decision: Decision | PortfolioDecision | None = None
    try:
        if scenario.options:
            found = what_is_found(decider, dated)
        elif scenario.contracts is not None:
            portfolio = decision = decide_contracts(decider, dated)
            found = tuple(unmet_of_portfolio(each, portfolio) for each in scenario.expect)
        else:
            one = decision = decider.decide(dated.choice, dated.on)
            found = tuple(unmet(expected, one) for expected in scenario.expect)
    except (ChoiceError, UsageError) as error:
        failure = Failure("a choice that can be read", str(error), scenario.place)
        return ScenarioResult(scenario, None, (failure,))
    if not scenario.expect:
        nothing = Failure("something", "the scenario expects nothing", scenario.place)
        return ScenarioResult(scenario, decision, (nothing,))
    failures = tuple(
        Failure(expected.words, instead, expected.place)
        for expected, instead in zip(scenario.expect, found, strict=True)
        if instead is not None
    )
    return ScenarioResult(scenario, decision, failures)


class Answer(Protocol):
    """As much of a decision as an expectation may ask about."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def terms(self) -> Mapping[str, Any]: ...
    @property
    def needs(self) -> tuple[Need, ...]: ...
    @property
    def duties(self) -> tuple[DutyOwed, ...]: ...
    @property
    def sign_offs(self) -> tuple[SignOff, ...]: ...
    @property
    def decided_by(self) -> str | None: ...
    def finding(self, rule: str) -> Finding: ...


def unmet(expected: Expected, decision: Answer) -> str | None:
    """What the decision says instead; None when it says what is expected."""
    match expected:
        case ExpectedVerdict(verdict, without):
            if decision.verdict != verdict:
                return f"the verdict is {decision.verdict}"
            return _not_needed(without, decision)
        case ExpectedStatus(rule, status, by):
            return _other_status(decision, rule, status, by)
        case ExpectedTerm(key, value, without):
            found = decision.terms.get(key)
            wanted = None if value is None else json_value(value.value)
            if found != wanted:
                return f"it is {_shown(found)}"
            return _not_needed(without, decision)
        case ExpectedDecider(role):
            if decision.decided_by is not None and same_role(decision.decided_by, role):
                return None
            who = decision.decided_by
            return f"{with_article(who)} decides" if who else "it is not known who decides"
        case ExpectedSignOff(role):
            asked = [sign_off.who for sign_off in decision.sign_offs]
            if any(same_role(who, role) for who in asked):
                return None
            return "sign-off is asked of " + (", ".join(map(with_article, asked)) or "nobody")
        case ExpectedDuty():
            return _other_duty(decision, expected)
        case ExpectedComparison():
            return "the scenario gives no options to compare"


def _not_needed(keys: tuple[str, ...], decision: Answer) -> str | None:
    needed = [need.key for need in decision.needs]
    if all(key in needed for key in keys):
        return None
    return "what is needed is " + (", ".join(needed) or "nothing")


def _other_status(decision: Answer, rule: str, status: str, by: str | None) -> str | None:
    finding = decision.finding(rule)
    if finding.status != status:
        return f"{rule} is {finding.status}"
    if by is not None and by not in finding.displaced_by:
        return f"{rule} is displaced by {', '.join(finding.displaced_by)}"
    return None


def _other_duty(decision: Answer, expected: ExpectedDuty) -> str | None:
    for duty in decision.duties:
        if duty.duty == expected.label:
            if expected.by is None or duty.by == expected.by:
                return None
            return f"it is due by {plain_date(duty.by)}" if duty.by else "it has no date"
    return "the decision has no such duty"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not known" if value is None else str(value)
