"""Read an OCDS package release by release in little memory, and tell where it breaks off.

Needs ijson (https://pypi.org/project/ijson), which comes with the extra "ocds"; without it a small
package is read whole.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from govrules.errors import UsageError
from govrules.interop.given import MOST_BYTES
from govrules.interop.ocds_package import (
    KEYS,
    Release,
    check_version,
    no_package,
    refusal,
    release_of,
    releases_of,
)
from govrules.interop.opened import READ_FAULTS, Opened, why_unreadable
from govrules.model.diagnostic import ChoiceFault

DEEPEST = 200
MOST_OF_ENTRY = 50_000_000
"""The most bytes that one release or record may take, as each is held whole."""
_BLOCK = 65_536
_MOST_DIGITS = 999
# ijson's C parser does not check what Python says of an integer of more than 4,300 digits, and
# then crashes; so such a number is refused before it comes to it
_LONG_NUMBER = re.compile(rb"[0-9]{1000}")
_HEADER = ("version", "ocid", "license", "publicationPolicy", "extensions")
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}
_MARK = b"\xef\xbb\xbf"

Reopen = Callable[[], Opened] | None


class _RefusedError(Exception):
    """The package breaks a limit; the text says which."""


@dataclass(slots=True)
class PackageReader:
    """The releases of one package, one by one. `header` holds what the package says of itself."""

    opened: Opened
    reopen: Reopen = None
    header: dict[str, Any] = field(default_factory=dict)
    _key: str = ""
    _index: int = 0
    _read: int = 0

    def __iter__(self) -> Iterator[Release | ChoiceFault]:
        """Raises ChoiceError when nothing can be read; else a fault is the last that comes."""
        try:
            import ijson
        except ImportError:
            yield from self._whole()
            return
        name = self.opened.name
        blocks = _Blocks(self.opened.stream)
        try:
            for entry in self._entries(ijson, blocks):
                blocks.of_entry = 0
                yield release_of(entry, self._key, self._index - 1, name)
                self._read += 1
            self._check_end(name)
        except (ijson.JSONError, _RefusedError, ValueError, ArithmeticError, *READ_FAULTS) as error:
            yield self._broken(error, blocks)

    def _entries(self, ijson: Any, blocks: _Blocks) -> Iterator[Any]:
        """The entries under "releases" or "records"; what else is needed goes to the header."""
        events = ijson.basic_parse(blocks, buf_size=_BLOCK)
        if next(events)[0] != "start_map":
            raise _RefusedError("is not an OCDS package; a package is a JSON object")
        for event, key in events:
            if event != "map_key":  # the end of the package
                continue
            event, value = next(events)
            if key in KEYS:
                if event != "start_array":
                    raise _RefusedError(f'has no list under "{key}"')
                self._key, self._index = key, 0
                while (step := next(events))[0] != "end_array":
                    entry = _built(ijson, events, *step)
                    self._index += 1
                    yield entry
            elif key in _HEADER:
                self.header[key] = _built(ijson, events, event, value)
                if key == "version":
                    check_version(self.header[key], self.opened.name)
            else:
                _skip(events, event)

    def _check_end(self, name: str) -> None:
        if not self._key:
            raise no_package(name, self.header)

    def _broken(self, error: Exception, blocks: _Blocks) -> ChoiceFault:
        """What is wrong, with its place. Raises ChoiceError when no release was read before."""
        place = self.opened.name
        if not isinstance(error, _RefusedError | OSError | EOFError):
            place = _place(self.opened.name, self.reopen, blocks)
        message = _message(error, blocks)
        if not self._read:
            raise refusal(place, message) if place else refusal("", message)
        after = f"{self._key}[{self._index - 1}]"
        return ChoiceFault("", f"{message}; it was read up to {after}", place)

    def _whole(self) -> Iterator[Release | ChoiceFault]:
        """A small package, read at once."""
        name = self.opened.name
        try:
            data = self.opened.stream.read(MOST_BYTES + 1)
        except READ_FAULTS as error:
            raise refusal(name, f"cannot be read: {why_unreadable(error)}") from None
        if len(data) > MOST_BYTES:
            limit = f"{MOST_BYTES // 1_000_000} MB"
            raise refusal(name, f'is larger than {limit}; to read it, install "govrules[ocds]"')
        package = parsed(data, name)
        if isinstance(package, dict):
            self.header |= {key: package[key] for key in _HEADER if key in package}
        yield from releases_of(package, name)


def _built(ijson: Any, events: Iterator[tuple[str, Any]], event: str, value: Any) -> Any:
    """The value that begins with an event, made of the events up to its end."""
    builder = ijson.ObjectBuilder()
    depth = 0
    while True:
        builder.event(event, value)
        depth += _STEPS.get(event, 0)
        if depth > DEEPEST:
            raise _RefusedError("is nested too deeply")
        if depth == 0:
            return builder.value
        event, value = next(events)


def _skip(events: Iterator[tuple[str, Any]], event: str) -> None:
    depth = _STEPS.get(event, 0)
    while depth:
        depth += _STEPS.get(next(events)[0], 0)


class _Blocks:
    """A stream that ijson reads in blocks. It remembers where the last block began."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.start = self.end = 0
        self.of_entry = 0
        self.first = b""
        self._tail = b""
        self._refused = False
        self.last = b""

    def read(self, size: int) -> bytes:
        if size == 0:  # ijson asks for nothing to learn the type
            return b""
        block = self._stream.read(size)
        if not self.end:
            self.first = block[:3]
            block = block.removeprefix(_MARK)
        self.start, self.end = self.end, self.end + len(block)
        self.of_entry += len(block)
        if self.of_entry > MOST_OF_ENTRY:
            limit = f"{MOST_OF_ENTRY // 1_000_000} MB"
            raise _RefusedError(f"has one release or record of more than {limit}")
        block = self._before_a_long_number(block)
        self._tail = block[-_MOST_DIGITS:]
        self.last = block
        return block

    def _before_a_long_number(self, block: bytes) -> bytes:
        """The block, or what stands in it before a number that is too long; the next call ends."""
        long = _LONG_NUMBER.search(self._tail + block)
        if self._refused or long is not None:
            start = 0 if self._refused or long is None else long.start() - len(self._tail)
            self._refused, block = True, block[: max(0, start)]
            if not block:
                raise _RefusedError("has a number that cannot be read: it has 1,000 digits or more")
        return block


