"""Keep personal values beside an entry, so that they can be erased and the proofs still hold.

The entry holds a commitment: the hash over a salt and the value. Without the salt nobody can find
the value by trying; with it anybody can see that the value beside the entry is the one meant.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from secrets import token_bytes
from typing import Any, Final

from govrules.decision_log.canonical import canonical
from govrules.decision_log.entry import PersonalValue

COMMITMENT: Final = "personal:sha256"
"""The one key of the table that stands in an entry in place of a personal value."""
_SALT_BYTES = 32
_MISSING: Final = object()
"""There is nothing at a path; null is something, and may be personal."""


def commitment(salt: bytes, value: str) -> dict[str, str]:
    """What stands in the entry in place of a value, given as canonical JSON."""
    return {COMMITMENT: sha256(salt + value.encode()).hexdigest()}


def is_commitment(value: Any) -> bool:
    return isinstance(value, Mapping) and len(value) == 1 and COMMITMENT in value


def committed(
    body: Mapping[str, Any], paths: Collection[str]
) -> tuple[dict[str, Any], tuple[PersonalValue, ...]]:
    """The body with commitments at the paths (JSON Pointers) that are there, and their values."""
    new: dict[str, Any] = dict(body)
    values: list[PersonalValue] = []
    for path in sorted(paths):
        *parents, last = pointer_parts(path)
        holder: Any = new
        for part in parents:
            holder = _own_copy(holder, part)
            if holder is None:
                break
        value = _get(holder, last)
        if value is _MISSING or is_commitment(value):
            continue
        kept = PersonalValue(path, token_bytes(_SALT_BYTES), canonical(value))
        _set(holder, last, commitment(kept.salt, kept.value))
        values.append(kept)
    return new, tuple(values)


def restored(body: dict[str, Any], values: Collection[PersonalValue]) -> dict[str, Any]:
    """The body with the values that are still kept in place of their commitments."""
    new = dict(body)
    for kept in values:
        *parents, last = pointer_parts(kept.path)
        holder: Any = new
        for part in parents:
            holder = _own_copy(holder, part)
        if holder is not None and is_commitment(_get(holder, last)):
            _set(holder, last, json.loads(kept.value))
    return new


def commitments_in(body: Any, path: str = "") -> dict[str, str]:
    """Every commitment in a body: its hash by the path where it stands."""
    found: dict[str, str] = {}
    _find(body, path, found)
    return found


def _find(body: Any, path: str, found: dict[str, str]) -> None:
    """Goes into tables and lists only: nearly all of a body is texts."""
    if isinstance(body, dict):
        if is_commitment(body):
            found[path] = body[COMMITMENT]
            return
        for key, value in body.items():
            if isinstance(value, dict | list):
                _find(value, f"{path}/{pointer_part(key)}", found)
    elif isinstance(body, list):
        for index, value in enumerate(body):
            if isinstance(value, dict | list):
                _find(value, f"{path}/{index}", found)


def pointer_part(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def pointer_parts(path: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]


def _own_copy(holder: Any, part: str) -> Any:
    """The part of a table or list, copied into it, so that the original is left as it is."""
    value = _get(holder, part)
    if isinstance(value, dict):
        return _set(holder, part, dict(value))
    if isinstance(value, list):
        return _set(holder, part, list(value))
    return None


def _get(holder: Any, part: str) -> Any:
    if isinstance(holder, dict):
        return holder.get(part, _MISSING)
    if isinstance(holder, list) and part.isascii() and part.isdigit() and int(part) < len(holder):
        return holder[int(part)]
    return _MISSING


def _set(holder: Any, part: str, value: Any) -> Any:
    holder[int(part) if isinstance(holder, list) else part] = value
    return value
