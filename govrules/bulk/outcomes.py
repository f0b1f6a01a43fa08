"""What became of rules, row by row, and the verdicts: from the bits of the nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from govrules.bulk.bits import (
    Known,
    Plane,
    Rows,
    any_of,
    bits_within,
    both,
    is_false,
    is_true,
    is_unknown,
    words_for,
)
from govrules.bulk.lists import labels_where_true
from govrules.bulk.result import VERDICT_WORDS, VERDICTS
from govrules.compiler.from_policy import VERDICTS as VERDICT_NODES
from govrules.compiler.from_policy import PolicyLogic, RuleLogic, verdict_node
from govrules.errors import EngineFault


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Reads outcomes from the truths of nodes over so many rows."""

    truths: Mapping[str, Known]
    height: int

    def is_true(self, node: str) -> Rows:
        return is_true(self.truths[node])

    def is_unknown(self, node: str) -> Rows:
        return is_unknown(self.truths[node])

    def is_false(self, node: str) -> Rows:
        return is_false(self.truths[node])

    def breached(self, rule: RuleLogic) -> Rows:
        return False if may_only(rule) else self.is_true(rule.breached)

    def departed(self, rule: RuleLogic) -> Rows:
        if may_only(rule):
            return False
        return self._unless_breached(rule, self.is_true(rule.departs))

    def undetermined(self, rule: RuleLogic) -> Rows:
        if may_only(rule):
            return self.is_unknown(rule.in_play)
        open_departure = self._unless_breached(rule, self.is_unknown(rule.departs))
        return any_of([self.is_unknown(rule.breached), open_departure])

    def _unless_breached(self, rule: RuleLogic, departs: Rows) -> Rows:
        return False if departs is False else both(self.is_false(rule.breached), departs)

    def lists(self, logic: PolicyLogic) -> dict[str, pl.Series]:
        """The rules with each outcome, and what is owed."""
        asked: dict[str, list[str]] = {}
        for ask in logic.sign_offs:
            asked.setdefault(ask.who, []).append(ask.owed)
        rules = [(each.rule.label, each) for each in logic.rules]
        found: dict[str, list[tuple[str, Rows]]] = {
            "breached": [(label, self.breached(rule)) for label, rule in rules],
            "departed": [(label, self.departed(rule)) for label, rule in rules],
            "undetermined": [(label, self.undetermined(rule)) for label, rule in rules],
            "duties": [(duty.label, self.is_true(node)) for duty, node in logic.duties],
            "sign_offs": [(who, self._any_true(asked[who])) for who in sorted(asked)],
        }
        none = labels_where_true(self.height, [])
        return {
            name: none
            if all(rows is False for _, rows in each)
            else labels_where_true(self.height, each)
            for name, each in found.items()
        }

    def _any_true(self, nodes: Iterable[str]) -> Rows:
        return any_of(map(self.is_true, nodes))

    def verdicts(self) -> pl.Series:
        """The one verdict that holds. Raises EngineFault if not exactly one does."""
        none = np.zeros(words_for(self.height), dtype=np.uint64)
        once, twice = none.copy(), none.copy()
        place = [none.copy() for _ in range(len(VERDICT_NODES).bit_length())]
        for number, verdict in enumerate(VERDICT_NODES):
            holds = self.is_true(verdict_node(verdict))
            held = (~none if holds else none) if isinstance(holds, bool) else holds
            twice |= once & held
            once |= held
            for power, bits in enumerate(place):
                if number >> power & 1:
                    bits |= held
        if bits_within(~once | twice, self.height).any():
            raise EngineFault("the engine did not give every row exactly one verdict")
        numbers = np.zeros(self.height, dtype=np.uint8)
        for power, bits in enumerate(place):
            numbers |= _bytes(bits, self.height) << power
        return pl.Series("verdict", VERDICT_WORDS, dtype=VERDICTS).gather(pl.Series(numbers))


def _bytes(plane: Plane, height: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.unpackbits(plane.view(np.uint8), count=height, bitorder="little")


def may_only(rule: RuleLogic) -> bool:
    return all(norm.modality == "may" for norm in rule.rule.norms)
