"""Decide for each contract what the portfolio rules ask of it: durable-rules decides, and the
reference evaluator is asked the same wherever a new combination of answers comes up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from govrules.compiler.from_portfolio import AS_AT, PortfolioLogic
from govrules.engine.decider import Decider
from govrules.engine.reference import UNKNOWN as NOT_KNOWN
from govrules.engine.reference import Evaluation
from govrules.errors import EngineFault
from govrules.model.expression import Condition, TermValue
from govrules.model.facts import Facts
from govrules.model.kleene import TRUE, Truth
from govrules.model.policy import Term
from govrules.model.portfolio_words import CHOICE_ID, CONTRACT_ID, TITLE

_MOST_COMPARED = 2_000
"""So many combinations of answers are put to the reference evaluator as well."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract with what durable-rules answered: `truths` by defined term, `values` by key of
    the terms that a table works out."""

    name: str
    facts: Facts
    truths: dict[str, Truth]
    values: dict[str, Any]
    atoms: tuple[Truth, ...]

    def truth(self, defined: str | None) -> Truth:
        """What a defined term comes to; true where there is none to ask."""
        return TRUE if defined is None else self.truths[defined]

    def value(self, term: Term) -> Any:
        """What is given, worked out or assumed for a term; None where it is not known."""
        if term.worked_out_by is not None:
            return self.values[term.key]
        value = self.facts.values.get(term.key)
        return term.assumed.value if value is None and term.assumed is not None else value

    @property
    def title(self) -> str | None:
        return title_of(self.facts)


class Members:
    """Answers for contracts, on one date."""

    def __init__(self, logic: PortfolioLogic, decider: Decider, date: dt.date) -> None:
        self._logic = logic
        self._decider = decider
        self._date = date
        self._own = logic.members.policies[-1].definitions
        self._conditions = {each.key: each.condition for each in self._own}
        self._compared: set[tuple[Truth, ...]] = set()
        self._missing: dict[tuple[Any, ...], tuple[str, ...]] = {}
        self._terms = tuple(decider.vocabulary.given_terms())

    def contract(self, name: str, facts: Facts) -> Contract:
        """The contract with all that is asked of it. Raises EngineFault."""
        values = {**facts.values, AS_AT.key: self._date}
        facts = Facts(values, facts.acts, facts.judgements)
        derived = self._decider.derived(facts, self._date)
        contract = Contract(name, facts, derived.truths, derived.values, derived.atoms)
        key = (*derived.atoms, *derived.truths.values())
        if key not in self._compared and len(self._compared) < _MOST_COMPARED:
            self._compare(contract)
            self._compared.add(key)
        return contract

    def _compare(self, contract: Contract) -> None:
        evaluation = self._evaluation(contract)
        for each in self._own:
            assert each.condition is not None
            expected = evaluation.truth(each.condition)
            if contract.truths[each.key] != expected:
                raise EngineFault(
                    f"no decision was made: for contract {contract.name!r} durable-rules answers"
                    f" {contract.truths[each.key]} to {each.name!r} and the reference evaluator"
                    f" {expected}; please report this"
                )

    def _evaluation(self, contract: Contract) -> Evaluation:
        return Evaluation(self._logic.members, contract.facts, self._date)

    def missing(
        self, contract: Contract, defined: Iterable[str], terms: Iterable[Term]
    ) -> tuple[str, ...]:
        """The keys of the facts for want of which these defined terms and terms are not known."""
        asked, wanted = tuple(defined), tuple(terms)
        absent = tuple(t.key for t in self._terms if t.key not in contract.facts.values)
        key = (asked, tuple(term.key for term in wanted), absent, contract.atoms)
        found = self._missing.get(key)
        if found is None:
            evaluation = self._evaluation(contract)
            keys: set[str] = set()
            for name in asked:
                keys.update(evaluation.needs(_condition(self._conditions[name])))
            for term in wanted:
                keys.update(evaluation.value_needs(TermValue(term, term.type)))
            found = self._missing[key] = tuple(sorted(keys))
        return found

    def limit(self, value: Any) -> Any:
        """What a limit comes to; None where it is not known. It reads no contract's facts."""
        found = Evaluation(self._logic.members, Facts({}), self._date).value(value)
        return None if found is NOT_KNOWN else found


def _condition(condition: Condition | None) -> Condition:
    assert condition is not None
    return condition


def identity_of(facts: Facts) -> str | None:
    """What a register calls a contract, if it has a name for it."""
    for key in (CONTRACT_ID, CHOICE_ID):
        value = facts.values.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def title_of(facts: Facts) -> str | None:
    title = facts.values.get(TITLE)
    return title if isinstance(title, str) and title.strip() else None
