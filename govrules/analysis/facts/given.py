"""Write a canonical value as a choice gives it in JSON, so that it is read back as the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from govrules.engine.json_values import json_value
from govrules.model.facts import NONE


def given_value(value: Any) -> Any:
    """The value for a choice: a whole number as a number, any other as text with all digits."""
    if value is NONE:
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return json_value(value)
    if isinstance(value, tuple):
        return [{key: given_value(part) for key, part in entry.items()} for entry in value]
    if isinstance(value, dict):
        return {name: None if part is None else given_value(part) for name, part in value.items()}
    return json_value(value)
