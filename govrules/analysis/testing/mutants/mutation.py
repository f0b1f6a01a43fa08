"""Try the scenarios of a policy on every small change to it, or on some drawn by lot."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from govrules.analysis.testing.coverage import percent
from govrules.analysis.testing.mutants.equivalent import is_equivalent, is_out_of_force
from govrules.analysis.testing.mutants.mutant import Mutant, MutantResult
from govrules.analysis.testing.mutants.noticing import Noticing
from govrules.analysis.testing.mutants.telling import both_roots, telling_scenario
from govrules.language import syntax as s
from govrules.model.policy import PolicySet

Progress = Callable[[int, int], None]
"""Told how many mutants have been tried, and of how many."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """What became of the small changes to one policy that were tried.

    `changes` is how many there are, and `tried` how many of them were looked at: fewer, where some
    were drawn or the work was interrupted (`partial`). One that leaves no policy that could be
    adopted has no result.
    """

    policy: str
    file: str
    scenarios: int
    changes: int
    tried: int
    results: tuple[MutantResult, ...]
    partial: bool = False

    @property
    def noticed(self) -> int:
        return sum(each.outcome == "noticed" for each in self.results)

    @property
    def counted(self) -> int:
        """The mutants that a scenario could notice, as far as is known."""
        return sum(each.outcome != "equivalent" for each in self.results)

    @property
    def survivors(self) -> tuple[MutantResult, ...]:
        return tuple(each for each in self.results if each.outcome == "not noticed")

    @property
    def equivalent(self) -> int:
        return len(self.results) - self.counted

    @property
    def percent(self) -> float:
        """Noticed of all that could be; of a policy with nothing to change, 100."""
        return percent(self.noticed, self.counted)


def mutation(
    noticing: Noticing,
    *,
    most: int | None = None,
    seed: int = 0,
    explain: bool = True,
    progress: Progress | None = None,
) -> Mutation:
    """Try every small change, or `most` of them drawn by lot, the same for the same `seed`.

    With `explain`, each survivor is confirmed by the engine, and a scenario that would notice it
    is looked for. An interrupt ends the work, and what was found stands.
    """
    mutants = list(noticing.mutants())
    chosen = drawn(mutants, most, seed)
    results: list[MutantResult] = []
    tried = 0
    try:
        for mutant in chosen:
            changed = noticing.typed(mutant.policy)
            if changed is not None:
                results.append(_result(noticing, mutant, changed, explain))
            tried += 1
            if progress is not None:
                progress(tried, len(chosen))
    except KeyboardInterrupt:
        pass
    return Mutation(
        policy=noticing.policy.title,
        file=noticing.policy.file,
        scenarios=len(noticing.policy.scenarios),
        changes=len(mutants),
        tried=tried,
        results=tuple(results),
        partial=tried < len(chosen),
    )


def drawn(mutants: Sequence[Mutant], most: int | None, seed: int) -> list[Mutant]:
    """So many of the mutants, in the order of the text."""
    if most is None or most >= len(mutants):
        return list(mutants)
    numbers = random.Random(seed).sample(range(len(mutants)), most)
    return [mutants[number] for number in sorted(numbers)]


def _result(noticing: Noticing, mutant: Mutant, changed: PolicySet, explain: bool) -> MutantResult:
    scenario = noticing.noticed_by(changed)
    if scenario is not None:
        return MutantResult(mutant, "noticed", noticed_by=scenario.title)
    if _no_choice_tells(noticing, mutant, changed):
        return MutantResult(mutant, "equivalent")
    if not explain:
        return MutantResult(mutant, "not noticed")
    noticing.confirm(changed)
    telling = telling_scenario(noticing, mutant, changed)
    return MutantResult(mutant, "not noticed", telling=None if telling is None else telling.text)


def _no_choice_tells(noticing: Noticing, mutant: Mutant, changed: PolicySet) -> bool:
    roots = both_roots(noticing, mutant, changed)
    if len(roots) != 2 or mutant.item is None:
        return False
    item = mutant.original.items[mutant.item]
    original = noticing.original
    if isinstance(item, s.Figure) and mutant.kind == "date":
        name = " ".join(item.name.text.split())
        if is_out_of_force(name, roots[0], original, changed):
            return True
    return is_equivalent(*roots, original, changed, noticing.today)
