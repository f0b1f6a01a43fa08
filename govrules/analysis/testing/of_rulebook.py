"""Look at the scenarios of policies, each decided with those that it uses and no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from govrules.analysis.testing.coverage import Coverage, coverage
from govrules.analysis.testing.mutants.mutation import Mutation, Progress, mutation
from govrules.analysis.testing.mutants.noticing import Noticing
from govrules.analysis.testing.proposals import Proposal, Proposals, proposals
from govrules.analysis.testing.read_back import LifeEnd, ReadBack, life_ends, read_back
from govrules.analysis.written import written
from govrules.engine.build import Built, build_part
from govrules.engine.decider import Decider
from govrules.model.policy import Policy

Titles = Iterable[str] | None
"""The policies that are meant, by their titles; all of them for None."""


def coverage_of(
    built: Built, titles: Titles, scenarios: Collection[str] | None, today: dt.date | None
) -> tuple[Coverage, ...]:
    """What the scenarios of each policy (or those of them with these titles) reach of it."""
    return tuple(
        coverage(
            decider,
            policy,
            [each for each in policy.scenarios if scenarios is None or each.title in scenarios],
            today,
        )
        for policy, decider in _each(built, titles)
    )


def mutation_of(
    built: Built,
    titles: Titles,
    today: dt.date | None,
    *,
    most: int | None,
    seed: int,
    explain: bool,
    progress: Progress | None,
) -> tuple[Mutation, ...]:
    """Which small changes to each policy its scenarios notice; no further than an interrupt."""
    found: list[Mutation] = []
    for noticing in _noticing(built, titles, today):
        found.append(mutation(noticing, most=most, seed=seed, explain=explain, progress=progress))
        if found[-1].partial:
            break
    return tuple(found)


def proposals_of(
    built: Built, titles: Titles, today: dt.date | None, progress: Progress | None
) -> Proposals:
    """Scenarios for the boundaries of each policy that none of its own tries; no further than an
    interrupt."""
    found: list[Proposal] = []
    try:
        for noticing in _noticing(built, titles, today):
            found.extend(proposals(noticing, progress))
    except KeyboardInterrupt:
        return Proposals(tuple(found), partial=True)
    return Proposals(tuple(found))


def boundaries_of(
    built: Built, titles: Titles, on: dt.date | None
) -> tuple[ReadBack | LifeEnd, ...]:
    """What each policy does at its boundaries, its own first and last day among them."""
    found: list[ReadBack | LifeEnd] = []
    for policy, decider in _each(built, titles):
        found += [*life_ends(policy), *read_back(decider, policy, on)]
    return tuple(found)


def _noticing(built: Built, titles: Titles, today: dt.date | None) -> Iterator[Noticing]:
    for policy, decider in _each(built, titles):
        yield Noticing(written(decider.policy_set), policy, decider, today)


def _each(built: Built, titles: Titles) -> Iterator[tuple[Policy, Decider]]:
    wanted = None if titles is None else set(titles)
    for policy in built.decider.policy_set.policies:
        if wanted is None or policy.title in wanted:
            yield policy, build_part(built, policy)
