"""A node of the logic program → a Polars expression over three-valued columns.

A column of Booleans with empty places for unknown is three-valued logic as it stands: Polars' own
and, or and not are strong Kleene's. Whether they are is not taken on trust: `bulk.certified` uses
an expression only where durable-rules gave the same for every combination of inputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_

import polars as pl

from govrules.compiler.program import All, Certain, Formula, Negation, Possible, Read, Some
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth

Known = pl.Expr | Truth
"""An expression, or a truth that is the same in every row."""
Inputs = Mapping[str, Known]
"""Inputs that are not columns of their own: an expression in their place, or a settled truth."""

_LITERALS = {FALSE: False, UNKNOWN: None, TRUE: True}


def literal(truth: Truth) -> pl.Expr:
    return pl.lit(_LITERALS[truth], dtype=pl.Boolean)


def expression(formula: Formula, inputs: Inputs) -> Known:
    """The formula; an input that is not among `inputs` is a column of that name."""
    match formula:
        case Read(name):
            return inputs.get(name, pl.col(name))
        case Negation(item):
            inner = expression(item, inputs)
            return ~inner if isinstance(inner, pl.Expr) else 2 - inner
        case Certain(name):
            inner = inputs.get(name, pl.col(name))
            if isinstance(inner, pl.Expr):
                return inner.fill_null(False)
            return TRUE if inner == TRUE else FALSE
        case Possible(name):
            inner = inputs.get(name, pl.col(name))
            if isinstance(inner, pl.Expr):
                return inner.fill_null(True)
            return FALSE if inner == FALSE else TRUE
        case All(items):
            return _joined([expression(item, inputs) for item in items], TRUE)
        case Some(items):
            return _joined([expression(item, inputs) for item in items], FALSE)


def _joined(items: list[Known], neutral: Truth) -> Known:
    """The least of the items (`neutral` is true) or the greatest (false)."""
    whole = neutral
    parts: list[pl.Expr] = []
    for item in items:
        if isinstance(item, pl.Expr):
            parts.append(item)
        else:
            whole = min(whole, item) if neutral == TRUE else max(whole, item)
    if whole == 2 - neutral or not parts:
        return whole
    if whole == UNKNOWN:
        parts.append(literal(UNKNOWN))
    return reduce(and_ if neutral == TRUE else or_, parts)
