"""What rules say of each other: displacement that is unknown, goes in a circle or climbs."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.language.checking.chains import LONGEST, too_long
from govrules.language.checking.circles import circles
from govrules.language.faults import relations as faults_relations
from govrules.model.diagnostic import Diagnostic
from govrules.model.policy import AUTHORITIES, Rule


def relation_faults(rules: Sequence[Rule]) -> list[Diagnostic]:
    """Every fault of `despite` and `subject to` among the rules of the set."""
    by_label = {rule.label: rule for rule in rules}
    faults: list[Diagnostic] = []
    displaces: dict[str, list[str]] = {label: [] for label in sorted(by_label)}
    for rule in rules:
        for relation, labels in (("despite", rule.despite), ("subject to", rule.subject_to)):
            for label in labels:
                fault = _unknown_or_itself(relation, label, rule, by_label)
                if fault is not None:
                    faults.append(fault)
                    continue
                other = by_label[label]
                upper, lower = (rule, other) if relation == "despite" else (other, rule)
                displaces[upper.label].append(lower.label)
                faults += _climb(upper, lower, rule)
    found = circles(displaces)
    for path in found:
        places = [by_label[label].place for label in path]
        faults.append(faults_relations.displacement_circle(path, places))
    for chain, _ in [] if found else too_long(displaces, LONGEST):
        places = [by_label[label].place for label in chain]
        faults.append(faults_relations.long_displacement(chain, places, LONGEST))
    return faults


def _unknown_or_itself(
    relation: str, label: str, rule: Rule, by_label: dict[str, Rule]
) -> Diagnostic | None:
    if label not in by_label:
        return faults_relations.unknown_rule(relation, label, by_label, rule.place)
    return faults_relations.itself(relation, label, rule.place) if label == rule.label else None


def _climb(displacing: Rule, displaced: Rule, written_in: Rule) -> list[Diagnostic]:
    """A rule never displaces one of a higher authority."""
    if not {displacing.authority, displaced.authority} <= set(AUTHORITIES):
        return []
    if AUTHORITIES.index(displacing.authority) <= AUTHORITIES.index(displaced.authority):
        return []
    upper = displaced.label, displaced.authority, displaced.place
    lower = displacing.label, displacing.authority, displacing.place
    return [faults_relations.climbs(upper, lower, written_in.place)]
