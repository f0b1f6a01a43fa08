"""Find rules that do nothing: never apply, are never breached or never met, are always displaced,
are swallowed by their own exception, or only repeat what others say."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.analysis.finding import Found, Witness
from govrules.analysis.solving.prover import (
    Prover,
    all_hold,
    one_is_breached,
    prover_of,
    status_is,
)
from govrules.analysis.solving.solver import Model
from govrules.analysis.solving.telling import Claim, related_rule
from govrules.analysis.subject import Budget, Subject
from govrules.compiler.from_policy import RuleLogic
from govrules.compiler.to_z3.rails import Rails, all_of, no
from govrules.explain.paper.phrases import listed
from govrules.model.decision import Status
from govrules.model.diagnostic import Related
from govrules.model.expression import AllOf, Condition, Proposes
from govrules.model.policy import BINDING, ActNorm, Norm, Rule

_NEVER_APPLIES, _NEVER_BREACHED, _NEVER_MET = "A103", "A104", "A105"
_ALWAYS_DISPLACED, _SWALLOWED, _REDUNDANT = "A106", "A107", "A108"


def never_applies(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Rules whose condition no choice meets on a day on which they are in force."""
    prover = prover_of(subject)
    for logic in prover.rules:
        rule = logic.rule
        claim = _claim(_NEVER_APPLIES, rule, "can ever apply")
        answer = prover.ask(budget, prover.applies(logic))
        yield from claim.unsettled(answer)
        if answer is None:
            yield claim.finding(
                f"rule {rule.label} can never apply: {_why_never(prover, budget, logic)}",
                suggestion="change its condition, or leave the rule out",
            )


def _why_never(prover: Prover, budget: Budget, logic: RuleLogic) -> str:
    """Which parts of the condition cannot hold together."""
    parts = _parts(logic.rule.condition)
    truths = [prover.rulebook.truth(part).true for part in parts]
    in_force = prover.node(logic.in_force).true
    clashing = [parts[n] for n in prover.clashing(budget, truths, in_force)]
    if not clashing:
        return "it is never in force" if prover.ask(budget, in_force) is None else "no choice is so"
    said = listed([f'"{part.words}"' for part in clashing])
    return f"{said} {'cannot hold together' if len(clashing) > 1 else 'never holds'}"


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    if condition is None:
        return ()
    return condition.items if isinstance(condition, AllOf) else (condition,)


