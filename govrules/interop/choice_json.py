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
from govrules.interop.choice_places import Places, line_and_column, places_in
from govrules.interop.given import GivenChoice, fault, lines, parent, whole_text
from govrules.model.diagnostic import ChoiceFault
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

    @cached_property
    def _places(self) -> Places:
        return places_in(self._text)

    def value(self) -> Any:
        """The value that the text stands for. Raises ChoiceError."""
        try:
            return load_json(self._text)
        except json.JSONDecodeError as error:
            raise fault(self._at(error.pos), _why_not_json(self._text, error)) from None
        except _RepeatedKeyError:
            key, at = self._places.repeated or ("", 0)
            raise ChoiceError(
                [ChoiceFault(printable(key), "is given twice", self._at(at))]
            ) from None
        except _NotJsonError:
            word, at = self._places.not_json or ("NaN", 0)
            raise fault(self._at(at), f"{word} is not a number") from None
        except RecursionError:
            raise fault(self._name, "is nested too deeply") from None

    def where(self, root: str) -> Callable[[str], str]:
        """The function that gives the place of a path below a root such as `[3]`."""

        def place(path: str) -> str:
            below = f".{path}" if root and path else path
            full = root + below
            while full and full not in self._places.paths:
                full = parent(full)
            return self._at(self._places.paths.get(full, 0))

        return place

    def _at(self, offset: int) -> str:
        line, column = line_and_column(self._text, offset).split(":")
        return f"{self._name}:{int(line) + self._first_line - 1}:{column}"


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
    source = JsonText(whole_text(stream, name), name)
    value = source.value()
    if not isinstance(value, list):
        yield _given(name, value, source.where(""))
        return
    if not value:
        raise fault(name, "holds no choice")
    for number, entry in enumerate(value):
        yield _given(f"{name} entry {number + 1}", entry, source.where(f"[{number}]"))


def read_json_lines(stream: BinaryIO, name: str) -> Iterator[GivenChoice]:
    """The choices of a file with one JSON object a line; blank lines do not count."""
    empty = True
    for number, line in lines(stream, name):
        if line.strip():
            empty = False
            source = JsonText(line, name, number)
            yield _given(f"{name} line {number}", source.value(), source.where(""))
    if empty:
        raise fault(name, "holds no choice")


def _given(name: str, value: Any, where: Callable[[str], str]) -> GivenChoice:
    if not isinstance(value, dict):
        raise fault(where(""), f"{shown(value)} is not a choice; a choice is an object with keys")
    return GivenChoice(name, value, where)
