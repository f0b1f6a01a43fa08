"""Decide a formula in plain Python: the slow, obvious oracle that durable-rules is held against."""

from __future__ import annotations

from collections.abc import Mapping

from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    LogicProgram,
    Negation,
    Read,
    Some,
)
from govrules.compiler.strata import ordered_nodes
from govrules.model.kleene import FALSE, TRUE


def value_of(formula: Formula, values: Mapping[str, int]) -> int:
    """0 false, 1 unknown or 2 true, for the given values of the names that it reads."""
    if isinstance(formula, Read):
        return values[formula.name]
    if isinstance(formula, Negation):
        return 2 - value_of(formula.item, values)
    if isinstance(formula, All):
        return min([value_of(item, values) for item in formula.items], default=TRUE)
    if isinstance(formula, Some):
        return max([value_of(item, values) for item in formula.items], default=FALSE)
    if isinstance(formula, Certain):
        return TRUE if values[formula.name] == TRUE else FALSE
    return FALSE if values[formula.name] == FALSE else TRUE


def values_of(program: LogicProgram, atom_values: Mapping[str, int]) -> dict[str, int]:
    """The value of every node of a program (normal or not)."""
    values = dict(atom_values)
    nodes = ordered_nodes(program)
    for node in nodes:
        values[node.name] = value_of(node.formula, values)
    return {node.name: values[node.name] for node in nodes}
