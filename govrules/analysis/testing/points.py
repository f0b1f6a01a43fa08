"""The points of a policy that its scenarios should reach: what each rule, row and figure can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from govrules.analysis.testing.observing import Observed, Side
from govrules.analysis.testing.trying import limits_of
from govrules.explain.boundary.comparisons import Comparison
from govrules.explain.boundary.steps import neighbours
from govrules.model.decision import Verdict
from govrules.model.place import Place
from govrules.model.policy import BINDING, ActNorm, Policy, PolicySet
from govrules.model.types import MoneyType

Kind = Literal[
    "rule", "exception", "definition", "table row", "boundary", "duty", "who decides", "verdict",
    "portfolio rule", "comparison",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "rule", "exception", "definition", "table row", "boundary", "duty", "who decides", "verdict",
    "portfolio rule", "comparison",
)  # fmt: skip
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a policy can do: `rule C2` is `breached`, `at the limit` of a comparison.

    `label` is that of the rule, table, duty or comparison, the name of a definition, the role that
    decides or the verdict. `words` are the policy's own, where a comparison is meant.
    """

    kind: Kind
    label: str
    what: str
    words: str
    place: Place


class Probe(NamedTuple):
    """A point, and whether a decided choice reaches it."""

    point: Point
    reached: Callable[[Observed], bool]


SIDES: dict[Side, str] = {
    "below": "below the limit",
    "at": "at the limit",
    "above": "above the limit",
}


def sides_of(one: Comparison) -> tuple[Side, ...]:
    """The sides that a choice can be on: no count is below 0, and no amount need be."""
    near = [neighbours(limit, one.limit.type, one.subject) for limit in limits_of(one.limit)]
    if not near:
        return tuple(SIDES)
    no_less = isinstance(one.subject.type, MoneyType) and all(each.at == 0 for each in near)
    can = {
        "below": not no_less and any(each.below is not None for each in near),
        "at": any(each.at is not None for each in near),
        "above": any(each.above is not None for each in near),
    }
    return tuple(side for side in SIDES if can[side])


def possible_verdicts(policy_set: PolicySet, policy: Policy) -> tuple[Verdict, ...]:
    """The verdicts that a policy with rules can come to, as far as its constructs tell."""
    if not policy.rules:
        return ()
    rules = policy_set.rules()
    acts = {
        modality: {
            norm.act.name
            for rule in rules
            for norm in rule.norms
            if isinstance(norm, ActNorm) and norm.modality == modality
        }
        for modality in BINDING
    }
    modalities = {norm.modality for rule in rules for norm in rule.norms}
    binding = bool(modalities & set(BINDING))
    owed = bool(modalities & {"should", "should not"}) or any(
        each.duties or any(section.sign_offs for section in each.who_decides)
        for each in policy_set.policies
    )
    owed = owed or any(
        rule.sign_offs or any(isinstance(norm, ActNorm) and norm.limit for norm in rule.norms)
        for rule in rules
    )
    possible = {
        Verdict.CONFLICT: bool(acts["must"] & acts["must not"]),
        Verdict.DOES_NOT_COMPLY: binding,
        Verdict.UNDECIDED: binding,
        Verdict.OUTSIDE: all(rule.condition is not None for rule in rules),
        Verdict.CONDITIONS: owed,
        Verdict.COMPLIES: True,
    }
    return tuple(verdict for verdict, can in possible.items() if can)
