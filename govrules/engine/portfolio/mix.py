"""The whole by its parts: what a norm adds up, by the values of the term that it asks about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from govrules.engine.portfolio.bounds import exact
from govrules.model.expression import Among, Compare, Condition, Holds, Not, TermValue
from govrules.model.facts import NONE
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth
from govrules.model.policy import PortfolioNorm, Term
from govrules.model.types import OneOfType, YesNoType

NOT_GIVEN = "not given"
MAY_BELONG = "may not belong here"
_BY_COUNTS = {TRUE: "counts", FALSE: "does not count"}


def mixed(norm: PortfolioNorm) -> bool:
    """Whether there is a whole with parts to show."""
    return norm.where is not None and norm.measure in ("share", "total", "number")


def mix_term(where: Condition | None) -> Term | None:
    """The term whose values part the whole, where the norm asks about one alone."""
    match where:
        case Not(item):
            return mix_term(item)
        case Compare("=" | "!=", TermValue(term)) | Among(TermValue(term)) | Holds(TermValue(term)):
            return term if isinstance(term.type, OneOfType | YesNoType) else None
    return None


@dataclass(slots=True)
class Parts:
    """The parts so far: by name, the amount and how many contracts; `unknown` have no amount."""

    norm: PortfolioNorm
    term: Term | None
    amounts: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    answers: dict[str, Truth] = field(default_factory=dict)
    """Whether the contracts of a part count for the norm."""
    unknown: int = 0

    def add(self, member: Truth, counts: Truth, value: Any, by: Any) -> None:
        name = self._name(member, counts, by)
        if self.norm.measure == "number":
            amount: Any = 1
        elif value is None:
            self.unknown += 1
            return
        else:
            amount = 0 if value is NONE else exact(value)
        self.amounts[name] = self.amounts.get(name, 0) + amount
        self.counts[name] = self.counts.get(name, 0) + 1
        self.answers[name] = UNKNOWN if member != TRUE else counts

    def _name(self, member: Truth, counts: Truth, by: Any) -> str:
        if member != TRUE:
            return MAY_BELONG
        if self.term is None:
            return _BY_COUNTS.get(counts, NOT_GIVEN)
        return NOT_GIVEN if by is None else value_name(by)

    def take(self, others: Parts) -> None:
        """Add the parts of contracts that may belong to the same group."""
        self.unknown += others.unknown
        for name, amount in others.amounts.items():
            self.amounts[name] = self.amounts.get(name, 0) + amount
            self.counts[name] = self.counts.get(name, 0) + others.counts[name]
            self.answers[name] = others.answers[name]

    def copy(self) -> Parts:
        return Parts(
            self.norm, self.term, dict(self.amounts), dict(self.counts), dict(self.answers),
            self.unknown,
        )  # fmt: skip

    def order(self, name: str) -> tuple[int, int, str]:
        """What counts, then what may, then the rest; declared values in their order."""
        answer = TRUE - self.answers[name]
        if name == MAY_BELONG:
            return answer, 2, name
        if self.term is not None and isinstance(self.term.type, OneOfType):
            words = [value.text for value in self.term.type.values]
            return answer, words.index(name) if name in words else len(words), name
        return answer, 0, name


def value_name(value: Any) -> str:
    if value is NONE:
        return "none"
    return value if isinstance(value, str) else "yes" if value else "no"
