"""From rules, duties, departures and deciders as written to typed ones."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.language import syntax as s
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_conditions import typed_condition
from govrules.language.faults import relations as faults_relations
from govrules.language.faults.syntax import unknown_authority
from govrules.language.to_text import words
from govrules.model.expression import Condition
from govrules.model.place import Place
from govrules.model.policy import (
    AUTHORITIES,
    ActNorm,
    Deadline,
    Decider,
    Departure,
    Duty,
    InForce,
    Limit,
    Norm,
    Rule,
    TermNorm,
    WhoDecides,
)


def optional(node: s.Condition | None, scope: Scope) -> Condition | None:
    return None if node is None else typed_condition(node, scope)


def in_force(node: s.InForce | None, what: str, place: Place, scope: Scope) -> InForce:
    if node is None:
        return InForce()
    if node.start is not None and node.end is not None and node.end < node.start:
        at = node.place if node.place.line else place
        scope.report(faults_relations.ends_before_it_starts(what, node.start, node.end, at))
    return InForce(node.start, node.end)


def typed_rule(node: s.Rule, authority: str, outer: Scope) -> Rule:
    """The rule without what could not be typed, which is reported."""
    scope = outer.reading("rule", node.label)
    norms = [typed_norm(norm, scope) for norm in node.norms]
    return Rule(
        label=node.label,
        title=node.title,
        norms=tuple(norm for norm in norms if norm is not None),
        condition=optional(node.condition, scope),
        unless=optional(node.unless, scope),
        despite=node.despite,
        subject_to=node.subject_to,
        sign_offs=tuple(scope.role(role) for role in node.sign_offs),
        because=node.because,
        serves=tuple(scope.priority(title, node.place) for title in node.serves),
        in_force=in_force(node.in_force, f"rule {node.label}", node.place, scope),
        citations=scope.citations(node.citations),
        authority=authority,
        policy=scope.title,
        place=node.place,
    )


def typed_norm(node: s.Norm, scope: Scope) -> Norm | None:
    text = words(node)
    if isinstance(node, s.ActNorm):
        act = scope.act(node.act)
        role = scope.role(node.role)
        if act is None:
            return None
        limit = None if node.limit is None else Limit(words(node.limit))
        return ActNorm(node.modality, role, act, limit, text, place=node.place)
    requirement = typed_condition(node.requirement, scope)
    if requirement is None:
        return None
    return TermNorm(node.modality, requirement, text, place=node.place)


def typed_departures(node: s.Departures, scope: Scope) -> tuple[Departure, ...]:
    entries: list[Departure] = []
    for entry in node.entries:
        authority = _authority(entry.authority, entry.place, scope)
        by = None if entry.by is None else scope.role(entry.by)
        departure = Departure(authority, by, entry.with_reasons, scope.title, place=entry.place)
        if not _clashes(departure, entries, scope):
            entries.append(departure)
    return tuple(entries)


def _authority(text: str, place: Place, scope: Scope) -> str:
    if text not in AUTHORITIES:
        scope.report(unknown_authority(text, place))
    return text


def _clashes(departure: Departure, before: Sequence[Departure], scope: Scope) -> bool:
    for other in before:
        if other.authority != departure.authority:
            continue
        if other.by == departure.by:
            fault = faults_relations.departure_twice
        elif other.by is None or departure.by is None:
            fault = faults_relations.departure_both_ways
        else:
            continue
        scope.report(fault(departure.authority, departure.place, other.place))
        return True
    return False


def typed_duties(node: s.Duties, outer: Scope) -> tuple[Duty, ...]:
    """Each duty of the section; the second and later ones are labelled D1.2, D1.3, …"""
    scope = outer.reading("duty", node.label)
    act = scope.act(node.act)
    condition = optional(node.condition, scope)
    citations = scope.citations(node.citations)
    duties = []
    for number, duty in enumerate(node.duties, start=1):
        role = scope.role(duty.role)
        if act is None:
            continue
        duties.append(
            Duty(
                label=duty_label(node.label, number),
                timing=node.timing,
                act=act,
                role=role,
                modality=duty.modality,
                action=duty.action,
                about=duty.about,
                lasting=_deadline(duty.lasting),
                within=_deadline(duty.within),
                condition=condition,
                citations=citations,
                words=words(duty),
                policy=scope.title,
                place=duty.place,
            )
        )
    return tuple(duties)


def duty_label(section: str, number: int) -> str:
    return section if number == 1 else f"{section}.{number}"


def _deadline(duration: s.Duration | None) -> Deadline | None:
    return None if duration is None else Deadline(duration.count, duration.unit)


def typed_who_decides(node: s.WhoDecides, outer: Scope) -> WhoDecides:
    scope = outer.reading("who decides", outer.title)
    return WhoDecides(
        deciders=_deciders(node.deciders, scope),
        otherwise=None if node.otherwise is None else scope.role(node.otherwise),
        sign_offs=_deciders(node.sign_offs, scope),
        policy=scope.title,
        place=node.place,
    )


def _deciders(nodes: Sequence[s.Decider], scope: Scope) -> tuple[Decider, ...]:
    deciders = []
    for node in nodes:
        role, condition = scope.role(node.role), typed_condition(node.condition, scope)
        if condition is not None:
            deciders.append(Decider(role, condition, place=node.place))
    return tuple(deciders)
