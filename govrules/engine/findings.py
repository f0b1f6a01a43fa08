"""The findings that need nothing but the rule and what became of it, each made once."""

from __future__ import annotations

from govrules.compiler.from_policy import RuleLogic
from govrules.engine.sources import source_refs
from govrules.engine.statuses import status_of, strongest_norm
from govrules.model.decision import Finding, Status

_DEPARTS = 3**4
"""The weight of the last of a rule's outcomes: a `should` of it is, or may be, departed from."""
NEEDS_MORE = (Status.UNDETERMINED, Status.DEPARTED)
"""Statuses whose findings also tell of missing facts or recorded reasons."""


class FindingTable:
    """The findings of one rule, by its packed outcome.

    `at_once` has those that need nothing more, as far as they were asked for; None elsewhere.
    """

    __slots__ = ("at_once", "logic")

    def __init__(self, logic: RuleLogic) -> None:
        self.logic = logic
        self.at_once: list[Finding | None] = [None] * 3 ** len(logic.outcome)

    def fill(self, packed: int) -> Finding | None:
        """Make the finding of an outcome, unless more must be looked at for it."""
        status = self.status(packed)
        if status == Status.DISPLACED and len(self.logic.displacers) == 1:
            self.at_once[packed] = self.finding(status, displaced_by=(self.logic.displacers[0][0],))
        elif status not in (*NEEDS_MORE, Status.DISPLACED) and not packed // _DEPARTS:
            self.at_once[packed] = self.finding(status)
        return self.at_once[packed]

    def status(self, packed: int) -> Status:
        values = [packed // 3**place % 3 for place in range(5)]
        return status_of(self.logic.rule, *values)

    def finding(
        self,
        status: Status,
        *,
        displaced_by: tuple[str, ...] = (),
        needs: tuple[str, ...] = (),
        reasons: str | None = None,
    ) -> Finding:
        rule = self.logic.rule
        return Finding(
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
