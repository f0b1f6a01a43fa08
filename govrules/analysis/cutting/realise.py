"""Make a choice for a box: a value for each class it wants, put into the facts it comes from.

Where what an axis asks about is worked out, the facts are found by going backwards through what
works it out. That does not always succeed, and the engine has the last word on what it does find.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.analysis.cutting.axis import Axis, CannotRealiseError
from govrules.analysis.cutting.classes import as_json, classes_of
from govrules.analysis.cutting.entries import entries_for
from govrules.engine.reading.choice import read_choice
from govrules.engine.reference.conditions import Reading
from govrules.engine.reference.values import UNKNOWN, canonical
from govrules.errors import ChoiceError
from govrules.explain.boundary.comparisons import reads_facts
from govrules.explain.boundary.supposing import Supposing
from govrules.model.expression import (
    Aggregate,
    Arithmetic,
    Condition,
    Constant,
    DefinedValue,
    FigureValue,
    FirstKnown,
    Includes,
    Judged,
    Lookup,
    Proposes,
    TermValue,
    Value,
)
from govrules.model.facts import ACTS, JUDGEMENTS, NONE
from govrules.model.policy import PolicySet
from govrules.model.types import DateType, ListType, MoneyType, OneOfType, TableType
from govrules.model.vocabulary import Vocabulary

Choice = dict[str, Any]
_NEUTRAL = {"plus": 0, "minus": 0}
"""What the other side is where both are open; else 1."""


def realised(
    policy_set: PolicySet, on: dt.date, axes: Sequence[Axis], classes: Mapping[int, int]
) -> Choice:
    """A choice with the given class of each axis. Raises CannotRealiseError."""
    making = _Making(policy_set, on)
    for number in sorted(classes, key=lambda n: _place(axes[n], n)):
        making.add(axes[number], axes[number].classes[classes[number]])
    return making.choice


def _place(axis: Axis, number: int) -> tuple[bool, bool, bool, int]:
    """What follows from facts comes after them, a list is made before its amounts."""
    counts = isinstance(axis.subject, Aggregate) and axis.subject.kind == "number"
    return axis.kind == "order", not axis.is_given, not counts, number


class _Making:
    def __init__(self, policy_set: PolicySet, on: dt.date) -> None:
        self._reading = Supposing(policy_set, on)
        self._policies, self._words = policy_set, Vocabulary.of(policy_set)
        self._on = on
        self.choice: Choice = {}

    def add(self, axis: Axis, value: Any) -> None:
        if axis.kind == "test":
            assert axis.test is not None
            self._test(axis.test, holds=value)
        elif axis.kind == "order":
            assert axis.subject is not None and axis.other is not None
            self._order(axis.subject, axis.other, value)
        else:
            assert axis.subject is not None
            self._value(axis.subject, value)

    def _put(self, key: str, value: Any) -> None:
        if key in self.choice and self.choice[key] != value:
            raise CannotRealiseError(f"{key} would have to be two things")
        self.choice[key] = value

    def _test(self, test: Condition, *, holds: bool) -> None:
        match test:
            case Judged(_, text):
                self.choice.setdefault(JUDGEMENTS, {})[text] = holds
            case Proposes(act):
                acts = self.choice.setdefault(ACTS, [])
                acts += [act.name] if holds else []
            case Includes(TermValue(term), name):
                names = self.choice.setdefault(term.key, [])
                if not isinstance(names, list):
                    raise CannotRealiseError(f"{term.key} would have to be two things")
                names += [name] if holds else []
            case _:
                raise CannotRealiseError("a test of several facts")

    def _value(self, subject: Value, wanted: Any) -> None:
        match subject:
            case TermValue(term) if term.worked_out_by is None:
                self._put(term.key, as_json(wanted))
            case DefinedValue(definition) if definition.value is not None:
                self._value(definition.value, wanted)
            case FirstKnown(items):
                self._value(items[0], wanted)
            case Aggregate(_, term) if isinstance(term.type, ListType):
                self.choice[term.key] = entries_for(subject, wanted, self.choice.get(term.key))
            case Lookup(term, key) if isinstance(term.type, TableType):
                self._put(term.key, {key: as_json(wanted)})
            case Arithmetic():
                self._arithmetic(subject, wanted)
            case _:
                raise CannotRealiseError(f"{subject.words} is worked out from several facts")

    def _arithmetic(self, subject: Arithmetic, wanted: Any) -> None:
        """Turn a sum round: the one side is fixed, or known by now, or given a plain value."""
        left, right = subject.left, subject.right
        if wanted is NONE:
            raise CannotRealiseError(f"{subject.words} is never none")
        on_left = reads_facts(left) and (not reads_facts(right) or self._so_far(left) is UNKNOWN)
        side = right if on_left else left
        if reads_facts(side) and self._so_far(side) is UNKNOWN:
            self._value(side, _NEUTRAL.get(subject.operator, 1))
        fixed = self._so_far(side) if reads_facts(side) else self._reading.value(side)
        if not isinstance(fixed, int | Decimal | Fraction) or isinstance(fixed, bool):
            raise CannotRealiseError(f"{subject.words} cannot be turned round")
        turned = _turned(subject.operator, Fraction(wanted), Fraction(fixed), on_left)
        self._value(left if on_left else right, canonical(turned))

    def _so_far(self, value: Value) -> Any:
        """What a value is by what is given by now."""
        try:
            facts = read_choice(self.choice, self._words)
        except ChoiceError:
            raise CannotRealiseError("no choice can give this") from None
        return Reading(self._policies, facts, self._on).value(value)

    def _order(self, subject: Value, other: Value, order: int) -> None:
        """Give the one side a value that lies as wanted to that of the other."""
        limit = self._known(other)
        if isinstance(limit, dt.date):
            self._value(subject, limit + dt.timedelta(days=order))
        elif isinstance(limit, int | Decimal | Fraction):
            step = Fraction(1, 100) if isinstance(subject.type, MoneyType) else Fraction(1)
            self._value(subject, canonical(Fraction(limit) + order * step))
        else:
            raise CannotRealiseError(f"{other.words} has no plain value")

    def _known(self, other: Value) -> Any:
        """The value of what is compared with; a fact that is not given yet is given one."""
        match other:
            case FigureValue(figure):
                if figure.as_at is not None:
                    self._put(figure.as_at.term.key, self._on.isoformat())
                return self._reading.value(other)
            case TermValue(term) if term.worked_out_by is None and not isinstance(
                term.type, OneOfType
            ):
                value = (
                    self._on if isinstance(term.type, DateType) else classes_of(term.type, [10])[1]
                )
                self._put(term.key, as_json(value))
                return value
            case Constant(value):
                return value
        raise CannotRealiseError(f"{other.words} is worked out from several facts")


def _turned(operator: str, wanted: Fraction, fixed: Fraction, on_left: bool) -> Fraction:
    """What the other side must be for the sum to come to what is wanted."""
    match operator:
        case "plus":
            return wanted - fixed
        case "minus":
            return wanted + fixed if on_left else fixed - wanted
        case "times" if fixed:
            return wanted / fixed
        case "divided by" if on_left:
            return wanted * fixed
    raise CannotRealiseError(f'"{operator}" cannot be turned round')
