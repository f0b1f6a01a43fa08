"""Give the verdict: the first that holds, in the order of the meaning."""

from __future__ import annotations

from govrules.engine.reference.rules import Rules
from govrules.model import kleene
from govrules.model.decision import Verdict
from govrules.model.kleene import Truth
from govrules.model.policy import ActNorm, Modality


def conflicts(rules: Rules) -> tuple[tuple[str, str], ...]:
    """Pairs of rules in play of which the first must and the second must not do the same act."""
    return _pairs(rules, kleene.TRUE)


def possible_conflicts(rules: Rules) -> tuple[tuple[str, str], ...]:
    """Such pairs that may both be in play, though not for certain."""
    certain = set(conflicts(rules))
    return tuple(pair for pair in _pairs(rules, kleene.UNKNOWN) if pair not in certain)


def _pairs(rules: Rules, least: Truth) -> tuple[tuple[str, str], ...]:
    must, must_not = _in_play(rules, "must", least), _in_play(rules, "must not", least)
    return tuple(
        sorted({(one, other) for one, act in must for other, same in must_not if act == same})
    )


def _in_play(rules: Rules, modality: Modality, least: Truth) -> list[tuple[str, str]]:
    """The rules at least so surely in play that say this of an act, each with the act."""
    return [
        (rule.label, norm.act.name)
        for rule in rules.by_label.values()
        if rules.rule(rule.label).in_play >= least
        for norm in rule.norms
        if isinstance(norm, ActNorm) and norm.modality == modality
    ]


def verdict(rules: Rules, *, owed: bool) -> Verdict:
    """The one word of the decision; `owed` tells whether anything is owed, or may be."""
    found = [rules.rule(label) for label in rules.by_label]
    if conflicts(rules):
        return Verdict.CONFLICT
    if any(rule.breached == kleene.TRUE for rule in found):
        return Verdict.DOES_NOT_COMPLY
    if any(rule.breached == kleene.UNKNOWN for rule in found):
        return Verdict.UNDECIDED
    if all(rule.applicable == kleene.FALSE for rule in found):
        return Verdict.OUTSIDE
    return Verdict.CONDITIONS if owed else Verdict.COMPLIES
