"""Find the facts that a rule or a condition reads, through definitions, tables and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, NamedTuple

from govrules.model.expression import Condition, Judged, Proposes, Value
from govrules.model.facts import ACTS
from govrules.model.policy import Act, ActNorm, Definition, Figure, PolicySet, Rule, Table, Term
from govrules.model.types import Type


class FactRef(NamedTuple):
    """A fact of a choice: its kind, and its key (of a judgement, its text)."""

    kind: Literal["fact", "judgement", "acts"]
    key: str


PROPOSED = FactRef("acts", ACTS)
NOTHING: frozenset[FactRef] = frozenset()


class Reads:
    """What the parts of policies read. Definitions and tables are looked through once."""

    def __init__(self, policy_set: PolicySet) -> None:
        self._tables = {t.label: t for policy in policy_set.policies for t in policy.tables}
        self._by_label = {rule.label: rule for rule in policy_set.rules()}
        self._displacers: dict[str, set[str]] = {
            label: set(rule.subject_to) for label, rule in self._by_label.items()
        }
        for rule in self._by_label.values():
            for other in rule.despite:
                self._displacers[other].add(rule.label)
        self._of_part: dict[int, tuple[Any, frozenset[FactRef]]] = {}

    def of(self, part: Condition | Value) -> frozenset[FactRef]:
        """The facts that a condition or a value reads."""
        known = self._of_part.get(id(part))
        if known is None:
            known = (part, self._in([part]))  # kept, so that its id stays its own
            self._of_part[id(part)] = known
        return known[1]

    def in_play(self, label: str) -> frozenset[FactRef]:
        """The facts on which it depends whether a rule is in play."""
        parts: list[Any] = []
        waiting, seen = [label], {label}
        while waiting:
            rule = self._by_label[waiting.pop()]
            parts += [rule.condition, rule.unless]
            new = self._displacers[rule.label] - seen
            seen |= new
            waiting += sorted(new)
        return self._in(parts)

    def rule(self, label: str) -> frozenset[FactRef]:
        """The facts on which it depends what becomes of a rule."""
        return self.in_play(label) | self._in(_asked(self._by_label[label]))

    def _in(self, roots: Iterable[Any]) -> frozenset[FactRef]:
        found: set[FactRef] = set()
        for part in walked(roots, self._tables):
            if isinstance(part, Term) and part.worked_out_by is None:
                found.add(FactRef("fact", part.key))
            elif isinstance(part, Judged):
                found.add(FactRef("judgement", part.text))
            elif isinstance(part, Proposes):
                found.add(PROPOSED)
        return frozenset(found)


def walked(roots: Iterable[Any], tables: Mapping[str, Table]) -> Iterator[Any]:
    """All parts that are read, each once: through definitions, the tables that work out terms, and
    the dates that figures are as at."""
    seen: set[int] = set()
    waiting: list[Any] = list(roots)
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
        elif is_dataclass(part) and not isinstance(part, Type) and id(part) not in seen:
            seen.add(id(part))
            yield part
            waiting += _parts(part, tables)


def _parts(part: Any, tables: Mapping[str, Table]) -> list[Any]:
    match part:
        case Term():
            return [] if part.worked_out_by is None else [tables[part.worked_out_by]]
        case Figure():
            return [part.as_at]
        case Definition():
            return [part.condition, part.value]
        case Table():
            return [row.condition for row in part.rows]
        case Judged() | Proposes() | Act():
            return []
    return [getattr(part, each.name) for each in fields(part)]


def _asked(rule: Rule) -> list[Any]:
    return [
        Proposes(norm.act) if isinstance(norm, ActNorm) else norm.requirement for norm in rule.norms
    ]
