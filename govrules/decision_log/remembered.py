"""Decide a choice once that comes again and again: a log holds the same choice many times over."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from govrules.decision_log.canonical import canonical
from govrules.model.decision import Decision

Decide = Callable[[Mapping[str, Any], dt.date], Decision]
_MOST = 5_000


class Remembered:
    """Decides as it is told to, and remembers the decisions on the last few thousand choices.

    A rulebook gives one decision on one choice and day, so nothing is lost by that; a fault is
    never remembered.
    """

    def __init__(self, decide: Decide) -> None:
        self._decide = decide
        self._known: OrderedDict[tuple[str, dt.date], Decision] = OrderedDict()

    def __call__(self, choice: Mapping[str, Any], date: dt.date) -> Decision:
        try:
            key = canonical(choice), date
        except (ValueError, TypeError, RecursionError):  # a choice as only a file can hold it
            return self._decide(choice, date)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._decide(choice, date)
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(key)
        return found
