"""Facts that a scenario gives or wants: terms that may be given, and values as JSON has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_types import json_of
from govrules.language.checking.typed_words import fact_constant
from govrules.language.faults import types as faults_types
from govrules.language.faults.syntax import wrong_cells
from govrules.model.expression import FieldValue
from govrules.model.place import Place
from govrules.model.policy import Figure, Term
from govrules.model.types import OneOfType, SeveralOfType, TableType, TextType, Type

_Column = TypeVar("_Column", Term, FieldValue)
_Row = Sequence[s.Value | s.NoneCell | None]
_CellReader = Callable[[s.Value | s.NoneCell, _Column, Scope], Any]


def given_term(name: s.Name, scope: Scope) -> Term | None:
    """The term, unless it is worked out and so cannot be given."""
    found = scope.find(name)
    if found is None:
        return None
    if isinstance(found, Term):
        if found.worked_out_by is None:
            return found
        by = f"table {found.worked_out_by}"
    else:
        by = "a figure" if isinstance(found, Figure) else "a definition"
    scope.report(faults_types.worked_out(name.text, by, name.place))
    return None


def fact_json(value: s.Value, type_: Type, phrase: str, scope: Scope) -> Any:
    constant = fact_constant(value, type_, phrase, scope)
    return None if constant is None else json_of(constant, value)


def none_json(term: Term, place: Place, scope: Scope) -> Any:
    """What is given where a term is none: the value that is called so, else nothing at all."""
    if isinstance(term.type, OneOfType | SeveralOfType):
        for value in term.type.values:
            if fold(value.text) == "none":
                return value.text if isinstance(term.type, OneOfType) else [value.text]
    if isinstance(term.type, SeveralOfType | TableType) and not term.or_none:
        # no value, no name: what a choice says with an empty list or table
        return [] if isinstance(term.type, SeveralOfType) else {}
    if not term.or_none:
        scope.report(faults_types.never_none(term.name, place))
    return None


def cell_json(cell: s.Value | s.NoneCell, term: Term, scope: Scope) -> Any:
    """What a cell says of a term: one value, or that it is none."""
    if isinstance(cell, s.NoneCell):
        return none_json(term, cell.place, scope)
    kind = term.type
    if isinstance(kind, SeveralOfType):
        element = OneOfType(kind.values) if kind.values else TextType()
        return [fact_json(cell, element, term.name, scope)]
    return fact_json(cell, kind, term.name, scope)


def row_json(
    row: _Row, columns: Sequence[_Column | None], cell: _CellReader[_Column], place: Place,
    scope: Scope,
) -> dict[str, Any] | None:  # fmt: skip
    """What a row of a table gives by the keys of its columns; None where its cells are too few or
    too many, which is reported."""
    if len(row) != len(columns):
        scope.report(wrong_cells(len(row), len(columns), place))
        return None
    return cells_json(row, columns, cell, scope)


def cells_json(
    cells: _Row, columns: Sequence[_Column | None], cell: _CellReader[_Column], scope: Scope
) -> dict[str, Any]:
    """What cells give: not those that say "not given", nor those of a column with faults."""
    return {
        column.key: cell(value, column, scope)
        for column, value in zip(columns, cells, strict=True)
        if column is not None and value is not None
    }


def keys_of(names: tuple[s.Name, ...], scope: Scope) -> tuple[str, ...]:
    """The keys of the facts that a result waits for."""
    terms = (given_term(name, scope) for name in names)
    return tuple(term.key for term in terms if term is not None)
