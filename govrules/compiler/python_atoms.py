"""The atoms and values of a policy → lines of generated Python, each written once.

What stands inside a list's `where` is written in place, as part of a function that tests one entry.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import field
from typing import Any

from govrules.compiler import runtime
from govrules.compiler.from_policy import PolicyLogic, definition_node
from govrules.compiler.python_source import Source
from govrules.compiler.signature import value_signature
from govrules.model.dataclass import dataclass
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
from govrules.model.policy import Figure, Term
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

_NOT_PLAIN = (ListType, DurationType)
RUNTIME: dict[str, Any] = {"NONE": NONE} | {
    name: getattr(runtime, name)
    for name in (
        "among", "any_entry", "at_least_of", "compared", "counted", "divided", "elapsed",
        "entry_of", "every_entry", "figure_at", "first_known", "highest", "includes", "lowest",
        "minus", "moved", "plus", "row_result", "rows_result", "share", "times", "total",
        "with_vat", "without_vat",
    )
}  # fmt: skip


@dataclass(slots=True)
class AtomWriter(ABC):
    """Writes each value and each atom once, before its first use."""

    logic: PolicyLogic
    date: dt.date
    source: Source = field(default_factory=Source)
    values: dict[str, str] = field(default_factory=dict)
    truths: dict[str, str] = field(default_factory=dict)

    @abstractmethod
    def node(self, name: str) -> str:
        """The name of a node's truth, for the values and tests that read one."""

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
                return f"times({left}, {right}, {times_scale(value)}, notes, {words})"
            case "divided by":
                return f"divided({left}, {right}, {divided_scale(value)}, notes, {words})"
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
            # where there is none, the day alone tells it, so that the function notes nothing
            return self.source.constant(runtime.figure_at(dated, self.date, [], figure.name))
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


def times_scale(value: Arithmetic) -> int:
    percentages = sum(isinstance(side.type, PercentageType) for side in (value.left, value.right))
    if isinstance(value.type, PercentageType):
        return 100 if percentages == 2 else 1
    return 100 if percentages else 1


def divided_scale(value: Arithmetic) -> int:
    by_percentage = isinstance(value.right.type, PercentageType)
    of_percentage = isinstance(value.left.type, PercentageType)
    return 100 if by_percentage and not of_percentage else 1
