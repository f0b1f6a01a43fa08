"""Take parts out of a release without trusting its shape: a part of the wrong kind is not there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Tree:
    """An object of a notice, and the JSON pointer (RFC 6901) of where it stands there."""

    parts: Mapping[str, Any] = field(repr=False)
    pointer: str = ""

    def get(self, key: str) -> Any:
        return self.parts.get(key)

    def __contains__(self, key: str) -> bool:
        return key in self.parts

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact, or what was set aside, stands in a notice, and what is written there."""

    pointer: str
    raw: Any


EMPTY = Tree({})
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
LONGEST_TEXT = 10_000
TOO_LARGE = 10**18
MOST_PLACES = 12
"""A number of a choice has at most 18 digits before the point and 12 after it."""


def branch(tree: Tree, *keys: str) -> Tree:
    """The mapping at the end of the keys, or an empty one."""
    for key in keys:
        found = tree.get(key)
        if not isinstance(found, Mapping):
            return EMPTY
        tree = Tree(found, _below(tree.pointer, key))
    return tree


def branches(tree: Tree, key: str) -> tuple[Tree, ...]:
    """The mappings in the list under a key."""
    found = tree.get(key)
    if not isinstance(found, list | tuple):
        return ()
    at = _below(tree.pointer, key)
    return tuple(
        Tree(item, f"{at}/{index}") for index, item in enumerate(found) if isinstance(item, Mapping)
    )


def origin(tree: Tree, key: str) -> Origin:
    """Where the value under a key stands, and the value."""
    return Origin(_below(tree.pointer, key), tree.get(key))


def origins(*places: tuple[Tree, str]) -> tuple[Origin, ...]:
    """The origins of those keys under which there is something."""
    return tuple(origin(tree, key) for tree, key in places if tree.get(key) is not None)


def _below(pointer: str, key: str) -> str:
    return f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"


def words(tree: Tree, key: str) -> str:
    """The text under a key with single blanks, or nothing; a very long text is cut."""
    found = tree.get(key)
    if not isinstance(found, str):
        return ""
    # JSON may hold half of a character, which no file can
    whole = found[:LONGEST_TEXT].encode(errors="replace").decode()
    return " ".join(whole.split())


def texts(tree: Tree, key: str) -> tuple[str, ...]:
    """The texts in the list under a key."""
    found = tree.get(key)
    if not isinstance(found, list | tuple):
        return ()
    return tuple(item for item in found if isinstance(item, str))


def date(tree: Tree, key: str) -> str:
    """The date under a key as "2026-07-03", or nothing; the time of day is left off."""
    match = _DATE.fullmatch(words(tree, key))
    if match is None:
        return ""
    try:
        return dt.date.fromisoformat(match[1]).isoformat()
    except ValueError:
        return ""


def yes_no(tree: Tree, key: str) -> bool | None:
    found = tree.get(key)
    return found if isinstance(found, bool) else None


def number(tree: Tree, key: str) -> Decimal | None:
    """The number under a key, exactly as it is written; nothing for one that no choice can hold."""
    found = tree.get(key)
    if isinstance(found, bool) or not isinstance(found, int | float | Decimal):
        return None
    if isinstance(found, int) and abs(found) >= TOO_LARGE:
        return None
    exact = found if isinstance(found, Decimal) else Decimal(repr(found))
    if not exact.is_finite() or abs(exact) >= TOO_LARGE:
        return None
    return exact if _fits(exact) else None


def _fits(exact: Decimal) -> bool:
    """Whether a number needs no more places after the point than a choice has."""
    _, digits, exponent = exact.as_tuple()
    surplus = -exponent - MOST_PLACES if isinstance(exponent, int) else 0
    return surplus <= 0 or not any(digits[-surplus:])
