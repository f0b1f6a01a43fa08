"""Read choices from a file or from standard input, whatever of JSON, YAML or CSV it holds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

from govrules.errors import UsageError
from govrules.interop.choices.csv_text import csv_rows, read_csv
from govrules.interop.choices.given import GivenChoice, GivenRow
from govrules.interop.choices.json_text import (
    json_entries,
    json_line_rows,
    read_json,
    read_json_lines,
)
from govrules.interop.choices.yaml_text import read_yaml
from govrules.interop.opened import STDIN, open_file, printable_path

_Row = TypeVar("_Row", bound=GivenRow)

_READERS: dict[str, Callable[[BinaryIO, str], Iterator[GivenChoice]]] = {
    "json": read_json,
    "jsonl": read_json_lines,
    "yaml": read_yaml,
    "csv": read_csv,
}
FORMATS = tuple(_READERS)

_ROW_READERS: dict[str, Callable[[BinaryIO, str], Iterator[GivenRow]]] = {
    **_READERS,
    "json": json_entries,
    "jsonl": json_line_rows,
    "csv": csv_rows,
}

_BY_ENDING = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
}


def read_choices(source: str | Path | BinaryIO, format: str | None = None) -> Iterator[GivenChoice]:
    """The choices that a file holds, in order, one by one.

    `source` is a path, "-" for standard input, or an open binary file; `format` is one of
    `FORMATS`, by default told from the ending (standard input is JSON). Raises UsageError when the
    file cannot be opened or its format told, and ChoiceError at the first choice that cannot be
    read, with its place.
    """
    reader = _READERS[_format_of(source, format)]
    return _read(source, reader)


def read_rows(source: str | Path | BinaryIO, format: str | None = None) -> Iterator[GivenRow]:
    """Like `read_choices`, but goes on after a row that is no choice, and says what is wrong."""
    reader = _ROW_READERS[_format_of(source, format)]
    return _read(source, reader)


def _format_of(source: str | Path | BinaryIO, format: str | None) -> str:
    known = ", ".join(FORMATS)
    if format is not None:
        if format not in _READERS:
            raise UsageError(f'"{format}" is not a format of choices; use one of {known}')
        return format
    if source == STDIN or not isinstance(source, (str, Path)):
        return "json"
    by_ending = _BY_ENDING.get(Path(source).suffix.lower())
    if by_ending is None:
        if Path(source).exists():
            raise UsageError(f'cannot tell the format of "{source}"; say which of {known} it is')
        raise UsageError(f'there is no file "{source}"')
    return by_ending


def _read(
    source: str | Path | BinaryIO, reader: Callable[[BinaryIO, str], Iterator[_Row]]
) -> Iterator[_Row]:
    if source == STDIN:
        yield from reader(sys.stdin.buffer, "standard input")
    elif isinstance(source, (str, Path)):
        with open_file(Path(source)) as stream:
            yield from reader(stream, printable_path(source))
    else:
        yield from reader(source, str(getattr(source, "name", "input")))
