"""Find the facts that a rule or a condition reads, through definitions, tables and figures."""

from __future__ import annotations

from collections.abc import Iterable
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
        seen: set[int] = set()
        waiting: list[Any] = list(roots)
        while waiting:
            part = waiting.pop()
            if isinstance(part, tuple):
                waiting += part
                continue
            if not is_dataclass(part) or isinstance(part, Type) or id(part) in seen:
                continue
            seen.add(id(part))
            if isinstance(part, Term):
                waiting += self._term(part, found)
            elif isinstance(part, Judged):
                found.add(FactRef("judgement", part.text))
            elif isinstance(part, Proposes):
                found.add(PROPOSED)
            elif isinstance(part, Figure):
                waiting.append(part.as_at)
            elif isinstance(part, Definition):
                waiting += [part.condition, part.value]
            elif isinstance(part, Table):
                waiting += [row.condition for row in part.rows]
            elif not isinstance(part, Act):
                waiting += [getattr(part, each.name) for each in fields(part)]
        return frozenset(found)

    def _term(self, term: Term, found: set[FactRef]) -> list[Any]:
        if term.worked_out_by is not None:
            return [self._tables[term.worked_out_by]]
        found.add(FactRef("fact", term.key))
        return []


def _asked(rule: Rule) -> list[Any]:
    return [
        Proposes(norm.act) if isinstance(norm, ActNorm) else norm.requirement for norm in rule.norms
    ]
