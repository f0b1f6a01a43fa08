"""The quick way through: a plain choice → the packed outcomes, in one generated function.

The index of a cell is a sum: of the truth of each atom it reads, times a power of three. So the
contributions of one fact to the indexes of all cells are added at once, as fields of one big whole
number that the fact's class gives (`compiler.classes`), a missing fact's too. A cell that reads
other cells adds what they give to its own field.

The function gives None for a choice that needs care, right or wrong; so does a policy whose atoms
compare several facts or that works out values, which has no quick way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from govrules.compiler.cells import Cell, Cells
from govrules.compiler.classes import FactAtom, fact_atom
from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.generated import UNKNOWN_ENTRY, Code, Quick
from govrules.compiler.program import LogicProgram
from govrules.compiler.python_source import Source
from govrules.compiler.quick_facts import (
    FactClasses,
    classes_of,
    read_acts,
    read_facts,
)
from govrules.compiler.to_python import shared_nodes
from govrules.compiler.to_reader import is_plain_date
from govrules.model.dataclass import dataclass
from govrules.model.expression import Condition, Judged, Proposes
from govrules.model.facts import ACTS, DECISION_DATE
from govrules.model.kleene import FALSE, UNKNOWN, Truth
from govrules.model.policy import Act, Term

_SMALL, _LARGE = 5, 10
"""So many inputs fit a field of one byte (3 ** 5 = 243) or of two (3 ** 10 = 59,049)."""


@dataclass(slots=True)
class _Sums:
    """What goes into the big sum: by term and by act; and what cells read from other cells."""

    by_term: dict[str, list[tuple[FactAtom, int]]]
    by_act: dict[str, int] = field(default_factory=dict)
    cells: dict[int, list[tuple[str, int]]] = field(default_factory=dict)


def to_quick(
    logic: PolicyLogic,
    normalised: LogicProgram,
    outcomes: Sequence[tuple[str, ...]],
    terms: Sequence[Term],
    acts: Sequence[Act],
    date: dt.date,
    settled: Mapping[str, int],
) -> Quick | None:
    """The quick function for the dates that share `date`'s figures and rules in force, if any.

    What it returns agrees with the first result of `to_python`'s function. Policies that work out
    values have no quick way, whether or not a rule reads them: the decision tells them all.
    """
    if _works_out_values(logic):
        return None
    cells = _in_order(Cells(normalised.nodes, shared_nodes(normalised, outcomes)), outcomes)
    produced = {
        name: (number, place)
        for number, cell in enumerate(cells)
        for place, name in enumerate(cell.outputs)
    }
    fixed = tuple(_fixed(logic, cell, produced, settled) for cell in cells)
    sums = _Sums({term.key: [] for term in terms})
    layout, bits = "<", 0
    for number, cell in enumerate(cells):
        free = [name for name in cell.inputs if name not in fixed[number]]
        if len(free) > _LARGE:
            return None
        for place, name in enumerate(free):
            if name in produced:
                sums.cells.setdefault(number, []).append((name, 3**place))
            elif not _add(sums, logic.conditions[name], 3**place << bits, date):
                return None
        layout += "B" if len(free) <= _SMALL else "H"
        bits += 8 if len(free) <= _SMALL else 16
    source = Source()
    facts = [_classes_of(term, sums.by_term[term.key]) for term in terms]
    _read_choice(source, facts, sums, acts)
    source.line(f"indexes = unpack(total.to_bytes({bits // 8}, 'little'))")
    _look_up(source, cells, produced, sums.cells, outcomes)
    # a word not declared, or something that is no word at all, is for the careful reader
    body = [f"    {line}" for line in source.lines]
    source.lines = ["try:", *body, "except (KeyError, TypeError): return None"]
    return Quick(Code(source.function("quick(choice)")), source.constants, cells, fixed, layout)


def _works_out_values(logic: PolicyLogic) -> bool:
    policies = logic.policy_set.policies
    return any(p.tables or any(d.value is not None for d in p.definitions) for p in policies)


def _fixed(
    logic: PolicyLogic, cell: Cell, produced: Mapping[str, object], settled: Mapping[str, int]
) -> dict[str, int]:
    """The inputs that no plain choice changes."""
    inputs = {name: fixed_truth(logic, name, settled) for name in cell.inputs}
    return {
        name: truth for name, truth in inputs.items() if truth is not None and name not in produced
    }


def fixed_truth(logic: PolicyLogic, name: str, settled: Mapping[str, int]) -> Truth | None:
    """The truth of an atom that no plain choice changes: what the date settles, records,
    judgements; None for any other."""
    condition = logic.conditions.get(name)
    if isinstance(condition, Judged):  # a plain choice records no judgement
        return UNKNOWN
    if condition is None:  # nor departures, sign-offs or duties
        return settled.get(name, FALSE)
    return None


def _in_order(cells: Cells, outcomes: Sequence[tuple[str, ...]]) -> tuple[Cell, ...]:
    """The cells of the outcomes and all they read: first those that read no other cell."""
    found = dict.fromkeys(cell for outputs in outcomes for cell in cells.cut(tuple(outputs)))
    producer = {name: cell for cell in found for name in cell.outputs}
    waiting = list(found)
    while waiting:
        for name in waiting.pop().inputs:
            if name in cells.formulas and name not in producer:
                for cell in cells.cut((name,)):
                    if cell not in found:
                        found[cell] = None
                        producer |= dict.fromkeys(cell.outputs, cell)
                        waiting.append(cell)
    depth: dict[Cell, int] = {}

    def depth_of(cell: Cell) -> int:
        if cell not in depth:
            below = {producer[name] for name in cell.inputs if name in producer}
            depth[cell] = max((depth_of(one) + 1 for one in below), default=0)
        return depth[cell]

    order = {cell: place for place, cell in enumerate(found)}
    return tuple(sorted(found, key=lambda cell: (depth_of(cell), order[cell])))


def _add(sums: _Sums, condition: Condition, weight: int, date: dt.date) -> bool:
    """Add an input's contribution; false when no single fact gives it."""
    if isinstance(condition, Proposes):
        sums.by_act[condition.act.name] = sums.by_act.get(condition.act.name, 0) + weight
        return True
    atom = fact_atom(condition, date)
    if atom is not None:
        sums.by_term[atom.term.key].append((atom, weight))
    return atom is not None


