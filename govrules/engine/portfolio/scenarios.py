"""Run the scenarios that give contracts: the portfolio rules are tried on them."""

from __future__ import annotations

from functools import lru_cache

from govrules.engine.decider import Decider
from govrules.engine.portfolio.decide import PortfolioDecider
from govrules.engine.portfolio.register import GivenContract
from govrules.model.portfolio import PortfolioDecision
from govrules.model.scenario import Expected, ExpectedStatus, ExpectedVerdict, Scenario


@lru_cache(maxsize=8)
def _portfolio_of(decider: Decider) -> PortfolioDecider:
    return PortfolioDecider(decider)


def decide_contracts(decider: Decider, scenario: Scenario) -> PortfolioDecision:
    """The decision on a scenario's contracts; what else it gives is the proposed award.

    Raises ChoiceError when a contract cannot be read.
    """
    contracts = (
        GivenContract(f"contract {number}", row)
        for number, row in enumerate(scenario.contracts or (), 1)
    )
    award = GivenContract("the proposed award", scenario.choice) if scenario.choice else None
    return _portfolio_of(decider).decide(contracts, award, scenario.on)


def unmet_of_portfolio(expected: Expected, decision: PortfolioDecision) -> str | None:
    """What the decision says instead; None when it says what is expected."""
    labels = {finding.rule for finding in decision.findings}
    match expected:
        case ExpectedStatus(rule) if rule not in labels:
            return f"{rule} is a rule of a policy that this one does not use"
        case ExpectedVerdict(verdict):
            return None if decision.verdict == verdict else f"the verdict is {decision.verdict}"
        case ExpectedStatus(rule, status, group=None):
            found = decision.finding(rule).status
            return None if found == status else f"{rule} is {found}"
        case ExpectedStatus(rule, status, group=group):
            groups = {one.group: one.status for one in decision.finding(rule).groups if one.given}
            if group not in groups:
                known = ", ".join(f'"{name}"' for name in groups if name is not None)
                return f"{rule} has no such group" + (f"; it has {known}" if known else "")
            return None if groups[group] == status else f"{rule} is {groups[group]} there"
    return "that cannot be said of contracts"
