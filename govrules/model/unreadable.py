"""The fault of a single value that cannot be read, and how such a value is shown in a message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from typing import Any

LONGEST_SHOWN = 60


class UnreadableError(ValueError):
    """One value does not say what it should; the text tells why and what to write instead."""


def shown(value: Any) -> str:
    """The value as a short piece of a message: text in double quotes, a list or mapping by kind.

    Whatever it is given, the result is short, on one line and fit for any terminal.
    """
    if isinstance(value, str):
        return f'"{printable(value)}"'
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        # a whole number of thousands of digits takes Python too long to write out
        return str(value) if value.bit_length() <= 100 else "a number of more than 30 digits"
    if isinstance(value, (float, Decimal, dt.date)):
        return printable(str(value))
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, (Sequence, Set)):
        return "a list"
    return f"a value of kind {type(value).__name__}"


def printable(text: str) -> str:
    """The text cut to a readable length, with control characters written as escapes."""
    cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in cut
    )


class PartsUnreadableError(UnreadableError):
    """A list or a table with faults inside: each a path within it (`[2].price`) and a message."""

    def __init__(self, parts: Sequence[tuple[str, str]]) -> None:
        self.parts = tuple(parts)
        super().__init__("; ".join(f"{path} {message}" for path, message in self.parts))


def faults_of(fault: UnreadableError) -> tuple[tuple[str, str], ...]:
    """The paths and messages of a fault; the path is empty where it is about the whole value."""
    return fault.parts if isinstance(fault, PartsUnreadableError) else (("", str(fault)),)
