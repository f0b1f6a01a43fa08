"""Show on a terminal how many of the small changes have been tried; elsewhere nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function that is told how many are done, and of how many."""
    if not sys.stderr.isatty():
        yield None
        return
    import click

    made: Any = click.progressbar(length=1, label=label, file=sys.stderr)
    with made as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield progress
