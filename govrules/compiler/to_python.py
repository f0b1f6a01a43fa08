"""The atoms, values and cell look-ups of a policy → one generated Python function.

The function takes the facts in a fixed order and gives back the packed cell of every rule, the
truth of every atom and the derived values. It decides atoms only; what follows from them it looks
up in tables that durable-rules filled (see `engine.memory`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from govrules.compiler import runtime
from govrules.compiler.cells import Cell, Cells
from govrules.compiler.from_policy import PolicyLogic, definition_node
from govrules.compiler.program import LogicProgram
from govrules.compiler.python_source import Source
from govrules.compiler.signature import value_signature
from govrules.model.expression import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeastOf,
    Compare,
    Condition,
    Constant,
    DefinedValue,
    Elapsed,
    FieldValue,
    FigureValue,
    FirstKnown,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Lookup,
    Meets,
    Not,
    Proposes,
    Quantified,
    TermValue,
    Value,
)
from govrules.model.facts import NONE
from govrules.model.policy import Definition, Figure, Term
from govrules.model.types import (
    DateType,
    DurationType,
    ListType,
    MoneyType,
    NumberType,
    PercentageType,
)

_IN_PYTHON = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_PLAIN_ORDER = (MoneyType, NumberType, PercentageType, DateType)
"""Types whose canonical values Python compares exactly as they are."""


@dataclass(frozen=True, slots=True)
class Generated:
    """The code of `decide(facts, acts, judged, records, notes)` and how to read what it returns.

    It returns `(cells, atoms, values)`: the packed cell of each entry of `cells`, the truths of
    `atoms` and the derived values of `values`, in order. `tables` lists the look-up tables it
    expects as `t0, t1, …`; `terms` the keys of the facts it takes.
    """

    code: CodeType
    source: str
    constants: dict[str, Any]
    terms: tuple[str, ...]
    atoms: tuple[str, ...]
    cells: tuple[Cell, ...]
    outcomes: tuple[tuple[str, ...], ...]
    values: tuple[str, ...]


@dataclass(slots=True)
class _Writer:
    """Writes each atom, value and cell once, before its first use."""

    logic: PolicyLogic
    cells: Cells
    date: dt.date
    terms: tuple[Term, ...]
    source: Source = field(default_factory=Source)
    values: dict[str, str] = field(default_factory=dict)
    truths: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, str] = field(default_factory=dict)
    tables: list[Cell] = field(default_factory=list)

    # --- values --------------------------------------------------------------------------------

    def value(self, value: Value, entry: str | None = None) -> str:
        """The name (or constant) of a value; None in it stands for unknown.

        Inside a list's `where`, `entry` is the name of the entry looked at; what reads a field of
        it is written in place.
        """
        match value:
            case Constant():
                return self.source.constant(value.value)
            case FieldValue(key):
                return f"{entry}.get({key!r})"
            case _ if entry is not None and reads_entry(value):
                return self._expression(value, entry)
            case _:
                signature = value_signature(value)
                if signature not in self.values:
                    expression = self._expression(value, None)
                    self.values[signature] = self.source.assign("v", expression)
                return self.values[signature]

    def _expression(self, value: Value, entry: str | None) -> str:
        match value:
            case TermValue(term):
                return self._table_result(term)
            case FigureValue(figure):
                return self._figure(figure)
            case DefinedValue(definition):
                assert definition.value is not None
                return self.value(definition.value)
            case Arithmetic():
                return self._arithmetic(value, entry)
            case FirstKnown(items):
                listed = ", ".join(self.value(item, entry) for item in items)
                return f"first_known(({listed},))"
            case Aggregate():
                return self._aggregate(value)
            case Elapsed(unit, start, end):
                return f"elapsed({unit!r}, {self.value(start, entry)}, {self.value(end, entry)})"
            case Lookup(term, key):
                return f"entry_of({self.value(TermValue(term, term.type))}, {key!r})"
            case _:
                raise AssertionError(value)

    def _arithmetic(self, value: Arithmetic, entry: str | None) -> str:
        left, right = self.value(value.left, entry), self.value(value.right, entry)
        percent = isinstance(value.right.type, PercentageType)
        words = repr(value.words)
        match value.operator:
            case "plus" | "minus" if isinstance(value.right.type, DurationType):
                sign = 1 if value.operator == "plus" else -1
                return f"moved({left}, {right}, {sign}, notes, {words})"
            case "plus" | "minus":
                return f"{value.operator}({left}, {right}, notes, {words})"
            case "times":
                return f"times({left}, {right}, {_times_scale(value)}, notes, {words})"
            case "divided by":
                return f"divided({left}, {right}, {_divided_scale(value)}, notes, {words})"
            case "with VAT at":
                return f"with_vat({left}, {right}, {100 if percent else 1}, notes, {words})"
            case "without VAT at":
                return f"without_vat({left}, {right}, {100 if percent else 1}, notes, {words})"

    def _aggregate(self, value: Aggregate) -> str:
        entries = self.value(TermValue(value.term, value.term.type))
        test = self.test(value.where) if value.where is not None else "None"
        if value.kind == "number":
            return f"counted({entries}, {test})"
        assert value.field is not None
        noted = f", notes, {value.words!r}" if value.kind == "share" else ""
        return f"{value.kind}({entries}, {value.field.key!r}, {test}{noted})"

    def _figure(self, figure: Figure) -> str:
        dated = [(v.in_force.start, v.in_force.end, v.value.value) for v in figure.values]
        if figure.as_at is None:
            notes: list[str] = []
            current = runtime.figure_at(dated, self.date, notes, figure.name)
            if current is None:
                self.source.line(f"notes.append({notes[0]!r})")
            return self.source.constant(current)
        values = self.source.constant(tuple(dated))
        return f"figure_at({values}, {self.value(figure.as_at)}, notes, {figure.name!r})"

    def _table_result(self, term: Term) -> str:
        """A term that is not given but worked out by a decision table."""
        assert term.worked_out_by is not None, term.key
        logic = self.logic.tables[term.worked_out_by]
        column = [output.key for output in logic.table.outputs].index(term.key)
        outputs = self.source.constant(tuple(row.outputs[column].value for row in logic.table.rows))
        every = logic.table.hit == "every row that applies"
        hits = ", ".join(self.node(hit) for hit in logic.hits)
        return f"{'rows_result' if every else 'row_result'}(({hits},), {outputs})"

    # --- conditions ----------------------------------------------------------------------------

    def atom(self, name: str) -> str:
        """The name of an atom's truth."""
        if name not in self.truths:
            expression = self.truth(self.logic.conditions[name])
            self.truths[name] = self.source.assign("a", expression)
        return self.truths[name]

    def truth(self, condition: Condition, entry: str | None = None) -> str:
        """An expression for the truth of a condition; `and`, `or`, `not` only inside lists."""
        match condition:
            case AllOf(items):
                return f"min({self._listed(items, entry)}, 2)"
            case AnyOf(items):
                return f"max({self._listed(items, entry)}, 0)"
            case AtLeastOf(count, items):
                return f"at_least_of({count}, ({self._listed(items, entry)},))"
            case Not(item):
                return f"(2 - {self.truth(item, entry)})"
            case Meets(definition):
                return self.node(definition_node(definition))
            case Compare():
                return self._compare(condition, entry)
            case Among(left, values) if isinstance(left.type, DurationType):
                wanted = self.source.constant(tuple(item.value for item in values))
                return f"among({self.value(left, entry)}, {wanted})"
            case Among(left, values):
                wanted = self.source.constant(frozenset(item.value for item in values))
                return self._known(self.value(left, entry), after=f" in {wanted}")
            case Holds(value):
                return self._known(self.value(value, entry), after=" is True")
            case Includes(left, value):
                return f"includes({self.value(left, entry)}, {value!r})"
            case IsKnown(value):
                return f"(0 if {self.value(value, entry)} is None else 2)"
            case IsNone(value):
                return self._known(self.value(value, entry), after=" is NONE")
            case Judged(_, text):
                return f"judged.get({text!r}, 1)"
            case Proposes(act):
                return self._known("acts", before=f"{act.name!r} in ")
            case Quantified(kind, term, where):
                entries = self.value(TermValue(term, term.type))
                return f"{kind}_entry({entries}, {self.test(where)})"

    def _listed(self, items: Sequence[Condition], entry: str | None) -> str:
        return ", ".join(self.truth(item, entry) for item in items)

    def _known(self, value: str, before: str = "", after: str = "") -> str:
        """Unknown where the value is, else the answer to the question put around its name."""
        if not value.isidentifier():
            value, test = "_x", f"(_x := {value})"
        else:
            test = value
        return f"(1 if {test} is None else 2 if {before}{value}{after} else 0)"

    def _compare(self, condition: Compare, entry: str | None) -> str:
        left = self.value(condition.left, entry)
        right = self.value(condition.right, entry)
        if right == "None" or not _is_plain(condition):
            return f"compared({condition.relation!r}, {left}, {right})"
        return self._known(left, after=f" {_IN_PYTHON[condition.relation]} {right}")

    def test(self, where: Condition) -> str:
        """The name of a function that tests one entry of a list."""
        return self.source.assign("w", f"lambda e: {self.truth(where, 'e')}")

    # --- nodes ---------------------------------------------------------------------------------

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


