"""From a definition as written to a typed one, and the order in which definitions are typed."""

from __future__ import annotations

from govrules.language import syntax as s
from govrules.language.checking.names import fold, names_in
from govrules.language.checking.scope import Pending, Scope, Words
from govrules.language.checking.typed_conditions import typed_condition
from govrules.language.checking.typed_values import typed_value
from govrules.model.expression import Condition, Value
from govrules.model.policy import Definition
from govrules.model.words import key_of, plain


def typed_definition(node: s.Definition, scope: Scope) -> Definition | None:
    """The definition; None when it has faults, which are then reported."""
    citations = scope.citations(node.citations)
    condition: Condition | None = None
    value: Value | None = None
    if node.is_condition:
        condition = typed_condition(node.meaning, scope)  # type: ignore[arg-type]
    else:
        value = typed_value(node.meaning, scope)  # type: ignore[arg-type]
    if condition is None and value is None:
        return None
    name = plain(node.name.text)
    return Definition(
        name=name,
        key=node.written if node.written is not None else key_of(name),
        condition=condition,
        value=value,
        citations=citations,
        policy=scope.title,
        place=node.name.place,
    )


def typing_order(words: Words) -> list[Pending]:
    """Every definition after those that its words may mean; in a circle, in any order."""
    pending = {name: found for name, found in words.found.items() if isinstance(found, Pending)}
    done: dict[str, None] = {}
    begun: set[str] = set()
    for root in pending:
        stack = [root]
        while stack:
            name = stack[-1]
            if name in begun:
                done.setdefault(stack.pop())
                continue
            begun.add(name)
            mentioned = {fold(text) for text in names_in(pending[name].node.meaning)}
            stack += sorted(other for other in mentioned if other in pending and other not in begun)
    return [pending[name] for name in done]
