"""Find out whether the answer to one question can still change the verdict.

It can when there are answers to all the other questions with which two answers to this one lead to
different verdicts. They are searched for one question after another, as far as its budget goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from govrules.analysis.asking.masks import Mask, Roots, verdicts
from govrules.analysis.asking.residue import Residue
from govrules.analysis.asking.variables import Alternative, Variable, Variables
from govrules.analysis.facts.reads import FactRef
from govrules.model.decision import Verdict

MOST_LOOKS = 3_000
_LOOKS_FOR_ONE = 600

Masks = Mapping[str, Mask]
Reached = frozenset[Verdict]


class BudgetSpent(Exception):
    """So many combinations were looked at that the answer is left open."""


class Matters:
    """Looks at what is left of the program, within a budget for all the questions together."""

    def __init__(self, residue: Residue, variables: Variables, masks: Masks) -> None:
        self._residue, self._variables, self._masks = residue, variables, masks
        self._looks = 0
        self._most = 0
        self._seen: dict[Roots, Reached] = {}

    def reached(self, masks: Masks) -> Reached:
        """The verdicts that may still come about."""
        self._looks += 1
        if self._looks > self._most:
            raise BudgetSpent
        return verdicts(self._residue.roots_under(masks))

    def matters(self, variable: Variable) -> bool | None:
        """Whether answers to this question can lead to different verdicts; None: left open."""
        self._most = min(self._looks + _LOOKS_FOR_ONE, MOST_LOOKS)
        alternatives, are_all = self._variables.all_together(variable)
        try:
            differ = self._differ(variable, alternatives, dict(self._masks))
        except BudgetSpent:
            return None
        return differ if differ or are_all else None

    def decisiveness(self, variable: Variable) -> tuple[float, int]:
        """How much is left open, on average, once it is answered; and how much reads it (less)."""
        alternatives = variable.alternatives or ({},)
        left = 0.0
        for alternative in alternatives:
            masks = {**self._masks, **alternative}
            roots = self._residue.roots_under(masks)
            left += 0 if len(verdicts(roots)) == 1 else len(self._residue.still_read(masks))
        return left / len(alternatives), -len(self._names(variable))

    def _differ(
        self, variable: Variable, alternatives: tuple[Alternative, ...], masks: dict[str, Mask]
    ) -> bool:
        reached = [self.reached({**masks, **each}) for each in alternatives]
        if any(not one & other for one, other in combinations(reached, 2)):
            return True
        if all(len(each) == 1 for each in reached):
            return False
        names = self._names(variable)
        still = self._residue.still_read(masks)
        if not names & still.keys():
            return False
        others = [name for name in still if name not in names]
        if not others:  # the tests that are shared with others are already told apart
            return False
        name = max(others, key=lambda each: still[each])
        return any(
            self._differ(variable, alternatives, {**masks, **way})
            for way in self._most_promising(alternatives, masks, name)
        )

    def _most_promising(
        self, alternatives: tuple[Alternative, ...], masks: dict[str, Mask], name: str
    ) -> list[Alternative]:
        """Answers to another question, those first that leave most verdicts open."""

        def open_after(way: Alternative) -> int:
            return sum(len(self.reached({**masks, **way, **each})) for each in alternatives[:4])

        return sorted(self._ways_to_settle(name, masks), key=open_after, reverse=True)

    def _ways_to_settle(self, name: str, masks: Masks) -> tuple[Alternative, ...]:
        if self._variables.is_free(name):
            return self._variables.of_test(name)
        (ref,) = self._variables.open_in(name)
        return self._variables.made[ref].alternatives

    def _names(self, variable: Variable) -> set[str]:
        own = {name for alternative in variable.alternatives for name in alternative}
        return own | set(variable.free)


def refs_of(variables: Variables, names: Mapping[str, int]) -> dict[FactRef, int]:
    """The open facts that tests read, each with how much reads them."""
    found: dict[FactRef, int] = {}
    for name, count in names.items():
        for ref in variables.open_in(name):
            found[ref] = found.get(ref, 0) + count
    return found
