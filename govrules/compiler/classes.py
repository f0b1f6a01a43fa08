"""Classes of a fact: values that no atom of the policy tells apart.

An amount only matters by where it lies among the figures that it is compared with, a word by which
word it is. So each fact is classified once, with one bisection or one look-up, and its class gives
the truth of every atom that reads this fact alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from math import ceil, floor
from typing import Any

from govrules.compiler import runtime
from govrules.model.dataclass import dataclass
from govrules.model.expression import (
    Among,
    Compare,
    Condition,
    Constant,
    FigureValue,
    Holds,
    IsKnown,
    IsNone,
    TermValue,
    Value,
)
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth
from govrules.model.policy import Term
from govrules.model.types import (
    DateType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    TextType,
    YesNoType,
)

_BY_SIZE = (MoneyType, NumberType, PercentageType, DateType)
_BY_WORD = (OneOfType, TextType, YesNoType)


@dataclass(frozen=True, slots=True)
class FactAtom:
    """An atom that reads one given term and otherwise only what a decision date settles."""

    term: Term
    truth: Callable[[Any], Truth]
    """Its truth for a canonical value, or for None: not given."""
    cuts: tuple[int, ...] = ()
    """Whole numbers (or days) where the truth may change: from here on it may differ."""
    words: tuple[Any, ...] = ()
    """Values that it compares with, for a fact that is a word."""


def fact_atom(condition: Condition, date: dt.date) -> FactAtom | None:
    """The condition as an atom of one fact, on a decision date; None when it is not one."""
    match condition:
        case Compare(relation, TermValue(term), right) if _classified(term):
            known, constant = settled(right, date)
            if not known:
                return None
            cuts = _cuts(relation, constant) if isinstance(term.type, _BY_SIZE) else ()
            return FactAtom(
                term, lambda x: runtime.compared(relation, x, constant), cuts, (constant,)
            )
        case Among(TermValue(term), values) if _classified(term):
            words = tuple(value.value for value in values)
            if isinstance(term.type, _BY_SIZE):
                cuts = tuple(cut for word in words for cut in _cuts("=", word))
            else:
                cuts = ()
            return FactAtom(term, lambda x: _among(x, words), cuts, words)
        case Holds(TermValue(term)) if _classified(term):
            return FactAtom(term, lambda x: UNKNOWN if x is None else TRUE if x is True else FALSE)
        case IsKnown(TermValue(term)) if _classified(term):
            return FactAtom(term, lambda x: FALSE if x is None else TRUE)
        case IsNone(TermValue(term)) if _classified(term):
            return FactAtom(term, lambda x: UNKNOWN if x is None else FALSE)
    return None


def _classified(term: Term) -> bool:
    return term.worked_out_by is None and isinstance(term.type, (*_BY_SIZE, *_BY_WORD))


def _among(value: Any, words: tuple[Any, ...]) -> Truth:
    if value is None:
        return UNKNOWN
    return TRUE if value in words else FALSE


def settled(value: Value, date: dt.date) -> tuple[bool, Any]:
    """Whether the date alone settles a value, and the value (None: no value is in force)."""
    if isinstance(value, Constant):
        return True, value.value
    if isinstance(value, FigureValue) and value.figure.as_at is None:
        dated = [(v.in_force.start, v.in_force.end, v.value.value) for v in value.figure.values]
        current = runtime.figure_at(dated, date, [], value.figure.name)
        return current is not None, current
    return False, None


def _cuts(relation: str, constant: Any) -> tuple[int, ...]:
    """Where the truth of `x relation constant` changes as whole x grows."""
    at = constant.toordinal() if isinstance(constant, dt.date) else constant
    if relation in ("<", ">="):
        return (ceil(at),)
    if relation in ("<=", ">"):
        return (floor(at) + 1,)
    return (ceil(at), floor(at) + 1)


def all_cuts(atoms: Iterable[FactAtom]) -> list[int]:
    return sorted({cut for atom in atoms for cut in atom.cuts})
