"""Every claim of the solver holds of every choice of a small domain, and nothing is missed.

The reference evaluator decides all the choices that the drawn policies can tell apart. What it says
of them is what the findings must say, both ways.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from govrules.analysis.finding import Finding
from govrules.analysis.solver_checks import SOLVER_CHECKS
from govrules.analysis.solving.checks.gaps import gap_regions
from govrules.analysis.solving.prover import prover_of
from govrules.analysis.solving.regions import Region
from govrules.analysis.subject import Budget, Subject
from govrules.analysis.tables.deciders import idle_deciders
from govrules.engine.reference import Evaluation
from govrules.model.decision import Verdict
from govrules.model.expression import Condition, Proposes
from govrules.model.kleene import FALSE, TRUE
from govrules.model.policy import AUTHORITIES, BINDING, ActNorm, Norm, Rule, TermNorm
from tests.solving.found import subject_of
from tests.strategies.small import every_choice, is_complete, small_policies, texts_of

DAY = dt.date(2026, 7, 1)
CHOICES = every_choice()
slow_to_draw = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


class Tried:
    """What the reference evaluator says of every choice."""

    def __init__(self, subject: Subject) -> None:
        self.policy_set = subject.policy_set
        self.titles = subject.titles
        self.rules = {rule.label: rule for rule in subject.policy_set.rules()}
        self.own = [rule.label for rule in self.rules.values() if rule.policy in subject.titles]
        self.all = [Evaluation(subject.policy_set, facts, DAY) for facts in CHOICES]

    def some(self, holds: Callable[[Evaluation], bool]) -> bool:
        return any(map(holds, self.all))

    def in_play(self, *labels: str) -> bool:
        return self.some(lambda e: all(e.rule(label).in_play == TRUE for label in labels))

    def applies(self, label: str) -> bool:
        return self.some(lambda e: e.rule(label).applicable == TRUE)

    def breached(self, label: str) -> bool:
        return self.some(lambda e: e.rule(label).breached == TRUE)

    @cached_property
    def displacers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {label: list(r.subject_to) for label, r in self.rules.items()}
        for label, rule in self.rules.items():
            for other in rule.despite:
                found[other].append(label)
        return found


def rank(rule: Rule) -> int:
    return AUTHORITIES.index(rule.authority)


def says(rule: Rule, modality: str) -> bool:
    return any(isinstance(n, ActNorm) and n.modality == modality for n in rule.norms)


def is_followed(evaluation: Evaluation, norms: Iterable[Norm]) -> bool:
    for norm in norms:
        asked = Proposes(norm.act) if isinstance(norm, ActNorm) else norm.requirement
        truth = evaluation.truth(asked)
        if truth != (FALSE if norm.modality.endswith("not") else TRUE):
            return False
    return True


def rule(head: str, norm: str, condition: str = "") -> str:
    """A rule as text."""
    lines = f"  if {condition}\n  then {norm}" if condition else f"  {norm}"
    return f"Rule {head}: a rule\n{lines}"


# --- what must be found --------------------------------------------------------------------------


def conflicts(tried: Tried) -> set[tuple[str, frozenset[str]]]:
    found = set()
    for (one, a), (other, b) in combinations(tried.rules.items(), 2):
        if not {one, other} & set(tried.own) or not tried.in_play(one, other):
            continue
        pair = frozenset({one, other})
        lower, higher = (a, b) if rank(a) > rank(b) else (b, a)
        clash = (says(a, "must") and says(b, "must not")) or (
            says(a, "must not") and says(b, "must")
        )
        if clash:
            found.add(("A101" if rank(a) == rank(b) else "A114", pair))
        if rank(a) != rank(b) and says(lower, "may") and says(higher, "must not"):
            found.add(("A113", pair))
    return found


def apart(tried: Tried) -> set[tuple[str, frozenset[str]]]:
    def norms(label: str) -> list[Norm]:
        return [
            norm
            for norm in tried.rules[label].norms
            if isinstance(norm, TermNorm) and norm.modality in BINDING
        ]

    found = set()
    for one, other in combinations([label for label in tried.rules if norms(label)], 2):
        together = [
            e for e in tried.all if e.rule(one).in_play == e.rule(other).in_play == TRUE
        ]  # fmt: skip
        first = [e for e in together if is_followed(e, norms(one))]
        second = [e for e in together if is_followed(e, norms(other))]
        both = [e for e in first if is_followed(e, norms(other))]
        breach = any(e.rule(other).breached == TRUE for e in first) or any(
            e.rule(one).breached == TRUE for e in second
        )  # what follows one may leave the other open, for want of facts
        if {one, other} & set(tried.own) and first and second and not both and breach:
            found.add(("A102", frozenset({one, other})))
    return found


def idle(tried: Tried) -> set[tuple[str, frozenset[str]]]:
    found = set()
    for label in tried.own:
        rule, me = tried.rules[label], frozenset({label})
        if not tried.applies(label):
            found.add(("A103", me))
            continue
        if not tried.in_play(label):
            found.add(("A106 or A107", me))
            continue
        if any(n.modality in BINDING for n in rule.norms) and not tried.breached(label):
            found.add(("A104", me))
        wanted = [
            n for n in rule.norms
            if n.modality != "may" and not (isinstance(n, ActNorm) and n.modality.endswith("not"))
        ]  # fmt: skip
        can = tried.some(
            lambda e, label=label, wanted=wanted: (
                e.rule(label).in_play == TRUE and is_followed(e, wanted)
            )
        )
        if wanted and not can:
            found.add(("A105", me))
    return found


def never_matters(tried: Tried) -> set[tuple[str, frozenset[str]]]:
    found = set()
    for label, displacers in tried.displacers.items():
        for by in displacers:
            rule = tried.rules[label]

            def alone(e: Evaluation, label: str = label, by: str = by, rule: Rule = rule) -> bool:
                others = [x for x in tried.displacers[label] if x != by]
                return (
                    e.rule(label).applicable == TRUE
                    and (rule.unless is None or e.truth(rule.unless) == FALSE)
                    and all(e.rule(other).in_play == FALSE for other in others)
                )

            def both(e: Evaluation, by: str = by) -> bool:
                return alone(e) and e.rule(by).in_play == TRUE

            comes_up = tried.some(alone) and tried.in_play(by)
            if {label, by} & set(tried.own) and comes_up and not tried.some(both):
                found.add(("A109", frozenset({label, by})))
    return found


def constant(tried: Tried) -> set[tuple[str, frozenset[str]]]:
    definition = next(p for p in tried.policy_set.policies if p.title == "Council").definitions[0]
    name = frozenset({definition.name})
    found = set()
    for code, never in (("A110", False), ("A111", True)):
        if not tried.some(lambda e, never=never: e.definition(definition) is never):
            found.add((code, name))
    return found


@slow_to_draw
@given(small_policies())
def test_the_findings_are_those_that_trying_every_choice_gives(texts: dict[str, str]) -> None:
    check(texts)


AWARD, NOT_AWARD = "the council must award the contract", "the council must not award the contract"
BIG, SMALL = "amount is at least £200", "amount is less than £100"
BIG_ONLY = "amount must be at least £200"
COMING_UP = {
    "A101": texts_of("", "urgent", [rule("C1", AWARD), rule("C2", NOT_AWARD, BIG)]),
    "A102": texts_of(
        "", "urgent",
        [rule("C1", "amount must be at least £200"), rule("C2", "amount must be at most £100")],
    ),
    "A103": texts_of("", "urgent", [rule("C1", AWARD, f"{BIG}\n  and {SMALL}")]),
    "A104": texts_of("", "urgent", [rule("C1", "amount must be at least £100", BIG)]),
    "A105": texts_of("", "urgent", [rule("C1", "amount must be at least £200", SMALL)]),
    "A105, nor breached": texts_of(
        "", "urgent", [rule("C1", "urgent must be yes\n  unless urgent is known", BIG)]
    ),
    "A106": texts_of(
        "", "urgent",
        [rule("C1", AWARD, BIG), rule("C2, despite C1", "urgent must be yes")],
    ),
    "A107": texts_of("", "urgent", [rule("C1", f"{AWARD}\n  unless amount is at least £100", BIG)]),
    "A108": texts_of("", "urgent", [rule("C1", AWARD), rule("C2", AWARD, BIG)]),
    "A108, and not C1": texts_of(  # that is breached alone where urgency is not known
        "", "urgent",
        [rule("C1", BIG_ONLY), rule("C2", BIG_ONLY, "urgent"), rule("C3", BIG_ONLY, "not urgent")],
    ),
    "A109": texts_of(
        "", "urgent",
        [rule("C1", AWARD, BIG), rule("C2, despite C1", "urgent must be yes", SMALL)],
    ),
    "A110": texts_of("", "urgent\n  or not urgent", [rule("C1", AWARD)]),
    "A111": texts_of("", "urgent\n  and not urgent", [rule("C1", AWARD)]),
    "A112": texts_of("", "urgent", [rule("C1", AWARD, BIG)]),
    "A113": texts_of(
        rule("S1", NOT_AWARD), "urgent", [rule("C1", "the council may award the contract", BIG)]
    ),
    "A114": texts_of(rule("S1", AWARD, BIG), "urgent", [rule("C1", NOT_AWARD)]),
    "A115": texts_of("", "urgent", [rule("C1", AWARD)], (BIG, SMALL)),
    "A115, and the director never": texts_of("", "urgent", [rule("C1", AWARD)], (SMALL, SMALL)),
}  # fmt: skip
"""Policies in which each finding comes up, as some of them are hardly ever drawn."""


def test_rules_apart_are_shown_from_whichever_side_they_can_be() -> None:
    """C2 is only met at £200, where C1 is in play while urgency is not known; so it is C1 that is
    met in the choice that shows it."""
    first = rule("C1", "urgent must be no\n  unless urgent is known\n    and amount is £200")
    second = rule("C2", "amount must be £200")
    for rules in ([first, second], [rule("C0", "urgent must be no", SMALL), second, first]):
        found = check(texts_of("", "urgent", rules))
        assert ("A102", {"C1", "C2"}) in [(each.code, set(each.about)) for each in found]


def test_what_repeats_rules_of_which_one_is_told_already_is_told_as_well() -> None:
    twice = [rule("C1", NOT_AWARD, "urgent"), rule("C2", NOT_AWARD, "urgent")]
    third = rule(
        "C3", "urgent must be no", f"the council proposes to award the contract\n  and {BIG}"
    )
    found = check(texts_of("", "urgent", [*twice, third]))
    assert [each.about for each in found if each.code == "A108"] == [("C1",), ("C3",)]


@pytest.mark.parametrize("code", COMING_UP)
def test_each_finding_comes_up_and_is_as_trying_every_choice_gives(code: str) -> None:
    assert code[:4] in {each.code for each in check(COMING_UP[code])}


def check(texts: dict[str, str]) -> list[Finding]:
    """Hold the findings of the solver against all choices, both ways."""
    subject, budget = subject_of(texts), Budget.of(20, 300)
    told = [each for one in SOLVER_CHECKS for each in one.run(subject, budget)]
    found = [each for each in told if isinstance(each, Finding)]
    assert found == told
    named = {
        ("A106 or A107" if each.code in ("A106", "A107") else each.code, frozenset(each.about))
        for each in found
        if each.code not in ("A108", "A112", "A115")
    }
    tried = Tried(subject)
    expected = (
        conflicts(tried) | apart(tried) | idle(tried) | never_matters(tried) | constant(tried)
    )
    assert named == expected
    check_redundant([each for each in found if each.code == "A108"], tried)
    check_gaps(subject, budget, tried)
    nobody = any(who.deciders for p in tried.policy_set.policies for who in p.who_decides) and (
        tried.some(lambda e: all(
            e.truth(row.condition) == FALSE
            for p in tried.policy_set.policies for who in p.who_decides for row in who.deciders
        ))
    )  # fmt: skip
    assert nobody == any(each.code == "A115" for each in found)
    check_deciders(subject, budget, tried)
    return found


def check_redundant(found: list[Finding], tried: Tried) -> None:
    """Who breaches the rule breaches one of those named; and a rule that is never breached alone
    is told, or is what another is told to repeat."""
    named = {each.about[0]: {r.note.split()[3] for r in each.related} for each in found}
    for label, others in named.items():
        for e in tried.all:
            if e.rule(label).breached == TRUE:
                assert any(e.rule(other).breached == TRUE for other in others)
    in_the_way = {by for displacers in tried.displacers.values() for by in displacers}
    for label in tried.own:
        rule = tried.rules[label]
        plain = all(norm.modality in BINDING for norm in rule.norms) and label not in in_the_way
        alone = tried.some(
            lambda e, label=label: (
                e.rule(label).breached == TRUE
                and all(e.rule(o).breached != TRUE for o in tried.rules if o != label)
            )
        )
        if plain and tried.breached(label) and not alone:
            assert label in named or any(label in others for others in named.values())


def check_gaps(subject: Subject, budget: Budget, tried: Tried) -> None:
    """Every choice of a kind that is told is outside the policies, and every such choice is of one
    of the kinds."""
    prover = prover_of(subject)
    answers = list(gap_regions(prover, budget))
    regions = [each for each in answers if isinstance(each, Region)]
    for e in tried.all:
        of_kind = any(
            all(is_so(e, part.condition, part.holds) for part in r.parts) for r in regions
        )
        outside = e.verdict == Verdict.OUTSIDE
        assert outside or not of_kind
        assert of_kind or not outside or len(answers) >= 12


def check_deciders(subject: Subject, budget: Budget, tried: Tried) -> None:
    """A line of "Who decides" is told where, of all choices that say everything, those before it
    take every one that it would."""
    complete = [e for e, facts in zip(tried.all, CHOICES, strict=True) if is_complete(facts)]
    never = set()
    for who in (who for policy in subject.policies() for who in policy.who_decides):
        conditions = [line.condition for line in who.deciders]
        deciding = {first_true(e, conditions) for e in complete}
        never |= {line.place for n, line in enumerate(who.deciders) if n not in deciding}
    assert {found.place for found in idle_deciders(subject, budget)} == never


def first_true(evaluation: Evaluation, conditions: list[Condition]) -> int | None:
    true = (n for n, each in enumerate(conditions) if evaluation.truth(each) == TRUE)
    return next(true, None)


def is_so(evaluation: Evaluation, condition: object, holds: bool | None) -> bool:
    return evaluation.truth(condition) == (TRUE if holds else FALSE)  # type: ignore[arg-type]
