"""The findings of a rule, by what became of it, each made once and shared by all decisions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import getitem
from struct import Struct

from govrules.compiler.from_policy import RuleLogic
from govrules.engine.sources import source_refs
from govrules.engine.statuses import status_of, strongest_norm
from govrules.model.decision import Finding, Status

_DEPARTS = 3**4
"""The weight of the last of a rule's outcomes: a `should` of it is, or may be, departed from."""
_MOST_KEPT = 1_024


class FindingTable:
    """The findings of one rule, by its packed outcome.

    `known` has those that follow from the outcome alone, as far as they were asked for, and None
    elsewhere; `at_once` has those of them with which nothing else is to be told. `statuses` has the
    status of each outcome that was asked for.
    """

    __slots__ = ("_particular", "at_once", "known", "logic", "statuses")

    def __init__(self, logic: RuleLogic) -> None:
        self.logic = logic
        outcomes = 3 ** len(logic.outcome)
        self.at_once: list[Finding | None] = [None] * outcomes
        self.known: list[Finding | None] = [None] * outcomes
        self.statuses: list[Status | None] = [None] * outcomes
        self._particular: dict[object, Finding] = {}

    def fill(self, packed: int) -> Finding | None:
        """Make the finding of an outcome, where nothing else is to be told with it."""
        if not packed // _DEPARTS:
            self.at_once[packed] = self.follow(packed)
        return self.at_once[packed]

    def follow(self, packed: int) -> Finding | None:
        """The finding of an outcome, unless more must be looked at for it."""
        if self.known[packed] is None:
            status = self.status(packed)
            if status == Status.DISPLACED:
                if len(self.logic.displacers) == 1:
                    by = (self.logic.displacers[0][0],)
                    self.known[packed] = self._finding(status, displaced_by=by)
            elif status not in (Status.UNDETERMINED, Status.DEPARTED):
                self.known[packed] = self._finding(status)
        return self.known[packed]

    def status(self, packed: int) -> Status:
        found = self.statuses[packed]
        if found is None:
            values = [packed // 3**place % 3 for place in range(5)]
            found = self.statuses[packed] = status_of(self.logic.rule, *values)
        return found

    def plain(self, packed: int) -> Finding:
        """The finding of an outcome with which nothing needs to be looked at."""
        found = self.follow(packed)
        assert found is not None
        return found

    def displaced(self, by: tuple[str, ...]) -> Finding:
        return self._kept(Status.DISPLACED, displaced_by=by)

    def undetermined(self, needs: tuple[str, ...]) -> Finding:
        return self._kept(Status.UNDETERMINED, needs=needs)

    def departed(self, reasons: str | None) -> Finding:
        if reasons is not None:  # somebody's own words, which nobody else will use
            return self._finding(Status.DEPARTED, reasons=reasons)
        return self._kept(Status.DEPARTED)

    def _kept(
        self, status: Status, displaced_by: tuple[str, ...] = (), needs: tuple[str, ...] = ()
    ) -> Finding:
        key = (status, displaced_by, needs)
        found = self._particular.get(key)
        if found is None:
            if len(self._particular) >= _MOST_KEPT:
                self._particular.clear()
            found = self._finding(status, displaced_by=displaced_by, needs=needs)
            self._particular[key] = found
        return found

    def _finding(
        self,
        status: Status,
        *,
        displaced_by: tuple[str, ...] = (),
        needs: tuple[str, ...] = (),
        reasons: str | None = None,
    ) -> Finding:
        rule = self.logic.rule
        return Finding.model_construct(
            rule=rule.label,
            title=rule.title,
            policy=rule.policy,
            authority=rule.authority,
            norm=strongest_norm(rule),
            status=status,
            sources=source_refs(rule.citations),
            displaced_by=displaced_by,
            needs=needs,
            reasons=reasons,
        )


_TOGETHER = 6
_MOST_TOGETHER = 1_024


class _Together(dict[bytes, tuple[Finding, ...]]):
    """The findings of a few neighbouring rules by their packed outcomes; KeyError where more than
    a finding is to be told of one of them."""

    def __init__(self, tables: Sequence[FindingTable]) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, outcomes: bytes) -> tuple[Finding, ...]:
        pairs = zip(self._tables, outcomes, strict=True)
        found = [table.at_once[code] or table.fill(code) for table, code in pairs]
        findings = tuple(each for each in found if each is not None)
        if len(findings) < len(found):
            raise KeyError(outcomes)
        if len(self) < _MOST_TOGETHER:
            self[outcomes] = findings
        return findings


class FindingsAtOnce:
    """All findings of a decision, looked up for a few rules at a time."""

    def __init__(self, tables: Sequence[FindingTable]) -> None:
        groups = [tables[at : at + _TOGETHER] for at in range(0, len(tables), _TOGETHER)]
        self._together = tuple(_Together(group) for group in groups)
        self._cut = Struct("".join(f"{len(group)}s" for group in groups)).unpack_from

    def of(self, cells: bytes) -> tuple[Finding, ...]:
        """The findings; KeyError where more than these is to be told."""
        together = map(getitem, self._together, self._cut(cells))
        return tuple(chain.from_iterable(together))
