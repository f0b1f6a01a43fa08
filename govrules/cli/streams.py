"""Write to the terminal: in UTF-8 whatever the locale, and so that nobody's text steers it."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from typing import TextIO

WIDTH = 100
"""The width of lines where the output is no terminal."""
_NARROWEST, _WIDEST = 40, 120
_LONGEST = 100_000

_WRITE_FAULTS = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EPIPE, getattr(errno, "EDQUOT", -1))


def prepare() -> None:
    """Make the standard streams usable, even where one was closed before the program began."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say(text: str) -> None:
    """Write a result, and end the line."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def tell(text: str) -> None:
    """Write a message to standard error; what cannot be written there is lost."""
    sys.stdout.flush()  # what was said before is also read before
    try:
        sys.stderr.write(text if text.endswith("\n") else f"{text}\n")
        sys.stderr.flush()
    except OSError:
        return


def plain(text: str) -> str:
    """The text, line by line, with every character that steers a terminal made visible."""
    from govrules.explain.safe import visible

    return "\n".join(visible(line, _LONGEST) for line in text.split("\n"))


def wants_colour(stream: TextIO) -> bool:
    """Only on a terminal, and not where NO_COLOR is set (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def width(stream: TextIO) -> int:
    """The width to write in."""
    if not stream.isatty():
        return WIDTH
    columns = shutil.get_terminal_size((WIDTH, 24)).columns
    return max(_NARROWEST, min(columns, _WIDEST))


def is_write_fault(error: OSError) -> bool:
    """Whether an error is one of writing, such as a full disk or a closed pipe."""
    return error.errno in _WRITE_FAULTS


def give_up_output() -> None:
    """Write nothing more: nobody reads it, or it has no room."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
    finally:
        os.close(nowhere)
