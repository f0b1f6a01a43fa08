"""Put definitions and decision tables in an order in which each comes after all that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from govrules.model.expression import Typed
from govrules.model.policy import Definition, Figure, Table, Term

Derived = Definition | Table


def name_of(derived: Derived) -> str:
    if isinstance(derived, Table):
        return f"table {derived.label}"
    return f"definition {derived.key}"


def after_what_they_read(derived: Iterable[Derived]) -> list[Derived]:
    """The same, each after those of them that it reads, directly or through others.

    Without recursion, since a chain of definitions may be longer than Python's stack.
    """
    by_name = {name_of(each): each for each in derived}
    order: dict[str, Derived] = {}
    begun: set[str] = set()
    for first in by_name:
        path = [] if first in begun else [(first, _reads(by_name[first]))]
        begun.add(first)
        while path:
            name, others = path[-1]
            unseen = next((other for other in others if other not in begun), None)
            if unseen is None:
                order[name] = by_name[name]
                path.pop()
            elif unseen in by_name:
                begun.add(unseen)
                path.append((unseen, _reads(by_name[unseen])))
    return list(order.values())


def _reads(derived: Derived) -> Iterator[str]:
    """The names of the definitions and tables that it reads directly."""
    for part in words_in(derived):
        if isinstance(part, Definition):
            yield name_of(part)
        elif isinstance(part, Term) and part.worked_out_by is not None:
            yield f"table {part.worked_out_by}"


def words_in(part: Any) -> Iterator[Definition | Figure | Term]:
    """The words that a condition, a value, a definition or a table reads; figures' dates too."""
    waiting: list[Any]
    if isinstance(part, Definition):
        waiting = [part.condition, part.value]
    elif isinstance(part, Table):
        waiting = [row.condition for row in part.rows]
    else:
        waiting = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Figure):
            yield each
            waiting.append(each.as_at)
        elif isinstance(each, Definition | Term):
            yield each
        elif isinstance(each, tuple):
            waiting.extend(each)
        elif isinstance(each, Typed):
            waiting.extend(getattr(each, field.name) for field in fields(each))
