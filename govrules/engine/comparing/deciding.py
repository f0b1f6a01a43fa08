"""Decide each option by the rulebook, and part those that comply from those to be set aside."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from govrules.engine.decider import Decider, day_of
from govrules.engine.reference import Evaluation
from govrules.errors import ChoiceError, UsageError
from govrules.model.comparison import SetAside
from govrules.model.decision import Decision, Status, Verdict
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import Facts
from govrules.model.kleene import TRUE
from govrules.model.policy import BINDING
from govrules.model.unreadable import printable

MOST_OPTIONS = 100
LONGEST_NAME = 200
COMPLIANT = (Verdict.COMPLIES, Verdict.CONDITIONS)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice under the name that tells it from the others; `where` gives places for messages."""

    name: str
    choice: Mapping[str, Any]
    where: Callable[[str], str] | None = field(default=None, compare=False, repr=False)

    def place(self, key: str) -> str:
        return f'option "{printable(self.name)}"' if self.where is None else self.where(key)


@dataclass(frozen=True, slots=True)
class Decided:
    """An option with its decision, and a reading of its facts to score it by.

    `sure` is false where missing facts leave open whether it stays among those compared.
    """

    name: str
    decision: Decision
    evaluation: Evaluation
    sure: bool

    @property
    def complies(self) -> bool:
        return self.decision.verdict in COMPLIANT

    @property
    def may_be_compared(self) -> bool:
        return self.complies or self.decision.verdict == Verdict.UNDECIDED


def decide_options(
    decider: Decider, options: Sequence[Option], on: dt.date | None
) -> tuple[tuple[Decided, ...], dt.date]:
    """The options, decided on one date, by name.

    Raises ChoiceError with every fault of every option, UsageError where they give several dates.
    """
    _check_names(options)
    facts = _facts(decider, options)
    date = _date(options, facts, on)
    decided = [_decided(decider, one, read, date) for one, read in zip(options, facts, strict=True)]
    return tuple(sorted(decided, key=lambda one: one.name)), date


def _check_names(options: Sequence[Option]) -> None:
    if not options:
        raise UsageError("there is no option to compare; give at least one")
    if len(options) > MOST_OPTIONS:
        raise UsageError(
            f"a comparison takes at most {MOST_OPTIONS} options; these are {len(options):,}"
        )
    faults: list[ChoiceFault] = []
    for option in options:
        if fault := _why_no_name(option.name):
            faults.append(ChoiceFault("", fault, option.place("")))
    counts = Counter(option.name for option in options)
    for option in options:
        if counts[option.name] > 1:
            message = f'{counts[option.name]} options are called "{printable(option.name)}"'
            advice = "give each its own name"
            faults.append(ChoiceFault("", f"{message}; {advice}", option.place("")))
    if faults:
        raise ChoiceError(faults)


def _why_no_name(name: str) -> str | None:
    if not name.strip() or len(name) > LONGEST_NAME:
        return f"the name of an option has 1 to {LONGEST_NAME} characters"
    if any(unicodedata.category(character) == "Cs" for character in name):
        return "the name of an option holds half a character; write it again"
    return None


def _facts(decider: Decider, options: Sequence[Option]) -> list[Facts]:
    found: list[Facts] = []
    faults: list[ChoiceFault] = []
    for option in options:
        try:
            found.append(decider.facts_of(option.choice, option.place))
        except ChoiceError as error:
            faults += error.faults
    if faults:
        raise ChoiceError(faults)
    return found


def _date(options: Sequence[Option], facts: Sequence[Facts], on: dt.date | None) -> dt.date:
    if on is not None:
        return day_of(on)
    given = sorted({one.decision_date for one in facts if one.decision_date is not None})
    if len(given) > 1:
        dates = " and ".join(date.isoformat() for date in (given[0], given[-1]))
        raise UsageError(
            f"the options give different decision dates ({dates}); say on which date to compare"
        )
    return given[0] if given else dt.date.today()


def _decided(decider: Decider, option: Option, facts: Facts, date: dt.date) -> Decided:
    decision = decider.decide_in_full(facts, date)
    evaluation = Evaluation(decider.policy_set, facts, date)
    rules = decider.policy_set.rules()
    applies = any(evaluation.rule(rule.label).applicable == TRUE for rule in rules)
    # where no rule applies for certain, the option may turn out to be outside the policy
    sure = decision.verdict in COMPLIANT and applies
    return Decided(option.name, decision, evaluation, sure)


def set_aside(option: Decided) -> SetAside:
    """Why an option is not compared."""
    decision = option.decision
    labels = {label for pair in decision.conflicts for label in pair}
    undecided = decision.verdict == Verdict.UNDECIDED
    findings = tuple(
        finding
        for finding in decision.findings
        if finding.status == Status.BREACHED
        or finding.rule in labels
        or (undecided and finding.status == Status.UNDETERMINED and finding.norm in BINDING)
    )
    return SetAside(
        name=option.name,
        verdict=decision.verdict,
        findings=findings,
        conflicts=decision.conflicts,
        needs=tuple(need for need in decision.needs if need.matters),
        may_return=undecided,
    )
