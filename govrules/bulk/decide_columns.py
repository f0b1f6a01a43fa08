"""Carry out a plan: columns of facts → columns of truths, of atoms and of nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from govrules.bulk.certified import CertifiedNodes, Looked
from govrules.bulk.plan import Plan
from govrules.compiler.to_polars.columns import FactColumn
from govrules.compiler.to_polars.singly import Singly
from govrules.model.facts import JUDGEMENTS
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth

_CODES = {False: FALSE, None: UNKNOWN, True: TRUE}
_ANSWERS = {FALSE: False, UNKNOWN: None, TRUE: True}


def decide_columns(
    frame: pl.DataFrame, facts: Mapping[str, FactColumn], plan: Plan, nodes: CertifiedNodes
) -> pl.DataFrame:
    """The frame with a Boolean column, empty for unknown, for each step of the plan."""
    for stage in plan.stages:
        quick: list[pl.Expr | pl.Series] = [
            step.alias(name) for name, step in stage.items() if isinstance(step, pl.Expr)
        ]
        slow: list[pl.Expr | pl.Series] = [
            _looked_up(frame, step, nodes).alias(name)
            if isinstance(step, Looked)
            else singly(frame, facts, plan.settled, step).alias(name)
            for name, step in stage.items()
            if not isinstance(step, pl.Expr)
        ]
        frame = frame.with_columns(quick + slow)
    return frame


def singly(
    frame: pl.DataFrame,
    facts: Mapping[str, FactColumn],
    settled: Mapping[str, Truth],
    what: Singly,
) -> pl.Series:
    """The truths of what is decided once for each distinct combination of what it reads."""
    present = [key for key in what.facts if key in facts]
    nodes = [name for name in what.nodes if name not in settled]
    columns = [column for key in present for column in facts[key].columns] + nodes
    readers = {key: _reader(key, facts.get(key)) for key in what.facts}

    def decide(row: Sequence[object]) -> bool | None:
        cells = iter(row)
        given = {key: tuple(next(cells) for _ in facts[key].columns) for key in present}
        truths = {name: _CODES[next(cells)] for name in nodes}  # type: ignore[index]
        values = [readers[key](given.get(key)) for key in what.facts]
        found = [truths[n] if n in truths else settled[n] for n in what.nodes]
        return _ANSWERS[what.decide(*values, *found)]

    return _distinct(frame, columns, decide)


def _reader(key: str, column: FactColumn | None) -> Callable[[tuple[object, ...] | None], object]:
    def read(cells: tuple[object, ...] | None) -> object:
        value = None if column is None or cells is None else column.canonical(cells)
        if key == JUDGEMENTS:
            return {text: TRUE if each.value else FALSE for text, each in value or ()}
        return value

    return read


def _looked_up(frame: pl.DataFrame, looked: Looked, nodes: CertifiedNodes) -> pl.Series:
    """A node's truths: each distinct combination of its inputs decided once by durable-rules."""

    def decide(row: Sequence[object]) -> bool | None:
        return _ANSWERS[nodes.look_up(looked, tuple(_CODES[cell] for cell in row))]  # type: ignore[index]

    return _distinct(frame, list(looked.free), decide)


def _distinct(
    frame: pl.DataFrame, columns: list[str], decide: Callable[[Sequence[object]], bool | None]
) -> pl.Series:
    """What each distinct row of these columns comes to, joined back."""
    read = frame.select(columns)
    rows = read.unique(maintain_order=False)
    answers = pl.Series("answer", [decide(row) for row in rows.iter_rows()], dtype=pl.Boolean)
    return read.join(
        rows.with_columns(answers), on=columns, how="left", nulls_equal=True, maintain_order="left"
    )["answer"]
