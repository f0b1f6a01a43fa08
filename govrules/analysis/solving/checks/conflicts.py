"""Find pairs of rules that clash: an act that both must and must not be done, norms on terms that
cannot hold together, and a lower authority that goes against a higher one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from govrules.analysis.finding import Found, Witness
from govrules.analysis.solving.prover import Prover, all_hold, conflict_is, prover_of, status_is
from govrules.analysis.solving.solver import Answer, Model, NotSettled
from govrules.analysis.solving.telling import Claim, related_rule
from govrules.analysis.subject import Budget, Subject
from govrules.compiler.from_policy import RuleLogic
from govrules.compiler.to_z3.rails import Bool, every
from govrules.model.decision import Status
from govrules.model.policy import AUTHORITIES, BINDING, ActNorm, Modality, TermNorm

_CONFLICT, _APART, _PERMITS, _FORBIDS = "A101", "A102", "A113", "A114"
_IN_PLAY = (Status.MET, Status.BREACHED, Status.DEPARTED, Status.PERMITS, Status.UNDETERMINED)

_KEPT = (Status.MET, Status.DEPARTED, Status.UNDETERMINED)


def acts_in_conflict(subject: Subject, budget: Budget) -> Iterator[Found]:
    """A must and a must not on one act, both in play: within one authority a conflict, across
    two a lower one that goes against a higher."""
    prover = prover_of(subject)
    for one, other, act in _pairs(subject, "must", "must not"):
        lower, higher = _by_authority(one, other)
        same = lower.rule.authority == higher.rule.authority
        labels = (one.rule.label, other.rule.label)
        claim = Claim(
            _CONFLICT if same else _FORBIDS,
            f"whether {labels[0]} and {labels[1]} can be in play together",
            lower.rule.place,
            (lower.rule.label, higher.rule.label),
        )
        shows = f'{labels[0]} and {labels[1]} are in play together, on the act "{act}"'
        found = prover.witness(
            budget,
            [prover.in_play(one), prover.in_play(other)],
            shows,
            conflict_is(labels),
        )
        yield from claim.unsettled(found if not isinstance(found, Witness) else None)
        if isinstance(found, Witness):
            yield claim.finding(
                _against(one, other, act) if not same else
                f'rules {labels[0]} and {labels[1]} conflict: one must and one must not "{act}", '
                "and both can be in play",
                related=[related_rule(higher.rule)],
                witness=found,
                suggestion='say in one of them that it is "despite" the other, or part their '
                "conditions" if same else
                f"leave {lower.rule.label} out where {higher.rule.label} applies",
            )  # fmt: skip


def _against(one: RuleLogic, other: RuleLogic, act: str) -> str:
    lower, higher = _by_authority(one, other)
    does, wants = ("forbids", "requires") if lower is other else ("requires", "forbids")
    return (
        f'rule {lower.rule.label} ({lower.rule.authority}) {does} what rule {higher.rule.label} '
        f'({higher.rule.authority}) {wants}: to "{act}"'
    )  # fmt: skip


def permitted_against_a_higher(subject: Subject, budget: Budget) -> Iterator[Found]:
    """A lower authority permits an act that a higher forbids, both in play."""
    prover = prover_of(subject)
    for one, other, act in _pairs(subject, "may", "must not"):
        if _rank(one) <= _rank(other):
            continue
        labels = (one.rule.label, other.rule.label)
        claim = Claim(
            _PERMITS,
            f"whether {labels[0]} can permit what {labels[1]} forbids",
            one.rule.place,
            labels,
        )
        found = prover.witness(
            budget,
            [prover.in_play(one), prover.in_play(other)],
            f"{labels[0]} and {labels[1]} are in play together",
            all_hold(status_is(labels[0], *_IN_PLAY), status_is(labels[1], *_IN_PLAY)),
        )
        if isinstance(found, Witness):
            yield claim.finding(
                f"rule {labels[0]} ({one.rule.authority}) permits what rule {labels[1]} "
                f'({other.rule.authority}) forbids: to "{act}"',
                related=[related_rule(other.rule)],
                witness=found,
                suggestion=f'say in {labels[0]} that it is "subject to {labels[1]}", or part their '
                "conditions",
            )
        else:
            yield from claim.unsettled(found)


def norms_apart(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Two binding rules on terms that can be in play together, but never followed together,
    although each can be followed on its own while both are in play."""
    prover = prover_of(subject)
    wanted = {rule.rule.label: _followed(prover, rule) for rule in subject.logic.rules}
    met = _MetTogether(prover, wanted)
    alone = [rule for rule in subject.logic.rules if met.can_be(rule, budget)]
    for one, other in combinations(alone, 2):
        if not _of_interest(subject, one, other) or met.before(one, other):
            continue
        in_play = [prover.in_play(one), prover.in_play(other)]
        follow_one, follow_other = wanted[one.rule.label], wanted[other.rule.label]
        lower, higher = _by_authority(one, other)
        labels = (lower.rule.label, higher.rule.label)
        claim = Claim(
            _APART, f"whether {labels[0]} and {labels[1]} can be met together",
            lower.rule.place, labels,
        )  # fmt: skip
        together = met.ask(budget, *in_play, follow_one, follow_other)
        yield from claim.unsettled(together)
        if together is not None:
            continue
        each = [prover.ask(budget, *in_play, follow) for follow in (follow_one, follow_other)]
        if not all(isinstance(answer, Model) for answer in each):
            continue
        found = _one_met(prover, budget, in_play, wanted, other, one)
        if found is None:  # the one may never be met with the other known to be breached
            found = _one_met(prover, budget, in_play, wanted, one, other)
        if isinstance(found, Witness):
            yield claim.finding(
                f"rules {labels[0]} and {labels[1]} can both be in play, but no choice can then "
                "meet both",
                related=[related_rule(higher.rule)],
                witness=found,
                suggestion='change one of the limits, or say which rule is "despite" the other',
            )
        elif isinstance(found, NotSettled):
            yield from claim.unsettled(found)


