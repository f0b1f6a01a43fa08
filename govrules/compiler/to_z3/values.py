"""Values as Z3 has them: whether known, whether known to be none, and the value itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import z3

from govrules.compiler.to_z3.rails import NO, YES, Bool, both, either, no
from govrules.model.duration import Duration

Number = Any
"""A Z3 integer or real."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in months and days; `counted` in working or clear days, which have no order.

    `exact` is the duration where it is one that the policy names.
    """

    months: Number
    days: Number
    counted: Bool = NO
    exact: Duration | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """A set of names: whether it has each that the policies mention, and how many others."""

    members: Mapping[str, Bool]
    others: Number


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list or table: whether it is there, and its fields by key."""

    there: Bool
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Entries:
    """A list: its first entries, and how many more there are of which nothing is told."""

    first: tuple[Entry, ...]
    more: Number
    named: Mapping[str, Entry] = field(default_factory=dict)
    """For a table of names: the entries under the names that the policies mention."""


@dataclass(frozen=True, slots=True)
class Value:
    """`none` (known to be absent) implies `known`."""

    known: Bool
    none: Bool
    of: Any
    """A Z3 number (dates count days, words are codes), a formula, a Length, Names or Entries."""

    @property
    def there(self) -> Bool:
        """Known, and not none."""
        return both(self.known, no(self.none))


def certain(of: Any) -> Value:
    return Value(YES, NO, of)


def real(number: int | Decimal | Fraction) -> Number:
    top, bottom = Fraction(number).as_integer_ratio()
    return z3.RealVal(top) if bottom == 1 else z3.Q(top, bottom)


class Words:
    """A code for every word that a policy mentions, the same in all policies that are compared."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, word: str) -> int:
        return self._codes.setdefault(word, len(self._codes))

    def number(self, word: str) -> Number:
        return z3.IntVal(self.code(word))

    def word(self, code: int) -> str:
        """The word of a code; one that no policy mentions for any other code."""
        for word, known in self._codes.items():
            if known == code:
                return word
        other = f"another {abs(code)}"
        while other in self._codes:
            other += "'"
        return other


class Shared:
    """What was made of some formulas, so that the same made of the same is one thing.

    Two rulebooks that ask the same of a choice then speak of the same variables.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], tuple[Any, tuple[Any, ...]]] = {}

    def once(self, make: Callable[[], Made], *of: Any) -> Made:
        """What `make` makes of these: formulas, which count by what they say, and other values."""
        name = tuple(each.get_id() if isinstance(each, z3.AstRef) else each for each in of)
        if name not in self._kept:
            # the formulas are kept, as z3 would use their numbers again for others
            self._kept[name] = (make(), of)
        made: Made = self._kept[name][0]
        return made


def constant(value: Any, words: Words) -> Any:
    """What stands for a canonical value of a policy."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | Decimal | Fraction):
        return real(value)
    if isinstance(value, dt.date):
        return z3.IntVal(value.toordinal())
    if isinstance(value, Duration):
        counted = NO if value.comparable else YES
        return Length(z3.IntVal(value.months), z3.IntVal(value.days), counted, value)
    if isinstance(value, frozenset):
        return Names(dict.fromkeys(sorted(value), YES), z3.IntVal(0))
    return words.number(value)


def chosen(test: Bool, then: Any, otherwise: Any) -> Any:
    """The one value or the other, of one kind; None where the kind has no such value."""
    if z3.is_true(test):
        return then
    if z3.is_false(test):
        return otherwise
    if isinstance(then, Length):
        return Length(
            z3.If(test, then.months, otherwise.months),
            z3.If(test, then.days, otherwise.days),
            chosen(test, then.counted, otherwise.counted),
        )
    if isinstance(then, Names):
        names = dict.fromkeys((*then.members, *otherwise.members))
        return Names(
            {n: chosen(test, then.members.get(n, NO), otherwise.members.get(n, NO)) for n in names},
            z3.If(test, then.others, otherwise.others),
        )
    if isinstance(then, Entries):
        return None
    return z3.If(test, then, otherwise)


def first_known(values: list[Value]) -> Value:
    """The first of the values that is known; none counts as known."""
    result = values[-1]
    for value in reversed(values[:-1]):
        of = chosen(value.known, value.of, result.of)
        none = either(both(value.known, value.none), both(no(value.known), result.none))
        result = Value(either(value.known, result.known), none, of)
    return result
