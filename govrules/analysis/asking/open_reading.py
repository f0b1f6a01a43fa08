"""Read values and conditions while some facts are open: what is found stays so whatever they are.

This is the reference evaluator, but that a fact which may yet be given is not taken for one that is
not known: whether it is known is open, a later item is not taken in its stead, and what is only
assumed may be given otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from govrules.analysis.facts.reads import FactRef, Reads
from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.values import UNKNOWN
from govrules.model import kleene
from govrules.model.expression import Condition, FirstKnown, IsKnown, Value
from govrules.model.facts import Facts
from govrules.model.kleene import Truth
from govrules.model.policy import PolicySet, Term


class OpenReading(Reading):
    """A reading of facts of which those in `open_refs` may yet be given."""

    def __init__(
        self,
        policy_set: PolicySet,
        facts: Facts,
        date: dt.date,
        reads: Reads,
        open_refs: frozenset[FactRef],
    ) -> None:
        super().__init__(policy_set, facts, date)
        self._reads, self._open = reads, open_refs

    def value(self, value: Value, entry: Mapping[str, Any] | None = None) -> Any:
        if not isinstance(value, FirstKnown):
            return super().value(value, entry)
        for item in value.items:
            found = self.value(item, entry)
            if found is not UNKNOWN or self._is_open(item):
                return found
        return UNKNOWN

    def term(self, term: Term) -> Any:
        if term.worked_out_by is None and FactRef("fact", term.key) in self._open:
            return UNKNOWN
        return super().term(term)

    def truth(self, condition: Condition, entry: Mapping[str, Any] | None = None) -> Truth:
        if isinstance(condition, IsKnown) and self.value(condition.value, entry) is UNKNOWN:
            return kleene.UNKNOWN if self._is_open(condition.value) else kleene.FALSE
        return super().truth(condition, entry)

    def _is_open(self, part: Value) -> bool:
        return bool(self._reads.of(part) & self._open)
