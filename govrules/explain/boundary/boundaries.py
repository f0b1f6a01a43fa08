"""Find what policies do at their boundaries: at each figure, just below it and just above it.

Nothing here reads an operator: every statement is what the reference evaluator makes of the
value, once for the comparison alone, and once for the whole condition in which it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from govrules.engine.reference.values import UNKNOWN
from govrules.explain.boundary.comparisons import DEEPEST, Comparison, comparisons, is_at_most
from govrules.explain.boundary.effects import effect, test_effect
from govrules.explain.boundary.parts import Owner, Part, PartKind, parts
from govrules.explain.boundary.steps import Neighbours, neighbours, value_words
from govrules.explain.boundary.supposing import Supposing
from govrules.model import kleene
from govrules.model.duration import Duration
from govrules.model.expression import Compare, Condition, Constant, Value
from govrules.model.facts import NONE
from govrules.model.kleene import Truth
from govrules.model.place import NOWHERE, Place
from govrules.model.policy import Modality, PolicySet


@dataclass(frozen=True, slots=True)
class Side:
    """What happens at one value of what is compared.

    `value` is canonical (see `model.facts`) and `words` says it; `holds` is whether the comparison
    holds; `whole` is what the whole condition then comes to, for certain or as yet unknown; `does`
    says what follows.
    """

    value: Any
    words: str
    holds: bool
    whole: Truth
    does: str


@dataclass(frozen=True, slots=True)
class Boundary:
    """One comparison with a fixed limit, and what it does on each side of it on a date.

    `label` is that of a rule, table or duty, the name of a definition, or a role. `through` names
    the definitions by which the comparison is reached. `subject` is what is measured, `limit` what
    it is measured against, in the policy's words; `limit_value` is None, and there are no sides,
    where no value of the figure is in force on the date. A side is None where no such value can be
    given, such as a count of -1.
    """

    owner: Owner
    label: str
    policy: str
    part: PartKind
    modality: Modality | None
    row: int | None
    through: tuple[str, ...]
    compare: Compare
    subject: Value
    limit: Value
    limit_value: Any
    below: Side | None = None
    at: Side | None = None
    above: Side | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    @property
    def words(self) -> str:
        return self.compare.words

    @property
    def in_a_list(self) -> bool:
        """Whether the comparison measures the entries of a list, one by one."""
        return Comparison(self.compare, self.subject, self.limit, ()).in_a_list

    @property
    def sides(self) -> tuple[Side, ...]:
        """From the lowest value to the highest."""
        return tuple(side for side in (self.below, self.at, self.above) if side is not None)

    @property
    def telling(self) -> tuple[Side, ...]:
        """The sides between which something changes, from the lowest value to the highest."""
        sides = self.sides
        changes = [a.holds != b.holds for a, b in pairwise(sides)]
        return tuple(
            side
            for number, side in enumerate(sides)
            if any(changes[max(0, number - 1) : number + 1])
        )


def boundaries(
    policy_set: PolicySet,
    on: dt.date,
    *,
    policies: Collection[str] | None = None,
    deepest: int = DEEPEST,
) -> tuple[Boundary, ...]:
    """What the policies, or those with the given titles, do at their boundaries on a date.

    Each condition, exception and requirement is looked through, and the definitions that it reads,
    `deepest` deep; a definition has its own comparisons only. In order of the policies, and in each
    definitions, rules, tables, duties and who decides.
    """
    supposing = _readings(policy_set, on)
    return tuple(
        boundary
        for policy in policy_set.policies
        if policies is None or policy.title in policies
        for part in parts(policy)
        for boundary in _boundaries_of(part, supposing, deepest)
    )


_MOST_READINGS = 256
_LARGEST = 400
"""The most parts that a condition may have, with all that it reads, to be worked out as a whole.

A larger one is told by its comparisons alone, so that no policy takes too long.
"""
_Readings = Callable[[Value | None, Any], Supposing]


def _readings(policy_set: PolicySet, on: dt.date) -> _Readings:
    """Readings by what they suppose: in each a definition is worked out once for all parts."""

    @lru_cache(_MOST_READINGS)
    def reading(subject: Value | None, supposed: Any) -> Supposing:
        return Supposing(policy_set, on, subject, supposed)

    return reading


def _boundaries_of(part: Part, supposing: _Readings, deepest: int) -> Iterator[Boundary]:
    root = part.condition if part.condition is not None else part.value
    if root is None:
        return
    whole = part.condition if is_at_most(root, _LARGEST) else None
    for one in comparisons(root, 0 if part.owner == "definition" else deepest):
        limit = supposing(None, None).value(one.limit)
        if limit is NONE:
            continue
        known = None if limit is UNKNOWN else limit
        near = Neighbours(None, None, None)
        if known is not None:
            near = neighbours(limit, one.limit.type, one.subject)
        below, at, above = _sides(part, one, near, whole, supposing)
        if known is not None and (below or at or above) is None:
            continue
        yield Boundary(
            part.owner, part.label, part.policy, part.kind, part.modality, part.row, one.through,
            one.compare, one.subject, one.limit, known, below, at, above,
            place=one.compare.place,
        )  # fmt: skip


def _sides(
    part: Part,
    one: Comparison,
    near: Neighbours,
    whole: Condition | None,
    supposing: _Readings,
) -> tuple[Side | None, Side | None, Side | None]:
    found: list[tuple[Any, bool, Truth] | None] = []
    for value in (near.below, near.at, near.above):
        if value is None:
            found.append(None)
            continue
        reading = supposing(one.subject, value)
        holds, comes_to = reading.truth(one.compare, {}), kleene.UNKNOWN
        if whole is not None and not one.in_a_list:
            comes_to = reading.truth(whole)
        found.append(None if holds == kleene.UNKNOWN else (value, holds == kleene.TRUE, comes_to))
    open_ = all(each is None or each[2] == kleene.UNKNOWN for each in found)
    below, at, above = (each and _side(part, one, *each, open_) for each in found)
    return below, at, above


def _side(part: Part, one: Comparison, value: Any, holds: bool, whole: Truth, open_: bool) -> Side:
    words = value_words(value, one.subject.type)
    if isinstance(value, Duration) and isinstance(one.limit, Constant):
        written = one.limit.words
        if value == one.limit.value and written and written != words:
            words = f"{words} ({written})"
    does = test_effect(holds, one.in_a_list) if open_ else effect(part, whole)
    return Side(value, words, holds, whole, does)
