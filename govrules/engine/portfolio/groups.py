"""Add contracts up for each portfolio rule, group by group, and tell where each norm stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from govrules.compiler.from_portfolio import NormLogic, RuleLogic
from govrules.engine.portfolio.bounds import Bounds, exact, holds
from govrules.engine.portfolio.headroom import Room, headroom
from govrules.engine.portfolio.measures import length_holds, measure
from govrules.engine.portfolio.members import Contract, Members
from govrules.engine.portfolio.mix import Parts, mix_term, mixed
from govrules.engine.portfolio.tally import Tally
from govrules.engine.portfolio.uncertain import OpenContracts, is_open
from govrules.model.duration import Duration
from govrules.model.facts import NONE
from govrules.model.kleene import FALSE, UNKNOWN, Truth
from govrules.model.policy import Term
from govrules.model.types import OneOfType, SeveralOfType, YesNoType


class _AnyGroup:
    """Contracts whose group is not known."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ANY_GROUP"


ALL: Final = "all"
"""The one group of a rule without `for each`."""
ANY_GROUP: Final = _AnyGroup()

GroupKey = Any
"""A value of the term that parts the contracts, NONE, `ALL` or `ANY_GROUP`."""


@dataclass(slots=True)
class NormTally:
    """What is added up for one norm in one group."""

    tally: Tally
    parts: Parts | None
    open: OpenContracts = field(default_factory=OpenContracts)

    def with_possible(self, others: NormTally) -> NormTally:
        """With contracts that may belong to the same group."""
        parts = None if self.parts is None else self.parts.copy()
        if parts is not None and others.parts is not None:
            parts.take(others.parts)
        return NormTally(
            self.tally.with_possible(others.tally), parts, self.open.with_others(others.open)
        )


@dataclass(frozen=True, slots=True)
class NormState:
    measured: Bounds | None
    holds: Truth
    room: Room | None


@dataclass(frozen=True, slots=True)
class GroupState:
    """Where a group stands; `members` is whether any contract is in it."""

    members: Truth
    certain: int
    possible: int
    norms: tuple[NormState, ...]
    tallies: tuple[NormTally, ...]


