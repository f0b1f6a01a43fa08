"""Find a choice that tells a changed policy from the policy itself, and say it as a scenario.

The search goes from the choices that scenarios give, and gives one or two facts otherwise. What it
finds is decided by the engine, both ways, before it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from govrules.analysis.testing.mutants.mutant import Mutant
from govrules.analysis.testing.mutants.noticing import Noticing
from govrules.analysis.testing.mutants.roots import Roots, roots_of
from govrules.analysis.testing.referred import Referred
from govrules.analysis.testing.trying import days_of, options_for, parts_of, trials
from govrules.analysis.testing.variation import Base, Different, Variation, value_node
from govrules.engine.build import build_variant
from govrules.engine.reference import UNKNOWN
from govrules.engine.scenarios import run_scenario
from govrules.language import syntax as s
from govrules.language.to_text import item_text, words
from govrules.model.decision import Status, Verdict
from govrules.model.facts import NONE
from govrules.model.policy import ActNorm, PolicySet
from govrules.model.types import SeveralOfType

MOST_CHOICES = 600
"""So many choices are tried for one mutant: not for so long, or a busy machine would find less."""
_BASES = 12
_BASES_IN_PAIRS = 3
_SINGLES_IN_PAIRS = 24
_MOST_ADDED = 5
_MOST_NEEDS = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """A scenario that passes for the policy and fails for the mutant."""

    node: s.Scenario

    @property
    def text(self) -> str:
        return item_text(self.node)


def telling_scenario(noticing: Noticing, mutant: Mutant, changed: PolicySet) -> Telling | None:
    """A scenario that tells them apart; None where none was found among the choices tried."""
    search = _Search(noticing, changed)
    roots = both_roots(noticing, mutant, changed)
    second_best: Telling | None = None
    for variation, singles in _variations(noticing, mutant, changed, roots):
        if search.is_over():
            break
        expected = search.told_by(variation)
        if not expected:
            continue
        if all(map(_is_open, expected)):
            second_best = second_best or search.confirmed(variation, expected)
            variation, expected = search.settled(variation, singles) or (variation, [])
        definite = [each for each in expected if not _is_open(each)]
        found = search.confirmed(variation, definite) if definite else None
        if found is not None:
            return found
    return second_best


@dataclass(slots=True)
class _Search:
    """The search for a choice that two policy sets decide differently."""

    noticing: Noticing
    changed: PolicySet
    tried: int = 0

    def is_over(self) -> bool:
        return self.tried >= MOST_CHOICES

    def told_by(self, variation: Variation) -> list[s.Expectation]:
        """What to expect of a choice that only the policy itself meets; nothing where both do."""
        self.tried += 1
        before = _answer(self.noticing.original, self.noticing, variation)
        after = _answer(self.changed, self.noticing, variation)
        if before.outcome() == after.outcome():
            return []
        return list(_different(before, after))

    def settled(
        self, variation: Variation, singles: Sequence[Different]
    ) -> tuple[Variation, list[s.Expectation]] | None:
        """The choice with facts added that its decision still needs, until the difference is one
        of certain findings."""
        for _ in range(_MOST_ADDED):
            needs = _answer(self.noticing.original, self.noticing, variation).needs
            options = [
                (Variation(variation.base, more), self.told_by(Variation(variation.base, more)))
                for need in needs[:_MOST_NEEDS]
                for one in options_for(need.key, singles, self.noticing.vocabulary)
                if (more := variation.different.and_also(one)) is not None and not self.is_over()
            ]
            differing = [option for option in options if option[1]]
            if not differing:
                return None
            certain = [each for each in differing if not all(map(_is_open, each[1]))]
            if certain:
                return certain[0]
            variation = differing[0][0]
        return None

    def confirmed(self, variation: Variation, expected: Iterable[s.Expectation]) -> Telling | None:
        """The scenario, once the engine has decided it under both; None where it has no words."""
        noticing = self.noticing
        proposer = _proposer(noticing.original)
        given = variation.given(noticing.vocabulary, proposer)
        anew = variation.given_anew(noticing.vocabulary, proposer)
        if given is None or anew is None:
            return None
        decider = build_variant(self.changed)
        for expect in expected:
            title = noticing.free_title(_title(variation, anew, expect))
            node = s.Scenario(title, given, (expect,), on=variation.date)
            scenario = noticing.typed_scenario(node)
            if scenario is None:
                continue
            passes = run_scenario(noticing.decider, scenario, noticing.today).passed
            if passes and not run_scenario(decider, scenario, noticing.today).passed:
                return Telling(node)
        return None


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
) -> Iterator[tuple[Variation, list[Different]]]:
    """The choices of the scenarios themselves, then with one fact otherwise, then with two; each
    with all the single facts that may be given otherwise in it."""
    tables = {
        table.label: table
        for policy_set in (noticing.original, changed)
        for policy in policy_set.policies
        for table in policy.tables
    }
    parts = parts_of((part for each in roots for part in each.parts), tables)
    days = [Different(on=day) for day in days_of((noticing.original, changed), mutant.title)]
    bases = _nearest(noticing, mutant)
    singles = {base.title: _singles(noticing, parts, days, base) for base in bases[:_BASES]}
    for base in bases:
        yield Variation(base, Different()), singles.get(base.title, [])
    for base in bases[:_BASES]:
        for single in singles[base.title]:
            yield Variation(base, single), singles[base.title]
    for base in bases[:_BASES_IN_PAIRS]:
        for one, other in combinations(singles[base.title][:_SINGLES_IN_PAIRS], 2):
            both = one.and_also(other)
            if both is not None:
                yield Variation(base, both), singles[base.title]


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


def _proposer(policy_set: PolicySet) -> str:
    roles = [n.role for r in policy_set.rules() for n in r.norms if isinstance(n, ActNorm)]
    return roles[0] if roles else "council"


def _title(variation: Variation, anew: tuple[s.Given, ...], expect: s.Expectation) -> str:
    """`B1 breached where annual value is £25,000`; a title holds no quotation marks."""
    said = [words(each) for each in anew]
    if variation.different.on is not None:
        said.append(f"the day is {words(s.Date(variation.different.on))}")
    if said:
        title = f"{words(expect)} where {' and '.join(said)}"
    else:
        title = f"{variation.base.title}: {words(expect)}"
    return title.replace('"', "'")


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
