"""Find the entries that somebody asks for: by what they say, when, of whom and of which rule."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.personal import pointer_part
from govrules.decision_log.quick_look import quick_look
from govrules.decision_log.read import ReadEntry, is_whole, read_whole
from govrules.model.facts import DEPARTURES

_PROVIDER = re.compile(r"(.*_)?(provider|supplier)s?(_name|_id|_identifier)?")
"""Keys of a choice that name who would provide the service."""
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; an entry is found when all that is given holds of it.

    rule, status     an advice with a finding of this rule, in this status; either may stand alone
    verdict          an advice with this verdict
    provider         an advice on a choice whose provider's name or identifier holds this text
    start, end       the decision date of an advice, the day of an outcome; both days included
    recorded_start, recorded_end   the day (UTC) it was recorded; both days included
    person           who asked, decided, judged, departed, declared an interest or erased
    label, kind      exactly as given
    words            each of them stands somewhere in the body, in upper or lower case

    Names are found by any part of them, in upper or lower case. What was erased is not found.
    """

    rule: str | None = None
    status: str | None = None
    verdict: str | None = None
    provider: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    recorded_start: dt.date | None = None
    recorded_end: dt.date | None = None
    person: str | None = None
    label: str | None = None
    kind: str | None = None
    words: tuple[str, ...] = ()

    def holds(self, read: ReadEntry) -> bool:
        body = read.body
        return (
            (self.kind is None or read.entry.kind == self.kind)
            and _within(read.entry.time[:10], self.recorded_start, self.recorded_end)
            and (self.verdict is None or read.decision.get("verdict") == self.verdict)
            and _within(read.date, self.start, self.end)
            and (self.label is None or self.label in (body.get("labels") or ()))
            and self._has_finding(read.decision.get("findings") or ())
            and (self.provider is None or _any_holds(self.provider, providers_of(read.choice)))
            and (self.person is None or _any_holds(self.person, people_of(read)))
            and all(next(places_of(word, body), None) for word in self.words)
        )

    def _has_finding(self, findings: Any) -> bool:
        if self.rule is None and self.status is None:
            return True
        return any(
            (self.rule is None or each.get("rule") == self.rule)
            and (self.status is None or each.get("status") == self.status)
            for each in findings
        )


def selected(
    log: DecisionLog,
    selection: Selection,
    altered: Callable[[Entry], None],
    *,
    last: int | None = None,
    personal: bool = True,
) -> Iterator[ReadEntry]:
    """The entries that are asked for, in their order; with `last` only so many from the end.

    Entries that were altered cannot be believed to be what is asked for or not: each that is come
    upon is given to `altered`, and so is one that is missing (without a text; of several in a row
    the first). That is why there is no index: it could leave out an entry without a word.
    """
    if last is not None:
        yield from _from_the_end(log, selection, altered, last, personal)
        return
    yield from _selected(log, selection, altered, 0, None, personal)


def _selected(
    log: DecisionLog,
    selection: Selection,
    altered: Callable[[Entry], None],
    first: int,
    stop: int | None,
    personal: bool,
) -> Iterator[ReadEntry]:
    may_hold = quick_look(selection)
    size = len(log) if stop is None else stop  # more may be added meanwhile
    expected = first
    for entry in log.entries(first, stop):
        if entry.sequence != expected:
            altered(_missing(expected))
        expected = entry.sequence + 1
        if not is_whole(entry):
            altered(entry)
        elif may_hold(entry):
            read = read_whole(log, entry, personal=personal)
            if read is None:
                altered(entry)
            elif selection.holds(read):
                yield read
    if expected < size:
        altered(_missing(expected))


def _missing(sequence: int) -> Entry:
    return Entry(sequence, "", "advice", "", None, b"", b"")


def _from_the_end(
    log: DecisionLog,
    selection: Selection,
    altered: Callable[[Entry], None],
    last: int,
    personal: bool,
) -> Iterator[ReadEntry]:
    found: list[ReadEntry] = []
    stop = len(log)
    while stop > 0 and len(found) < last:
        first = max(0, stop - _PAGE)
        found[:0] = _selected(log, selection, altered, first, stop, personal)
        stop = first
    yield from found[len(found) - last if len(found) > last else 0 :]


def providers_of(choice: dict[str, Any]) -> Iterator[str]:
    """The names and identifiers of who would provide the service."""
    for key, value in choice.items():
        if isinstance(value, str) and _PROVIDER.fullmatch(key):
            yield value


def people_of(read: ReadEntry) -> Iterator[str]:
    """Everybody whom an entry names: persons, and the roles and bodies that acted."""
    body = read.body
    names = [body.get(key) for key in ("asked_by", "decided_by", "capacity", "erased_by")]
    interests = body.get("interests")
    names += [each.get("member") for each in _tables(interests)]
    names += [each.get("by") for each in _tables(read.choice.get(DEPARTURES))]
    for value in read.choice.values():
        if isinstance(value, dict):
            names += [value.get("by"), *(each.get("by") for each in _tables([*value.values()]))]
    return (name for name in names if isinstance(name, str))


def places_of(word: str, value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Where a word stands in a body: the place (a JSON Pointer) and the text that holds it."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from places_of(word, each, f"{path}/{pointer_part(key)}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from places_of(word, each, f"{path}/{number}")
    elif isinstance(value, str):
        if word.casefold() in value.casefold():
            yield path, value
    elif isinstance(value, int) and not isinstance(value, bool) and word in str(value):
        yield path, str(value)


def _tables(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _any_holds(wanted: str, names: Iterator[str]) -> bool:
    sought = wanted.casefold()
    return any(sought in name.casefold() for name in names)


def _within(day: str | None, start: dt.date | None, end: dt.date | None) -> bool:
    """ISO dates sort as they stand."""
    if start is None and end is None:
        return True
    return (
        day is not None
        and (start is None or day >= start.isoformat())
        and (end is None or day <= end.isoformat())
    )
