"""The facts of a choice as Z3 variables: what a choice may give, and what it says when it does.

Variables go by the key and the kind of its type, so that translations of two rulebooks that are
made in one `World` speak of the same choice. What holds of a choice is what both can read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import z3

from govrules.compiler.to_z3.estimates import LAST_DAY
from govrules.compiler.to_z3.lists import Lists
from govrules.compiler.to_z3.rails import NO, Bool, Rails, both, either, known_to, no
from govrules.compiler.to_z3.spans import Spans
from govrules.compiler.to_z3.values import (
    Entries,
    Entry,
    Length,
    Names,
    Shared,
    Value,
    Words,
    real,
)
from govrules.model.policy import Act, Term
from govrules.model.types import (
    DateType,
    DurationType,
    ListType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    SeveralOfType,
    TableType,
    TextType,
    Type,
    YesNoType,
)

MOST_MONTHS = 4799
"""Lengths of 400 years and more are left out: no contract lasts so long."""
FIRST_ENTRIES = 3
MOST_FIRST_ENTRIES = 6
_HORIZON = 366 * 100


@dataclass(slots=True)
class World:
    """What the translations of one solver share: variables, words, and what holds of them.

    `domain` holds of every choice, `everyday` of every choice that an officer would call ordinary,
    and `told` of those of which everything is told (no list is longer than its first entries).
    """

    words: Words = field(default_factory=Words)
    domain: list[Bool] = field(default_factory=list)
    everyday: list[Bool] = field(default_factory=list)
    told: list[Bool] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The names that policies mention of each "several of" term or table, by its key."""
    lengths: dict[str, int] = field(default_factory=dict)
    """How many entries of each list are told one by one, by its key."""
    day: Any = field(default_factory=lambda: z3.Int("day"))
    spans: Spans = field(init=False)
    lists: Lists = field(init=False)
    _declared: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shared = Shared()
        self.spans, self.lists = Spans(self.domain, shared), Lists(self.domain, shared)
        self.domain += [self.day >= 1, self.day <= LAST_DAY]

    def fact(self, term: Term) -> Fact:
        """The variables of a term that a choice may give."""
        name = f"{term.key}: {_tag(term.type)}{' or none' if term.or_none else ''}"
        if name not in self.facts:
            self.facts[name] = _Maker(self, term).fact(name)
        return self.facts[name]

    def declare(self, key: str, names: frozenset[str]) -> list[frozenset[str]]:
        """All the sets of names that policies declare for a key, with this one."""
        declared = self._declared.setdefault(key, [])
        declared.append(names)
        return declared

    def proposes(self, act: Act) -> Rails:
        """Whether the choice proposes the act."""
        if "acts" not in self.facts:
            value = Value(z3.Bool("acts given"), NO, {})
            self.facts["acts"] = Fact("acts", "acts", None, value)
        found = self.facts["acts"].value
        proposed = found.of.setdefault(act.name, z3.Bool(f"proposes {act.name}"))
        return known_to(found.known, proposed)

    def judged(self, text: str) -> Rails:
        name = f"judged {text}"
        if name not in self.facts:
            value = Value(z3.Bool(f"{name} given"), NO, z3.Bool(name))
            self.facts[name] = Fact(name, text, None, value)
        value = self.facts[name].value
        return known_to(value.known, value.of)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a choice may say. `term` is None for the acts and for a judgement."""

    name: str
    key: str
    term: Term | None
    value: Value

    @property
    def given(self) -> Bool:
        return self.value.known


def _tag(kind: Type) -> str:
    """A type as far as it decides what a choice may say."""
    match kind:
        case OneOfType(values) | SeveralOfType(values):
            return f"{type(kind).__name__} {[word.text for word in values]}"
        case ListType(fields):
            return f"list {[(field.key, _tag(field.type)) for field in fields]}"
        case TableType(of):
            return f"table {_tag(of)}"
        case NumberType(low, high) | PercentageType(low, high):
            return f"{kind} {low} {high}"
        case _:
            return str(kind)


def kind_of(kind: Type) -> str:
    """What a choice writes for a type, whatever its bounds and values: the variables go by it."""
    match kind:
        case MoneyType() | NumberType():
            return "number"
        case OneOfType() | TextType():
            return "word"
        case SeveralOfType(values):
            return "names" if values else "any names"
        case ListType():
            return "list"
        case TableType(of):
            return f"table of {kind_of(of)}"
        case _:
            return str(kind)


@dataclass(frozen=True, slots=True)
class _Maker:
    world: World
    term: Term

    def fact(self, name: str) -> Fact:
        key = self.term.key
        given, none = z3.Bool(f"{key} given"), z3.Bool(f"{key} none")
        if not self.term.or_none:
            # a rulebook that does not know "none" here would read it as not given
            self.world.domain.append(no(none))
        value = Value(
            given,
            both(given, none) if self.term.or_none else NO,
            self.of(f"{key}: {kind_of(self.term.type)}", self.term.type),
        )
        return Fact(name, key, self.term, value)

    def of(self, name: str, kind: Type) -> Any:
        """The variables of a value, with what holds of them."""
        domain, everyday = self.world.domain, self.world.everyday
        match kind:
            case MoneyType():
                number = z3.Real(name)
                everyday += [number >= 0, number <= 10**9]
                return number
            case NumberType(low, high) | PercentageType(low, high):
                number = z3.Real(name)
                domain += [number >= real(low)] if low is not None else []
                domain += [number <= real(high)] if high is not None else []
                top = 100 if isinstance(kind, PercentageType) else 10**9
                everyday += [number >= 0, number <= top]
                return number
            case DateType():
                date = z3.Int(name)
                domain += [date >= 1, date <= LAST_DAY]
                everyday += [date >= self.world.day - _HORIZON, date <= self.world.day + _HORIZON]
                return date
            case YesNoType():
                return z3.Bool(name)
            case OneOfType(values):
                word = z3.Int(name)
                codes = [self.world.words.number(value.text) for value in values]
                domain.append(either(*(word == code for code in codes)))
                return word
            case TextType():
                word = z3.Int(name)
                domain.append(word >= 0)
                return word
            case DurationType():
                return self._length(name)
            case SeveralOfType(values):
                return self._names(name, tuple(value.text for value in values))
            case ListType():
                return self._list(name, kind)
            case TableType(of):
                return self._table(name, of)

    def _length(self, name: str) -> Length:
        length = Length(
            z3.Int(f"{name} months"), z3.Int(f"{name} days"), z3.Bool(f"{name} counted")
        )
        self.world.domain += [length.months >= 0, length.months <= MOST_MONTHS, length.days >= 0]
        pure = either(length.months == 0, length.days == 0)
        self.world.everyday += [pure, no(length.counted), length.months <= 1200]
        return length

    def _names(self, name: str, declared: tuple[str, ...]) -> Names:
        mentioned = declared or self.world.names.get(self.term.key, ())
        members = {word: z3.Bool(f"{name} has {word}") for word in mentioned}
        if declared:
            sets = self.world.declare(name, frozenset(declared))
            unshared = frozenset[str]().union(*sets) - frozenset.intersection(*sets)
            self.world.domain += [no(z3.Bool(f"{name} has {word}")) for word in sorted(unshared)]
        others = z3.IntVal(0) if declared else z3.Int(f"{name} others")
        if not declared:
            self.world.domain.append(others >= 0)
            self.world.everyday.append(others <= 10)
        return Names(members, others)

    def _list(self, name: str, kind: ListType) -> Entries:
        count = z3.Int(f"{name} count")
        told = self.world.lengths.get(self.term.key, FIRST_ENTRIES)
        self.world.domain.append(count >= 0)
        self.world.told.append(count <= told)
        entries = []
        for number in range(told):
            inner = f"{name} {number + 1}"
            fields = {
                field.key: Value(
                    z3.Bool(f"{inner} {field.key} given"),
                    NO,
                    self.of(f"{inner} {field.key}", field.type),
                )
                for field in kind.fields
            }
            entries.append(Entry(count > number, fields))
        return Entries(tuple(entries), z3.If(count > told, count - told, 0))

    def _table(self, name: str, of: Any) -> Entries:
        def entry(named: str) -> Entry:
            inner = f"{name} {named}"
            value = Value(z3.Bool(f"{inner} given"), NO, self.of(inner, of))
            return Entry(z3.Bool(f"{inner} there"), {"": value})

        more = z3.Int(f"{name} more")
        self.world.domain.append(more >= 0)
        self.world.told.append(more == 0)
        named = {word: entry(word) for word in self.world.names.get(self.term.key, ())}
        return Entries((entry("(one)"), entry("(two)")), more, named)