class RuleTally:
    """One portfolio rule over the contracts so far."""

    def __init__(self, logic: RuleLogic, members: Members) -> None:
        self.logic = logic
        self._members = members
        self._limits = tuple(_limit(members, norm) for norm in logic.norms)
        self._groups: dict[GroupKey, tuple[NormTally, ...]] = {}
        self._anywhere = self._new_group()
        self._by = tuple(mix_term(norm.norm.where) for norm in logic.norms)
        if logic.rule.for_each is None:
            self._groups[ALL] = self._new_group()

    @property
    def limits(self) -> tuple[Any, ...]:
        """The limit of each norm; None where it is not known."""
        return self._limits

    def _new_group(self) -> tuple[NormTally, ...]:
        return tuple(_norm_tally(norm) for norm in self.logic.norms)

    # --- adding up -----------------------------------------------------------------------------

    def add(self, contract: Contract, *, proposed: bool = False) -> None:
        """A contract of the register, or the proposed award, which counts as in force."""
        in_force = None if proposed else self.logic.in_force
        asked = [name for name in (in_force, self.logic.looks_at) if name is not None]
        member = min((contract.truth(name) for name in asked), default=2)
        if member == FALSE:
            return
        open_ = [name for name in asked if contract.truth(name) == UNKNOWN]
        for key in self.groups_of(contract):
            anywhere = key is ANY_GROUP
            tallies = self._anywhere if anywhere else self.group(key)
            self._add(contract, tallies, min(member, UNKNOWN) if anywhere else member, open_)

    def _add(
        self, contract: Contract, tallies: tuple[NormTally, ...], member: Truth, open_: list[str]
    ) -> None:
        anywhere = tallies is self._anywhere
        for logic, by, each in zip(self.logic.norms, self._by, tallies, strict=True):
            norm = logic.norm
            counts = contract.truth(logic.counts)
            value = None if norm.term is None else contract.value(norm.term)
            each.tally.add(member, counts, value)
            if each.parts is not None:
                each.parts.add(member, counts, value, None if by is None else contract.value(by))
            if is_open(norm, member, counts, value):
                defined = [*open_]
                if counts == UNKNOWN and logic.counts is not None:
                    defined.append(logic.counts)
                terms = [] if value is not None or norm.term is None else [norm.term]
                if anywhere and self.logic.rule.for_each is not None:
                    terms.append(self.logic.rule.for_each)
                missing = self._members.missing(contract, defined, terms)
                each.open.add(contract, member, counts, value, missing)

    def groups_of(self, contract: Contract) -> tuple[GroupKey, ...]:
        """The groups that a contract is in."""
        term = self.logic.rule.for_each
        if term is None:
            return (ALL,)
        value = contract.value(term)
        if value is None:
            return (ANY_GROUP,)
        if isinstance(value, frozenset):
            return tuple(value)
        return (value,)

    def begin(self, key: GroupKey) -> None:
        """Have the group, even while it has no contract."""
        if key is not ANY_GROUP:
            self.group(key)

    def group(self, key: GroupKey) -> tuple[NormTally, ...]:
        """The tallies of a group, begun when it is first met."""
        found = self._groups.get(key)
        if found is None:
            found = self._groups[key] = self._new_group()
        return found

    # --- where it stands -----------------------------------------------------------------------

    def states(self) -> Iterator[tuple[GroupKey, GroupState]]:
        """Each group, and the one that contracts of an unknown group would be by themselves.

        What is told does not change when more contracts are added.
        """
        for key, tallies in self._groups.items():
            pairs = zip(tallies, self._anywhere, strict=True)
            yield key, self._state(tuple(own.with_possible(others) for own, others in pairs))
        if _members_of(self._anywhere) != FALSE and self._may_be_another():
            pairs = zip(self._new_group(), self._anywhere, strict=True)
            yield (
                ANY_GROUP,
                self._state(tuple(own.with_possible(others) for own, others in pairs)),
            )

    def _may_be_another(self) -> bool:
        """Whether there are values left that no contract has been seen to have."""
        term = self.logic.rule.for_each
        seen = len([key for key in self._groups if key is not NONE])
        return (
            term is None or seen < _values_of(term) or (term.or_none and NONE not in self._groups)
        )

    def _state(self, tallies: tuple[NormTally, ...]) -> GroupState:
        first = tallies[0].tally
        return GroupState(
            members=first.members,
            certain=first.certain_members,
            possible=first.possible_members,
            norms=tuple(
                _norm_state(logic, each.tally, limit)
                for logic, each, limit in zip(self.logic.norms, tallies, self._limits, strict=True)
            ),
            tallies=tallies,
        )


def _members_of(tallies: tuple[NormTally, ...]) -> Truth:
    return tallies[0].tally.members


def _values_of(term: Term) -> float:
    if isinstance(term.type, OneOfType) or (
        isinstance(term.type, SeveralOfType) and term.type.values
    ):
        return len(term.type.values)
    return 2 if isinstance(term.type, YesNoType) else float("inf")


def _norm_tally(logic: NormLogic) -> NormTally:
    norm = logic.norm
    kind = None if norm.term is None else norm.term.type
    parts = Parts(norm, mix_term(norm.where)) if mixed(norm) else None
    return NormTally(Tally.of(norm.measure, kind), parts)


def _limit(members: Members, logic: NormLogic) -> Any:
    found = members.limit(logic.norm.limit)
    return None if found is NONE else exact(found) if isinstance(found, Decimal) else found


def _norm_state(logic: NormLogic, tally: Tally, limit: Any) -> NormState:
    norm = logic.norm
    measured = measure(norm, tally)
    if isinstance(limit, Duration):
        truth = length_holds(norm.relation, tally, limit, highest=norm.measure == "highest")
    else:
        truth = holds(norm.relation, measured, limit)
    return NormState(measured, truth, headroom(norm, tally, limit))