def never_breached(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Binding rules that come into play, but that no choice breaches."""
    prover = prover_of(subject)
    for logic in _in_play_rules(prover, budget):
        rule = logic.rule
        if not any(norm.modality in BINDING for norm in rule.norms):
            continue
        claim = _claim(_NEVER_BREACHED, rule, "can ever be breached")
        answer = prover.ask(budget, prover.node(logic.breached).true)
        yield from claim.unsettled(answer)
        if answer is not None:
            continue
        shows = f"{rule.label} is in play, and cannot but be met"
        kept = status_is(rule.label, Status.MET, Status.DEPARTED, Status.UNDETERMINED)
        found = prover.witness(budget, [prover.in_play(logic)], shows, kept)
        yield claim.finding(
            f"rule {rule.label} can never be breached: what it asks for never fails where it "
            "applies",
            witness=found if isinstance(found, Witness) else None,
            suggestion="ask for more, or leave the rule out",
        )


def never_met(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Rules that come into play, but that no choice can then follow.

    That an act must not be done counts as followed where the act is not proposed, also for a rule
    that only applies where it is: a plain prohibition may be written so.
    """
    prover = prover_of(subject)
    for logic in _in_play_rules(prover, budget):
        rule = logic.rule
        wanted = [n for n in rule.norms if n.modality != "may" and not _is_prohibition(n)]
        if not wanted:
            continue
        claim = _claim(_NEVER_MET, rule, "can ever be met")
        followed = all_of([_followed(prover, norm) for norm in wanted]).true
        answer = prover.ask(budget, prover.in_play(logic), followed)
        yield from claim.unsettled(answer)
        if answer is not None:
            continue
        shows = f"{rule.label} is in play, and cannot be met"
        fails = [prover.in_play(logic), prover.fails(logic).true]
        breached = status_is(rule.label, Status.BREACHED, Status.DEPARTED)
        found = prover.witness(budget, fails, shows, breached)
        if found is None:  # as where it only applies while what it asks about is not known
            open_ = status_is(rule.label, Status.UNDETERMINED)
            found = prover.witness(budget, [prover.in_play(logic)], shows, open_)
        if isinstance(found, Witness):
            yield claim.finding(
                f"rule {rule.label} can never be met: where it applies, what it asks for cannot be",
                witness=found,
                suggestion="change what it asks for, or its condition",
            )
        else:
            yield from claim.unsettled(found)


def always_displaced(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Rules that can apply, but are then always displaced: by their own exception alone, or by
    other rules."""
    prover = prover_of(subject)
    for logic in prover.rules:
        rule = logic.rule
        displacers = [(by, node) for by, node in logic.displacers if by != "departure"]
        if not displacers:
            continue
        claim = _claim(_ALWAYS_DISPLACED, rule, "can ever be in play")
        answer = prover.ask(budget, prover.in_play(logic))
        yield from claim.unsettled(answer)
        if answer is not None or prover.ask(budget, prover.applies(logic)) is None:
            continue
        not_by = [no(prover.node(node).possible) for _, node in displacers]
        needed = prover.clashing(budget, not_by, prover.applies(logic))
        by = [displacers[number][0] for number in needed] or [each for each, _ in displacers]
        swallowed = by == ["unless"]
        found = prover.witness(
            budget,
            [prover.applies(logic), prover.node(logic.displaced).true],
            f"{rule.label} is displaced",
            status_is(rule.label, Status.DISPLACED),
        )
        if not isinstance(found, Witness):
            yield from claim.unsettled(found)
            continue
        claim = _claim(_SWALLOWED if swallowed else _ALWAYS_DISPLACED, rule, claim.what)
        yield claim.finding(
            f"the exception of rule {rule.label} swallows it: wherever the rule applies, its "
            '"unless" holds'
            if swallowed
            else f"rule {rule.label} is always displaced where it applies, by "
            f"{listed([_displacer(each) for each in by])}",
            related=_related(subject, by),
            witness=found,
            suggestion="narrow the exception" if swallowed else "narrow what displaces it",
        )


def redundant(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Rules that are only breached where others are breached too."""
    prover = prover_of(subject)
    read_by_others = {node for logic in subject.logic.rules for _, node in logic.displacers}
    covered: set[str] = set()
    for logic in prover.rules:
        rule = logic.rule
        plain = all(norm.modality in BINDING for norm in rule.norms)
        if not plain or rule.sign_offs or logic.in_play in read_by_others:
            continue
        breached = prover.node(logic.breached).true
        # of two rules that say the same, one is told, and only the other is held against the rest
        others = [
            other
            for other in subject.logic.rules
            if other is not logic and other.rule.label not in covered
        ]
        kept = [no(prover.node(other.breached).true) for other in others]
        claim = _claim(_REDUNDANT, rule, "is ever breached alone")
        answer = prover.ask(budget, breached, *kept)
        yield from claim.unsettled(answer)
        if answer is not None or not isinstance(prover.ask(budget, breached), Model):
            continue
        needed = [others[number] for number in prover.clashing(budget, kept, breached)]
        labels = [other.rule.label for other in needed]
        if not labels:
            continue
        covered.add(rule.label)
        found = prover.witness(
            budget,
            [breached],
            f"{rule.label} is breached, and with it {listed(labels, 'or')}",
            all_hold(status_is(rule.label, Status.BREACHED), one_is_breached(labels)),
        )
        if isinstance(found, Witness):
            yield claim.finding(
                f"rule {rule.label} adds nothing to {listed(labels)}: whoever breaches it "
                f"breaches {'one of them' if len(labels) > 1 else 'that'} as well",
                related=[related_rule(other.rule) for other in needed],
                witness=found,
                suggestion="leave one of them out, or say in what they differ",
            )
        else:
            yield from claim.unsettled(found)


# --- parts ---------------------------------------------------------------------------------------


def _claim(code: str, rule: Rule, what: str) -> Claim:
    return Claim(code, f"whether {rule.label} {what}", rule.place, (rule.label,))


def _in_play_rules(prover: Prover, budget: Budget) -> Iterator[RuleLogic]:
    """The rules that can come into play; of the others, other checks tell."""
    for logic in prover.rules:
        if isinstance(prover.ask(budget, prover.in_play(logic)), Model):
            yield logic


def _is_prohibition(norm: Norm) -> bool:
    return isinstance(norm, ActNorm) and norm.modality.endswith("not")


def _followed(prover: Prover, norm: Norm) -> Rails:
    asked = Proposes(norm.act) if isinstance(norm, ActNorm) else norm.requirement
    truth = prover.rulebook.truth(asked)
    return Rails(truth.false, no(truth.true)) if norm.modality.endswith("not") else truth


def _displacer(by: str) -> str:
    return 'its own "unless"' if by == "unless" else f"rule {by}"


def _related(subject: Subject, labels: list[str]) -> list[Related]:
    return [related_rule(logic.rule) for logic in subject.logic.rules if logic.rule.label in labels]
