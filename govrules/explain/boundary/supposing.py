"""Work out what follows from one value alone, whatever else a choice may say.

This is the reference evaluator with no facts but the one supposed. What it finds true or false
stays so under every choice in which that value is as supposed, and the figures are those of the
date; all else is unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.values import UNKNOWN
from govrules.model import kleene
from govrules.model.expression import Condition, FirstKnown, IsKnown, Value
from govrules.model.facts import Facts
from govrules.model.kleene import Truth
from govrules.model.policy import DatedValue, Figure, PolicySet, Term


class Supposing(Reading):
    """A reading in which one expression has the supposed value, wherever it stands."""

    def __init__(
        self,
        policy_set: PolicySet,
        date: dt.date,
        subject: Value | None = None,
        supposed: Any = UNKNOWN,
    ) -> None:
        super().__init__(policy_set, Facts({}), date)
        self._subject = subject
        self._supposed = supposed

    def value(self, value: Value, entry: Mapping[str, Any] | None = None) -> Any:
        if self._subject is not None and value == self._subject:
            return self._supposed
        if isinstance(value, FirstKnown):
            # an earlier item that is not given here may be given in a choice
            return self.value(value.items[0], entry)
        return super().value(value, entry)

    def term(self, term: Term) -> Any:
        # what is only assumed may be given otherwise
        return super().term(term) if term.worked_out_by is not None else UNKNOWN

    def figure(self, figure: Figure) -> DatedValue | None:
        """The value in force on the date, also where `as at` names a date of the choice."""
        return super().figure(replace(figure, as_at=None))

    def truth(self, condition: Condition, entry: Mapping[str, Any] | None = None) -> Truth:
        if isinstance(condition, IsKnown):
            known = self.value(condition.value, entry) is not UNKNOWN
            return kleene.TRUE if known else kleene.UNKNOWN
        return super().truth(condition, entry)
