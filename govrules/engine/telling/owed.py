"""Tell what a choice owes besides the rules: sign-offs, duties, reasons, limits; and who decides.

All of it follows from a few truths that durable-rules decided, from the date and from what the
choice records, so it is put together once for each combination of these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from govrules.compiler.from_policy import PolicyLogic
from govrules.engine import notes
from govrules.engine.deadlines import last_day, time_of
from govrules.engine.roles import is_among
from govrules.engine.sources import source_refs
from govrules.engine.statuses import ADVISORY
from govrules.engine.telling.outcomes import WHO_DECIDES, Outcomes, arises_node, sign_off_node
from govrules.model.dataclass import dataclass
from govrules.model.decision import DutyOwed, SignOff
from govrules.model.expression import Condition, Proposes
from govrules.model.facts import Facts
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth
from govrules.model.policy import ActNorm, Duty, Norm, Policy, WhoDecides

_MOST_KEPT = 1_024


@dataclass(frozen=True, slots=True)
class Owes:
    """What is owed. The last three tell what is open: the labels of rules that may leave something
    owed, and conditions (by their number in `OwedTable.conditions`) with what waits for each."""

    duties: tuple[DutyOwed, ...]
    sign_offs: tuple[SignOff, ...]
    conditions: tuple[str, ...]
    decided_by: str | None
    disagreement: tuple[str, ...]
    for_certain: bool
    rules_unsure: tuple[str, ...]
    conditions_unsure: tuple[tuple[str, int], ...]
    deciders_unsure: tuple[int, ...]


class OwedTable:
    """What is owed under one rulebook, put together once for each combination of truths."""

    def __init__(self, logic: PolicyLogic, outcomes: Outcomes) -> None:
        self._logic = logic
        self._places = outcomes.places
        self._number = {rule.rule.label: n for n, rule in enumerate(logic.rules)}
        self._matter = _rules_that_owe(logic)
        self._rest = len(outcomes.core)
        self.conditions: list[Condition] = []
        """The conditions of duties, sign-offs and deciders; `Owes` names them by number."""
        self._policies = [_PolicyOwes.of(policy, logic, self.conditions) for policy in _all(logic)]
        self._kept: dict[object, Owes] = {}

    def owes(self, cells: bytes, facts: Facts, date: dt.date) -> Owes:
        rules = bytes([cells[number] for number in self._matter])
        reasons = frozenset(label for label, text in facts.reasons.items() if text.strip())
        key = (rules, cells[self._rest :], date, reasons, facts.sign_offs, facts.duties_done)
        found = self._kept.get(key)
        if found is None:
            found = _Owing(self, cells, facts, date, reasons).owes()
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found


def _all(logic: PolicyLogic) -> tuple[Policy, ...]:
    return logic.policy_set.policies


def _rules_that_owe(logic: PolicyLogic) -> list[int]:
    """The places of the rules that may leave reasons, a sign-off or a limit owed."""
    return [
        number
        for number, each in enumerate(logic.rules)
        if each.rule.sign_offs
        or any(norm.modality in ADVISORY or _limit_of(norm) for norm in each.rule.norms)
    ]


def _limit_of(norm: Norm) -> str | None:
    """The words of the limit of a permission that has one."""
    if isinstance(norm, ActNorm) and norm.modality == "may" and norm.limit is not None:
        return norm.limit.words
    return None


@dataclass(frozen=True, slots=True)
class _PolicyOwes:
    """Of one policy: its duties, sign-offs and who decides, with the numbers of their conditions
    and the nodes that tell whether they hold."""

    policy: Policy
    duties: tuple[tuple[Duty, str, tuple[int, ...]], ...]
    sign_offs: tuple[tuple[str, str, int], ...]
    deciders: tuple[tuple[WhoDecides, tuple[tuple[str, str, int], ...]], ...]

    @classmethod
    def of(cls, policy: Policy, logic: PolicyLogic, conditions: list[Condition]) -> _PolicyOwes:
        def number(condition: Condition) -> int:
            conditions.append(condition)
            return len(conditions) - 1

        duties = []
        for duty in policy.duties:
            own = [] if duty.condition is None else [duty.condition]
            numbers = tuple(map(number, (Proposes(duty.act), *own)))
            duties.append((duty, arises_node(duty.label), numbers))
        asked = [
            (row, sign_off_node(policy, place, at))
            for place, who in enumerate(policy.who_decides)
            for at, row in enumerate(who.sign_offs)
        ]
        nodes = [rows for of, rows, _ in logic.deciders if of is policy]
        deciders = []
        for who, rows in zip(policy.who_decides, nodes, strict=True):
            numbered = zip(rows, who.deciders, strict=True)
            told = tuple((role, node, number(row.condition)) for (role, node), row in numbered)
            deciders.append((who, told))
        return cls(
            policy,
            tuple(duties),
            tuple((row.role, node, number(row.condition)) for row, node in asked),
            tuple(deciders),
        )


class _Owing:
    """Puts together what is owed for one combination."""

    def __init__(
        self,
        table: OwedTable,
        cells: bytes,
        facts: Facts,
        date: dt.date,
        reasons: frozenset[str],
    ) -> None:
        self._cells = cells
        self._facts = facts
        self._date = date
        self._reasons = reasons
        self._places = table._places
        self._rules = [(each.rule, cells[n]) for n, each in enumerate(table._logic.rules)]
        self._policies = [each for each in table._policies if each.policy.in_force.on(date)]

    def _truth(self, node: str) -> Truth:
        return self._cells[self._places[node]]

    def owes(self) -> Owes:
        departs = [(rule.label, code // 81) for rule, code in self._rules if code // 81]
        duties = self._duties()
        sign_offs = self._sign_offs()
        limits = self._limits()
        words = [
            *(self._reasons_owed(label, truth) for label, truth in departs),
            *(
                notes.sign_off_owed(each.who, each.required_by, unsure=each.status == "unsure")
                for each in sign_offs
                if each.status != "given"
            ),
            *(
                notes.duty_owed(duty.words, duty.label, owed.by, unsure=owed.status == "unsure")
                for duty, owed in duties
                if owed.status != "done"
            ),
            *(
                notes.limit_owed(act, limit, label, unsure=truth == UNKNOWN)
                for label, act, limit, truth in limits
            ),
        ]
        decided_by, disagreement, deciders_unsure = self._who_decides()
        return Owes(
            duties=tuple(owed for _, owed in duties),
            sign_offs=sign_offs,
            conditions=tuple(dict.fromkeys(words)),
            decided_by=decided_by,
            disagreement=disagreement,
            for_certain=any(truth == TRUE for _, truth in departs)
            or any(owed.status == "owed" for _, owed in duties)
            or any(each.status == "owed" for each in sign_offs)
            or any(truth == TRUE for *_, truth in limits),
            rules_unsure=_each_once(
                *(label for label, truth in departs if truth == UNKNOWN),
                *(each.required_by for each in sign_offs if each.status == "unsure"),
                *(label for label, _, _, truth in limits if truth == UNKNOWN),
            ),
            conditions_unsure=tuple(self._conditions_unsure()),
            deciders_unsure=deciders_unsure,
        )

    def _reasons_owed(self, rule: str, departs: Truth) -> str:
        return notes.recorded_reasons_owed(
            rule, unsure=departs == UNKNOWN, recorded=rule in self._reasons
        )

    def _duties(self) -> list[tuple[Duty, DutyOwed]]:
        return [
            (duty, self._duty_owed(duty, arises))
            for each in self._policies
            for duty, node, _ in each.duties
            if (arises := self._truth(node)) != FALSE
        ]

    def _duty_owed(self, duty: Duty, arises: Truth) -> DutyOwed:
        done = duty.label in self._facts.duties_done
        return DutyOwed.model_construct(
            duty=duty.label,
            who=duty.role,
            norm=duty.modality,
            action=duty.action,
            about=duty.about,
            timing=duty.timing,
            act=duty.act.name,
            time=time_of(duty),
            by=last_day(duty, self._date),
            status="done" if done else "owed" if arises == TRUE else "unsure",
            sources=source_refs(duty.citations),
        )

    def _sign_offs(self) -> tuple[SignOff, ...]:
        asked = [
            (who, rule.label, code // 9 % 3) for rule, code in self._rules for who in rule.sign_offs
        ]
        asked += [
            (who, WHO_DECIDES, self._truth(node))
            for each in self._policies
            for who, node, _ in each.sign_offs
        ]
        return tuple(
            dict.fromkeys(self._sign_off(who, by, truth) for who, by, truth in asked if truth)
        )

    def _sign_off(self, who: str, by: str, asked: Truth) -> SignOff:
        if is_among(who, self._facts.sign_offs):
            return SignOff.model_construct(who=who, required_by=by, status="given")
        return SignOff.model_construct(
            who=who, required_by=by, status="owed" if asked == TRUE else "unsure"
        )

    def _limits(self) -> list[tuple[str, str, str, Truth]]:
        """The permissions within a limit that are in play, or may be."""
        return [
            (rule.label, norm.act.name, limit, code // 9 % 3)
            for rule, code in self._rules
            if code // 9 % 3
            for norm in rule.norms
            if isinstance(norm, ActNorm) and (limit := _limit_of(norm)) is not None
        ]

    def _conditions_unsure(self) -> Iterator[tuple[str, int]]:
        for each in self._policies:
            for duty, node, numbers in each.duties:
                if duty.label not in self._facts.duties_done and self._truth(node) == UNKNOWN:
                    yield from ((duty.label, number) for number in numbers)
            for who, _, number in each.sign_offs:
                if not is_among(who, self._facts.sign_offs):
                    yield WHO_DECIDES, number

    def _who_decides(self) -> tuple[str | None, tuple[str, ...], tuple[int, ...]]:
        """Who decides, the roles that do where policies disagree, and the conditions to tell."""
        told: list[str] = []
        first: tuple[str | None, tuple[int, ...]] | None = None
        for each in self._policies:
            for who, rows in each.deciders:
                role, unsure = self._decider(who, rows)
                if role is not None and not is_among(role, told):
                    told.append(role)
                if first is None and (role is not None or unsure):
                    first = role, unsure
        role, unsure = first or (None, ())
        return role, tuple(told) if len(told) > 1 else (), unsure

    def _decider(
        self, who: WhoDecides, rows: Sequence[tuple[str, str, int]]
    ) -> tuple[str | None, tuple[int, ...]]:
        """The role, and where it is not known, the numbers of the conditions that would tell."""
        truths = [self._truth(node) for _, node, _ in rows]
        for (role, _, _), truth in zip(rows, truths, strict=True):
            if truth == TRUE:
                return role, ()
            if truth == UNKNOWN:
                last = truths.index(TRUE) if TRUE in truths else len(truths)
                return None, tuple(number for _, _, number in rows[:last])
        return who.otherwise, ()


def _each_once(*labels: str) -> tuple[str, ...]:
    return tuple(label for label in dict.fromkeys(labels) if label != WHO_DECIDES)
