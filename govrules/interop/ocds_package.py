"""Read an OCDS release package or record package, from a file, its bytes or a mapping.

A record gives its compiled release; a release package gives every release on its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from govrules.errors import ChoiceError
from govrules.interop.ocds_tree import Tree
from govrules.model.diagnostic import ChoiceFault

LARGEST_FILE = 300_000_000
MOST_RELEASES = 200_000

Source = Mapping[str, Any] | bytes | str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Release:
    """One release, where it stands in its package, and whether it tells the whole process."""

    tree: Tree
    where: str
    compiled: bool


def releases_of(source: Source) -> tuple[tuple[Release, ...], tuple[ChoiceFault, ...]]:
    """The releases that can be read, and what is wrong with the others.

    Raises ChoiceError when there is no package at all.
    """
    package, name = _package(source)
    if not isinstance(package, Mapping):
        raise _refusal(name, "is not an OCDS package; a package is a JSON object")
    _check_version(package, name)
    key = "records" if "records" in package else "releases"
    entries = package.get(key)
    if entries is None:
        if "ocid" in package:
            wrap = 'a single release; put it in a package: {"releases": [ … ]}'
            raise _refusal(name, f"is {wrap}")
        raise _refusal(name, 'is not an OCDS package; it has neither "releases" nor "records"')
    if not isinstance(entries, list | tuple):
        raise _refusal(name, f'has no list under "{key}"')
    if len(entries) > MOST_RELEASES:
        raise _refusal(name, f"has more than {MOST_RELEASES:,} {key}; divide it")
    read = [_release(entry, f"{key}[{index}]", name) for index, entry in enumerate(entries)]
    good = tuple(found for found in read if isinstance(found, Release))
    return good, tuple(found for found in read if isinstance(found, ChoiceFault))


def _check_version(package: Tree, name: str) -> None:
    version = package.get("version", "1.1")
    if version not in ("1.0", "1.1"):
        shown = version if isinstance(version, str) and len(version) < 20 else "another"
        raise _refusal(name, f'is of OCDS version "{shown}"; versions 1.0 and 1.1 can be read')


def _release(entry: Any, where: str, name: str) -> Release | ChoiceFault:
    if not isinstance(entry, Mapping):
        return ChoiceFault(where, "is not an object", name)
    if not where.startswith("records"):
        return _with_ocid(entry, where, name, compiled=False)
    compiled = entry.get("compiledRelease")
    if isinstance(compiled, Mapping):
        return _with_ocid(compiled, f"{where}.compiledRelease", name, compiled=True)
    return ChoiceFault(where, "has no compiled release, so the process cannot be told", name)


def _with_ocid(entry: Tree, where: str, name: str, *, compiled: bool) -> Release | ChoiceFault:
    ocid = entry.get("ocid")
    if isinstance(ocid, str) and ocid.strip():
        return Release(entry, where, compiled)
    return ChoiceFault(f"{where}.ocid", "is missing; every release names its process", name)


# --- files and JSON ----------------------------------------------------------------------------


def _package(source: Source) -> tuple[Any, str]:
    if isinstance(source, Mapping):
        return source, ""
    if isinstance(source, bytes):
        return _parsed(source, ""), ""
    if not isinstance(source, str | os.PathLike):
        raise _refusal("", "an OCDS package is a mapping, bytes or the path of a file")
    path = Path(source)
    return _parsed(_bytes_of(path), str(path)), str(path)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refusal(str(path), f"is larger than {LARGEST_FILE // 1_000_000} MB; divide it")
        return path.read_bytes()
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "not a path"
        raise _refusal(str(path), f"cannot be read: {reason.lower()}") from None


def _parsed(data: bytes, name: str) -> Any:
    if len(data) > LARGEST_FILE:
        raise _refusal(name, f"is larger than {LARGEST_FILE // 1_000_000} MB; divide it")
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise _refusal(name, "is not UTF-8 text") from None
    except json.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise _refusal(name, f"is not JSON: {fault.msg.lower()} ({place})") from None
    except RecursionError:
        raise _refusal(name, "is nested too deeply") from None
    except ValueError:
        raise _refusal(name, "has a number that cannot be read") from None


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _refusal(name: str, message: str) -> ChoiceError:
    return ChoiceError([ChoiceFault("", message if name else f"the text {message}", name)])
