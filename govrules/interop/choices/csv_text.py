"""Read choices from CSV: a choice to each row, under a header with the keys.

An empty cell is a fact not given. A dotted column is an entry of a table: `award_criteria.price`,
`reasons.C4`. A cell that holds a JSON list or object stands for it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from govrules.errors import ChoiceError
from govrules.interop.choices.given import FaultyRow, GivenChoice, GivenRow, fault, lines, sound
from govrules.interop.choices.json_text import JsonText
from govrules.model.diagnostic import ChoiceFault
from govrules.model.unreadable import printable

MOST_COLUMNS = 10_000

JSON_CELL = re.compile(r'\[\s*[\[{"\]]|\{\s*["}]')
"""How a list or an object begins; "[draft]" is text."""


def read_csv(stream: BinaryIO, name: str) -> Iterator[GivenChoice]:
    """The choices of a CSV file, row by row; the header is row 1. Raises ChoiceError."""
    return sound(csv_rows(stream, name))


def csv_rows(stream: BinaryIO, name: str) -> Iterator[GivenRow]:
    """Each row, or what is wrong with it alone. Raises ChoiceError where no more can be read."""
    rows = _rows(stream, name)
    header = header_of(next(rows, (1, []))[1], name)
    found = False
    for number, cells in rows:
        if any(cells):
            found = True
            label = f"{name} row {number}"
            try:
                yield GivenChoice(label, _choice(header, cells, label), _always(label))
            except ChoiceError as error:
                yield FaultyRow(label, error)
    if not found:
        raise fault(name, "holds no choice")


def _always(label: str) -> Callable[[str], str]:
    return lambda _path: label


def _rows(stream: BinaryIO, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers, cells without blanks at their ends."""
    reader = csv.reader((line for _, line in lines(stream, name)), strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise fault(f"{name}:{reader.line_num}", f"is not CSV here: {error}") from None
        yield number, [cell.strip() for cell in row]


def header_of(cells: list[str], name: str) -> list[str]:
    if not any(cells):
        raise fault(name, "has no header; the first row names the key of each column")
    if len(cells) > MOST_COLUMNS:
        raise fault(name, f"has more than {MOST_COLUMNS:,} columns")
    if len(cells) == 1 and (";" in cells[0] or "\t" in cells[0]):
        raise fault(f"{name} row 1", "has one column; separate the columns by commas")
    repeated = [key for key, count in Counter(cells).items() if key and count > 1]
    if repeated:
        message, place = "is given twice in the header", f"{name} row 1"
        raise ChoiceError([ChoiceFault(printable(key), message, place) for key in repeated])
    return cells


def _choice(header: list[str], cells: list[str], label: str) -> dict[str, Any]:
    if len(cells) != len(header):
        raise fault(label, f"has {len(cells)} cells, but the header has {len(header)}")
    choice: dict[str, Any] = {}
    for key, cell in zip(header, cells, strict=True):
        if not cell:
            continue
        if not key:
            raise fault(label, f'has "{printable(cell)}" in a column without a name')
        _put(choice, key, read_cell(cell, key, label), label)
    return choice


def _put(choice: dict[str, Any], key: str, value: Any, label: str) -> None:
    """Put a cell under its key; `reasons.C4` under C4 of reasons."""
    table, dot, entry = key.partition(".")
    if not dot:
        if key in choice:
            raise fault(label, "is given both as a whole and by its entries", printable(key))
        choice[key] = value
        return
    entries = choice.setdefault(table, {})
    if not isinstance(entries, dict) or entry in entries:
        raise fault(label, "is given both as a whole and by its entries", printable(table))
    entries[entry] = value


def read_cell(cell: str, key: str, label: str) -> Any:
    """The cell's text, or the list or object that it holds as JSON."""
    if not JSON_CELL.match(cell):
        return cell
    try:
        return JsonText(cell, label).value()
    except ChoiceError as error:
        first = error.faults[0]
        raise fault(label, first.message, printable(key)) from None
