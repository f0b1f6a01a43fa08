"""Show on a terminal how much of a file has been read; elsewhere nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from govrules.cli.streams import tell

if TYPE_CHECKING:
    from govrules.interop.opened import Opened

_Item = TypeVar("_Item")
_CLEAR = "\r\x1b[2K"
_LEAST = 2_000_000
"""A file of less than this many bytes is read before a bar could be looked at."""


class Progress:
    """How far a file has been read, and messages that do not disturb the bar."""

    def __init__(self, opened: Opened, bar: Any = None) -> None:
        self._opened = opened
        self._bar = bar

    def watched(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items; the bar grows as they come."""
        if self._bar is None:
            yield from items
            return
        for item in items:
            self._bar.update(self._opened.position() - self._bar.pos)
            yield item

    def tell(self, text: str) -> None:
        """Write a message to standard error, on a line of its own."""
        if self._bar is None:
            tell(text)
            return
        sys.stderr.write(_CLEAR)
        tell(text)
        self._bar._last_line = None  # so that it is drawn again although nothing has changed
        self._bar.render_progress()


@contextmanager
def progress(opened: Opened, *, writes_here: bool) -> Iterator[Progress]:
    """A bar for reading a file, on a terminal to which nothing else is written.

    `writes_here` says that results go to standard output.
    """
    shared = writes_here and sys.stdout.isatty()
    if not sys.stderr.isatty() or shared or (opened.size or 0) < _LEAST:
        yield Progress(opened)
        return
    import click

    made: Any = click.progressbar(length=opened.size, label="reading", file=sys.stderr)
    with made as bar:
        yield Progress(opened, bar)


def show_line(text: str) -> None:
    """How far a long search is: the line on a terminal, anew; an empty one takes it away."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{_CLEAR}{text[:78]}")
        sys.stderr.flush()
