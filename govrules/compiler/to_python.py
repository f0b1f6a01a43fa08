"""The atoms, values and cell look-ups of a policy → one generated Python function.

The function takes the facts in a fixed order and gives back the packed cell of every rule, the
truth of every atom and the derived values. It decides atoms only; what follows from them it looks
up in tables that durable-rules filled (see `engine.memory`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field

from govrules.compiler.cells import Cell, Cells
from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.generated import Code, Generated
from govrules.compiler.program import LogicProgram
from govrules.compiler.python_atoms import RUNTIME, AtomWriter
from govrules.model.dataclass import dataclass
from govrules.model.expression import (
    DefinedValue,
    TermValue,
)
from govrules.model.policy import Definition, Term


@dataclass(slots=True)
class _Writer(AtomWriter):
    """Writes each cell once, with the atoms that it reads before it."""

    cells: Cells = field(kw_only=True)
    nodes: dict[str, str] = field(default_factory=dict)
    tables: list[Cell] = field(default_factory=list)

    def node(self, name: str) -> str:
        """The name of a node's truth, looked up in the tables."""
        if name not in self.nodes:
            for cell in self.cells.cut((name,)):
                self._look_up(cell)
        return self.nodes[name]

    def _look_up(self, cell: Cell) -> str:
        """Writes the look-up of a cell; the name of its packed entry."""
        if len(cell.outputs) == 1 and cell.outputs[0] in self.nodes:
            return self.nodes[cell.outputs[0]]
        constant, terms = 0, []
        for place, name in enumerate(cell.inputs):
            read = self.read(name)
            if read.isdigit():
                constant += int(read) * 3**place
            else:
                terms.append(read if place == 0 else f"{read}*{3**place}")
        index = "+".join(terms + ([str(constant)] if constant or not terms else []))
        table = f"t{len(self.tables)}"
        self.tables.append(cell)
        packed = self.source.assign("c", f"{table}[{index}]")
        if len(cell.outputs) == 1:
            self.nodes[cell.outputs[0]] = packed
        return packed

    def read(self, name: str) -> str:
        """An atom, a record or a node that a cell reads."""
        if name in self.truths:
            return self.truths[name]
        if name in self.logic.conditions:
            return self.atom(name)
        return self.node(name)

    def outcome(self, outputs: tuple[str, ...], used_elsewhere: frozenset[str]) -> str:
        """The packed values of the outputs; those that others read get names of their own."""
        cut = self.cells.cut(outputs)
        if len(cut) == 1:
            packed = self._look_up(cut[0]) if len(outputs) > 1 else self.node(outputs[0])
        else:
            for cell in cut:
                self._look_up(cell)
            parts = [f"{self.nodes[name]}*{3**place}" for place, name in enumerate(outputs)]
            packed = self.source.assign("c", "+".join(parts))
        for place, name in enumerate(outputs):
            if name in used_elsewhere and name not in self.nodes:
                self.nodes[name] = self.source.assign("n", f"{packed}//{3**place}%3")
        return packed


def to_python(
    logic: PolicyLogic,
    normalised: LogicProgram,
    outcomes: Sequence[tuple[str, ...]],
    terms: Sequence[Term],
    date: dt.date,
    settled: Mapping[str, int],
) -> Generated:
    """Generate `decide` for the decision dates that share `date`'s figures and rules in force.

    `outcomes` are the groups of nodes whose packed values are wanted; `terms` are the terms that a
    choice may give; `settled` are the records that are the same for all these dates.
    """
    shared = shared_nodes(normalised, outcomes)
    writer = _Writer(logic, date, cells=Cells(normalised.nodes, shared))
    given = [writer.source.fresh("x") for _ in terms]
    for term, name in zip(terms, given, strict=True):
        writer.values[f"term({term.key})"] = name
    if given:
        writer.source.line(f"{', '.join(given)}, = facts")
    _records(writer, normalised, settled)
    packed = [writer.outcome(tuple(outputs), shared) for outputs in outcomes]
    values = _derived_values(writer)
    atoms = tuple(logic.conditions)
    truths = [writer.atom(name) for name in atoms]
    writer.source.line(
        f"return (bytes({_tuple(packed)}), {_tuple(truths)}, {_tuple(list(values.values()))})"
    )
    return Generated(
        code=Code(writer.source.function("decide(facts, acts, judged, records, notes)")),
        constants=writer.source.constants | RUNTIME,
        atoms=atoms,
        cells=tuple(writer.tables),
        values=tuple(values),
    )


def shared_nodes(program: LogicProgram, outcomes: Sequence[tuple[str, ...]]) -> frozenset[str]:
    """Nodes that more than one outcome reads, directly or not: worked out once, on their own."""
    readers: dict[str, set[int]] = {}
    cells = Cells(program.nodes, ())
    for group, outputs in enumerate(outcomes):
        for name in cells.inside(outputs):
            readers.setdefault(name, set()).add(group)
    return frozenset(name for name, groups in readers.items() if len(groups) > 1)


def _records(writer: _Writer, program: LogicProgram, settled: Mapping[str, int]) -> None:
    """Records that hold for all dates are constants; the others are read only if there are any."""
    open_records = []
    for name in program.atoms:
        if name in settled:
            writer.truths[name] = str(settled[name])
        elif name not in writer.logic.conditions:
            writer.truths[name] = writer.source.fresh("r")
            open_records.append(name)
    if open_records:
        names = [writer.truths[name] for name in open_records]
        writer.source.line(f"{' = '.join(names)} = 0")
        reads = "; ".join(
            f"{writer.truths[name]} = records.get({name!r}, 0)" for name in open_records
        )
        writer.source.line(f"if records: {reads}")


def _derived_values(writer: _Writer) -> dict[str, str]:
    """The names of all computed definitions and table results, by key."""
    found: dict[str, str] = {}
    for policy in writer.logic.policy_set.policies:
        for definition in policy.definitions:
            if definition.value is not None:
                found[definition.key] = writer.value(_defined(definition))
        for table in policy.tables:
            for output in table.outputs:
                found[output.key] = writer.value(TermValue(output, output.type))
    return found


def _defined(definition: Definition) -> DefinedValue:
    assert definition.value is not None
    return DefinedValue(definition, definition.value.type)


def _tuple(names: Sequence[str]) -> str:
    return f"({', '.join(names)}{',' if names else ''})"