def reads_entry(value: Value) -> bool:
    """Whether a value reads a field of the list entry looked at."""
    match value:
        case FieldValue():
            return True
        case Arithmetic(_, left, right) | Elapsed(_, left, right):
            return reads_entry(left) or reads_entry(right)
        case FirstKnown(items):
            return any(map(reads_entry, items))
        case _:
            return False


def _is_plain(condition: Compare) -> bool:
    """Whether Python's own comparison of the canonical values is the exact answer."""
    left, right = condition.left, condition.right
    if not isinstance(left, TermValue | FieldValue):
        return False
    if not (
        isinstance(right, Constant)
        or (isinstance(right, FigureValue) and right.figure.as_at is None)
    ):
        return False
    if isinstance(left, TermValue) and left.term.worked_out_by is not None:
        return False
    if condition.relation in ("=", "!="):
        return not isinstance(left.type, _NOT_PLAIN)
    nullable = isinstance(left, FieldValue) or left.term.or_none
    return isinstance(left.type, _PLAIN_ORDER) and not nullable


def _times_scale(value: Arithmetic) -> int:
    percentages = sum(isinstance(side.type, PercentageType) for side in (value.left, value.right))
    if isinstance(value.type, PercentageType):
        return 100 if percentages == 2 else 1
    return 100 if percentages else 1


def _divided_scale(value: Arithmetic) -> int:
    by_percentage = isinstance(value.right.type, PercentageType)
    of_percentage = isinstance(value.left.type, PercentageType)
    return 100 if by_percentage and not of_percentage else 1


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
    writer = _Writer(logic, Cells(normalised.nodes, shared), date, tuple(terms))
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
    source = writer.source.function("decide(facts, acts, judged, records, notes)")
    return Generated(
        code=compile(source, "<generated from policies>", "exec"),
        source=source,
        constants=writer.source.constants | {"NONE": NONE} | _RUNTIME,
        terms=tuple(term.key for term in terms),
        atoms=atoms,
        cells=tuple(writer.tables),
        outcomes=tuple(tuple(outputs) for outputs in outcomes),
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


_NOT_PLAIN = (ListType, DurationType)
_RUNTIME: dict[str, Any] = {
    name: getattr(runtime, name)
    for name in (
        "among", "any_entry", "at_least_of", "compared", "counted", "divided", "elapsed",
        "entry_of", "every_entry", "figure_at", "first_known", "highest", "includes", "lowest",
        "minus", "moved", "plus", "row_result", "rows_result", "share", "times", "total",
        "with_vat", "without_vat",
    )
}  # fmt: skip
