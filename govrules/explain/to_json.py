"""An explanation as JSON: the whole tree, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from govrules.explain.explanation import Explanation


def to_json(explanation: Explanation, *, indent: int | None = 2) -> str:
    """Characters that steer a terminal or a reader are written as \\u escapes."""
    text = json.dumps(_plain(explanation), indent=indent, ensure_ascii=False)
    return harmless_json(text) + "\n"


def harmless_json(text: str) -> str:
    """The same JSON, with characters that steer a terminal or a reader as escapes."""
    return "".join(_escaped(character) for character in text)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _escaped(character: str) -> str:
    if character.isascii() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return character if character != "\x7f" else "\\u007f"
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
