"""Name the facts that a decision still needs: what they are, who can give them, what waits.

A fact matters when the verdict would stay as it is as long as no fact that matters is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from govrules.compiler.wants import Bits
from govrules.model.decision import Need
from govrules.model.facts import ACTS
from govrules.model.vocabulary import Vocabulary

_MOST_KEPT = 4_096
_MOST_TOLD = 256
"""Whole answers, which are long."""


class Needs:
    """Makes the needs of decisions under one vocabulary, each distinct one once."""

    def __init__(self, vocabulary: Vocabulary, bits: Bits) -> None:
        self._vocabulary = vocabulary
        self._all_keys = bits.keys
        self._keys: dict[int, tuple[str, ...]] = {0: ()}
        self._needs: dict[tuple[str, tuple[str, ...], bool], Need] = {}
        self._told: dict[object, tuple[Need, ...]] = {}

    def keys(self, wanted: int) -> tuple[str, ...]:
        """The keys of the facts that a number stands for, sorted."""
        found = self._keys.get(wanted)
        if found is None:
            names, rest = [], wanted
            while rest:
                lowest = rest & -rest
                names.append(self._all_keys[lowest.bit_length() - 1])
                rest ^= lowest
            found = tuple(names)
            _keep(self._keys, wanted, found, _MOST_KEPT)
        return found

    def of(self, waiting: Iterable[tuple[str, int]], matter: int) -> tuple[Need, ...]:
        """The needs, those that matter first; `waiting` has what waits, and for which facts."""
        waits = tuple(pair for pair in waiting if pair[1])
        told = self._told.get((waits, matter))
        if told is None:
            told = self._new(waits, matter)
            _keep(self._told, (waits, matter), told, _MOST_TOLD)
        return told

    def _new(self, waits: Iterable[tuple[str, int]], matter: int) -> tuple[Need, ...]:
        by_key: dict[str, dict[str, None]] = {}
        for waiter, wanted in waits:
            for key in self.keys(wanted):
                by_key.setdefault(key, {})[waiter] = None
        matters = set(self.keys(matter))
        found = [self._need(key, tuple(rules), key in matters) for key, rules in by_key.items()]
        return tuple(sorted(found, key=lambda need: (not need.matters, need.key)))

    def _need(self, key: str, rules: tuple[str, ...], matters: bool) -> Need:
        found = self._needs.get((key, rules, matters))
        if found is None:
            found = self._new_need(key, rules, matters)
            _keep(self._needs, (key, rules, matters), found, _MOST_KEPT)
        return found

    def _new_need(self, key: str, rules: tuple[str, ...], matters: bool) -> Need:
        kind: Literal["fact", "judgement", "acts"]
        who: str | None
        if key == ACTS:
            kind, term, type_, who = "acts", "the acts proposed", "acts", None
        elif key in self._vocabulary.judgements:
            who = " or ".join(self._vocabulary.judgements[key])
            kind, term, type_ = "judgement", key, "yes or no"
        else:
            fact = self._vocabulary.terms[key]
            kind, term, type_, who = "fact", fact.name, str(fact.type), fact.judged_by
        return Need.model_construct(
            key=key, term=term, kind=kind, type=type_, who=who, rules=rules, matters=matters
        )


def _keep(kept: dict[Any, Any], key: object, value: object, most: int) -> None:
    if len(kept) >= most:
        kept.clear()
    kept[key] = value
