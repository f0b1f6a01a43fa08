"""What a policy may say, but its writer probably did not mean: nothing here stops a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Key, Words
from govrules.language.faults import warnings as faults_warnings
from govrules.model.diagnostic import Diagnostic
from govrules.model.policy import ActNorm, Policy


def warnings_of(
    nodes: Sequence[s.Policy], policies: Sequence[Policy], words: Words
) -> list[Diagnostic]:
    """Every warning about the policies of the set."""
    read = {
        reading.word
        for reading in words.readings
        if reading.reader[0] != "scenario" and reading.reader != reading.word
    }
    faults: list[Diagnostic] = []
    for node, policy in zip(nodes, policies, strict=True):
        faults += _heading(node, policy)
        faults += _rules(node, policy)
        if not words.faults:  # what is at fault may be what reads them
            faults += _never_read(policy, read)
        faults += _weights(policy)
        faults += [
            faults_warnings.expects_nothing(scenario.title, scenario.place)
            for scenario in policy.scenarios
            if not _expects(node, scenario.title)
        ]
        faults += [
            faults_warnings.nobody_decides(who.place)
            for who in policy.who_decides
            if who.deciders and who.otherwise is None
        ]
    return faults


def _expects(node: s.Policy, title: str) -> bool:
    """Does the scenario expect anything, as written?"""
    return any(
        item.expect for item in node.items if isinstance(item, s.Scenario) and item.title == title
    )


def _heading(node: s.Policy, policy: Policy) -> Iterable[Diagnostic]:
    has_departures = any(isinstance(item, s.Departures) for item in node.items)
    if policy.rules and not has_departures:
        yield faults_warnings.blanket_policy(policy.title, node.header.place)
    adopted, start = policy.adopted_on, policy.in_force.start
    if adopted is not None and start is not None and adopted > start:
        yield faults_warnings.adopted_late(adopted, start, node.header.place)


def _rules(node: s.Policy, policy: Policy) -> Iterable[Diagnostic]:
    # a policy that names no source at all is not asked for one rule by rule
    has_sources = any(isinstance(item, s.Source) for item in node.items)
    for rule in policy.rules:
        if has_sources and not rule.citations:
            yield faults_warnings.without_citation(rule.label, rule.place)
        for norm in rule.norms:
            if isinstance(norm, ActNorm) and norm.limit is not None and norm.modality == "may":
                yield faults_warnings.limit_only_stated(rule.label, norm.limit.words, norm.place)


def _never_read(policy: Policy, read: set[Key]) -> Iterable[Diagnostic]:
    # a policy of words alone is there for others to use
    if not policy.rules:
        return
    for term in policy.terms:
        if ("term", fold(term.name)) not in read and term.worked_out_by is None:
            yield faults_warnings.term_never_read(term.name, term.place)
    for figure in policy.figures:
        if ("figure", fold(figure.name)) not in read:
            yield faults_warnings.figure_never_read(figure.name, figure.place)


def _weights(policy: Policy) -> Iterable[Diagnostic]:
    given = [priority.weight for priority in policy.priorities if priority.weight is not None]
    total = sum(given, Decimal())
    complete = len(given) == len(policy.priorities)
    if given and (total > 100 or (complete and total != 100)):
        yield faults_warnings.weights(total, policy.priorities[0].place)
