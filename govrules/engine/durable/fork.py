"""Let whatever holds a lock go on in a child process, where the thread that held it may be gone.

A fork copies the memory at one instant. The copy of durable-rules is whole, since no other thread
runs while its C code does, but a lock that another thread held stays locked for ever in the child.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Protocol
from weakref import WeakSet


class Forkable(Protocol):
    def after_fork(self) -> None:
        """Called in the child, before anything else happens there."""


_forkables: WeakSet[Forkable] = WeakSet()


def renew_after_fork(item: Forkable) -> None:
    """Have the item's `after_fork` called in every child, for as long as the item lives."""
    _forkables.add(item)


def _renew_all() -> None:
    for item in tuple(_forkables):
        # an error here would only be printed, and would keep the other items from their turn
        with suppress(Exception):
            item.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
