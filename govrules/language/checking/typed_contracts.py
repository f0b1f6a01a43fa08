"""The contracts that a scenario gives, and what it expects of portfolio rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_facts import cell_json, given_term, row_json
from govrules.language.checking.typed_types import kind_of
from govrules.language.faults import names as faults_names
from govrules.language.faults import portfolio as faults_portfolio
from govrules.language.faults import types as faults_types
from govrules.language.to_text import words
from govrules.model.policy import Term
from govrules.model.portfolio_words import REGISTER_TERMS
from govrules.model.scenario import Expected, ExpectedStatus, ExpectedVerdict
from govrules.model.types import ListType, TableType

_CONTRACTS = "contracts"
_BY_NAME = {fold(term.name): term for term in REGISTER_TERMS}


def are_contracts(given: s.Given, scope: Scope) -> bool:
    """`contracts are` and rows, where no list of that name is declared."""
    if not isinstance(given, s.GivenList) or fold(given.name.text) != _CONTRACTS:
        return False
    return scope.look(given.name.text) is None


def typed_contracts(given: Iterable[s.Given], scope: Scope) -> tuple[dict[str, Any], ...] | None:
    """The contracts as JSON would give them; None where the scenario gives none."""
    tables = [one for one in given if isinstance(one, s.GivenList) and are_contracts(one, scope)]
    if not tables:
        return None
    for table in tables[1:]:
        scope.report(faults_names.given_twice(_CONTRACTS, table.name.place))
    table = tables[0]
    terms = _columns(table.fields, scope)
    contracts = (row_json(row, terms, cell_json, table.place, scope) for row in table.rows)
    return tuple(contract for contract in contracts if contract is not None)


def _columns(names: Iterable[s.Name], scope: Scope) -> list[Term | None]:
    """The terms of the columns; those with faults, which are reported, as None."""
    found: list[Term | None] = []
    for name in names:
        term = _column(name, scope)
        if term is not None and term in found:
            scope.report(faults_names.given_twice(term.name, name.place))
        found.append(term)
    return found


def _column(name: s.Name, scope: Scope) -> Term | None:
    """The term that a column gives: a declared one, or what every register may say."""
    if scope.look(name.text) is None and fold(name.text) in _BY_NAME:
        return _BY_NAME[fold(name.text)]
    term = given_term(name, scope)
    if term is not None and isinstance(term.type, ListType | TableType):
        advice = "a cell holds one value, so leave this column out"
        scope.report(faults_types.wrong_form(term.name, kind_of(term.type), advice, name.place))
        return None
    return term


# --- what is expected --------------------------------------------------------------------------


def refuse_portfolio(
    expected: Iterable[s.Expectation], labels: frozenset[str], scope: Scope
) -> None:
    """A portfolio rule can only be expected of contracts, and only it has groups."""
    for one in expected:
        if isinstance(one, s.ExpectRule) and one.rule in labels:
            scope.report(faults_portfolio.no_contracts(one.rule, one.place))
        elif isinstance(one, s.ExpectRule) and one.group is not None:
            scope.report(faults_portfolio.no_group(one.rule, one.place))


def expected_of_portfolio(
    node: s.Expectation, labels: frozenset[str], scope: Scope
) -> Expected | None:
    """The verdict on the portfolio, or the status of one of its rules."""
    text, place = words(node), node.place
    match node:
        case s.ExpectVerdict(verdict=verdict, without=()):
            return ExpectedVerdict(verdict, (), text, place=place)
        case s.ExpectRule(rule=rule, status=status, by=None, group=group) if rule in labels:
            return ExpectedStatus(rule, status, None, group, words=text, place=place)
    scope.report(faults_portfolio.not_of_contracts(text, place))
    return None
