"""The tests that atoms make of columns: each distinct one once, however many atoms rest on it.

What is "at least" is not "less than", and what is one of several words is this word or that: so an
atom is a formula over few tests, and the tests are what is paid for in every row.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from govrules.compiler.program import Formula, Negation, Read, Some
from govrules.compiler.to_polars.columns import FactColumn

_MOST_APART = 8
"""So many words are asked for one by one; more of them together."""


@dataclass(slots=True)
class ColumnTests:
    """Expressions of three-valued columns by name, as they come up."""

    found: dict[str, pl.Expr] = field(default_factory=dict)

    def of(self, name: str, test: pl.Expr) -> Read:
        """What reads the test of this name, which is the same function of the row wherever it is
        asked for."""
        self.found.setdefault(name, test)
        return Read(name)

    def given(self, column: FactColumn) -> Formula:
        return self.of(f"[{column.name}] is given", pl.col(column.name).is_not_null())

    def none(self, column: FactColumn) -> Formula:
        return self.of(f"[{column.name}] is none", pl.col(column.none))

    def always(self, column: FactColumn, truth: bool) -> Formula:
        """The same wherever the fact is given, and else unknown."""
        at = pl.col(column.name)
        itself = self.of(f"[{column.name}] is itself", at == at)
        return itself if truth else Negation(itself)

    def among(self, column: FactColumn, places: list[int]) -> Formula:
        """Whether what stands there is one of these; unknown where nothing does."""
        others = [place for place in range(len(column.objects)) if place not in places]
        if not places or not others:
            return self.always(column, bool(places))
        if min(len(places), len(others)) > _MOST_APART:
            return self.of(f"[{column.name}] in {places}", where(pl.col(column.name), places))
        if len(others) < len(places):
            return Negation(self._one_of(column, others))
        return self._one_of(column, places)

    def _one_of(self, column: FactColumn, places: list[int]) -> Formula:
        at = pl.col(column.name)
        return Some(tuple(self.of(f"[{column.name}] = {place}", at == place) for place in places))


def where(at: pl.Expr, places: list[int]) -> pl.Expr:
    """Whether what stands there is one of these; empty where nothing does."""
    return at.is_in(places) if places else at != at
