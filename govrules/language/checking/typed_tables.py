"""From a decision table as written to rows of conditions and constants."""

from __future__ import annotations

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_conditions import typed_condition
from govrules.language.checking.typed_words import fact_constant
from govrules.language.faults.syntax import wrong_cells
from govrules.language.to_text import words
from govrules.model.expression import AllOf, Condition, Constant
from govrules.model.policy import Table, TableRow, Term
from govrules.model.types import OneOfType, SeveralOfType, TextType


def typed_table(node: s.Table, outer: Scope) -> Table:
    """The table without what could not be typed, which is reported."""
    scope = outer.reading("table", node.label)
    outputs = [scope.words.found.get(fold(name.text)) for name in node.outputs]
    terms = tuple(term for term in outputs if isinstance(term, Term))
    rows = [_row(row, node, terms, scope) for row in node.rows]
    return Table(
        label=node.label,
        title=node.title,
        hit=node.hit,
        outputs=terms,
        rows=tuple(row for row in rows if row is not None),
        citations=scope.citations(node.citations),
        policy=scope.title,
        place=node.place,
    )


def _row(row: s.Row, table: s.Table, outputs: tuple[Term, ...], scope: Scope) -> TableRow | None:
    cells, columns = len(row.cells) + len(row.outputs), len(table.inputs) + len(table.outputs)
    if len(row.cells) != len(table.inputs) or len(row.outputs) != len(table.outputs):
        scope.report(wrong_cells(cells, columns, row.place))
        return None
    conditions = [
        _cell(value, cell, scope) for value, cell in zip(table.inputs, row.cells, strict=True)
    ]
    results = []
    if len(outputs) == len(table.outputs):
        results = [
            _output(value, term, scope) for value, term in zip(row.outputs, outputs, strict=True)
        ]
    items = tuple(condition for condition in conditions if condition is not None)
    return TableRow(
        condition=_joined(items, row),
        outputs=tuple(result for result in results if result is not None),
        words=words(row),
        place=row.place,
    )


def _joined(items: tuple[Condition, ...], row: s.Row) -> Condition | None:
    if len(items) < 2:
        return items[0] if items else None
    text = " and ".join(item.words for item in items)
    return AllOf(items, place=row.place, words=text)


def _cell(value: s.Value, cell: s.Cell, scope: Scope) -> Condition | None:
    """The condition of a cell; None for `any`, and for a cell with a fault."""
    if not cell.tests:
        return None
    if len(cell.tests) > 1 and all(_is_plain(test) for test in cell.tests):
        values = tuple(test.value for test in cell.tests)
        return typed_condition(s.Among(value, values, place=cell.place), scope)
    items = tuple(_test(value, test, cell) for test in cell.tests)
    node = items[0] if len(items) == 1 else s.AnyOf(items, place=cell.place)
    return typed_condition(node, scope)


def _is_plain(test: s.CellTest) -> bool:
    return test.operator == "is" and test.high is None and not isinstance(test.value, s.YesNo)


def _test(value: s.Value, test: s.CellTest, cell: s.Cell) -> s.Condition:
    place = test.place if test.place.line else cell.place
    if test.high is not None:
        return s.Between(value, test.value, test.high, place=place)
    return s.Comparison(value, test.operator, test.value, place=place)


def _output(node: s.Value, term: Term, scope: Scope) -> Constant | None:
    type_ = term.type
    if isinstance(type_, SeveralOfType):
        type_ = OneOfType(type_.values) if type_.values else TextType()
    return fact_constant(node, type_, term.name, scope)
