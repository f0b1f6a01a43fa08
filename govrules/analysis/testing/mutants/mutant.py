"""A policy with one small change, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from govrules.analysis.testing.mutants.changes import Kind, changes
from govrules.language import syntax as s
from govrules.language.to_text import item_text, to_text
from govrules.model.place import Place

Outcome = Literal["noticed", "not noticed", "equivalent"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change to the policy `title`, at a place of its file.

    `item` is the number of the changed item among those of the policy; None for the heading.
    """

    kind: Kind
    title: str
    place: Place
    policy: s.Policy
    original: s.Policy
    item: int | None

    @property
    def rule_dropped(self) -> bool:
        return self.kind == "rule dropped"

    def lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines that change, as the formatter writes them: before, and after."""
        before, after = self._text(self.original), self._text(self.policy)
        if self.rule_dropped:
            return tuple(before), ()
        old: list[str] = []
        new: list[str] = []
        # a longer figure moves whole columns, which changes nothing
        here, there = ([" ".join(line.split()) for line in lines] for lines in (before, after))
        for tag, a, b, c, d in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
            if tag != "equal":
                old += before[a:b]
                new += after[c:d]
        return tuple(old), tuple(new)

    def _text(self, policy: s.Policy) -> list[str]:
        """The lines of the changed item alone; of the heading where that was changed."""
        if self.item is None:
            return to_text(s.Policy(policy.header, ())).splitlines()
        return item_text(policy.items[self.item]).splitlines()


@dataclass(frozen=True, slots=True)
class MutantResult:
    """`noticed_by` is the title of the first scenario that fails; `telling` a scenario, as text,
    that passes for the policy and fails for the mutant, where one was found."""

    mutant: Mutant
    outcome: Outcome
    noticed_by: str | None = None
    telling: str | None = None


_UNCHANGED = (s.Source, s.Vocabulary, s.Priority, s.Principle, s.Departures, s.Scenario)


def mutants_of(policy: s.Policy) -> Iterator[Mutant]:
    """Every small change to a policy, in the order of its text."""
    title = policy.header.title
    for of_header in changes(policy.header):
        new = replace(policy, header=of_header.changed)
        yield Mutant(of_header.kind, title, of_header.at.place, new, policy, None)
    for number, item in enumerate(policy.items):
        if isinstance(item, _UNCHANGED):
            continue
        for change in changes(item):
            items: tuple[s.Item, ...]
            items = (*policy.items[:number], change.changed, *policy.items[number + 1 :])
            new = replace(policy, items=items)
            yield Mutant(change.kind, title, change.at.place, new, policy, number)


def without_scenarios(policies: Sequence[s.Policy]) -> tuple[s.Policy, ...]:
    """What decides, alone: no mutation changes a scenario, and most text is scenarios."""
    return tuple(
        replace(
            policy,
            items=tuple(item for item in policy.items if not isinstance(item, s.Scenario)),
            comments=(),
        )
        for policy in policies
    )
