"""Hold two rulebooks against each other: verdicts, who decides, and each rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from govrules.analysis.difference import Changes, Difference, RuleChanges
from govrules.analysis.solving.comparing.changes import Comparer, Thing
from govrules.analysis.solving.comparing.outcomes import (
    MAY_SIGN,
    MUST_SIGN,
    NEED_NOT_SIGN,
    NOBODY,
    NOT_THERE,
    deciders,
    signing,
    statuses,
    verdicts,
)
from govrules.analysis.solving.comparing.pair import Pair, same
from govrules.analysis.solving.comparing.vocabulary import vocabulary_changes
from govrules.analysis.subject import Budget, Subject
from govrules.analysis.worded import worded_otherwise
from govrules.compiler.from_policy import RuleLogic
from govrules.engine.periods import Periods
from govrules.engine.roles import bare_role, is_among, with_article
from govrules.model.decision import Decision
from govrules.model.policy import Policy

_MOST_KINDS, _MOST_OF_A_RULE = 12, 6
Progress = Callable[[str], None]


def difference(
    old: Subject, new: Subject, on: dt.date, budget: Budget, progress: Progress | None = None
) -> Difference:
    """What the rulebooks decide differently on a date; where that is nothing, on the first later
    date on which they do. An interrupt ends the search, and what was found until then is given."""
    found = _decided(old, new, on, budget, progress)
    words = worded_otherwise(old.policy_set, new.policy_set, on, last_day(old, on))
    return replace(found, worded=words)


def _decided(
    old: Subject, new: Subject, on: dt.date, budget: Budget, progress: Progress | None
) -> Difference:
    was_on = last_day(old, on)
    found = _on(old, new, on, was_on, budget, progress)
    for day in later_days(old, new, on):
        if found.same != "proved":
            break
        later = _on(old, new, day, day if was_on == on else was_on, budget, progress)
        if later.same != "proved":
            return later
    return found


def later_days(old: Subject, new: Subject, on: dt.date) -> list[dt.date]:
    """The days after a date from which other rules or figures are in force in either."""
    days = {day for each in (old, new) for day in Periods(each.policy_set).starts}
    return sorted(day for day in days if day > on)


def day_to_compare(new: Subject, today: dt.date) -> dt.date:
    """Today, or the first day on which all of the new policies are in force."""
    starts = [p.in_force.start for p in _asked_about(new) if p.in_force.start is not None]
    return max([today, *starts])


def last_day(old: Subject, on: dt.date) -> dt.date:
    """The date, or the last day of the old policies where they have all ended by then."""
    ends = [p.in_force.end for p in _asked_about(old) if p.rules]
    if ends and all(end is not None and end < on for end in ends):
        return max(end for end in ends if end is not None)
    return on


def _asked_about(subject: Subject) -> list[Policy]:
    return [p for p in subject.policy_set.policies if p.title in subject.titles]


def _on(
    old: Subject,
    new: Subject,
    on: dt.date,
    was_on: dt.date,
    budget: Budget,
    progress: Progress | None,
) -> Difference:
    tell = progress or (lambda _: None)
    tell("what both rulebooks say")
    pair = Pair(old.decider, new.decider, on, was_on)
    comparer = Comparer(pair, budget)
    tell("verdicts")
    verdict_changes = comparer.changes(_verdicts(pair), _MOST_KINDS)
    tell("who decides")
    decider_changes = comparer.changes(_deciders(pair), _MOST_KINDS)
    tell("who signs off")
    signing_changes = _signing(comparer)
    rules = []
    for label, before, after in _rules(old, new):
        tell(f"rule {label}")
        changes = _rule_changes(comparer, label, before, after)
        was, now = (None if rule is None else rule.rule.title for rule in (before, after))
        if changes.found or not changes.whole or (was is None) != (now is None):
            rules.append(RuleChanges(label, was, now, changes))
    return Difference(
        old.decider.reference,
        new.decider.reference,
        on,
        was_on,
        verdict_changes,
        decider_changes,
        signing_changes,
        tuple(rules),
        tuple(vocabulary_changes(old.vocabulary, new.vocabulary)),
        tuple(dict.fromkeys(comparer.unsettled)),
        partial=comparer.interrupted,
    )


def _verdicts(pair: Pair) -> Thing:
    return Thing(
        "the verdict", verdicts(pair.before), verdicts(pair.after), _verdict, _verdict,
        pair.unchanged(),
    )  # fmt: skip


def _verdict(decision: Decision) -> str:
    return decision.verdict.value


def _deciders(pair: Pair) -> Thing:
    before = deciders(pair.before, pair.old.logic)
    after = deciders(pair.after, pair.new.logic)
    return Thing("who decides", before, after, _decider, _decider)


def _decider(decision: Decision) -> str:
    return NOBODY if decision.decided_by is None else bare_role(decision.decided_by)


def _signing(comparer: Comparer) -> tuple[Changes, ...]:
    """For each role that signs off in either rulebook, when it has to."""
    pair = comparer.pair
    logics = (pair.old.logic, pair.new.logic)
    roles = {bare_role(ask.who).casefold(): ask.who for logic in logics for ask in logic.sign_offs}
    found = []
    for role in roles.values():
        before, after = signing(pair.before, logics[0], role), signing(pair.after, logics[1], role)
        told = _Signing(role)
        changes = comparer.changes(
            Thing(f"sign-off by {with_article(role)}", before, after, told, told), _MOST_OF_A_RULE
        )
        if changes.found or not changes.whole:
            found.append(changes)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Signing:
    role: str

    def __call__(self, decision: Decision) -> str:
        status = {each.status for each in decision.sign_offs if is_among(each.who, [self.role])}
        if status & {"owed", "given"}:
            return MUST_SIGN
        return MAY_SIGN if status else NEED_NOT_SIGN


def _rules(old: Subject, new: Subject) -> Iterator[tuple[str, RuleLogic | None, RuleLogic | None]]:
    """The rules of either rulebook, those of the new one first."""
    before = {logic.rule.label: logic for logic in old.logic.rules}
    after = {logic.rule.label: logic for logic in new.logic.rules}
    for label in dict.fromkeys((*after, *before)):
        yield label, before.get(label), after.get(label)


def _rule_changes(
    comparer: Comparer, label: str, before: RuleLogic | None, after: RuleLogic | None
) -> Changes:
    pair = comparer.pair
    name = f"rule {label}"
    if before is not None and after is not None:
        pairs = zip(before.outcome, after.outcome, strict=True)
        if all(same(pair.before.node(was), pair.after.node(now)) for was, now in pairs):
            return Changes(name, (), True)
    thing = Thing(
        name, statuses(pair.before, before), statuses(pair.after, after),
        _status(label, before), _status(label, after),
    )  # fmt: skip
    return comparer.changes(thing, _MOST_OF_A_RULE)


@dataclass(frozen=True, slots=True)
class _Status:
    label: str
    there: bool

    def __call__(self, decision: Decision) -> str:
        return decision.finding(self.label).status.value if self.there else NOT_THERE


def _status(label: str, rule: RuleLogic | None) -> _Status:
    return _Status(label, rule is not None)
