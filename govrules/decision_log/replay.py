"""Decide recorded choices again, from the policies that the log keeps, and tell any difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from govrules.decision_log.canonical import canonical
from govrules.decision_log.entry import Entry
from govrules.decision_log.erased import wanting, without_erased
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.personal import commitments_in, is_commitment
from govrules.decision_log.read import read_entry
from govrules.decision_log.remembered import Remembered
from govrules.engine.build import build_texts
from govrules.engine.decider import Decider
from govrules.errors import GovrulesError, LogError
from govrules.model.decision import Decision

_UNNEEDED = "without what was erased, which changes nothing"
Result = Literal["same", "different", "not replayed"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """One entry decided again. `differences` are JSON Pointers with what was and what is."""

    entry: Entry
    result: Result
    reason: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of a decision where the recorded and the new one differ; None where it has none."""

    path: str
    recorded: Any
    replayed: Any


class Rulebooks:
    """Deciders by digest, made from the policies in a log when they are first needed."""

    def __init__(self, log: DecisionLog, *, cache: bool = True) -> None:
        self._log, self._cache = log, cache
        self._made: dict[str, Decider | GovrulesError] = {}
        self._remembered: dict[str, Remembered] = {}

    def decider(self, digest: str) -> Decider:
        """Raises GovrulesError, the same each time, when it cannot be made."""
        if digest not in self._made:
            try:
                self._made[digest] = self._make(digest)
            except GovrulesError as error:
                self._made[digest] = error
        made = self._made[digest]
        if isinstance(made, GovrulesError):
            raise made
        return made

    def decide(self, digest: str, choice: Mapping[str, Any], date: dt.date) -> Decision:
        """The decision on a choice, worked out once where it comes again. Raises GovrulesError."""
        if digest not in self._remembered:
            self._remembered[digest] = Remembered(self.decider(digest).decide)
        return self._remembered[digest](choice, date)

    def _make(self, digest: str) -> Decider:
        built = build_texts(self._log.texts(digest), (), cache=self._cache)
        if built.decider.reference.digest != digest:
            raise LogError(f"the policies kept for rulebook {digest} have another digest")
        return built.decider


def replay(log: DecisionLog, entries: Iterator[Entry], rulebooks: Rulebooks) -> Iterator[Replayed]:
    """Decide every advice among the entries again; what is no advice is left out."""
    for entry in entries:
        if entry.kind == "advice":
            yield replay_entry(log, entry, rulebooks)


def replay_entry(log: DecisionLog, entry: Entry, rulebooks: Rulebooks) -> Replayed:
    """Decide one advice again. A fault of the policies or of the choice is told, not raised."""
    read = read_entry(log, entry)
    if read is None:
        return Replayed(entry, "different", "it is not as it was written: verify the log")
    recorded = read.decision
    erased = commitments_in(read.body["choice"])
    choice = without_erased(read.body["choice"])
    try:
        date = dt.date.fromisoformat(recorded["decision_date"])
        digest = recorded["rulebook"]["digest"]
        again = rulebooks.decide(digest, choice, date).model_dump(mode="json")
    except GovrulesError as error:
        return Replayed(entry, "not replayed", wanting(erased) if erased else str(error))
    if canonical(again) == canonical(recorded):
        return Replayed(entry, "same", _UNNEEDED if erased else "")
    found = tuple(each for each in differences(recorded, again) if not is_commitment(each.recorded))
    if erased and any(each.path != "/engine" for each in found):
        return Replayed(entry, "not replayed", wanting(erased))
    if not found:
        return Replayed(entry, "same", "but for what was erased")
    if [each.path for each in found] == ["/engine"]:
        return Replayed(entry, "same", "by another version of the engine", found)
    return Replayed(entry, "different", "", found)


def differences(recorded: Any, again: Any, path: str = "") -> Iterator[Difference]:
    """Every place where two values differ, as deep as they go."""
    if isinstance(recorded, dict) and isinstance(again, dict):
        for key in sorted(set(recorded) | set(again)):
            yield from differences(recorded.get(key), again.get(key), f"{path}/{key}")
    elif isinstance(recorded, list) and isinstance(again, list) and len(recorded) == len(again):
        for number, (was, now) in enumerate(zip(recorded, again, strict=True)):
            yield from differences(was, now, f"{path}/{number}")
    elif recorded != again:
        yield Difference(path, recorded, again)