def _message(error: Exception, blocks: _Blocks) -> str:
    if isinstance(error, _RefusedError):
        return str(error)
    if isinstance(error, READ_FAULTS):
        return f"cannot be read: {why_unreadable(error)}"
    if blocks.first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "is not UTF-8 text but UTF-16; save it as UTF-8"
    said = _said(error)
    if "utf8" in said or isinstance(error, UnicodeDecodeError) or not _is_utf8(blocks.last):
        return "is not UTF-8 text"
    if "premature eof" in said or "incomplete" in said:
        return "is not JSON to its end: the file breaks off"
    if isinstance(error, ArithmeticError):
        return "has a number that cannot be read"
    return f"is not JSON: {said.partition(': ')[2].rstrip('.') or said or 'it breaks off'}"


def _said(error: Exception) -> str:
    """The first line of what the parser says, which it gives as text or as bytes."""
    first = error.args[0] if error.args else ""
    text = first.decode(errors="replace") if isinstance(first, bytes) else str(first)
    return text.partition("\n")[0].strip().lower()


def _is_utf8(block: bytes) -> bool:
    """Whether a block is UTF-8, but for a character that it may cut off at either end."""
    rest = next((n for n, byte in enumerate(block[:4]) if not 0x80 <= byte < 0xC0), 0)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(block[rest:])
    except UnicodeDecodeError:
        return False
    return True


def _place(name: str, reopen: Reopen, blocks: _Blocks) -> str:
    """The line and column of the fault; the block alone where the source cannot be read again."""
    if reopen is None:
        return f"{name}, between byte {blocks.start:,} and {blocks.end:,}"
    try:
        line, column = _exact_place(reopen(), blocks.start)
    except (*READ_FAULTS, UsageError):
        return name
    return f"{name}:{line}:{column}" if name else f"line {line}, column {column}"


def _exact_place(opened: Opened, good: int) -> tuple[int, int]:
    """Feed the text again, byte by byte after the part known to be good, until it fails."""
    import ijson

    with opened.stream as stream:
        events = ijson.sendable_list()
        parser = ijson.basic_parse_coro(events)
        line, line_start, offset = 1, 0, 0
        blocks = _Blocks(stream)
        try:
            while block := blocks.read(_BLOCK):
                pieces = [block] if offset + len(block) <= good else [
                    block[at : at + 1] for at in range(len(block))
                ]  # fmt: skip
                for piece in pieces:
                    parser.send(piece)
                    del events[:]
                    offset += len(piece)
                    if newlines := piece.count(b"\n"):
                        line += newlines
                        line_start = offset - len(piece) + piece.rfind(b"\n") + 1
                blocks.of_entry = 0
            parser.close()
        except (ijson.JSONError, ValueError, ArithmeticError):
            pass
    return line, offset - line_start + 1


def parsed(data: bytes, name: str) -> Any:
    """The value of a JSON text with exact numbers. Raises ChoiceError."""
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise refusal(name, "is not UTF-8 text") from None
    except json.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise refusal(name, f"is not JSON: {fault.msg.lower()} ({place})") from None
    except RecursionError:
        raise refusal(name, "is nested too deeply") from None
    except ValueError:
        raise refusal(name, "has a number that cannot be read") from None


def _no_number(word: str) -> Any:
    raise ValueError(word)
