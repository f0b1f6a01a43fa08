"""Put definitions and tables in an order in which each comes after all that it reads.

A chain of definitions may be longer than Python can follow from call to call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any

from govrules.model.expression import Typed
from govrules.model.policy import Definition, Figure, Table, Term

Derived = Definition | Table
_MOST_KNOWN = 4_096
_known_words: dict[int, tuple[Derived, tuple[Definition | Term, ...]]] = {}


def name_of(derived: Derived) -> tuple[str, str]:
    """What tells one definition or table of a rulebook from another."""
    if isinstance(derived, Definition):
        return ("definition", derived.key)
    return ("table", derived.label)


def read_first(
    derived: Derived, tables: Mapping[str, Table], settled: Collection[tuple[str, str]]
) -> list[Derived]:
    """All that it reads, directly or through others, each after what that reads; itself last.

    Those in `settled` are left out, and with them what they read.
    """
    order: list[Derived] = []
    seen = {name_of(derived), *settled}
    path = [(derived, _reads(derived, tables))]
    while path:
        each, others = path[-1]
        unseen = next((other for other in others if name_of(other) not in seen), None)
        if unseen is None:
            order.append(each)
            path.pop()
        else:
            seen.add(name_of(unseen))
            path.append((unseen, _reads(unseen, tables)))
    return order


def _reads(derived: Derived, tables: Mapping[str, Table]) -> Iterator[Derived]:
    """The definitions and tables that it reads directly, in the order of its words."""
    for part in _derived_words(derived):
        if isinstance(part, Definition):
            yield part
        elif part.worked_out_by is not None:
            yield tables[part.worked_out_by]


def _derived_words(derived: Derived) -> tuple[Definition | Term, ...]:
    """The definitions it names, and the terms that tables work out: the same for every choice."""
    # by identity: to compare two definitions is to walk through all that they read
    known = _known_words.get(id(derived))
    if known is None or known[0] is not derived:
        if len(_known_words) >= _MOST_KNOWN:
            _known_words.clear()
        known = _known_words[id(derived)] = derived, _words(derived)
    return known[1]


def _words(derived: Derived) -> tuple[Definition | Term, ...]:
    if isinstance(derived, Definition):
        waiting: list[Any] = [derived.condition, derived.value]
    else:
        waiting = [row.condition for row in derived.rows]
    waiting.reverse()
    found: list[Definition | Term] = []
    while waiting:
        part = waiting.pop()
        if isinstance(part, Definition) or (isinstance(part, Term) and part.worked_out_by):
            found.append(part)
        elif isinstance(part, Figure):
            waiting.append(part.as_at)
        elif isinstance(part, tuple):
            waiting.extend(reversed(part))
        elif isinstance(part, Typed):
            waiting.extend(getattr(part, field.name) for field in reversed(fields(part)))
    return tuple(found)
