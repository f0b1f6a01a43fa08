"""Find a choice that tells a changed policy from the policy itself, and say it as a scenario.

The search goes from the choices that scenarios give, and gives one or two facts otherwise. What it
finds is decided by the engine, both ways, before it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from time import perf_counter
from typing import Any

from govrules.analysis.testing.mutants.mutant import Mutant, item_text
from govrules.analysis.testing.mutants.noticing import Noticing
from govrules.analysis.testing.mutants.roots import Roots, roots_of
from govrules.analysis.testing.referred import Referred
from govrules.analysis.testing.trying import days_of, parts_of, trials
from govrules.analysis.testing.variation import Base, Different, Variation, value_node
from govrules.engine.build import build_variant
from govrules.engine.reference import UNKNOWN
from govrules.engine.scenarios import run_scenario
from govrules.language import syntax as s
from govrules.language.to_text import words
from govrules.model.decision import Status, Verdict
from govrules.model.facts import NONE
from govrules.model.policy import ActNorm, PolicySet
from govrules.model.types import SeveralOfType

SECONDS = 2.0
"""How long is searched for one mutant."""
_BASES = 12
_BASES_IN_PAIRS = 3
_SINGLES_IN_PAIRS = 24


def telling_scenario(noticing: Noticing, mutant: Mutant, changed: PolicySet) -> str | None:
    """A scenario, as text, that passes for the policy and fails for the mutant; None where none
    was found in the time that there is."""
    roots = both_roots(noticing, mutant, changed)
    until = perf_counter() + SECONDS
    second_best: str | None = None
    for variation in _variations(noticing, mutant, changed, roots):
        if perf_counter() > until:
            break
        before = _answer(noticing.original, noticing, variation)
        after = _answer(changed, noticing, variation)
        if before.outcome() == after.outcome():
            continue
        telling = [each for each in _different(before, after) if not _is_open(each)]
        if not telling and second_best is not None:
            continue
        text = _confirmed(noticing, changed, variation, telling or list(_different(before, after)))
        if text is not None and telling:
            return text
        second_best = second_best or text
    return second_best


def _is_open(expected: s.Expectation) -> bool:
    """Whether it expects that something is not known, which says little of a policy."""
    match expected:
        case s.ExpectRule(status=status):
            return status == Status.UNDETERMINED
        case s.ExpectVerdict(verdict=verdict):
            return verdict == Verdict.UNDECIDED
    return isinstance(expected, s.ExpectUndecidedTerm)


def _answer(policy_set: PolicySet, noticing: Noticing, variation: Variation) -> Referred:
    return Referred(policy_set, noticing.vocabulary, variation.facts, variation.date)


def both_roots(noticing: Noticing, mutant: Mutant, changed: PolicySet) -> tuple[Roots, ...]:
    if mutant.item is None:
        return ()
    found = [
        roots_of(mutant.original.items[mutant.item], noticing.original, mutant.title),
        roots_of(mutant.policy.items[mutant.item], changed, mutant.title),
    ]
    return tuple(each for each in found if each is not None)


def _variations(
    noticing: Noticing, mutant: Mutant, changed: PolicySet, roots: tuple[Roots, ...]
) -> Iterator[Variation]:
    """The choices of the scenarios themselves, then with one fact otherwise, then with two."""
    tables = {
        table.label: table
        for policy_set in (noticing.original, changed)
        for policy in policy_set.policies
        for table in policy.tables
    }
    parts = parts_of((part for each in roots for part in each.parts), tables)
    days = [Different(on=day) for day in days_of((noticing.original, changed), mutant.title)]
    bases = _nearest(noticing, mutant)
    yield from (Variation(base, Different()) for base in bases)
    for base in bases[:_BASES]:
        for single in _singles(noticing, parts, days, base):
            yield Variation(base, single)
    for base in bases[:_BASES_IN_PAIRS]:
        singles = _singles(noticing, parts, days, base)[:_SINGLES_IN_PAIRS]
        for one, other in combinations(singles, 2):
            both = one.and_also(other)
            if both is not None:
                yield Variation(base, both)


def _singles(noticing: Noticing, parts: Any, days: list[Different], base: Base) -> list[Different]:
    at = _answer(noticing.original, noticing, Variation(base, Different())).evaluation
    return [*trials(parts, at), *days]


def _nearest(noticing: Noticing, mutant: Mutant) -> list[Base]:
    """The choices of scenarios that speak of the changed item first, and one with no facts last."""
    item = None if mutant.item is None else mutant.original.items[mutant.item]
    label = getattr(item, "label", None)
    bases = noticing.bases()
    if label is not None:
        spoken = {
            ready.scenario.title
            for ready in noticing.ready
            if any(label in each.words.split() for each in ready.scenario.expect)
        }
        bases = sorted(bases, key=lambda base: base.title not in spoken)
    return [*bases, Base(noticing.no_facts, noticing.today)]


# --- as a scenario -------------------------------------------------------------------------------


def _confirmed(
    noticing: Noticing,
    changed: PolicySet,
    variation: Variation,
    expected: Iterable[s.Expectation],
) -> str | None:
    """The scenario, once the engine has decided it under both; None where it has no words."""
    proposer = _proposer(noticing.original)
    given = variation.given(noticing.vocabulary, proposer)
    anew = variation.given_anew(noticing.vocabulary, proposer)
    if given is None or anew is None:
        return None
    for expect in expected:
        title = _title(variation, anew, expect)
        node = s.Scenario(title, given, (expect,), on=variation.date)
        scenario = noticing.typed_scenario(node)
        if scenario is None:
            continue
        passes = run_scenario(noticing.decider, scenario, noticing.today).passed
        decider = build_variant(changed)
        if passes and not run_scenario(decider, scenario, noticing.today).passed:
            return item_text(node)
    return None


def _proposer(policy_set: PolicySet) -> str:
    roles = [n.role for r in policy_set.rules() for n in r.norms if isinstance(n, ActNorm)]
    return roles[0] if roles else "council"


def _title(variation: Variation, anew: tuple[s.Given, ...], expect: s.Expectation) -> str:
    """`B1 breached where annual value is £25,000`; a title holds no quotation marks."""
    said = [words(each) for each in anew]
    if variation.different.on is not None:
        said.append(f"the day is {words(s.Date(variation.different.on))}")
    where = " and ".join(said) or f"the choice is that of {variation.base.title}"
    return f"{words(expect)} where {where}".replace('"', "'")


def _different(before: Referred, after: Referred) -> Iterator[s.Expectation]:
    """What to expect, of what the policy says and the mutant does not: the nearest first."""
    for rule in before.evaluation.policy_set.rules():
        here, there = before.finding(rule.label), after.finding(rule.label)
        if here.status != there.status:
            yield s.ExpectRule(rule.label, str(here.status))
        elif here.displaced_by != there.displaced_by and len(here.displaced_by) == 1:
            yield s.ExpectRule(rule.label, str(here.status), here.displaced_by[0])
    if before.verdict != after.verdict:
        yield s.ExpectVerdict(str(before.verdict))
    yield from _different_terms(before, after)
    there_by = {duty.duty: duty.by for duty in after.duties}
    for duty in before.duties:
        if duty.duty not in there_by or there_by[duty.duty] != duty.by:
            yield s.ExpectDuty(duty.duty, duty.by)
    signs = {one.who for one in after.sign_offs}
    yield from (
        s.ExpectSignOff(s.Role(one.who)) for one in before.sign_offs if one.who not in signs
    )
    if before.decided_by is not None and before.decided_by != after.decided_by:
        yield s.ExpectDecider(s.Role(before.decided_by))


def _different_terms(before: Referred, after: Referred) -> Iterator[s.Expectation]:
    """Of the terms that are worked out, those that the mutant works out otherwise."""
    for key, word in before.derived.items():
        name, kind = word.name, before.kind(key)
        if before.terms[key] == after.terms[key]:
            continue
        value = before.value(key)
        if value is UNKNOWN:
            yield s.ExpectUndecidedTerm(s.Name(name))
        elif value is not NONE and not isinstance(kind, SeveralOfType):
            node = value_node(value, kind)
            if node is not None:
                yield s.ExpectTerm(s.Name(name), node)
