"""Propose scenarios to which the boundaries of a policy matter, and put them into its file.

A scenario is proposed for each small change to a figure, a date or a comparison that no scenario
notices yet, those proposed before it included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from govrules.analysis.testing.mutants.mutant import Mutant
from govrules.analysis.testing.mutants.noticing import Noticing
from govrules.analysis.testing.mutants.telling import telling_scenario
from govrules.model.place import Place

KINDS = ("figure", "date", "comparison")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A scenario as text, and the place of the boundary that it tries."""

    title: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Proposals:
    """What was found to propose; `partial` where an interrupt ended the search."""

    found: tuple[Proposal, ...]
    partial: bool = False


def proposals(
    noticing: Noticing, progress: Callable[[int, int], None] | None = None
) -> Iterator[Proposal]:
    """Each proposed scenario passes for the policy. `noticing` takes them up as they come."""
    mutants = [mutant for mutant in noticing.mutants() if mutant.kind in KINDS]
    for number, mutant in enumerate(mutants, 1):
        found = _proposed(noticing, mutant)
        if found is not None:
            yield found
        if progress is not None:
            progress(number, len(mutants))


def _proposed(noticing: Noticing, mutant: Mutant) -> Proposal | None:
    changed = noticing.typed(mutant.policy)
    if changed is None or noticing.noticed_by(changed) is not None:
        return None
    telling = telling_scenario(noticing, mutant, changed)
    if telling is None:
        return None
    noticing.take_up(telling.node)
    return Proposal(telling.node.title, telling.text, mutant.place)


def with_scenarios(text: str, found: Sequence[Proposal]) -> str:
    """The text of a policy file with scenarios at its end; all before them stays as it was."""
    newline = "\r\n" if "\r\n" in text else "\n"
    blocks = [each.text.rstrip("\n").replace("\n", newline) for each in found]
    return (newline * 2).join([text.rstrip(), *blocks]) + newline
