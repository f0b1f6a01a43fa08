"""Read what became of a rule from the nodes that durable-rules decided."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.model.decision import Status
from govrules.model.kleene import FALSE, TRUE, Truth
from govrules.model.policy import Modality, Norm, PortfolioNorm, Rule

ADVISORY: tuple[Modality, ...] = ("should", "should not")
_STRONGEST_FIRST: tuple[Modality, ...] = ("must", "must not", "should", "should not", "may")


def status_of(
    rule: Rule, applicable: Truth, displaced: Truth, in_play: Truth, breached: Truth, departs: Truth
) -> Status:
    """The first status that fits, in the order of docs/explanation/meaning.md."""
    if applicable == FALSE:
        return Status.NOT_APPLICABLE
    if displaced == TRUE:
        return Status.DISPLACED
    if breached != FALSE:
        return Status.BREACHED if breached == TRUE else Status.UNDETERMINED
    if departs != FALSE:
        return Status.DEPARTED if departs == TRUE else Status.UNDETERMINED
    if all(norm.modality == "may" for norm in rule.norms):
        return Status.PERMITS if in_play == TRUE else Status.UNDETERMINED
    return Status.MET


def strongest_norm(rule: Rule) -> Modality:
    """The norm that a finding names: the first of must, must not, should, should not, may."""
    return strongest_norm_of(rule.norms)


def strongest_norm_of(norms: Iterable[Norm | PortfolioNorm]) -> Modality:
    return min((norm.modality for norm in norms), key=_STRONGEST_FIRST.index, default="may")
