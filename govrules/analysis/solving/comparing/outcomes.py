"""What can come of a choice, as formulas: verdicts, statuses of rules, who decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govrules.compiler.from_policy import PolicyLogic, RuleLogic
from govrules.compiler.to_z3.rails import NO, YES, Bool, Rails, both, either, no, some
from govrules.compiler.to_z3.translation import Translation
from govrules.engine.roles import bare_role, is_among
from govrules.model.decision import Status, Verdict

NOT_THERE = "not applicable"
NOBODY = "nobody"
MUST_SIGN, MAY_SIGN, NEED_NOT_SIGN = "must sign off", "may have to sign off", "need not sign off"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Of each choice exactly one of these holds. `settled` tells that no further fact could change
    which."""

    by_name: Mapping[str, Bool]
    settled: Bool


def verdicts(rulebook: Translation) -> Outcomes:
    found = {verdict.value: rulebook.verdict(verdict.value) for verdict in Verdict}
    rests_on = ("conflict", "breach", "applies", "owed")
    return Outcomes(found, _known(rulebook.node(name) for name in rests_on))


def _known(truths: Iterable[Rails]) -> Bool:
    return no(some(truth.unknown for truth in truths))


def statuses(rulebook: Translation, rule: RuleLogic | None) -> Outcomes:
    """What may become of a rule; one that is not there is not applicable."""
    if rule is None:
        return Outcomes({NOT_THERE: YES}, YES)
    applicable, displaced, in_play, breached, departs = map(rulebook.node, rule.outcome)
    only_permits = all(norm.modality == "may" for norm in rule.rule.norms)
    in_order = (
        (Status.NOT_APPLICABLE, applicable.false),
        (Status.DISPLACED, displaced.true),
        (Status.BREACHED, breached.true),
        (Status.UNDETERMINED, breached.possible),
        (Status.DEPARTED, departs.true),
        (Status.UNDETERMINED, departs.possible),
        (Status.PERMITS, both(YES if only_permits else NO, in_play.true)),
        (Status.UNDETERMINED, YES if only_permits else NO),
        (Status.MET, YES),
    )
    found: dict[str, Bool] = {}
    earlier = NO
    for status, holds in in_order:
        here = both(no(earlier), holds)
        found[status.value] = either(found.get(status.value, NO), here)
        earlier = either(earlier, holds)
    rests_on = [applicable, displaced, in_play, breached, departs]
    return Outcomes(found, _known(rests_on))


def deciders(rulebook: Translation, logic: PolicyLogic) -> Outcomes:
    """Who decides: the role that the first policy in force names, if it is known."""
    found: dict[str, Bool] = {}
    reached = YES
    for policy, rows, otherwise in logic.deciders:
        in_force = rulebook.in_force(policy.in_force, rulebook.day)
        here = both(reached, in_force)
        for role, node in rows:
            truth = rulebook.node(node)
            _add(found, role, both(here, truth.true))
            here = both(here, truth.false)
        if otherwise is not None:
            _add(found, otherwise, here)
            here = NO
        reached = either(here, both(reached, no(in_force)))
    settled = either(*found.values(), reached)
    found[NOBODY] = no(either(*found.values()))
    return Outcomes(found, settled)


def signing(rulebook: Translation, logic: PolicyLogic, role: str) -> Outcomes:
    """Whether a role must sign off, by whatever asks for it; whether it has does not matter."""
    asked = [rulebook.node(ask.asked) for ask in logic.sign_offs if is_among(ask.who, [role])]
    must = some(truth.true for truth in asked)
    open_ = both(no(must), some(truth.possible for truth in asked))
    found = {MUST_SIGN: must, MAY_SIGN: open_, NEED_NOT_SIGN: no(either(must, open_))}
    return Outcomes(found, no(open_))


def _add(found: dict[str, Bool], role: str, holds: Bool) -> None:
    """One role, by whichever article it is named."""
    name = bare_role(role)
    found[name] = either(found.get(name, NO), holds)
