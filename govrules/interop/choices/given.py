"""One choice out of a file, the limits of such files, and how their faults are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any, BinaryIO

from govrules.errors import ChoiceError
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import ChoiceFault

MOST_BYTES = 50_000_000
"""The most that a JSON or YAML file may hold, as these are read whole."""
MOST_LINE = 5_000_000
"""The longest line, in bytes, of JSON lines or CSV, which are read line by line."""


@dataclass(frozen=True, slots=True)
class GivenChoice:
    """A choice as it stands in a file, before it is read against a vocabulary.

    `name` tells it from the others ("choices.csv row 7"); `where` gives the place of a key or of a
    path such as `bids[2].price` ("choice.json:4:3").
    """

    name: str
    data: Mapping[str, Any]
    where: Callable[[str], str] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row or an entry that is no choice, though what stands after it can be read."""

    name: str
    error: ChoiceError


GivenRow = GivenChoice | FaultyRow


def sound(rows: Iterator[GivenRow]) -> Iterator[GivenChoice]:
    """The choices up to the first row that is none. Raises ChoiceError there."""
    for row in rows:
        if isinstance(row, FaultyRow):
            raise row.error
        yield row


def fault(where: str, message: str, key: str = "") -> ChoiceError:
    """The error for a file (or a part of one) that cannot be read."""
    return ChoiceError([ChoiceFault(key, message, where)])


def whole_text(stream: BinaryIO, name: str) -> str:
    """All that a stream holds. Raises ChoiceError when it is empty, too much or not UTF-8."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise fault(
            name,
            f"is larger than {MOST_BYTES // 1_000_000} MB; give many choices as JSON lines or CSV",
        )
    text = decoded(data, name, 1)
    if not text.strip():
        raise fault(name, "is empty; write a choice, such as {} for one with no facts")
    return text


def lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, str]]:
    """The numbered lines of a stream. Raises ChoiceError at the first that is too long."""
    number = 0
    while line := stream.readline(MOST_LINE + 1):
        number += 1
        if len(line) > MOST_LINE:
            raise fault(f"{name}:{number}", f"the line is longer than {MOST_LINE:,} bytes")
        yield number, decoded(line, name, number)


def decoded(data: bytes, name: str, line: int) -> str:
    """UTF-8 as text, without the mark that some programs put first."""
    if line == 1 and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise fault(name, "is UTF-16, not UTF-8; save it as UTF-8")
    try:
        return data.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        at = line + data.count(b"\n", 0, error.start)
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise fault(f"{name}:{at}:{column}", "is not UTF-8 here; save it as UTF-8") from None


def parent(path: str) -> str:
    """The path of what holds it: of `bids[2].price` it is `bids[2]`, and of `bids[2]`, `bids`."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]