def _classes_of(term: Term, weighted: Sequence[tuple[FactAtom, int]]) -> FactClasses:
    """The classes of a fact, each of which gives what it adds to the indexes of all cells."""

    def give(value: Any) -> int:
        return sum(atom.truth(value) * weight for atom, weight in weighted)

    return classes_of(term, [atom for atom, _ in weighted], give)


def _read_choice(
    source: Source, facts: Sequence[FactClasses], sums: _Sums, acts: Sequence[Act]
) -> None:
    terms = [each.term.key for each in facts]
    keys = source.constant(frozenset([ACTS, DECISION_DATE, *terms]))
    source.line(f"if choice.__class__ is not dict or not {keys}.issuperset(choice): return None")
    source.line("get = choice.get")
    if DECISION_DATE not in terms:
        dated = f"{source.constant(is_plain_date)}(get({DECISION_DATE!r}))"
        source.line(f"if {DECISION_DATE!r} in choice and not {dated}: return None")
    read_facts(source, facts)
    read_acts(source, acts, sums.by_act)


def _look_up(
    source: Source,
    cells: Sequence[Cell],
    produced: Mapping[str, tuple[int, int]],
    read_cells: Mapping[int, list[tuple[str, int]]],
    outcomes: Sequence[tuple[str, ...]],
) -> None:
    plain = len(cells) - len(read_cells)  # the cells that read no other come first
    these = "arrays" if plain == len(cells) else f"arrays[:{plain}]"
    source.line(f"found = bytes(map(getitem, {these}, indexes))")
    source.line(f"if {UNKNOWN_ENTRY} in found: found = look_up_all(indexes[:{plain}])")
    whole = [(number, cell.outputs) for number, cell in enumerate(cells)]
    if not read_cells and whole == list(enumerate(outcomes)):
        source.line("return found")
        return
    if plain:
        source.line(f"{', '.join(f'c{number}' for number in range(plain))}, = found")
    for number, reads in read_cells.items():
        parts = [f"indexes[{number}]"]
        parts += [f"{_node(name, cells, produced)}*{weight}" for name, weight in reads]
        source.line(f"i = {' + '.join(parts)}")
        source.line(f"c{number} = arrays[{number}][i]")
        source.line(f"if c{number} == {UNKNOWN_ENTRY}: c{number} = look_up({number}, i)")
    results = ", ".join(_outcome(outputs, cells, produced) for outputs in outcomes)
    source.line(f"return bytes(({results},))")


def _node(name: str, cells: Sequence[Cell], produced: Mapping[str, tuple[int, int]]) -> str:
    number, place = produced[name]
    if len(cells[number].outputs) == 1:
        return f"c{number}"
    return f"(c{number}//{3**place}%3)"


def _outcome(
    outputs: tuple[str, ...], cells: Sequence[Cell], produced: Mapping[str, tuple[int, int]]
) -> str:
    number, _ = produced[outputs[-1]]
    if cells[number].outputs == outputs:
        return f"c{number}"
    parts = [f"{_node(name, cells, produced)}*{3**place}" for place, name in enumerate(outputs)]
    return " + ".join(parts)
