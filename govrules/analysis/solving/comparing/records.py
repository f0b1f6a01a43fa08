"""What is recorded with a choice as Z3 variables: departures, sign-offs, duties done.

A departure is recorded of a rule by somebody, with reasons or without. Whether it counts is for
each rulebook to say, as `engine.reference.rules` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import z3

from govrules.analysis.solving.solver import Model
from govrules.compiler.from_policy import PolicyLogic, RuleLogic
from govrules.compiler.to_z3.facts import Fact, World
from govrules.compiler.to_z3.rails import NO, YES, Bool, both, either
from govrules.compiler.to_z3.translation import Translation
from govrules.compiler.to_z3.values import Value
from govrules.engine.roles import bare_role, is_among, with_article
from govrules.model.facts import DEPARTURES, DUTIES_DONE, SIGN_OFFS
from govrules.model.policy import Departure
from govrules.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a choice: `who` signs off or departs, `label` is the duty or the rule."""

    label: str
    who: str
    reasons: Bool = NO

    @property
    def words(self) -> str:
        if not self.label:
            return f"{with_article(self.who)} has signed off"
        if not self.who:
            return f"duty {self.label} is done"
        return f"{with_article(self.who)} departs from {self.label}"


def records_of(logic: PolicyLogic, rulebook: Translation) -> dict[str, Bool]:
    """Whether each record that the logic reads is there and counts, by the name of its atom."""
    world = rulebook.world
    found = {
        rule.departure: _departs(rule, logic, rulebook)
        for rule in logic.rules
        if rule.departure is not None
    }
    for ask in logic.sign_offs:
        found[f"signed off {ask.who}"] = _record(world, SIGN_OFFS, "", ask.who).given
    for duty, _ in logic.duties:
        found[f"done {duty.label}"] = _record(world, DUTIES_DONE, duty.label, "").given
    return found


def _departs(rule: RuleLogic, logic: PolicyLogic, rulebook: Translation) -> Bool:
    """A departure from the rule is recorded that counts."""
    label, authority = rule.rule.label, rule.rule.authority
    allowed: dict[str, list[tuple[Departure, Bool]]] = {}
    entrenched = NO
    for policy in logic.policy_set.policies:
        in_force = rulebook.in_force(policy.in_force, rulebook.day)
        for departure in policy.departures:
            if departure.authority != authority:
                continue
            if departure.by is not None:
                who = bare_role(departure.by).casefold()
                allowed.setdefault(who, []).append((departure, in_force))
            elif policy.title == rule.policy.title:
                entrenched = either(entrenched, in_force)
    counts = []
    for departures in allowed.values():
        by = departures[0][0].by or ""
        fact = _record(rulebook.world, DEPARTURES, label, by)
        plain = either(*(f for departure, f in departures if not departure.with_reasons))
        with_reasons = both(either(*(f for _, f in departures)), fact.value.of.reasons)
        counts.append(both(fact.given, either(plain, with_reasons)))
    return both(z3.Not(entrenched), either(*counts)) if not z3.is_true(entrenched) else NO


def _record(world: World, kind: str, label: str, who: str) -> Fact:
    """The record as a fact of the world; one role, by whichever article it is named."""
    role = bare_role(who).casefold()
    name = f"{kind} {label} {role}"
    if name not in world.facts:
        reasons = z3.Bool(f"{name} reasons") if kind == DEPARTURES else YES
        value = Value(z3.Bool(name), NO, Record(label, who, reasons))
        world.facts[name] = Fact(name, kind, None, value)
    return world.facts[name]


def recorded_facts(world: World) -> list[Fact]:
    """The records that the rulebooks of a world ask about."""
    return [fact for fact in world.facts.values() if isinstance(fact.value.of, Record)]


def recorded(model: Model, facts: Iterable[Fact], vocabulary: Vocabulary) -> dict[str, Any]:
    """The records among the facts, as far as a rulebook can read them, as a choice gives them."""
    found: dict[str, list[Any]] = {}
    for fact in facts:
        record = fact.value.of
        if not isinstance(record, Record):
            continue
        if fact.key == DEPARTURES and record.label in vocabulary.rules:
            departure = {"rule": record.label, "by": record.who}
            if model.holds(record.reasons):
                departure["reasons"] = "as recorded"
            found.setdefault(DEPARTURES, []).append(departure)
        elif fact.key == DUTIES_DONE and record.label in vocabulary.duties:
            found.setdefault(DUTIES_DONE, []).append(record.label)
        elif fact.key == SIGN_OFFS and is_among(record.who, vocabulary.roles):
            found.setdefault(SIGN_OFFS, []).append(record.who)
    return dict(found)
