"""Decide choices and record what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from govrules.errors import UsageError
from govrules.library.compiled import Compiled
from govrules.model.decision import Decision

if TYPE_CHECKING:
    from govrules.decision_log.entry import Entry
    from govrules.decision_log.log import DecisionLog


class Recorded(NamedTuple):
    """A decision and the entry of the log that holds it."""

    decision: Decision
    entry: Entry


class Recording(Compiled):
    """Decisions that are kept in a decision log."""

    def record(
        self,
        log: DecisionLog,
        choice: Mapping[str, Any],
        on: dt.date | None = None,
        *,
        asked_by: str | None = None,
        labels: Sequence[str] = (),
    ) -> Recorded:
        """Decide one choice and record it, with its rulebook, in a decision log.

        When this returns, the entry is on disk. Raises LogError when it could not be recorded:
        then there is no decision to rely on either. Else as `check`.
        """
        decision = self._decider.decide(choice, on, None)
        entry = log.record(
            self._decider.policy_set, choice, decision, asked_by=asked_by, labels=labels
        )
        return Recorded(decision, entry)

    def record_many(
        self,
        log: DecisionLog,
        decided: Sequence[tuple[Mapping[str, Any], Decision]],
        *,
        asked_by: str | None = None,
        labels: Sequence[str] = (),
    ) -> tuple[Entry, ...]:
        """Record decisions that this rulebook made, in one transaction: all of them or none.

        Raises UsageError for a decision of another rulebook, LogError when nothing was recorded.
        """
        from govrules.decision_log.drafts import advice_draft
        from govrules.decision_log.personal_places import marked

        if any(decision.rulebook.digest != self.digest for _, decision in decided):
            raise UsageError("a decision was made with another rulebook than this one")
        personal = marked(self._decider.policy_set)
        drafts = [
            advice_draft(choice, decision, policies=personal, asked_by=asked_by, labels=labels)
            for choice, decision in decided
        ]
        return log.record_drafts(drafts, self._decider.policy_set)
