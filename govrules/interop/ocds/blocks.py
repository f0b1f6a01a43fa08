"""Give a package to the parser block by block, and tell why and where it breaks off."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO

from govrules.errors import UsageError
from govrules.interop.opened import READ_FAULTS, Opened, why_unreadable

BLOCK = 65_536
MOST_OF_ENTRY = 50_000_000
"""The most bytes that one release or record may take, as each is held whole."""
_MOST_DIGITS = 999
# ijson's C parser does not check what Python says of an integer of more than 4,300 digits, and
# then crashes; so such a number is refused before it comes to it
_LONG_NUMBER = re.compile(rb"[0-9]{1000}")
_MARK = b"\xef\xbb\xbf"

Reopen = Callable[[], Opened] | None
"""What opens a source again, where that can be done."""


class RefusedError(Exception):
    """The package breaks a limit; the text says which."""


class Blocks:
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
            raise RefusedError(f"has one release or record of more than {limit}")
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
                raise RefusedError("has a number that cannot be read: it has 1,000 digits or more")
        return block


def why_it_breaks(error: Exception, blocks: Blocks) -> str:
    if isinstance(error, RefusedError):
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


def place_of_break(name: str, reopen: Reopen, blocks: Blocks) -> str:
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
        blocks = Blocks(stream)
        try:
            while block := blocks.read(BLOCK):
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
