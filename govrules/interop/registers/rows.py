"""Cut a CSV stream into rows in little memory; one bad row does not stop the others."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from govrules.interop.choices.given import MOST_LINE

MOST_COLUMNS = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` counts rows as a spreadsheet does, the first being 1; `line` is where it
    ends in the file. `fault` says why its cells cannot be trusted."""

    number: int
    line: int
    cells: list[str]
    fault: str = ""


class _LineError(Exception):
    """A line that is too long to be read."""


class _Lines(Iterator[str]):
    """The lines of a stream as text. `fault` says what is wrong with one of them."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding
        self.number = 0
        self.fault = ""

    def __next__(self) -> str:
        line = self._stream.readline(MOST_LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > MOST_LINE:
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(MOST_LINE)
            raise _LineError
        if self.number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if b"\0" in line:
            self.fault = "holds a NUL character"
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError:
            self.fault = f"is not {self._encoding.upper()}"
            return line.decode(self._encoding, "replace")


def rows_of(stream: BinaryIO, encoding: str, delimiter: str) -> Iterator[Row]:
    """The rows of a CSV stream, cells without blanks at their ends."""
    lines = _Lines(stream, encoding)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        lines.fault = ""
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, lines.number, [], f"is not CSV: {error}")
            continue
        except _LineError:
            yield Row(number, lines.number, [], f"is longer than {MOST_LINE:,} bytes")
            continue
        yield Row(number, lines.number, cells, lines.fault)
