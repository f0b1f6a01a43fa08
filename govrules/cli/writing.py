"""Write a file so that it appears whole or not at all, with the rights of the one it replaces."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO, cast

from govrules.errors import UsageError


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """A stream to write results to: standard output, or a file that replaces the one at `path`.

    Raises UsageError when the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    with _writing(path) as stream:
        yield cast(TextIO, stream)


@contextmanager
def binary_output(path: Path) -> Iterator[BinaryIO]:
    """A stream of bytes to a file that replaces the one at `path` when all has been written.

    Raises UsageError when the file cannot be written.
    """
    with _writing(path, binary=True) as stream:
        yield cast(BinaryIO, stream)


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file. Raises UsageError when it cannot be written; then nothing has changed."""
    with _writing(path, binary=isinstance(content, bytes)) as stream:
        stream.write(content)


@contextmanager
def _writing(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise UsageError(f'cannot write "{path}": it is a folder')
            with target.open(**_mode_of(binary)) as device:  # such as /dev/null
                yield device
            return
        with _replacing(target, binary) as stream:
            yield stream
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f'cannot write "{path}": {reason}') from None
    except (RuntimeError, ValueError):  # links in a circle, a name with a zero byte
        raise UsageError(f'cannot write "{path}": its name is not one of a file') from None


@contextmanager
def _replacing(target: Path, binary: bool) -> Iterator[IO[Any]]:
    """A new file beside the target that takes its place when all has been written."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, **_mode_of(binary)) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        new.chmod(_mode(target))
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _mode_of(binary: bool) -> dict[str, Any]:
    return {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": "\n"}


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, else those that a new file has."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
