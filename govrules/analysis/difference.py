"""What two rulebooks decide differently: kinds of choice, each shown by one that both decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from govrules.analysis.finding import Unsettled
from govrules.model.decision import Decision, RulebookRef


@dataclass(frozen=True, slots=True)
class Change:
    """A kind of choice, and what becomes of it before and after.

    `kind` says in the policies' own words what is so of every choice of the kind; with nothing, it
    is every choice. Each rulebook decided what it can read of `choice`, on the date `on` (`was_on`
    for the old one, where that is no longer in force then). `given` says the choice in words.
    """

    was: str
    now: str
    kind: tuple[str, ...]
    choice: Mapping[str, Any]
    given: tuple[str, ...]
    on: dt.date
    was_on: dt.date
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of one thing. `whole` tells that it is proved that there are no others."""

    of: str
    found: tuple[Change, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """What changes of one rule; `was` and `now` are its titles, None where it is not there."""

    label: str
    was: str | None
    now: str | None
    changes: Changes


@dataclass(frozen=True, slots=True)
class Worded:
    """Duties, a portfolio rule, a comparison or a priority, in the words before and after; None
    where it is not there."""

    of: str
    was: str | None
    now: str | None


Same = Literal["proved", "different", "not settled"]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that was found. `vocabulary` says in words what a choice may say that it could not, or
    can no longer."""

    old: RulebookRef
    new: RulebookRef
    on: dt.date
    was_on: dt.date
    verdicts: Changes
    deciders: Changes
    sign_offs: tuple[Changes, ...]
    rules: tuple[RuleChanges, ...]
    vocabulary: tuple[str, ...]
    unsettled: tuple[Unsettled, ...]
    worded: tuple[Worded, ...] = ()
    """What is owed, or decided of several choices together, in other words."""
    partial: bool = False
    """Whether it was interrupted: what was found until then stands."""

    @property
    def verdicts_same(self) -> Same:
        """Whether no choice gets another verdict."""
        if self.verdicts.found:
            return "different"
        return "proved" if self.verdicts.whole else "not settled"

    @property
    def same(self) -> Same:
        """Whether no choice is decided differently, in its verdict, its rules, who decides, who
        signs off or what else is owed, nor choices together."""
        of_rules = (rule.changes for rule in self.rules)
        parts = [self.verdicts, self.deciders, *self.sign_offs, *of_rules]
        if self.worded or any(part.found for part in parts):
            return "different"
        return "proved" if all(part.whole for part in parts) else "not settled"
