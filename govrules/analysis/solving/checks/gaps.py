"""Find choices that fall through: that no rule speaks to, or that nobody decides."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.analysis.finding import Found, Witness
from govrules.analysis.solving.prover import Holds, Prover, prover_of
from govrules.analysis.solving.regions import Region, conditions_of, region_of, smallest_first
from govrules.analysis.solving.solver import Model, NotSettled
from govrules.analysis.solving.telling import Claim
from govrules.analysis.subject import Budget, Subject
from govrules.compiler.to_z3.rails import Bool, both, either, every, no
from govrules.explain.paper.phrases import listed
from govrules.model.decision import Decision, Verdict
from govrules.model.place import Place
from govrules.model.policy import Policy

_GAP, _NOBODY = "A112", "A115"
_LAW = ("statute", "statutory guidance")
_MOST_GAPS = 5
_MOST_TRIED = 12


def kinds_no_rule_speaks_to(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Kinds of ordinary choice with the verdict "outside this policy", though the policies are in
    force. The smallest kinds first, each said by as few conditions as make it certain.

    The law is not asked to speak to every choice: where only statutes and statutory guidance are
    asked about, what they leave out is free."""
    prover = prover_of(subject)
    own = [p for p in subject.policies() if p.rules and p.authority not in _LAW]
    if not own:
        return
    goal = prover.rulebook.verdict(Verdict.OUTSIDE)
    claim = _claim(_GAP, "whether some rule speaks to every choice", own[0])
    yield from _regions_told(prover, budget, goal, claim)


def _regions_told(prover: Prover, budget: Budget, goal: Bool, claim: Claim) -> Iterator[Found]:
    found = list(gap_regions(prover, budget))
    for answer in found:
        if isinstance(answer, NotSettled):
            yield from claim.unsettled(answer)
    regions = smallest_first(each for each in found if isinstance(each, Region))
    for region in regions[:_MOST_GAPS]:
        yield from _gap(prover, budget, region, goal, claim)


def gap_regions(prover: Prover, budget: Budget) -> list[Region | NotSettled]:
    """The kinds of ordinary choice that no rule speaks to: today, or on the first day on which all
    the policies are in force; where there are none, on any day on which they are."""
    goal = prover.rulebook.verdict(Verdict.OUTSIDE)
    background = [*_in_force(prover), prover.solver.everyday]
    found: list[Region | NotSettled] = []
    for when in (prover.world.day == prover.day.toordinal(), prover.world.day >= 1):
        found = list(_regions(prover, budget, goal, [*background, when]))
        if found:
            break
    return found


def _regions(
    prover: Prover, budget: Budget, goal: Bool, background: list[Bool]
) -> Iterator[Region | NotSettled]:
    """The kinds of choice for which the goal holds, until there are no more, or enough."""
    conditions = conditions_of(prover.rulebook)
    others: list[Bool] = []
    for _ in range(_MOST_TRIED):
        model = prover.ask(budget, goal, *background, *others)
        if not isinstance(model, Model):
            if model is not None:
                yield model
            return
        model = prover.fewest_facts(budget, [goal, *background, *others], model)
        day = prover.world.day == model.of(prover.world.day)
        region = region_of(
            prover.solver, model, conditions, goal, [*background, day], max(budget.left(), 0.5)
        )
        if region is None:
            return
        yield region
        others.append(no(region.formula))


def _gap(
    prover: Prover, budget: Budget, region: Region, goal: Bool, claim: Claim
) -> Iterator[Found]:
    words = listed(region.words)
    so = [goal, *_in_force(prover), prover.solver.everyday, region.formula]
    found = prover.witness(budget, so, "no rule applies", _verdict_is(Verdict.OUTSIDE))
    if not isinstance(found, Witness):
        yield from claim.unsettled(found)
        return
    yield claim.finding(
        f"no rule speaks to a choice where {words}" if words else "no rule speaks to any choice",
        witness=found,
        suggestion="add a rule for such choices, or say in a rule that they are free",
    )


def nobody_decides(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Choices for which `Who decides` names nobody."""
    prover = prover_of(subject)
    for policy in prover.policies:
        if not policy.who_decides:
            continue
        goal = [_nobody(prover), *_in_force(prover), prover.solver.everyday]
        claim = Claim(
            _NOBODY, "whether somebody decides every choice", _place(policy), (policy.title,)
        )
        found = prover.witness(budget, goal, "nobody decides", _nobody_decides)
        yield from claim.unsettled(None if isinstance(found, Witness) else found)
        if isinstance(found, Witness):
            yield claim.finding(
                f'"Who decides" of "{policy.title}" leaves choices that nobody decides',
                witness=found,
                suggestion='end it with "otherwise" and who decides all other choices',
            )


def _nobody(prover: Prover) -> Bool:
    """No policy in force says who decides."""
    said = []
    for policy, rows, otherwise in prover.subject.logic.deciders:
        in_force = prover.rulebook.in_force(policy.in_force, prover.world.day)
        by_row = [prover.node(node).possible for _, node in rows]
        said.append(both(in_force, either(*by_row, *_always(otherwise))))
    return no(either(*said))


def _always(otherwise: str | None) -> list[Bool]:
    return [every(())] if otherwise is not None else []


def _in_force(prover: Prover) -> list[Bool]:
    """All the policies that were asked about are in force."""
    day = prover.world.day
    return [prover.rulebook.in_force(policy.in_force, day) for policy in prover.policies]


def _claim(code: str, what: str, policy: Policy) -> Claim:
    return Claim(code, what, policy.rules[0].place, (policy.title,))


def _place(policy: Policy) -> Place:
    row = policy.who_decides[0]
    return (*row.deciders, *row.sign_offs)[0].place if row.deciders else policy.rules[0].place


def _verdict_is(verdict: Verdict) -> Holds:
    return lambda decision: decision.verdict == verdict


def _nobody_decides(decision: Decision) -> bool:
    return decision.decided_by is None
