"""Tell what may leave a test open: that a fact is not known, or that all are and yet it is."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.analysis.facts.parts import parts_of
from govrules.analysis.facts.reads import FactRef, Reads
from govrules.model.expression import (
    Aggregate,
    Arithmetic,
    Condition,
    FigureValue,
    FirstKnown,
    IsKnown,
    Lookup,
    Quantified,
    TermValue,
)
from govrules.model.types import DurationType


def watched(tests: Iterable[Condition], reads: Reads) -> frozenset[FactRef]:
    """The facts of which a test asks whether they are known: not giving them is an answer too."""
    found: set[FactRef] = set()
    for part in parts_of(tests):
        if isinstance(part, IsKnown | FirstKnown):
            found |= reads.of(part)
    return frozenset(found)


def takes_the_first(test: Condition) -> bool:
    """Whether one known fact may settle a test that reads others too."""
    return any(isinstance(part, FirstKnown) for part in parts_of([test]))


def may_stay_unknown(test: Condition) -> bool:
    """Whether a test may come out unknown though all that it reads is given."""
    for part in parts_of([test]):
        if isinstance(part, Aggregate | Quantified | Lookup):
            return True
        if isinstance(part, Arithmetic) and part.operator in ("divided by", "without VAT at"):
            return True
        if isinstance(part, FigureValue) and part.figure.as_at is not None:
            return True
        if isinstance(part, TermValue) and (
            part.term.or_none or isinstance(part.type, DurationType) or part.term.worked_out_by
        ):
            return True
    return False
