"""Tell a kind of choice by the fewest facts: from one model to all choices that are so for the same
reasons, said in the policy's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govrules.analysis.solving.inverse import said
from govrules.analysis.solving.solver import Model, Solver
from govrules.analysis.solving.telling import listed
from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.to_z3.rails import Bool, every, no
from govrules.compiler.to_z3.translation import Translation
from govrules.model.expression import Among, Compare, Condition, Constant, TermValue
from govrules.model.policy import Term
from govrules.model.types import OneOfType


@dataclass(frozen=True, slots=True)
class Part:
    """A condition that holds, or does not, for all choices of a kind."""

    condition: Condition
    holds: bool
    formula: Bool

    @property
    def words(self) -> str:
        return said(self.condition, holds=self.holds)

    @property
    def excludes(self) -> tuple[Term, frozenset[str]] | None:
        """The term, and the values of its enumeration that it cannot have, if that is all."""
        match self.condition:
            case Compare("=", TermValue(Term(type=OneOfType()) as term), Constant(value)):
                return None if self.holds else (term, frozenset({value}))
            case Among(TermValue(Term(type=OneOfType()) as term), values):
                named = frozenset(value.value for value in values)
                return None if self.holds else (term, named)
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
        said_parts = list(dict.fromkeys(part.words for part in self.parts if not part.excludes))
        return (*said_parts, *_left_over(self.parts))


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


def region_of(
    solver: Solver,
    model: Model,
    conditions: Mapping[str, tuple[Translation, Condition]],
    goal: Bool,
    given: Sequence[Bool],
    seconds: float,
) -> Region | None:
    """The kind of choice that the model is one of: as few conditions as make the goal hold for
    certain, given what is given. None where that is not known.

    `goal` holds in the model. Every choice of the kind with what is given then has it.
    """
    parts = list(_settled(model, conditions))
    formulas = [part.formula for part in parts]
    core = solver.core(formulas, [no(goal), *given], seconds)
    if core is None:
        return None
    names = {formula.get_id() for formula in core}
    return Region(tuple(part for part in parts if part.formula.get_id() in names))


def _settled(
    model: Model, conditions: Mapping[str, tuple[Translation, Condition]]
) -> Iterator[Part]:
    """The conditions that hold, or do not hold, for certain in the model."""
    for name, (translation, condition) in conditions.items():
        truth = translation.node(name)
        if model.holds(truth.true):
            yield Part(condition, True, truth.true)
        elif model.holds(truth.false):
            yield Part(condition, False, truth.false)


def conditions_of(
    *rulebooks: tuple[Translation, PolicyLogic],
) -> dict[str, tuple[Translation, Condition]]:
    """All conditions that decide anything under the rulebooks, by their names."""
    found: dict[str, tuple[Translation, Condition]] = {}
    for translation, logic in rulebooks:
        for name, condition in logic.conditions.items():
            found.setdefault(name, (translation, condition))
    return found


def smallest_first(regions: Iterable[Region]) -> list[Region]:
    return sorted(regions, key=lambda region: (len(region.parts), region.words))