def _one_met(
    prover: Prover,
    budget: Budget,
    in_play: Sequence[Bool],
    wanted: Mapping[str, Bool | None],
    met: RuleLogic,
    breached: RuleLogic,
) -> Witness | NotSettled | None:
    """A choice that follows the one rule, and so breaches the other."""
    follows = wanted[met.rule.label]
    assert follows is not None
    return prover.witness(
        budget,
        [*in_play, follows, prover.node(breached.breached).true],
        f"{met.rule.label} is met, so that {breached.rule.label} is breached",
        all_hold(
            status_is(breached.rule.label, Status.BREACHED), status_is(met.rule.label, *_KEPT)
        ),
    )


@dataclass(slots=True)
class _MetTogether:
    """Which rules were met together in some model: of these pairs, nothing need be asked."""

    prover: Prover
    wanted: Mapping[str, Bool | None]
    _models: list[frozenset[str]] = field(default_factory=list)

    def by(self, model: Model) -> None:
        self._models.append(
            frozenset(
                rule.rule.label
                for rule in self.prover.subject.logic.rules
                if (followed := self.wanted[rule.rule.label]) is not None
                and model.holds(self.prover.in_play(rule))
                and model.holds(followed)
            )
        )

    def can_be(self, rule: RuleLogic, budget: Budget) -> bool:
        """Whether the rule has binding norms on terms that can be followed where it is in play."""
        followed = self.wanted[rule.rule.label]
        if followed is None:
            return False
        if any(rule.rule.label in met for met in self._models):
            return True
        return self.ask(budget, self.prover.in_play(rule), followed) is not None

    def ask(self, budget: Budget, *goal: Bool) -> Answer:
        """A choice with which the goal holds: one that tells everything if there is one, since
        more rules are met by it."""
        everything = [fact.given for fact in self.prover.world.facts.values()]
        model = self.prover.ask(budget, *goal, *everything)
        if not isinstance(model, Model):
            model = self.prover.ask(budget, *goal)
        if isinstance(model, Model):
            self.by(model)
        return model

    def before(self, one: RuleLogic, other: RuleLogic) -> bool:
        pair = {one.rule.label, other.rule.label}
        return any(pair <= met for met in self._models)


# --- pairs ---------------------------------------------------------------------------------------


def _pairs(
    subject: Subject, one: Modality, other: Modality
) -> Iterator[tuple[RuleLogic, RuleLogic, str]]:
    """The pairs of rules that say this and that of one act, with the act."""
    by_act: dict[str, tuple[dict[str, RuleLogic], dict[str, RuleLogic]]] = {}
    for rule in subject.logic.rules:
        for norm in rule.rule.norms:
            if isinstance(norm, ActNorm) and norm.modality in (one, other):
                sides = by_act.setdefault(norm.act.name, ({}, {}))
                sides[norm.modality == other][rule.rule.label] = rule
    for act, (left, right) in by_act.items():
        for first, second in product(left.values(), right.values()):
            if first is not second and _of_interest(subject, first, second):
                yield first, second, act


def _of_interest(subject: Subject, *rules: RuleLogic) -> bool:
    return any(rule.policy.title in subject.titles for rule in rules)


def _rank(rule: RuleLogic) -> int:
    return AUTHORITIES.index(rule.rule.authority)


def _by_authority(one: RuleLogic, other: RuleLogic) -> tuple[RuleLogic, RuleLogic]:
    """The rule of the lower authority, or that comes later, and the other."""
    if _rank(one) != _rank(other):
        return (one, other) if _rank(one) > _rank(other) else (other, one)
    return (other, one) if one.rule.place <= other.rule.place else (one, other)


def _followed(prover: Prover, rule: RuleLogic) -> Bool | None:
    """Whether the rule's binding norms on terms are followed for certain; None without any."""
    norms = [
        norm for norm in rule.rule.norms if isinstance(norm, TermNorm) and norm.modality in BINDING
    ]
    if not norms:
        return None
    truths = [prover.rulebook.truth(norm.requirement) for norm in norms]
    return every(
        truth.false if norm.modality == "must not" else truth.true
        for norm, truth in zip(norms, truths, strict=True)
    )
