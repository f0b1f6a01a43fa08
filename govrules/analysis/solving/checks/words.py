"""Find a `despite` or `subject to` that never matters, and definitions that never tell choices
apart."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.analysis.finding import Found, Witness
from govrules.analysis.solving.prover import Holds, prover_of
from govrules.analysis.solving.solver import Model
from govrules.analysis.solving.telling import Claim, related_rule
from govrules.analysis.subject import Budget, Subject
from govrules.compiler.from_policy import RuleLogic
from govrules.compiler.to_z3.rails import every, no
from govrules.model.decision import Decision

_NEVER_MATTERS, _ALWAYS, _NEVER = "A109", "A110", "A111"


def displacement_that_never_matters(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Two rules of which one should displace the other, but never does so where nothing else
    displaces it already."""
    prover = prover_of(subject)
    by_label = {logic.rule.label: logic for logic in subject.logic.rules}
    for displaced in subject.logic.rules:
        others = dict(displaced.displacers)
        for label in [each for each in others if each in by_label]:
            by = by_label[label]
            if not {by.policy.title, displaced.policy.title} & subject.titles:
                continue
            rest = [
                no(prover.node(node).possible) for each, node in others.items() if each != label
            ]
            alone = every([prover.applies(displaced), *rest])
            claim = _displacement_claim(by, displaced)
            answer = prover.ask(budget, alone, prover.in_play(by))
            yield from claim.unsettled(answer)
            # where one of the two never comes up, other checks tell why
            both_come_up = answer is None and all(
                isinstance(prover.ask(budget, each), Model) for each in (alone, prover.in_play(by))
            )
            if both_come_up:
                word, first, second = _said(by, displaced)
                yield claim.finding(
                    f'"{word} {second.rule.label}" in rule {first.rule.label} never matters: no '
                    f"choice brings {by.rule.label} into play where {displaced.rule.label} would "
                    "be in play without it",
                    related=[related_rule(second.rule)],
                    suggestion=f'leave "{word} {second.rule.label}" out, or look at the conditions '
                    "of both rules",
                )


def _said(by: RuleLogic, displaced: RuleLogic) -> tuple[str, RuleLogic, RuleLogic]:
    """The word, the rule that says it, and the rule that it names."""
    if displaced.rule.label in by.rule.despite:
        return "despite", by, displaced
    return "subject to", displaced, by


def _displacement_claim(by: RuleLogic, displaced: RuleLogic) -> Claim:
    word, first, second = _said(by, displaced)
    labels = (first.rule.label, second.rule.label)
    what = f'whether "{word} {labels[1]}" in {labels[0]} ever matters'
    return Claim(_NEVER_MATTERS, what, first.rule.place, labels)


def constant_definitions(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Definitions with `if` that every choice meets, or that none meets."""
    prover = prover_of(subject)
    for policy in prover.policies:
        for definition in policy.definitions:
            node = subject.logic.definitions.get(definition.key)
            if node is None:
                continue
            truth = prover.node(node)
            for code, never, said, is_so in (
                (_ALWAYS, truth.false, "is met by every choice", truth.true),
                (_NEVER, truth.true, "is met by no choice", truth.false),
            ):
                claim = Claim(
                    code, f'whether "{definition.name}" {said}', definition.place,
                    (definition.name,),
                )  # fmt: skip
                answer = prover.ask(budget, never)
                yield from claim.unsettled(answer)
                if answer is not None:
                    continue
                wanted = code == _ALWAYS
                found = prover.witness(
                    budget,
                    [is_so],
                    f'"{definition.name}" is {"met" if wanted else "not met"}, and cannot but be',
                    _term_is(definition.key, wanted),
                )
                yield claim.finding(
                    f'"{definition.name}" {said}',
                    witness=found if isinstance(found, Witness) else None,
                    suggestion="look at its condition, or leave it out",
                )


def _term_is(key: str, wanted: bool) -> Holds:
    def holds(decision: Decision) -> bool:
        return decision.terms[key] is wanted

    return holds
