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

from govrules.analysis.cutting.axis import Axis
from govrules.analysis.cutting.classes import as_json, classes_of
from govrules.engine.reference.values import canonical
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

Choice = dict[str, Any]
_AWAY = {-1: Fraction(-1), 0: Fraction(0), 1: Fraction(1)}


class CannotRealiseError(Exception):
    """No choice was found that has these values."""


def realised(
    policy_set: PolicySet, on: dt.date, axes: Sequence[Axis], classes: Mapping[int, int]
) -> Choice:
    """A choice with the given class of each axis. Raises CannotRealiseError."""
    making = _Making(policy_set, on)
    for number in sorted(classes, key=lambda n: (axes[n].kind == "order", n)):
        making.add(axes[number], axes[number].classes[classes[number]])
    return making.choice


class _Making:
    def __init__(self, policy_set: PolicySet, on: dt.date) -> None:
        self._reading = Supposing(policy_set, on)
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
            case Aggregate("number", term, None, None) if isinstance(term.type, ListType):
                self._put(term.key, [{} for _ in range(self._count(wanted))])
            case Lookup(term, key) if isinstance(term.type, TableType):
                self._put(term.key, {key: as_json(wanted)})
            case Arithmetic():
                self._arithmetic(subject, wanted)
            case _:
                raise CannotRealiseError(f"{subject.words} is worked out from several facts")

    def _count(self, wanted: Any) -> int:
        if isinstance(wanted, int) and 0 <= wanted <= 50:
            return wanted
        raise CannotRealiseError("no list of such a length")

    def _arithmetic(self, subject: Arithmetic, wanted: Any) -> None:
        """Turn a sum round where only one side of it reads facts."""
        left, right = subject.left, subject.right
        if wanted is NONE or reads_facts(left) == reads_facts(right):
            raise CannotRealiseError(f"{subject.words} is worked out from several facts")
        on_left = reads_facts(left)
        fixed = self._reading.value(right if on_left else left)
        if not isinstance(fixed, int | Decimal | Fraction) or isinstance(fixed, bool):
            raise CannotRealiseError(f"{subject.words} cannot be turned round")
        turned = _turned(subject.operator, Fraction(wanted), Fraction(fixed), on_left)
        self._value(left if on_left else right, canonical(turned))

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
