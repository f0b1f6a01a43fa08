"""Bring a logic program into the shape that durable-rules decides safely.

Negation is moved in front of inputs, constants are folded (through nodes too), nested lists of one
connective are joined, and a node that reads too many inputs, or whose rails would hold too many
operators or true paths, is split with helper nodes, "C2.breached~1" and so on; equal helpers are
shared. Every node of the program is still there afterwards and has the same value for the same
atoms, also when it has become a constant (`All(())`, `Some(())`) or just the value of an input.
The result does not depend on the order in which the nodes were given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    LogicProgram,
    Negation,
    Node,
    Possible,
    Read,
    Some,
    names_in,
)
from govrules.compiler.rails import operators, rails, true_paths
from govrules.compiler.strata import ProgramError, ordered_nodes

# 3**6 combinations of the inputs of each shape of node are decided ahead
MOST_INPUTS = 6
MOST_OPERATORS = 14
MOST_TRUE_PATHS = 16
# a list too long for one node is cut into groups of so many inputs: 3**5 entries fill quickly
GROUP_INPUTS = 5

ALWAYS_TRUE = All(())
ALWAYS_FALSE = Some(())


def normal(program: LogicProgram) -> LogicProgram:
    """The same logic within the limits. Raises `strata.ProgramError` for a faulty program."""
    try:
        return _normal(program)
    except RecursionError:
        raise ProgramError("a condition is nested too deeply; give parts of it names") from None


def _normal(program: LogicProgram) -> LogicProgram:
    helpers = _Helpers({*program.atoms, *(node.name for node in program.nodes)})
    constants: dict[str, Formula] = {}
    nodes: list[Node] = []
    for node in ordered_nodes(program):
        formula = folded(node.formula, constants)
        if formula in (ALWAYS_TRUE, ALWAYS_FALSE):
            constants[node.name] = formula
        else:
            formula = _split(formula, node.name, helpers)
        nodes.extend(helpers.taken())
        nodes.append(Node(node.name, formula))
    return LogicProgram(program.atoms, tuple(nodes))


def fits(formula: Formula, most_inputs: int = MOST_INPUTS) -> bool:
    """Whether one node of this formula (in normal form) is within the limits."""
    if len(set(names_in(formula))) > most_inputs:
        return False
    return all(
        operators(rail) <= MOST_OPERATORS and true_paths(rail) <= MOST_TRUE_PATHS
        for rail in rails(formula).values()
    )


def folded(
    formula: Formula, constants: Mapping[str, Formula] | None = None, turned: bool = False
) -> Formula:
    """The formula (or, `turned`, its negation) in normal form, with the known constants put in."""
    known = constants or {}
    match formula:
        case Negation(item):
            return folded(item, known, not turned)
        case All(items):
            parts = tuple(folded(item, known, turned) for item in items)
            return _joined(parts, conjunction=not turned)
        case Some(items):
            parts = tuple(folded(item, known, turned) for item in items)
            return _joined(parts, conjunction=turned)
        case Read(name) | Certain(name) | Possible(name):
            constant = known.get(name)
            if constant is not None:
                return _constant((constant == ALWAYS_TRUE) != turned)
            return Negation(formula) if turned else formula


def _joined(parts: Iterable[Formula], conjunction: bool) -> Formula:
    """Parts in normal form under one connective: flat, each once, without constants."""
    kind: type[All] | type[Some] = All if conjunction else Some
    absorbing = _constant(not conjunction)
    once: dict[Formula, None] = {}
    for part in parts:
        if part == absorbing:
            return absorbing
        # the neutral constant is an empty list of this kind, so it vanishes here
        once.update(dict.fromkeys(part.items if isinstance(part, kind) else (part,)))
    return next(iter(once)) if len(once) == 1 else kind(tuple(once))


def _constant(value: bool) -> Formula:
    return ALWAYS_TRUE if value else ALWAYS_FALSE


class _Helpers:
    """The helper nodes made so far, by formula, and their names."""

    def __init__(self, taken_names: set[str]) -> None:
        self._taken_names = taken_names
        self._by_formula: dict[Formula, str] = {}
        self._counts: dict[str, int] = {}
        self._fresh: list[Node] = []

    def read(self, formula: Formula, owner: str) -> Formula:
        """Read the helper for this formula, made when it is the first of its kind."""
        if formula not in self._by_formula:
            name = self._name_for(owner)
            self._by_formula[formula] = name
            self._fresh.append(Node(name, formula))
        return Read(self._by_formula[formula])

    def taken(self) -> list[Node]:
        """The helpers made since the last time, those that are read first."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def _name_for(self, owner: str) -> str:
        while True:
            self._counts[owner] = self._counts.get(owner, 0) + 1
            name = f"{owner}~{self._counts[owner]}"
            if name not in self._taken_names:
                self._taken_names.add(name)
                return name


def _split(formula: Formula, owner: str, helpers: _Helpers) -> Formula:
    """The formula, with as much of it moved to helper nodes as the limits ask for."""
    if not isinstance(formula, All | Some) or fits(formula):
        return formula
    kind = type(formula)
    items = tuple(_split(item, owner, helpers) for item in formula.items)
    while True:
        whole = _joined(items, conjunction=kind is All)
        if fits(whole):
            return whole
        if len(items) > MOST_INPUTS or not any(_is_compound(item) for item in items):
            items = _grouped(items, kind, owner, helpers)
        else:
            costliest = max(filter(_is_compound, items), key=_cost)
            items = tuple(
                helpers.read(item, owner) if item is costliest else item for item in items
            )


def _grouped(
    items: tuple[Formula, ...], kind: type[All] | type[Some], owner: str, helpers: _Helpers
) -> tuple[Formula, ...]:
    """Neighbouring items put together in helpers, as many as go in one."""
    groups: list[list[Formula]] = []
    for item in items:
        if groups and fits(kind((*groups[-1], item)), GROUP_INPUTS):
            groups[-1].append(item)
        else:
            groups.append([item])
    return tuple(
        group[0]
        if len(group) == 1 and not _is_compound(group[0])
        else helpers.read(_joined(group, conjunction=kind is All), owner)
        for group in groups
    )


def _is_compound(formula: Formula) -> bool:
    return isinstance(formula, All | Some)


def _cost(formula: Formula) -> tuple[int, int]:
    return len(set(names_in(formula))), sum(1 for _ in names_in(formula))
