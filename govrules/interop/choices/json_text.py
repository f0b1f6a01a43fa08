"""Read choices from JSON (one object, or a list of them) and from JSON lines, exactly.

Numbers keep every digit that was written; a key given twice, NaN and Infinity are faults.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, BinaryIO, NoReturn

from govrules.errors import ChoiceError
from govrules.interop.choices.given import (
    FaultyRow,
    GivenChoice,
    GivenRow,
    fault,
    lines,
    parent,
    sound,
    whole_text,
)
from govrules.interop.choices.places import Places, entries_in, line_and_column, places_in
from govrules.model.unreadable import printable, shown

_LONGEST_INT = 100


class _RepeatedKeyError(ValueError):
    """An object has a key twice."""


class _NotJsonError(ValueError):
    """A number that JSON does not have."""


class JsonText:
    """A JSON text of a file: its value, and the places of its keys, found when first asked for."""

    def __init__(self, text: str, name: str, first_line: int = 1) -> None:
        self._text = text
        self._name = name
        self._first_line = first_line
        self._found: tuple[int | None, Places] | None = None

    @cached_property
    def _entries(self) -> list[tuple[int, int]]:
        return entries_in(self._text)

    def value(self) -> Any:
        """The value that the text stands for. Raises ChoiceError."""
        try:
            return load_json(self._text)
        except json.JSONDecodeError as error:
            raise fault(self._at(error.pos), _why_not_json(self._text, error)) from None
        except (_RepeatedKeyError, _NotJsonError):
            pass
        except RecursionError:
            raise fault(self._name, "is nested too deeply") from None
        try:
            raise self._why_refused()
        except RecursionError:
            raise fault(self._name, "is nested too deeply") from None

    def _why_refused(self) -> ChoiceError:
        """The first repeated key, NaN or Infinity, in the first entry that has one."""
        entry = next((n for n, part in enumerate(self._entries) if not self._is_sound(part)), None)
        start = 0 if entry is None else self._entries[entry][0]
        places = self._places(entry)
        if places.repeated is not None:
            key, at = places.repeated
            return fault(self._at(start + at), "is given twice", printable(key))
        word, at = places.not_json or ("NaN", 0)
        return fault(self._at(start + at), f"{word} is not a number")

    def _is_sound(self, part: tuple[int, int]) -> bool:
        try:
            load_json(self._text[slice(*part)])
        except (_RepeatedKeyError, _NotJsonError):
            return False
        return True

    def where(self, entry: int | None = None) -> Callable[[str], str]:
        """The function that gives the place of a path in the text, or in one entry of its list."""

        def place(path: str) -> str:
            try:
                places = self._places(entry).paths
            except RecursionError:  # a text that was read nearer to the top of the stack
                return self._name
            while path and path not in places:
                path = parent(path)
            start = 0 if entry is None else self._entries[entry][0]
            return self._at(start + places.get(path, 0))

        return place

    def _places(self, entry: int | None) -> Places:
        """The places in one entry; those of the last one asked for are kept."""
        if self._found is None or self._found[0] != entry:
            part = slice(None) if entry is None else slice(*self._entries[entry])
            self._found = (entry, places_in(self._text[part]))
        return self._found[1]

    def _at(self, offset: int) -> str:
        line, column = line_and_column(self._text, offset)
        return f"{self._name}:{line + self._first_line - 1}:{column}"


def load_json(text: str) -> Any:
    """The value of a JSON text with exact numbers. Raises ValueError (or RecursionError)."""
    return json.loads(
        text,
        parse_float=_decimal,
        parse_int=_whole,
        parse_constant=_refuse_constant,
        object_pairs_hook=_object,
    )


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("Infinity")  # its exponent is beyond all bounds, and so it is refused later


def _whole(digits: str) -> int | Decimal:
    # Python refuses to turn thousands of digits into an int; a Decimal is refused with its key
    return int(digits) if len(digits) <= _LONGEST_INT else Decimal(digits)


def _refuse_constant(word: str) -> NoReturn:
    raise _NotJsonError(word)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise _RepeatedKeyError
    return read


def _why_not_json(text: str, error: json.JSONDecodeError) -> str:
    if not text[error.pos :].strip():
        return "the file ends here, in the middle of a choice"
    return f"is not JSON here: {error.msg[:1].lower()}{error.msg[1:]}"


def read_json(stream: BinaryIO, name: str) -> Iterator[GivenChoice]:
    """The choices of a JSON file: one object, or a list of objects. Raises ChoiceError."""
    return sound(json_entries(stream, name))


def json_entries(stream: BinaryIO, name: str) -> Iterator[GivenRow]:
    """Each entry, or what is wrong with it alone. Raises ChoiceError where none can be read."""
    source = JsonText(whole_text(stream, name), name)
    value = source.value()
    if not isinstance(value, list):
        yield _given(name, value, source.where())
        return
    if not value:
        raise fault(name, "holds no choice")
    for number, entry in enumerate(value):
        yield _row(f"{name} entry {number + 1}", entry, source.where(number))


def read_json_lines(stream: BinaryIO, name: str) -> Iterator[GivenChoice]:
    """The choices of a file with one JSON object a line; blank lines do not count."""
    return sound(json_line_rows(stream, name))


def json_line_rows(stream: BinaryIO, name: str) -> Iterator[GivenRow]:
    """Each line, or what is wrong with it alone. Raises ChoiceError where no more can be read."""
    empty = True
    for number, line in lines(stream, name):
        if line.strip():
            empty = False
            label = f"{name} line {number}"
            source = JsonText(line.rstrip("\r\n"), name, number)
            try:
                value = source.value()
            except ChoiceError as error:
                yield FaultyRow(label, error)
                continue
            yield _row(label, value, source.where())
    if empty:
        raise fault(name, "holds no choice")


def _row(name: str, value: Any, where: Callable[[str], str]) -> GivenRow:
    try:
        return _given(name, value, where)
    except ChoiceError as error:
        return FaultyRow(name, error)


def _given(name: str, value: Any, where: Callable[[str], str]) -> GivenChoice:
    if not isinstance(value, dict):
        raise fault(where(""), f"{shown(value)} is not a choice; a choice is an object with keys")
    return GivenChoice(name, value, where)
