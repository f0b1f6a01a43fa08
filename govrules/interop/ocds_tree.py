"""Take parts out of a release without trusting its shape: a part of the wrong kind is not there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Tree = Mapping[str, Any]

EMPTY: Tree = {}
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
LONGEST_TEXT = 10_000
TOO_LARGE = 10**20


def branch(tree: Tree, *keys: str) -> Tree:
    """The mapping at the end of the keys, or an empty one."""
    for key in keys:
        found = tree.get(key)
        if not isinstance(found, Mapping):
            return EMPTY
        tree = found
    return tree


def branches(tree: Tree, key: str) -> tuple[Tree, ...]:
    """The mappings in the list under a key."""
    found = tree.get(key)
    if not isinstance(found, list | tuple):
        return ()
    return tuple(item for item in found if isinstance(item, Mapping))


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
    """The finite number under a key, exactly as it is written."""
    found = tree.get(key)
    if isinstance(found, bool) or not isinstance(found, int | float | Decimal):
        return None
    if isinstance(found, int) and abs(found) >= TOO_LARGE:
        return None
    exact = found if isinstance(found, Decimal) else Decimal(repr(found))
    return exact if exact.is_finite() and abs(exact.adjusted()) < 20 else None
