"""Run the scenarios of one policy file, and find its scores where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from govrules.analysis.testing.coverage import Coverage
    from govrules.analysis.testing.mutants.mutation import Mutation
    from govrules.engine.scenarios import ScenarioResult
    from govrules.library import Rulebook


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: scenarios by a part of their title, and which scores."""

    title: str | None
    coverage: bool
    mutate: bool
    most: int | None
    seed: int
    at_least: float | None
    as_json: bool
    cache: bool

    @property
    def scored(self) -> bool:
        return self.coverage or self.mutate


@dataclass(frozen=True, slots=True)
class FileResults:
    """What became of the scenarios of one file."""

    file: str
    results: tuple[ScenarioResult, ...]


class Score(NamedTuple):
    file: str
    what: str
    percent: float


@dataclass(frozen=True, slots=True)
class Tested:
    """What was found of one file."""

    results: FileResults
    coverage: tuple[Coverage, ...] = ()
    mutation: tuple[Mutation, ...] = ()

    @property
    def interrupted(self) -> bool:
        return any(each.partial for each in self.mutation)

    def scores(self) -> Iterator[Score]:
        yield from (Score(each.file, "coverage is", each.percent) for each in self.coverage)
        for found in self.mutation:
            yield Score(found.file, "of the small changes, its scenarios notice", found.percent)


def run(file: Path, search: Sequence[Path], wanted: Wanted) -> Tested:
    """Run the scenarios of a file. Raises PolicyError where the policy has faults."""
    from govrules.library import load

    rulebook = load(file, search=search, cache=wanted.cache)
    own = rulebook.titles_in([str(file)])
    results = tuple(
        result
        for result in rulebook.run_scenarios(own)
        if wanted.title is None or wanted.title.casefold() in result.scenario.title.casefold()
    )
    chosen = frozenset(result.scenario.title for result in results)
    all_pass = all(result.passed for result in results)
    return Tested(
        FileResults(str(file), results),
        rulebook.coverage(own, scenarios=chosen) if wanted.coverage else (),
        _mutation(rulebook, own, wanted) if wanted.mutate and all_pass and results else (),
    )


def _mutation(rulebook: Rulebook, own: Sequence[str], wanted: Wanted) -> tuple[Mutation, ...]:
    from govrules.cli.testing.progress import counting

    with counting("small changes") as progress:
        return rulebook.mutation(own, most=wanted.most, seed=wanted.seed, progress=progress)
