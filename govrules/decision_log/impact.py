"""Find what a draft policy would have done to decisions: which verdicts change, and by which rules.

Every choice is decided again under the draft, on the day of its own decision unless another is
given, and held against what was decided.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import Any

from govrules.decision_log.erased import asked_if_known, needed, wanting, without_erased
from govrules.decision_log.impact_causes import Cause, causes
from govrules.decision_log.personal import commitments_in
from govrules.decision_log.read import ReadEntry
from govrules.decision_log.remembered import Decide, Remembered
from govrules.decision_log.stats import AREA, area_of
from govrules.decision_log.summary import shown
from govrules.errors import ChoiceError, EngineFault
from govrules.model.decision import Decision, Verdict
from govrules.model.numbers import read_money
from govrules.model.policy import PolicySet
from govrules.model.unreadable import UnreadableError

AMOUNTS = ("value_net_gbp", "value_gross_gbp")
"""The keys of a choice that may hold its amount; the first that it gives counts."""
_EXACT = Context(prec=1000)
"""Sums of amounts are never rounded."""


@dataclass(frozen=True, slots=True)
class Case:
    """A choice that was decided: what it is called, and the decision on it as JSON gives it."""

    name: str
    choice: Mapping[str, Any]
    date: dt.date
    before: Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """How many, what they come to, and of how many of them no amount is known."""

    count: int = 0
    amount: Decimal = Decimal(0)
    unknown: int = 0

    def add(self, amount: Decimal | None) -> None:
        self.count += 1
        if amount is None:
            self.unknown += 1
        else:
            self.amount = _EXACT.add(self.amount, amount)


@dataclass(frozen=True, slots=True)
class Flip:
    """A verdict that changes under the draft, and the rules that change it."""

    name: str
    date: dt.date
    title: str
    area: str
    amount: Decimal | None
    before: str
    after: str
    causes: tuple[Cause, ...]

    @property
    def way(self) -> str:
        return way_of(self.before, self.after)


@dataclass(frozen=True, slots=True)
class NotDecided:
    """A choice on which the draft gave no decision, and why not."""

    name: str
    area: str
    reason: str


@dataclass(slots=True)
class AreaImpact:
    """`ways` counts the changes by what they come to."""

    decided: Tally = field(default_factory=Tally)
    flipped: Tally = field(default_factory=Tally)
    ways: Counter[str] = field(default_factory=Counter)
    not_decided: int = 0


@dataclass(slots=True)
class RuleImpact:
    """The changes of verdict that a rule causes, alone or with others."""

    title: str
    flipped: Tally = field(default_factory=Tally)
    ways: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Impact:
    decided: Tally = field(default_factory=Tally)
    flipped: Tally = field(default_factory=Tally)
    verdicts: dict[tuple[str, str], Tally] = field(default_factory=dict)
    """By the verdict before and after."""
    areas: dict[str, AreaImpact] = field(default_factory=dict)
    rules: dict[str, RuleImpact] = field(default_factory=dict)
    flips: list[Flip] = field(default_factory=list)
    not_decided: list[NotDecided] = field(default_factory=list)

    @property
    def all_outside(self) -> bool:
        """Whether no choice falls under the draft any more, as when it is not in force yet."""
        outside = [t.count for (_, after), t in self.verdicts.items() if after == Verdict.OUTSIDE]
        return bool(self.flips) and sum(outside) == self.decided.count


REFUSED, ALLOWED = "now does not comply", "now complies"
CONDITIONS, OPEN, OUTSIDE = "conditions change", "now not decided", "now outside"
WAYS = (REFUSED, OPEN, OUTSIDE, CONDITIONS, ALLOWED)
_COMPLIES = (Verdict.COMPLIES, Verdict.CONDITIONS)


def way_of(before: str, after: str) -> str:
    """What a change of verdict comes to."""
    if after == Verdict.DOES_NOT_COMPLY:
        return REFUSED
    if after in _COMPLIES:
        return CONDITIONS if before in _COMPLIES else ALLOWED
    return OUTSIDE if after == Verdict.OUTSIDE else OPEN


def impact(
    cases: Iterable[Case],
    decide: Decide,
    *,
    policies: PolicySet | None = None,
    on: dt.date | None = None,
    area: str = AREA,
    amounts: Sequence[str] = AMOUNTS,
) -> Impact:
    """Decide every case under a draft, and count what changes. A fault of one stops no other.

    A choice of which something was erased is decided without that, and left out where the decision
    needs it; `policies` are those of the draft, which tell that, and without them it is left out.
    """
    found = Impact()
    asked = None if policies is None else asked_if_known(policies)
    decide = Remembered(decide)
    for case in cases:
        where = area_of(case.choice, area)
        counts = found.areas.setdefault(where, AreaImpact())
        after = _decided(case, decide, on, asked)
        if isinstance(after, str):
            counts.not_decided += 1
            found.not_decided.append(NotDecided(case.name, where, after))
            continue
        amount = amount_of(case.choice, amounts)
        found.decided.add(amount)
        counts.decided.add(amount)
        pair = (str(case.before["verdict"]), str(after.verdict))
        found.verdicts.setdefault(pair, Tally()).add(amount)
        if pair[0] != pair[1]:
            _flip(found, counts, case, after, where, amount)
    return found


def _decided(
    case: Case, decide: Decide, on: dt.date | None, asked: Collection[str] | None
) -> Decision | str:
    """The decision under the draft, or why there is none."""
    erased = commitments_in(case.choice)
    if erased and asked is None:
        return wanting(erased)
    choice = without_erased(case.choice) if erased else case.choice
    try:
        decision = decide(choice, on or case.date)
    except (ChoiceError, EngineFault) as error:
        return wanting(erased) if erased else str(error).split("\n", 1)[0]
    missed = needed(decision, erased, asked or ())
    return wanting(missed) if missed else decision


def _flip(
    found: Impact,
    counts: AreaImpact,
    case: Case,
    after: Decision,
    area: str,
    amount: Decimal | None,
) -> None:
    title = shown(case.choice.get("title"))
    caused = causes(case.before, after.model_dump(mode="json"))
    flip = Flip(
        name=case.name,
        date=case.date,
        title=title if isinstance(title, str) else "",
        area=area,
        amount=amount,
        before=str(case.before["verdict"]),
        after=str(after.verdict),
        causes=caused,
    )
    found.flips.append(flip)
    found.flipped.add(amount)
    counts.flipped.add(amount)
    counts.ways[flip.way] += 1
    for cause in caused:
        rule = found.rules.setdefault(cause.rule, RuleImpact(cause.title))
        rule.flipped.add(amount)
        rule.ways[flip.way] += 1


def amount_of(choice: Mapping[str, Any], keys: Sequence[str]) -> Decimal | None:
    """The amount of a choice, under the first of the keys that it gives; None where not known."""
    for key in keys:
        value = choice.get(key)
        if value is None:
            continue
        try:
            return Decimal(read_money(value))
        except UnreadableError:
            return None
    return None


def cases_of(entries: Iterable[ReadEntry]) -> Iterator[Case]:
    """The advice among the entries of a log, as cases."""
    for read in entries:
        if read.entry.kind == "advice":
            try:
                date = dt.date.fromisoformat(read.decision["decision_date"])
            except ValueError:
                continue
            yield Case(f"entry {read.entry.sequence}", read.choice, date, read.decision)
