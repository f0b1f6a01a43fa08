"""Check what a policy accepts of what analysis finds: known codes, on things that are there."""

from __future__ import annotations

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_scenarios import Labels
from govrules.language.codes import ANALYSIS, all_codes
from govrules.language.faults import names as faults_names
from govrules.model.policy import AcceptedFinding

WHO_DECIDES = "who decides"
"""What a finding about who decides is about: it has no label."""


def typed_accepted(node: s.Policy, labels: Labels, scope: Scope) -> tuple[AcceptedFinding, ...]:
    """The accepted findings without those of an unknown code, or on something unknown."""
    entries = [
        entry
        for item in node.items
        if isinstance(item, s.AcceptedFindings)
        for entry in item.entries
    ]
    return tuple(
        AcceptedFinding(
            entry.code.upper(),
            (*entry.labels, *entry.words),
            entry.because,
            scope.title,
            place=entry.place,
        )
        for entry in entries
        if _is_known(entry, labels, scope)
    )


def _is_known(entry: s.AcceptedFinding, labels: Labels, scope: Scope) -> bool:
    codes = [code for code in all_codes() if code.startswith(ANALYSIS)]
    if entry.code.upper() not in codes:
        scope.report(faults_names.unknown_finding(entry.code, codes, entry.place))
        return False
    known = frozenset[str]().union(
        labels.rules, labels.duties, labels.portfolio, labels.comparisons, labels.tables
    )
    words = {*scope.words.found, *scope.words.acts, *map(fold, scope.words.titles), WHO_DECIDES}
    faults = [
        faults_names.unknown_label("rule or table", label, known, entry.place)
        for label in entry.labels
        if label not in known
    ]
    faults += [
        faults_names.unknown_term(word, words, entry.place)
        for word in entry.words
        if fold(word) not in words
    ]
    for fault in faults:
        scope.report(fault)
    return not faults
