"""Leave out entries that cannot be what is asked for by a look at their text, without reading it.

Canonical JSON writes a value in one way only, so what must stand in an entry can be looked for in
its text. Where that says yes the entry is read and asked; it may say yes too often, never no.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from govrules.decision_log.canonical import canonical_text
from govrules.decision_log.entry import Entry
from govrules.decision_log.personal import COMMITMENT

if TYPE_CHECKING:
    from govrules.decision_log.select import Selection

Look = Callable[[Entry], bool]
_DAYS = re.compile(rb'"(?:decision_date|decided_on)":"([^"]*)"')
_PERSONAL = COMMITMENT.encode()
_WRITTEN_OTHERWISE = re.compile(r"[\x00-\x1f\"\\\ud800-\udfff]")
"""Characters that do not stand in JSON as they are, or in no JSON at all."""


def quick_look(asked: Selection) -> Look:
    """What is worth reading. The entry `is_whole`, so that its columns can be believed."""
    needed = [f'"{key}":{text}' for key, text in _said(asked)]
    in_any = [text.encode("utf-8", "surrogatepass") for text in needed]
    # of what stands beside the entry its text says nothing
    named = [asked.provider, asked.person, *asked.words]
    where_whole = [w.casefold() for w in named if w is not None and _as_it_is(w.casefold())]
    if asked.label is not None and _as_it_is(asked.label):
        where_whole.append(asked.label.casefold())
    start, end = _iso(asked.start), _iso(asked.end)
    first, last = _iso(asked.recorded_start), _iso(asked.recorded_end)

    def look(entry: Entry) -> bool:
        if asked.kind is not None and entry.kind != asked.kind:
            return False
        if not _between(entry.time[:10], first, last):
            return False
        text = entry.text
        if not all(part in text for part in in_any):
            return False
        if (start or end) and not any(
            "\\" in day or _between(day, start, end)
            for day in map(bytes.decode, _DAYS.findall(text))
        ):
            return False
        if not where_whole or _PERSONAL in text:
            return True
        folded = text.decode().casefold()
        return all(word in folded for word in where_whole)

    return look


def _said(asked: Selection) -> list[tuple[str, str]]:
    """Keys and values that stand in the decision of every advice that is asked for."""
    pairs = (("verdict", asked.verdict), ("rule", asked.rule), ("status", asked.status))
    return [(key, canonical_text(value)) for key, value in pairs if value is not None]


def _as_it_is(word: str) -> bool:
    return _WRITTEN_OTHERWISE.search(word) is None


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _between(day: str, start: str | None, end: str | None) -> bool:
    """ISO dates sort as they stand."""
    return (start is None or day >= start) and (end is None or day <= end)
