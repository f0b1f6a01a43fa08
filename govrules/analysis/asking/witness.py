"""Show that an answer matters: give answers to other questions until two answers to it differ.

Fact by fact, the answer is given that leaves most verdicts open; each is a real value, and every
test is read anew. What is so found is certain; that nothing is found says nothing.
"""

from __future__ import annotations

from typing import Any

from govrules.analysis.asking.masks import Mask, verdicts
from govrules.analysis.asking.residue import Residue
from govrules.analysis.asking.variables import UNGIVEN, Variables, with_answer
from govrules.analysis.facts.reads import FactRef
from govrules.errors import AnalysisFault
from govrules.model.decision import Verdict
from govrules.model.facts import Facts

_MOST_ANSWERS = 12
_MOST_STEPS = 40

Reached = frozenset[Verdict]


class Witnesses:
    """Looks for witnesses, as long as its budget of looks lasts."""

    def __init__(
        self,
        residue: Residue,
        variables: Variables,
        masks: dict[str, Mask],
        open_refs: frozenset[FactRef],
        facts: Facts,
        looks: int,
    ) -> None:
        self._residue, self._variables = residue, variables
        self._masks, self._open, self._facts = masks, open_refs, facts
        self.looks = looks

    def shows(self, ref: FactRef) -> bool:
        """Whether answers were found with which two answers to this question differ."""
        masks, still_open, facts = self._masks, self._open, self._facts
        for _ in range(_MOST_STEPS):
            if self._differ(self._reached(ref, facts, still_open, masks)):
                return True
            other = self._next(ref, masks, still_open)
            if other is None or self.looks <= 0:
                return False
            still_open = still_open - {other}
            facts, masks = self._best(ref, other, facts, still_open, masks)
        return False

    def any_verdict(self) -> Verdict:
        """The verdict under some answers to all that is open, for where all lead to the same.

        The answers are real ones: tests that several facts decide together cannot each come out
        as they like.
        """
        masks, still_open, facts = self._masks, self._open, self._facts
        for ref in sorted(self._variables.made):
            value = next(iter(self._variables.answers(ref, facts)), UNGIVEN)
            still_open = still_open - {ref}
            masks = self._with(ref, value, facts, still_open, masks)
            facts = with_answer(facts, ref, value)
        found = verdicts(self._residue.roots_under(masks))
        if len(found) != 1:
            raise AnalysisFault("with everything answered the verdict is still open")
        return next(iter(found))

    def _reached(
        self, ref: FactRef, facts: Facts, still_open: frozenset[FactRef], masks: dict[str, Mask]
    ) -> list[Reached]:
        """The verdicts that each answer leaves open."""
        rest = still_open - {ref}
        return [
            self._look(self._with(ref, value, facts, rest, masks))
            for value in self._variables.answers(ref, facts)[:_MOST_ANSWERS]
        ]

    def _with(
        self,
        ref: FactRef,
        value: Any,
        facts: Facts,
        rest: frozenset[FactRef],
        masks: dict[str, Mask],
    ) -> dict[str, Mask]:
        names = [name for name in self._variables.tests_of(ref) if name in masks]
        return masks | self._variables.masks_under(with_answer(facts, ref, value), rest, names)

    def _look(self, masks: dict[str, Mask]) -> Reached:
        self.looks -= 1
        return verdicts(self._residue.roots_under(masks))

    @staticmethod
    def _differ(reached: list[Reached]) -> bool:
        return any(not one & other for n, one in enumerate(reached) for other in reached[n + 1 :])

    def _next(
        self, ref: FactRef, masks: dict[str, Mask], still_open: frozenset[FactRef]
    ) -> FactRef | None:
        """The open fact that most still reads; None once this question is read by nothing."""
        counts: dict[FactRef, int] = {}
        for name, count in self._residue.still_read(masks).items():
            for each in self._variables.open_in(name) & still_open:
                counts[each] = counts.get(each, 0) + count
        if counts.pop(ref, 0) == 0 or not counts:
            return None
        return max(sorted(counts), key=lambda each: counts[each])

    def _best(
        self,
        ref: FactRef,
        other: FactRef,
        facts: Facts,
        still_open: frozenset[FactRef],
        masks: dict[str, Mask],
    ) -> tuple[Facts, dict[str, Mask]]:
        """The answer to the other question after which this one decides most."""
        best: tuple[int, Facts, dict[str, Mask]] | None = None
        for value in self._variables.answers(other, facts)[:_MOST_ANSWERS]:
            changed = with_answer(facts, other, value)
            under = self._with(other, value, facts, still_open, masks)
            reached = self._reached(ref, changed, still_open, under)
            score = 100 if self._differ(reached) else sum(len(each) for each in reached)
            if len(frozenset().union(*reached)) == 1:
                score = 0
            if best is None or score > best[0]:
                best = score, changed, under
            if score == 100 or self.looks <= 0:
                break
        return (facts, masks) if best is None else best[1:]
