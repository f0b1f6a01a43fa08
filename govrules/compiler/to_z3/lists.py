"""Lists and tables of names in Z3: totals, shares, counts, and tests of any or every entry.

The first entries are told one by one. Of any further ones nothing is known, so what they would add
to a result is left open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import z3

from govrules.compiler.to_z3.rails import (
    NO,
    Bool,
    Rails,
    all_of,
    any_of,
    both,
    either,
    every,
    negation,
    no,
    some,
)
from govrules.compiler.to_z3.values import Entries, Entry, Length, Names, Number, Shared, Value
from govrules.model.expression import Aggregate
from govrules.model.types import DateType, DurationType, Type

Test = Callable[[Entry], Rails]


@dataclass(slots=True)
class Lists:
    """Works out what a policy asks of lists; `domain` takes what holds of the results."""

    domain: list[Bool]
    shared: Shared
    open: list[Bool] = field(default_factory=list)
    """Where nothing but bounds is known of a result: models in which one of these holds may not
    be those of a choice."""

    def aggregate(self, asked: Aggregate, of: Value, test: Test | None) -> Value:
        """The number, total, share, highest or lowest; unknown as the meaning has it."""
        if isinstance(of.of, Names):
            return self._number_of_names(of) if asked.kind == "number" else _nothing()
        if isinstance(asked.type, DurationType) or not isinstance(of.of, Entries):
            return self.anything(of.there, asked.type)
        entries: Entries = of.of
        told = [*entries.named.values(), *entries.first]
        tests = [test(entry) if test is not None else None for entry in told]
        counted = [entry.there if t is None else both(entry.there, t.true)
                   for entry, t in zip(told, tests, strict=True)]  # fmt: skip
        sure = every(
            either(no(entry.there), no(t.unknown))
            for entry, t in zip(told, tests, strict=True)
            if t is not None
        )
        known = both(of.there, sure)
        if asked.kind == "number":
            return self.shared.once(
                lambda: self._number(known, counted, entries, test is not None),
                "number", test is not None, known, entries.more, *counted,
            )  # fmt: skip
        values = [entry.fields[asked.field.key if asked.field else ""] for entry in told]
        return self.shared.once(
            lambda: self._amount(asked, known, counted, told, values, entries),
            asked.kind, known, entries.more, *counted, *(value.of for value in values),
            *(value.there for value in values),
        )  # fmt: skip

    def _amount(
        self,
        asked: Aggregate,
        known: Bool,
        counted: Sequence[Bool],
        told: Sequence[Entry],
        values: Sequence[Value],
        entries: Entries,
    ) -> Value:
        if asked.kind == "share":
            return self._share(known, counted, told, values, entries)
        complete = every(either(no(c), v.there) for c, v in zip(counted, values, strict=True))
        known = both(known, complete)
        if asked.kind == "total":
            return self._total(known, counted, values, entries)
        return self._extreme(asked, known, counted, values, entries)

    def _number_of_names(self, of: Value) -> Value:
        number = _sum([z3.If(there, 1, 0) for there in of.of.members.values()]) + of.of.others
        return Value(of.there, NO, z3.ToReal(number))

    def _number(
        self, known: Bool, counted: Sequence[Bool], entries: Entries, tested: bool
    ) -> Value:
        number = _sum([z3.If(there, 1, 0) for there in counted])
        if not tested:
            return Value(known, NO, z3.ToReal(number + entries.more))
        more, sure = z3.FreshInt("more"), z3.FreshBool("sure")
        self.domain += [more >= 0, more <= entries.more]
        known = self._opened(known, sure, entries)
        return Value(known, NO, z3.ToReal(number + more))

    def _total(
        self, known: Bool, counted: Sequence[Bool], values: Sequence[Value], entries: Entries
    ) -> Value:
        more, sure = z3.FreshReal("more"), z3.FreshBool("sure")
        self.domain.append(z3.Implies(entries.more == 0, more == 0))
        known = self._opened(known, sure, entries)
        return Value(known, NO, _part(counted, values) + more)

    def _share(
        self,
        known: Bool,
        counted: Sequence[Bool],
        told: Sequence[Entry],
        values: Sequence[Value],
        entries: Entries,
    ) -> Value:
        complete = every(either(no(e.there), v.there) for e, v in zip(told, values, strict=True))
        whole = _part([entry.there for entry in told], values)
        held = _part(counted, values)
        share = z3.FreshReal("share")
        none_more = entries.more == 0
        # a share is a quotient of two sums: said as a product, which is easier to solve
        self.domain.append(z3.Implies(both(none_more, whole != 0), share * whole == held * 100))
        sure = z3.FreshBool("sure")
        known = self._opened(both(known, complete), sure, entries)
        return Value(both(known, either(whole != 0, no(none_more))), NO, share)

    def _extreme(
        self,
        asked: Aggregate,
        known: Bool,
        counted: Sequence[Bool],
        values: Sequence[Value],
        entries: Entries,
    ) -> Value:
        highest = asked.kind == "highest"
        dates = isinstance(asked.type, DateType)
        result = z3.FreshInt("extreme") if dates else z3.FreshReal("extreme")
        none_more = entries.more == 0
        some_counted = some(counted)
        bounds = [
            z3.Implies(both(c, v.there), (result >= v.of) if highest else (result <= v.of))
            for c, v in zip(counted, values, strict=True)
        ]
        reached = some(both(c, result == v.of) for c, v in zip(counted, values, strict=True))
        self.domain.append(z3.Implies(both(known, some_counted, none_more), both(reached, *bounds)))
        known = self._opened(known, z3.FreshBool("sure"), entries)
        return Value(both(known, either(some_counted, no(none_more))), NO, result)

    def _opened(self, known: Bool, sure: Bool, entries: Entries) -> Bool:
        """Known; but where there are entries of which nothing is told, that is open too."""
        return both(known, either(entries.more == 0, sure))

    def anything(self, readable: Bool, kind: Type) -> Value:
        """A value of which nothing is known but that it needs what it reads."""
        known = z3.FreshBool("anything known")
        self.domain.append(z3.Implies(known, readable))
        self.open.append(readable)
        of: Any = z3.FreshReal("anything")
        if isinstance(kind, DurationType):
            of = Length(z3.FreshInt("anything"), z3.FreshInt("anything"), z3.FreshBool("anything"))
        elif isinstance(kind, DateType):
            of = z3.FreshInt("anything")
        return Value(known, NO, of)

    def quantified(self, kind: str, of: Value, test: Test) -> Rails:
        """Whether any entry (or every entry) passes the test."""
        entries: Entries = of.of
        told = [*entries.named.values(), *entries.first]
        results = []
        for entry in told:
            there = Rails(entry.there, entry.there)
            passed = test(entry)
            results.append(all_of([there, passed]) if kind == "any" else any_of(
                [negation(there), passed]))  # fmt: skip
        said = [each for rails in results for each in (rails.true, rails.possible)]
        true, possible = self.shared.once(self._maybe, kind, entries.more, *said)
        more = entries.more != 0
        if kind == "any":
            rest = Rails(both(more, true), both(more, possible))
            found = any_of([*results, rest])
        else:
            rest = Rails(either(no(more), true), either(no(more), possible))
            found = all_of([*results, rest])
        return Rails(both(of.there, found.true), either(no(of.there), found.possible))

    def _maybe(self) -> tuple[Bool, Bool]:
        """A truth of which nothing is known."""
        true, possible = z3.FreshBool("more true"), z3.FreshBool("more possible")
        self.domain.append(z3.Implies(true, possible))
        return true, possible


def _nothing() -> Value:
    """A value that is never known: totals over names that have no entries."""
    return Value(NO, NO, z3.RealVal(0))


def _part(counted: Sequence[Bool], values: Sequence[Value]) -> Number:
    return _sum([z3.If(c, v.of, 0) for c, v in zip(counted, values, strict=True)])


def _sum(numbers: Sequence[Number]) -> Number:
    return z3.Sum(list(numbers)) if numbers else z3.IntVal(0)
