"""From conditions on one date to the boxes of choices for which each holds, or does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from govrules.analysis.cutting.axis import Axis, NotCutError
from govrules.analysis.cutting.boxes import Box, limited, meet
from govrules.analysis.cutting.classes import classes_of
from govrules.compiler.signature import condition_signature, value_signature
from govrules.engine.reference.values import UNKNOWN as NOT_KNOWN
from govrules.engine.reference.values import as_kind, in_units
from govrules.explain.boundary.comparisons import reads_facts
from govrules.explain.boundary.supposing import Supposing
from govrules.model.expression import (
    AllOf,
    Among,
    AnyOf,
    AtLeastOf,
    Compare,
    Condition,
    FigureValue,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Meets,
    Not,
    Proposes,
    TermValue,
    Typed,
    Value,
)
from govrules.model.kleene import TRUE, UNKNOWN
from govrules.model.policy import Definition, PolicySet
from govrules.model.types import NUMERIC

_DEEPEST = 20
"""How many definitions are looked into, one inside the other; what lies deeper is an axis."""
_ORDER = {
    "=": (0,),
    "!=": (-1, 1),
    "<": (-1,),
    "<=": (-1, 0),
    ">": (1,),
    ">=": (0, 1),
}


class Cut:
    """The axes that some conditions ask about, and the boxes in which each condition holds.

    All facts count as given. What is worked out is an axis of its own; a definition with `if` is
    looked into where the cut is `deep`, and else an axis too. With `plausible`, values are left
    aside that hardly any choice has, such as amounts below zero, unless the policy speaks of such.
    Raises NotCutError where the conditions have no such boxes.
    """

    def __init__(
        self,
        policy_set: PolicySet,
        conditions: Iterable[Condition | None],
        on: dt.date,
        *,
        plausible: bool,
        deep: bool,
    ) -> None:
        self.policy_set = policy_set
        self._plausible = plausible
        self._deepest = _DEEPEST if deep else 0
        self.on = on
        self._constants = Supposing(policy_set, on)
        self._atoms: dict[str, tuple[int, int]] = {}
        self._fixed_of: list[tuple[Any, ...]] = []
        self.axes: tuple[Axis, ...] = self._cut([each for each in conditions if each is not None])

    @property
    def fixed(self) -> tuple[tuple[Any, ...], ...]:
        """For each axis the constants that its values are compared with."""
        return tuple(self._fixed_of)

    def holds(self, condition: Condition | None, wanted: bool = True) -> list[Box]:
        """The boxes in which the condition holds (or, not `wanted`, does not)."""
        if condition is None:
            return [{}] if wanted else []
        return limited(self._boxes(condition, wanted, self._deepest))

    # --- axes ----------------------------------------------------------------------------------

    def _cut(self, conditions: Sequence[Condition]) -> tuple[Axis, ...]:
        groups: dict[str, list[Condition]] = {}
        for condition in conditions:
            for atom in _atoms_of(condition, self._deepest):
                groups.setdefault(self._key(atom), []).append(atom)
        axes = []
        asked_twice = self._asked_in_several_ways(groups)
        for number, (key, atoms) in enumerate(groups.items()):
            self._fixed_of.append(())
            axis = self._axis(key, atoms, shared=key in asked_twice)
            axes.append(axis)
            for atom in atoms:
                self._atoms[condition_signature(atom)] = number, self._classes(axis, atom)
        return tuple(axes)

    def _key(self, atom: Condition) -> str:
        """Atoms with one key are about one thing."""
        subject = self._subject(atom)
        if subject is not None:
            return value_signature(subject)
        if isinstance(atom, Compare):
            return f"{value_signature(atom.left)} beside {value_signature(atom.right)}"
        return condition_signature(atom)

    def _subject(self, atom: Condition) -> Value | None:
        """What an atom measures against fixed values alone; None for any other atom."""
        match atom:
            case Compare(_, left, right):
                if not _varies(right):
                    return left
                return right if not _varies(left) else None
            case Among(left) | Holds(left) | IsNone(left) | IsKnown(left):
                return left
        return None

    def _axis(self, key: str, atoms: Sequence[Condition], *, shared: bool) -> Axis:
        first = atoms[0]
        subject = self._subject(first)
        if subject is not None:
            fixed = tuple(self._constants_in(atoms))
            self._fixed_of[-1] = fixed
            classes = classes_of(
                subject.type,
                fixed,
                or_none=_may_be_none(subject, atoms),
                plausible=self._plausible,
            )
            return Axis(key, "value", classes, _is_given(subject) and not shared, subject)
        if isinstance(first, Compare):
            return Axis(key, "order", (-1, 0, 1), False, first.left, first.right)
        given = isinstance(first, Judged | Proposes) or (
            isinstance(first, Includes) and _is_given(first.left)
        )
        return Axis(key, "test", (True, False), given and not shared, test=first)

    def _constants_in(self, atoms: Iterable[Condition]) -> Iterator[Any]:
        """The constants that the atoms compare with."""
        for atom in atoms:
            if isinstance(atom, Compare):
                subject, limit = atom.left, atom.right
                if _varies(limit):
                    subject, limit = limit, subject
                value = self._constants.value(limit)
                if value is NOT_KNOWN:
                    raise NotCutError(f'"{limit.words}" has no value on this date')
                numeric = isinstance(subject.type, NUMERIC)
                yield as_kind(in_units(value, limit.type), subject.type) if numeric else value
            elif isinstance(atom, Among):
                yield from (constant.value for constant in atom.values)

    def _classes(self, axis: Axis, atom: Condition) -> int:
        """The classes of the axis for which the atom holds."""
        held = 0
        for number, value in enumerate(axis.classes):
            if self._is_true(axis, atom, value):
                held |= 1 << number
        return held

    def _is_true(self, axis: Axis, atom: Condition, value: Any) -> bool:
        if axis.kind == "test":
            return bool(value)
        if axis.kind == "order":
            assert isinstance(atom, Compare)
            return value in _ORDER[atom.relation]
        truth = Supposing(self.policy_set, self.on, axis.subject, value).truth(atom)
        if truth == UNKNOWN:
            raise NotCutError(f'"{atom.words}" cannot be told for {value}')
        return truth == TRUE

    def _asked_in_several_ways(self, groups: dict[str, list[Condition]]) -> frozenset[str]:
        """The keys of what one fact is asked in two ways for, so that they hang together."""
        by_fact: dict[str, set[str]] = {}
        for key, atoms in groups.items():
            for fact in facts_in(atoms[0]):
                by_fact.setdefault(fact, set()).add(key)
        return frozenset(
            key
            for fact, keys in by_fact.items()
            if len(keys) > 1 and not _all_include(groups, keys)
            for key in keys
        )

    # --- boxes ---------------------------------------------------------------------------------

    def _boxes(self, condition: Condition, wanted: bool, depth: int) -> Iterator[Box]:
        match condition:
            case Not(item):
                yield from self._boxes(item, not wanted, depth)
            case Meets(definition) if depth and definition.condition is not None:
                yield from self._boxes(definition.condition, wanted, depth - 1)
            case AllOf(items):
                yield from (
                    self._all(items, wanted, depth) if wanted else self._any(items, wanted, depth)
                )
            case AnyOf(items):
                yield from (
                    self._any(items, wanted, depth) if wanted else self._all(items, wanted, depth)
                )
            case AtLeastOf(count, items):
                least = count if wanted else len(items) - count + 1
                for some in combinations(items, least):
                    yield from self._all(some, wanted, depth)
            case _:
                number, classes = self._atoms[condition_signature(condition)]
                here = classes if wanted else self.axes[number].all & ~classes
                if here:
                    yield {number: here}

    def _any(self, items: Sequence[Condition], wanted: bool, depth: int) -> Iterator[Box]:
        for item in items:
            yield from self._boxes(item, wanted, depth)

    def _all(self, items: Sequence[Condition], wanted: bool, depth: int) -> Iterator[Box]:
        found: list[Box] = [{}]
        for item in items:
            these = limited(self._boxes(item, wanted, depth))
            met = (meet(one, other) for one in found for other in these)
            found = limited(both for both in met if both is not None)
        yield from found


def has_definitions(conditions: Iterable[Condition | None]) -> bool:
    """Whether a deep cut of the conditions would differ from a shallow one."""
    atoms = (atom for each in conditions if each is not None for atom in _atoms_of(each, 0))
    return any(isinstance(atom, Meets) for atom in atoms)


def _all_include(groups: dict[str, list[Condition]], keys: set[str]) -> bool:
    """One list of names is asked for several names: each may be in it or not, as it likes."""
    return all(isinstance(groups[key][0], Includes) for key in keys)


def _atoms_of(condition: Condition, depth: int) -> Iterator[Condition]:
    match condition:
        case AllOf(items) | AnyOf(items) | AtLeastOf(_, items):
            for item in items:
                yield from _atoms_of(item, depth)
        case Not(item):
            yield from _atoms_of(item, depth)
        case Meets(definition) if depth and definition.condition is not None:
            yield from _atoms_of(definition.condition, depth - 1)
        case _:
            yield condition


def _varies(value: Value) -> bool:
    """Whether a value is not settled by the date alone: it reads facts, or a figure as at one."""
    return reads_facts(value) or any(
        isinstance(part, FigureValue) and part.figure.as_at is not None for part in parts_of(value)
    )


def _is_given(subject: Value) -> bool:
    return isinstance(subject, TermValue) and subject.term.worked_out_by is None


def _may_be_none(subject: Value, atoms: Sequence[Condition]) -> bool:
    if isinstance(subject, TermValue):
        return subject.term.or_none
    return any(isinstance(atom, IsNone) for atom in atoms)


def facts_in(root: Condition | Value) -> frozenset[str]:
    """The keys of the terms that a condition or value reads, through definitions too."""
    return frozenset(part.term.key for part in parts_of(root) if hasattr(part, "term"))


def parts_of(root: Any) -> Iterator[Any]:
    """Every part of a condition or value, the definitions that it reads looked into."""
    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
        elif isinstance(part, Definition):
            if id(part) not in seen:
                seen.add(id(part))
                waiting += [part.condition, part.value]
        elif isinstance(part, Typed):
            yield part
            waiting += [getattr(part, name) for name in part.__dataclass_fields__]
            if isinstance(part, FigureValue):
                waiting.append(part.figure.as_at)
