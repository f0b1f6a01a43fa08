"""Facts that a scenario gives or wants: terms that may be given, and values as JSON has them."""

from __future__ import annotations

from typing import Any

from govrules.language import syntax as s
from govrules.language.checking.scope import Scope
from govrules.language.checking.typed_types import json_of
from govrules.language.checking.typed_words import fact_constant
from govrules.language.faults import types as faults_types
from govrules.model.policy import Figure, Term
from govrules.model.types import Type


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


def keys_of(names: tuple[s.Name, ...], scope: Scope) -> tuple[str, ...]:
    """The keys of the facts that a result waits for."""
    terms = (given_term(name, scope) for name in names)
    return tuple(term.key for term in terms if term is not None)
