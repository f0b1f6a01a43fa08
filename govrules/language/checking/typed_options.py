"""From the options that a scenario gives, and what it expects of them, to typed ones.

`options are` and a table give options to compare, unless the policy has a word "options" of its
own. Its first column, `option`, names each; the others are facts that the options do not share.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_facts import (
    cell_json,
    cells_json,
    given_term,
    keys_of,
)
from govrules.language.checking.typed_types import kind_of
from govrules.language.faults import names as faults_names
from govrules.language.faults import types as faults_types
from govrules.language.faults.syntax import wrong_cells
from govrules.language.to_text import words
from govrules.model.policy import Term
from govrules.model.scenario import ExpectedComparison
from govrules.model.types import ListType, TableType

Options = tuple[tuple[str, dict[str, Any]], ...]


def gives_options(given: s.Given, scope: Scope) -> bool:
    """Whether `options are` and a table of options stand here."""
    if not isinstance(given, s.GivenList) or fold(given.name.text) != "options":
        return False
    return scope.look(given.name.text) is None


def typed_options(tables: list[s.GivenList], choice: Mapping[str, Any], scope: Scope) -> Options:
    """The options by name, each with its own facts; `choice` holds those that they share."""
    if not tables:
        return ()
    table, *more = tables
    for other in more:
        scope.report(faults_names.given_twice("options", other.name.place))
    first, *columns = table.fields
    if fold(first.text) != "option":
        scope.report(faults_types.first_column("options", "option", first.text, first.place))
        return ()
    terms = _terms(columns, choice, scope)
    found: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        named = _row(row, terms, table, scope)
        if named is not None:
            if named[0] in found:
                scope.report(faults_names.given_twice(named[0], table.place))
            found[named[0]] = named[1]
    return tuple(found.items())


def _terms(columns: list[s.Name], choice: Mapping[str, Any], scope: Scope) -> list[Term | None]:
    """The terms of the columns; those with faults, which are reported, as None."""
    found: list[Term | None] = []
    for name in columns:
        term = given_term(name, scope)
        if term is not None:
            if isinstance(term.type, ListType | TableType):
                advice = "give it for all options, or leave it out"
                fault = faults_types.wrong_form(term.name, kind_of(term.type), advice, name.place)
                scope.report(fault)
                term = None
            elif term.key in choice or term in found:
                scope.report(faults_names.given_twice(term.name, name.place))
        found.append(term)
    return found


def _row(
    row: tuple[s.Value | s.NoneCell | None, ...],
    terms: list[Term | None],
    table: s.GivenList,
    scope: Scope,
) -> tuple[str, dict[str, Any]] | None:
    if len(row) != len(terms) + 1:
        scope.report(wrong_cells(len(row), len(terms) + 1, table.place))
        return None
    name, *cells = row
    if not isinstance(name, s.Text) or not name.value.strip():
        place = table.place if name is None else name.place
        scope.report(faults_types.unnamed_option(place))
        return None
    return name.value, cells_json(cells, terms, cell_json, scope)


# --- what is expected --------------------------------------------------------------------------


def about_options(node: s.Expectation, labels: Container[str], scope: Scope) -> bool:
    """Whether something is expected of a comparison.

    `O1 cannot be decided` looks like a term that cannot; it is one unless no word is called so.
    """
    if isinstance(node, s.ExpectComparison):
        return True
    if not isinstance(node, s.ExpectUndecidedTerm):
        return False
    return node.name.text in labels and scope.look(node.name.text) is None


def expected_of_options(
    node: s.Expectation, labels: frozenset[str], options: Options, scope: Scope
) -> ExpectedComparison | None:
    """What is expected of a comparison, without what could not be typed, which is reported."""
    text, place = words(node), node.place
    if isinstance(node, s.ExpectUndecidedTerm):
        keys = keys_of(node.without, scope)
        return ExpectedComparison(node.name.text, "open", without=keys, words=text, place=place)
    if not isinstance(node, s.ExpectComparison):
        return None
    if node.comparison not in labels:
        kind, label = "comparison", node.comparison
        scope.report(faults_names.unknown_label(kind, label, labels, place))
    names = [name for name, _ in options]
    for option in node.options:
        if names and option not in names:
            scope.report(faults_names.unknown_label("option", option, names, place))
    return ExpectedComparison(
        node.comparison, node.verb, node.options, node.points, words=text, place=place
    )
