"""Tell a kind of choice by the fewest facts: from one model to all choices that are so for the same
reasons, said in the policy's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from govrules.analysis.solving.inverse import Bound, between, bound, said
from govrules.analysis.solving.solver import Model, Solver
from govrules.compiler.to_z3.rails import Bool, Rails, every, no
from govrules.compiler.to_z3.translation import Translation
from govrules.explain.paper.phrases import listed
from govrules.model.expression import Among, Compare, Condition, Constant, TermValue
from govrules.model.policy import Term
from govrules.model.types import OneOfType


@dataclass(frozen=True, slots=True)
class Part:
    """A condition that holds, or does not, for all choices of a kind; None: it is not known."""

    condition: Condition | None
    holds: bool | None
    formula: Bool
    words: str
    bound: Bound | None = None

    @property
    def excludes(self) -> tuple[Term, frozenset[str]] | None:
        """The term, and the values of its enumeration that it cannot have, if that is all."""
        match self.condition:
            case Compare("=", TermValue(Term(type=OneOfType()) as term), Constant(value)):
                return (term, frozenset({value})) if self.holds is False else None
            case Among(TermValue(Term(type=OneOfType()) as term), values):
                named = frozenset(value.value for value in values)
                return (term, named) if self.holds is False else None
        return None


@dataclass(frozen=True, slots=True)
class Region:
    """A kind of choice: all of the parts hold of it. With none, it is every choice."""

    parts: tuple[Part, ...]

    @property
    def formula(self) -> Bool:
        return every(part.formula for part in self.parts)

    @property
    def words(self) -> tuple[str, ...]:
        """What is so of every choice of the kind, each part said once."""
        bounds = [part.bound for part in self.parts if part.bound is not None]
        others = [p.words for p in self.parts if p.bound is None and p.excludes is None]
        return (*between(bounds), *dict.fromkeys(others), *_left_over(self.parts))


def _left_over(parts: Sequence[Part]) -> Iterator[str]:
    """Which values are left of each enumeration, in whichever way is shorter."""
    excluded: dict[str, tuple[Term, set[str]]] = {}
    for part in parts:
        if part.excludes is not None:
            term, without = part.excludes
            excluded.setdefault(term.key, (term, set()))[1].update(without)
    for term, values in excluded.values():
        assert isinstance(term.type, OneOfType)
        names = [value.text for value in term.type.values]
        left = [name for name in names if name not in values]
        gone = [name for name in names if name in values]
        if len(left) <= len(gone):
            yield f"{term.name} is {listed(left, 'or')}"
        else:
            yield f"{term.name} is not {listed(gone, 'or')}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition of a rulebook, its truth, and the date on which its figures are said.

    Without the date they are said by their names. `note` tells two rulebooks apart.
    """

    condition: Condition
    truth: Rails
    on: dt.date | None = None
    note: str = ""

    def part(self, model: Model) -> Part:
        """What the model says of the condition."""
        for holds, formula in ((True, self.truth.true), (False, self.truth.false)):
            if model.holds(formula):
                words = said(self.condition, holds=holds, on=self.on)
                limit = None if self.note else bound(self.condition, holds=holds, on=self.on)
                return Part(self.condition, holds, formula, f"{words}{self.note}", limit)
        words = said(self.condition, holds=True, on=self.on)
        words = f'it is not known whether "{words}"{self.note}'
        return Part(self.condition, None, self.truth.unknown, words)


class Askable(Protocol):
    """Something that is so, or not, in a model."""

    def part(self, model: Model) -> Part: ...


def region_of(
    solver: Solver,
    model: Model,
    conditions: Iterable[Askable],
    goal: Bool,
    given: Sequence[Bool],
    seconds: float,
    *,
    open_too: bool = False,
) -> Region | None:
    """The kind of choice that the model is one of: as few conditions as make the goal hold for
    certain, given what is given. None where that is not known.

    `goal` holds in the model. Every choice of the kind with what is given then has it. With
    `open_too` it may be one of which something is not known.
    """
    parts = [asked.part(model) for asked in conditions]
    parts = [part for part in parts if open_too or part.holds is not None]
    core = solver.core([part.formula for part in parts], [no(goal), *given], seconds)
    if core is None:
        return None
    names = {formula.get_id() for formula in core}
    return Region(tuple(part for part in parts if part.formula.get_id() in names))


def conditions_of(rulebook: Translation, on: dt.date | None = None) -> list[Asked]:
    """All conditions that decide anything under a rulebook."""
    return [
        Asked(condition, rulebook.node(name), on)
        for name, condition in rulebook.logic.conditions.items()
    ]


def conditions_of_both(
    old: Translation, new: Translation, on: dt.date, was_on: dt.date
) -> list[Asked]:
    """All conditions of two rulebooks, those that they share once.

    Where one is said in the same words by both but means something else, its words tell which.
    """
    before, after = conditions_of(old, was_on), conditions_of(new, on)
    shared = {_formulas(asked) for asked in before} & {_formulas(asked) for asked in after}
    said_before = {_said(asked) for asked in before if _formulas(asked) not in shared}
    said_after = {_said(asked) for asked in after if _formulas(asked) not in shared}
    both_say = said_before & said_after
    found = [asked for asked in after if _formulas(asked) in shared]
    for conditions, note in ((after, " (as amended)"), (before, " (as it was)")):
        for asked in conditions:
            if _formulas(asked) not in shared:
                own = note if _said(asked) in both_say else ""
                found.append(replace(asked, note=own))
    return found


def _formulas(asked: Asked) -> tuple[int, int]:
    return (asked.truth.true.get_id(), asked.truth.possible.get_id())


def _said(asked: Asked) -> str:
    return said(asked.condition, holds=True, on=asked.on)


def smallest_first(regions: Iterable[Region]) -> list[Region]:
    return sorted(regions, key=lambda region: (len(region.parts), region.words))
