"""Tell who waits at a terminal how far a long command is."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_EVERY_SECONDS = 1.0


def with_progress(each: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The same, one after the other; every second the number so far goes to standard error.

    Only where that is a terminal: a file or another program wants the result and the faults.
    """
    if not sys.stderr.isatty():
        yield from each
        return
    due = time.monotonic() + _EVERY_SECONDS
    shown = False
    of = "" if total is None else f" of {total:,}"
    try:
        for number, one in enumerate(each):
            if time.monotonic() >= due:
                due = time.monotonic() + _EVERY_SECONDS
                sys.stderr.write(f"\r{number:,}{of} {what}")
                sys.stderr.flush()
                shown = True
            yield one
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")  # the line is cleared for what follows
            sys.stderr.flush()
