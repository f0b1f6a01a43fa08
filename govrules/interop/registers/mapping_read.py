"""Find and read a mapping file: TOML, or JSON of the same shape."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from govrules.errors import UsageError
from govrules.interop.opened import open_file, printable_path
from govrules.interop.registers.mapping import CsvMap
from govrules.interop.registers.mapping_of import map_error, map_of
from govrules.model.near import did_you_mean
from govrules.model.unreadable import printable

LARGEST_MAP: Final = 1_000_000


def shipped_maps() -> tuple[str, ...]:
    """The names of the mapping files that come with govrules."""
    folder = files("govrules.interop.registers") / "maps"
    return tuple(
        sorted(
            entry.name.removesuffix(".toml")
            for entry in folder.iterdir()
            if entry.name.endswith(".toml")
        )
    )


def read_map(source: str) -> CsvMap:
    """The mapping file of this name among those that come with govrules, or at this path.

    Raises UsageError when there is none, and ChoiceError with every fault in it.
    """
    shipped = shipped_maps()
    if source in shipped:
        text = (files("govrules.interop.registers") / "maps" / f"{source}.toml").read_text("utf-8")
        return map_of(tomllib.loads(text, parse_float=Decimal), source)
    path = Path(source)
    if path.suffix.lower() not in (".toml", ".json"):
        near = did_you_mean(source, shipped)
        known = "" if near else f"; those that come with govrules are {', '.join(shipped)}"
        raise UsageError(f'"{printable(source)}" is no mapping file (.toml or .json){near}{known}')
    return map_of(_tree(path), printable_path(path))


def _tree(path: Path) -> Any:
    name = printable_path(path)
    with open_file(path) as stream:
        data = stream.read(LARGEST_MAP + 1)
    if len(data) > LARGEST_MAP:
        raise map_error(name, [("", f"is larger than {LARGEST_MAP:,} bytes")])
    try:
        text = data.decode("utf-8-sig")
        if path.suffix.lower() == ".json":
            return json.loads(text, parse_float=Decimal)
        return tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        raise map_error(name, [("", "is not UTF-8; save it as UTF-8")]) from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, ValueError) as error:
        raise map_error(name, [("", f"cannot be read: {str(error).lower()}")]) from None
    except RecursionError:
        raise map_error(name, [("", "is nested too deeply")]) from None
