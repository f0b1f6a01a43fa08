"""Which missing facts rows still need, and which of them matter, in columns.

It is what `engine.telling` tells of one decision, with the same names, for many rows at once. Rows
in which something else comes up, such as a value that cannot be worked out although all its facts
are given, are told to be `asked`: a full decision tells what they need.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from govrules.bulk.bits import (
    Known,
    Rows,
    any_of,
    both,
    either,
    is_false,
    is_true,
    is_unknown,
    others,
    some,
)
from govrules.bulk.outcomes import Outcomes
from govrules.bulk.wanted import WantedColumns, Wants, add
from govrules.compiler.derived import name_of
from govrules.compiler.from_policy import PolicyLogic, RuleLogic, verdict_node
from govrules.compiler.wants import as_told
from govrules.engine.telling.outcomes import WHO_DECIDES, arises_node
from govrules.model.decision import Verdict
from govrules.model.expression import Condition, Proposes
from govrules.model.policy import BINDING, ActNorm, Norm, Policy, WhoDecides

_BINDING_ACTS = ("must", "must not")
_ADVISORY = ("should", "should not")


@dataclass(frozen=True, slots=True)
class Needed:
    """The rows that need each fact: where it matters, and where it does not; rows to be asked."""

    missing: Wants
    also_missing: Wants
    asked: Rows


@dataclass(frozen=True, slots=True)
class RuleOrder:
    """What may displace each rule, by their numbers, and which pairs of rules may conflict."""

    displacers: tuple[tuple[int, ...], ...]
    above: tuple[tuple[int, ...], ...]
    """Each rule and all that may displace it, or what displaces it, those displaced first."""
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, logic: PolicyLogic) -> RuleOrder:
        number = {rule.rule.label: n for n, rule in enumerate(logic.rules)}
        displacers = tuple(
            tuple(number[by] for by, _ in rule.displacers if by in number) for rule in logic.rules
        )
        above = tuple(_above(n, displacers) for n in range(len(logic.rules)))
        pairs = {(number[one], number[other]): None for one, other, _ in logic.conflicts}
        return cls(displacers, above, tuple(pairs))


def _above(first: int, displacers: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    order: dict[int, None] = {}

    def visit(each: int) -> None:
        if each not in order:
            for other in displacers[each]:
                visit(other)
            order[each] = None

    visit(first)
    return tuple(reversed(order))


@dataclass(slots=True)
class NeedColumns:
    """Tells what the rows of a piece need, on decision dates like `date`."""

    logic: PolicyLogic
    order: RuleOrder
    wanted: WantedColumns
    outcomes: Outcomes
    date: dt.date
    _waiting: Wants = field(default_factory=dict)
    _matter: Wants = field(default_factory=dict)
    _in_play: dict[int, Wants] = field(default_factory=dict)
    _conditions: dict[int, Wants] = field(default_factory=dict)

    def needed(self) -> Needed:
        for number, rule in enumerate(self.logic.rules):
            self._undetermined(number, rule)
        self._conflicts()
        for each in as_told(self.logic):
            add(self._waiting, self.wanted.derived[name_of(each)], True)
        self._owed()
        self._to_apply()
        also = {
            key: both(r, others(self._matter.get(key, False))) for key, r in self._waiting.items()
        }
        return Needed(self._matter, also, self.wanted.asked)

    def _verdict(self, verdict: Verdict) -> Rows:
        return self.outcomes.is_true(verdict_node(verdict.value))

    # --- rules ---------------------------------------------------------------------------------

    def _undetermined(self, number: int, rule: RuleLogic) -> None:
        where = some(self.outcomes.undetermined(rule))
        if where is False:
            return
        breach = both(self._verdict(Verdict.UNDECIDED), self.outcomes.is_unknown(rule.breached))
        for wants in (self._in_play_wants(number), self._norms(rule)):
            add(self._waiting, wants, where)
            add(self._matter, wants, both(where, breach))

    def _in_play_wants(self, number: int) -> Wants:
        """What would tell whether a rule is in play: for its own parts, and for those of what may
        displace it, and of what may displace that."""
        if number in self._in_play:
            return self._in_play[number]
        into: Wants = {}
        reached: dict[int, Rows] = {number: self._in_play_unknown(number)}
        for each in self.order.above[number]:
            where = some(reached.get(each, False))
            if where is False:
                continue
            add(into, self._condition(each), where)
            add(into, self._exception(each, where), where)
            for other in self.order.displacers[each]:
                rows = both(where, self._in_play_unknown(other))
                reached[other] = either(reached.get(other, False), rows)
        self._in_play[number] = into
        return into

    def _in_play_unknown(self, number: int) -> Rows:
        return self.outcomes.is_unknown(self.logic.rules[number].in_play)

    def _condition(self, number: int) -> Wants:
        """What a rule's condition wants, where the rule is not known to apply."""
        if number not in self._conditions:
            rule = self.logic.rules[number]
            where = self.outcomes.is_unknown(rule.applicable)
            condition = rule.rule.condition
            self._conditions[number] = {} if condition is None else self.wanted.of(condition, where)
        return self._conditions[number]

    def _exception(self, number: int, where: Rows) -> Wants:
        unless = self.logic.rules[number].rule.unless
        return {} if unless is None else self.wanted.of(unless, where)

    def _norms(self, rule: RuleLogic) -> Wants:
        breach = self.outcomes.is_unknown(rule.breached)
        departure = both(self.outcomes.is_unknown(rule.departs), others(breach))
        into: Wants = {}
        for norm in rule.rule.norms:
            if norm.modality in BINDING:
                add(into, self.wanted.of(_asked(norm), breach), True)
            elif norm.modality in _ADVISORY:
                add(into, self.wanted.of(_asked(norm), departure), True)
        return into

    def _conflicts(self) -> None:
        """What would tell whether two rules conflict that may."""
        for pair in self.order.pairs:
            one, other = (self.outcomes.truths[self.logic.rules[n].in_play] for n in pair)
            may = both(others(is_false(one)), others(is_false(other)))
            where = some(both(may, others(both(is_true(one), is_true(other)))))
            if where is False:
                continue
            for number in pair:
                wants = self._in_play_wants(number)
                add(self._waiting, wants, where)
                add(self._matter, wants, both(where, self._verdict(Verdict.DOES_NOT_COMPLY)))

    # --- what is owed --------------------------------------------------------------------------

    def _owed(self) -> None:
        """What would tell what is owed; it matters where nothing is owed for certain."""
        found: Wants = {}
        for number, rule in enumerate(self.logic.rules):
            unsure = self.outcomes.is_unknown(rule.departs)
            if _asks_more(rule):
                unsure = either(unsure, self.outcomes.is_unknown(rule.in_play))
            unsure = some(unsure)
            if unsure is not False:
                add(found, self._in_play_wants(number), unsure)
                open_norms = both(unsure, self.outcomes.undetermined(rule))
                add(found, self._norms(rule), open_norms)
        for duty, _ in self.logic.duties:
            arises = self.outcomes.is_unknown(arises_node(duty.label))
            for condition in (Proposes(duty.act), duty.condition):
                if condition is not None:
                    add(found, self.wanted.of(condition, arises), True)
        for policy in self._in_force():
            for who in policy.who_decides:
                for row in who.sign_offs:
                    add(found, self.wanted.of(row.condition), True)
        self._deciders()
        add(self._waiting, found, True)
        open_rows = both(self._verdict(Verdict.CONDITIONS), others(self._owed_for_certain()))
        add(self._matter, found, some(open_rows))

    def _in_force(self) -> Iterator[Policy]:
        return (each for each in self.logic.policy_set.policies if each.in_force.on(self.date))

    def _owed_for_certain(self) -> Rows:
        nodes = [arises_node(duty.label) for duty, _ in self.logic.duties]
        nodes += [ask.asked for ask in self.logic.sign_offs if ask.by == WHO_DECIDES]
        for rule in self.logic.rules:
            nodes += [rule.departs, rule.in_play] if _asks_more(rule) else [rule.departs]
        return any_of(map(self.outcomes.is_true, nodes))

    def _deciders(self) -> None:
        """Add what would tell who decides: of the first that tells, or would tell, a role."""
        nodes = iter(self.logic.deciders)
        before: Rows = True
        for policy in self.logic.policy_set.policies:
            for who in policy.who_decides:
                _, rows, _ = next(nodes)
                if policy.in_force.on(self.date):
                    truths = [self.outcomes.truths[node] for _, node in rows]
                    before = both(before, self._decider(who, truths, before))

    def _decider(self, who: WhoDecides, truths: list[Known], before: Rows) -> Rows:
        """Add what one list of roles wants; the rows in which it tells nothing."""
        none: Rows = before
        unsure: Rows = False
        for truth in truths:
            unsure = either(unsure, both(none, is_unknown(truth)))
            none = both(none, is_false(truth))
        told: Rows = False
        for row, truth in zip(who.deciders, truths, strict=True):
            told = either(told, is_true(truth))
            add(self._waiting, self.wanted.of(row.condition, both(unsure, others(told))), True)
        return none if who.otherwise is None else False

    def _to_apply(self) -> None:
        """Where no rule applies for certain, the choice may yet turn out to be outside them all."""
        rules = [rule.applicable for rule in self.logic.rules]
        complies = either(self._verdict(Verdict.CONDITIONS), self._verdict(Verdict.COMPLIES))
        where = some(both(complies, others(any_of(map(self.outcomes.is_true, rules)))))
        if where is False:
            return
        for number in range(len(rules)):
            add(self._waiting, self._condition(number), where)
            add(self._matter, self._condition(number), where)


def _asked(norm: Norm) -> Condition:
    return Proposes(norm.act) if isinstance(norm, ActNorm) else norm.requirement


def _asks_more(rule: RuleLogic) -> bool:
    """Whether a rule in play asks for a sign-off, or permits only within a limit."""
    return bool(rule.rule.sign_offs) or any(
        isinstance(norm, ActNorm) and norm.modality == "may" and norm.limit is not None
        for norm in rule.rule.norms
    )
