"""Carry out a plan: columns of facts → truths of atoms and of nodes, as bits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from govrules.bulk.bits import Bits, Known, bits_of, column_of, truths_of
from govrules.bulk.certified import CertifiedNodes, Looked
from govrules.bulk.plan import Plan
from govrules.compiler.to_polars.columns import FactColumn
from govrules.compiler.to_polars.singly import Singly
from govrules.model.facts import JUDGEMENTS
from govrules.model.kleene import FALSE, TRUE, UNKNOWN

_CODES = {False: FALSE, None: UNKNOWN, True: TRUE}
_ANSWERS = {FALSE: False, UNKNOWN: None, TRUE: True}


def decide_columns(
    frame: pl.DataFrame,
    facts: Mapping[str, FactColumn],
    plan: Plan,
    tests: Mapping[str, Known],
    nodes: CertifiedNodes,
) -> dict[str, Known]:
    """The truths of everything in the plan, by name, from those of its tests."""
    truths = {**plan.settled, **tests}
    for name, step in plan.steps.items():
        if isinstance(step, Looked):
            truths[name] = bits_of(_looked_up(truths, frame.height, step, nodes))
        elif isinstance(step, Singly):
            truths[name] = bits_of(singly(frame, facts, truths, step))
        else:
            truths[name] = truths_of(step, truths)
    return truths


def tested(frame: pl.DataFrame, tests: Mapping[str, pl.Expr]) -> dict[str, Known]:
    """What tests of columns come to, in every row."""
    columns = frame.with_columns(test.alias(name) for name, test in tests.items())
    return {name: bits_of(columns[name]) for name in tests}


def singly(
    frame: pl.DataFrame,
    facts: Mapping[str, FactColumn],
    truths: Mapping[str, Known],
    what: Singly,
) -> pl.Series:
    """The truths of what is decided once for each distinct combination of what it reads."""
    present = [key for key in what.facts if key in facts]
    free = {name: t for name in what.nodes if isinstance(t := truths[name], Bits)}
    settled = {name: t for name in what.nodes if not isinstance(t := truths[name], Bits)}
    cells = [frame[column] for key in present for column in facts[key].columns]
    readers = {key: _reader(key, facts.get(key)) for key in what.facts}

    def decide(row: Sequence[object]) -> bool | None:
        each = iter(row)
        given = {key: tuple(next(each) for _ in facts[key].columns) for key in present}
        values = [readers[key](given.get(key)) for key in what.facts]
        found = settled | {name: _CODES[next(each)] for name in free}  # type: ignore[index]
        return _ANSWERS[what.decide(*values, *(found[name] for name in what.nodes))]

    return _distinct(pl.DataFrame([*cells, *_columns(free, frame.height)]), decide)


def _columns(truths: Mapping[str, Known], height: int) -> list[pl.Series]:
    return [column_of(truth, height).alias(name) for name, truth in truths.items()]


def _reader(key: str, column: FactColumn | None) -> Callable[[tuple[object, ...] | None], object]:
    def read(cells: tuple[object, ...] | None) -> object:
        value = None if column is None or cells is None else column.canonical(cells)
        if key == JUDGEMENTS:
            return {text: TRUE if each.value else FALSE for text, each in value or ()}
        return value

    return read


def _looked_up(
    truths: Mapping[str, Known], height: int, looked: Looked, nodes: CertifiedNodes
) -> pl.Series:
    """A node's truths: each distinct combination of its inputs decided once by durable-rules."""

    def decide(row: Sequence[object]) -> bool | None:
        return _ANSWERS[nodes.look_up(looked, tuple(_CODES[cell] for cell in row))]  # type: ignore[index]

    free = {name: truths[name] for name in looked.free}
    return _distinct(pl.DataFrame(_columns(free, height)), decide)


def _distinct(read: pl.DataFrame, decide: Callable[[Sequence[object]], bool | None]) -> pl.Series:
    """What each distinct row comes to, joined back."""
    rows = read.unique(maintain_order=False)
    answers = pl.Series("answer", [decide(row) for row in rows.iter_rows()], dtype=pl.Boolean)
    return read.join(
        rows.with_columns(answers), on=read.columns, how="left", nulls_equal=True,
        maintain_order="left",
    )["answer"]  # fmt: skip
