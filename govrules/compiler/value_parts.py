"""What conditions and values read, by what may be missing of it.

Of most, every fact that they read is needed, so that each that is not given is wanted. Of lists,
entries may be missing as well; and of some values, such as the first known of several, what is
wanted depends on more than on which facts are given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from govrules.compiler.derived import name_of
from govrules.compiler.wants import Bits
from govrules.model.dataclass import dataclass
from govrules.model.expression import (
    Aggregate,
    Among,
    Arithmetic,
    Compare,
    Condition,
    Constant,
    DefinedValue,
    Elapsed,
    FigureValue,
    FirstKnown,
    Holds,
    Includes,
    IsNone,
    Lookup,
    Quantified,
    TermValue,
    Value,
)
from govrules.model.policy import Definition, Term


@dataclass(frozen=True, slots=True)
class Parts:
    """What a value reads: facts that are all needed, facts inside which more may be missing, and
    what tells what definitions and tables want. Where it is not strict, this does not tell all."""

    needed: int = 0
    inside: int = 0
    variables: tuple[str, ...] = ()
    is_strict: bool = True

    def __or__(self, other: Parts) -> Parts:
        return Parts(
            self.needed | other.needed,
            self.inside | other.inside,
            tuple(dict.fromkeys(self.variables + other.variables)),
            self.is_strict and other.is_strict,
        )


_UNSETTLED = Parts(is_strict=False)


@dataclass(slots=True)
class Reads:
    """Tells what is read. `variables` has what stands for what a definition or table wants."""

    bits: Bits
    assumed: frozenset[str]
    variables: dict[str, str] = field(default_factory=dict)
    _of_definitions: dict[tuple[str, bool], Parts] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: Iterable[Term], bits: Bits) -> Reads:
        return cls(bits, frozenset(term.key for term in terms if term.assumed is not None))

    def condition(self, condition: Condition) -> Parts:
        """What a condition reads that is unknown."""
        match condition:
            case Compare(_, left, Constant()):
                return self.value(left, unknown=True)
            case Compare(_, left, right):
                return self.value(left) | self.value(right)
            case Among(left) | Includes(left) | IsNone(left) | Holds(left):
                return self.value(left, unknown=True)
            case Quantified(_, term):
                return self._entries(term)
            case _:
                return _UNSETTLED

    def _of_definition(self, definition: Definition, value: Value, unknown: bool) -> Parts:
        # once for each: each of a chain of definitions may read the one before it twice
        name = name_of(definition)
        if (name, unknown) not in self._of_definitions:
            inside = self.value(value, unknown=unknown)
            if inside.inside or not inside.is_strict:
                inside = Parts(variables=(self.variables[name],))
            self._of_definitions[name, unknown] = inside
        return self._of_definitions[name, unknown]

    def value(self, value: Value, *, unknown: bool = False) -> Parts:
        """What a value reads, which may be certain to be unknown."""
        match value:
            case Constant():
                return Parts()
            case TermValue(term) if term.worked_out_by is not None:
                return Parts(variables=(self.variables[f"table {term.worked_out_by}"],))
            case TermValue(term):
                return Parts(0 if term.key in self.assumed else self.bits.of_fact[term.key])
            case FigureValue(figure):
                return Parts() if figure.as_at is None else self.value(figure.as_at)
            case DefinedValue(definition) if definition.value is not None:
                return self._of_definition(definition, definition.value, unknown)
            case FirstKnown(items) if unknown:  # then none of them is known
                found = Parts()
                for item in items:
                    found |= self.value(item, unknown=True)
                return found
            case Arithmetic(_, left, right) | Elapsed(_, left, right):
                return self.value(left) | self.value(right)
            case Aggregate(_, term) | Lookup(term):
                return self._entries(term)
            case _:
                return _UNSETTLED

    def _entries(self, term: Term) -> Parts:
        if term.worked_out_by is not None or term.key in self.assumed:
            return _UNSETTLED
        return Parts(inside=self.bits.of_fact[term.key])
