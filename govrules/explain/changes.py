"""Say what, in principle, would change what became of a rule: the conditions that decided it."""

from __future__ import annotations

from govrules.engine.roles import with_article
from govrules.explain.conditions import Conditions
from govrules.explain.decisive import ways_to
from govrules.explain.explanation import Change
from govrules.model import kleene
from govrules.model.decision import Status
from govrules.model.policy import BINDING, ActNorm, Rule

_MOST_WAYS = 8


def change(conditions: Conditions, rule: Rule, *, in_conflict: bool) -> Change | None:
    """What would change what became of the rule; None where nothing short and true can be said."""
    if in_conflict:
        return _made(rule, "would be out of the conflict", out_of_play(conditions, rule))
    status = conditions.evaluation.rule(rule.label).status
    if status == Status.BREACHED:
        return _made(rule, "would not be breached", _out_of_breach(conditions, rule))
    if status == Status.NOT_APPLICABLE and rule.condition is not None:
        if not conditions.evaluation.rules.rule_in_force(rule):
            return None
        return _made(rule, "would apply", ways_to(conditions, rule.condition, True))
    if status == Status.MET:
        return _made(rule, "would be breached", _into_breach(conditions, rule))
    return None


def _made(rule: Rule, outcome: str, ways: list[str]) -> Change | None:
    if not ways:
        return None
    shown = ways[:_MOST_WAYS]
    if len(ways) > _MOST_WAYS:
        shown.append(f"… or in {len(ways) - _MOST_WAYS:,} more ways")
    return Change(rule.label, f"{rule.label} {outcome} if", tuple(shown))


def _out_of_breach(conditions: Conditions, rule: Rule) -> list[str]:
    """By following it, by its condition or exception, by another rule, or by a departure."""
    evaluation = conditions.evaluation
    failed = [
        norm
        for norm in rule.norms
        if norm.modality in BINDING and evaluation.rules.followed(norm) == kleene.FALSE
    ]
    if len(failed) > 1:
        ways = [
            "the rule were followed in all of these: " + "; ".join(norm.words for norm in failed)
        ]
    else:
        ways = [f"the rule were followed: {norm.words}" for norm in failed]
    return ways + out_of_play(conditions, rule)


def out_of_play(conditions: Conditions, rule: Rule) -> list[str]:
    """What would take the rule out of play."""
    evaluation = conditions.evaluation
    ways: list[str] = []
    if rule.condition is not None:
        ways += ways_to(conditions, rule.condition, False)
    if rule.unless is not None:
        ways += [f"in its exception, {way}" for way in ways_to(conditions, rule.unless, True)]
    for label in evaluation.rules.displacers[rule.label]:
        other = evaluation.rules.by_label[label]
        ways.append(f"rule {label} ({other.title}) were in play and displaced it")
    for departure in evaluation.rules.departures_from(rule):
        if departure.by is not None:
            reasons = ", with reasons recorded" if departure.with_reasons else ""
            ways.append(f"{with_article(departure.by)} departed from it{reasons}")
    return list(dict.fromkeys(ways))


def _into_breach(conditions: Conditions, rule: Rule) -> list[str]:
    ways: list[str] = []
    for norm in rule.norms:
        forbids = norm.modality == "must not"
        if norm.modality not in BINDING:
            continue
        if isinstance(norm, ActNorm):
            ways.append(
                f"the choice {'proposed' if forbids else 'did not propose'} to {norm.act.name}"
            )
        else:
            ways += ways_to(conditions, norm.requirement, forbids)
    return ways
