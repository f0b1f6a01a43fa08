"""Open a file, standard input or bytes to be read once, packed with gzip or not."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from govrules.errors import UsageError
from govrules.model.dataclass import dataclass

STDIN = "-"
READ_FAULTS = (OSError, EOFError, zlib.error)
"""What reading may raise when the disk fails or a packed file is broken."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Opened:
    """A stream of unpacked bytes. `size` is that of the file itself, where it is known."""

    stream: BinaryIO
    name: str
    size: int | None
    raw: BinaryIO

    def position(self) -> int:
        """How much of the file has been read, in bytes as it lies there."""
        return self.raw.tell() if self.size is not None else 0


def opened(source: str | Path | bytes) -> Opened:
    """Open a path, "-" for standard input, or bytes. Raises UsageError when it cannot be opened."""
    if isinstance(source, bytes):
        return _unpacked(io.BytesIO(source), "", len(source), source[:2])
    if source == STDIN:
        stdin = sys.stdin.buffer
        first = stdin.peek(2)[:2] if isinstance(stdin, io.BufferedReader) else b""
        return _unpacked(stdin, "standard input", None, first)
    raw = open_file(Path(source))
    try:
        first = raw.read(2)
        raw.seek(0)
        size = raw.seek(0, io.SEEK_END)
        raw.seek(0)
    except (OSError, ValueError):  # a pipe or a device
        return _unpacked(raw, printable_path(source), None, b"")
    return _unpacked(raw, printable_path(source), size, first)


def _unpacked(raw: BinaryIO, name: str, size: int | None, first: bytes) -> Opened:
    packed = first == _GZIP
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
    return Opened(stream, name, size, raw)


def open_file(path: Path) -> BinaryIO:
    """The file, to be read. Raises UsageError."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise UsageError(f'there is no file "{printable_path(path)}"') from None
    except IsADirectoryError:
        raise UsageError(f'"{printable_path(path)}" is a folder, not a file') from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one of a file"
        raise UsageError(f'cannot open "{printable_path(path)}": {reason.lower()}') from None


def why_unreadable(error: BaseException) -> str:
    """Why reading failed, for a message."""
    if isinstance(error, EOFError):
        return "the packed file ends too early"
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return "the packed file is broken here"
    return (getattr(error, "strerror", None) or "it failed").lower()


def printable_path(path: str | Path) -> str:
    """The path as it can be written anywhere, whatever bytes its name holds."""
    text = str(path)
    return text if text.isprintable() else text.encode("unicode_escape").decode()
