"""Walk through all parts of conditions and values, and of the definitions that they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from govrules.model.policy import Term


def parts_of(roots: Iterable[Any]) -> Iterator[Any]:
    """Every part once. What a term is declared as is no part, nor a table that works it out."""
    seen: set[int] = set()
    waiting: list[Any] = list(roots)
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
        elif is_dataclass(part) and not isinstance(part, Term) and id(part) not in seen:
            seen.add(id(part))
            yield part
            waiting += [getattr(part, each.name) for each in fields(part)]
