"""Show decision tables as tables: a column for each thing that is looked at."""

from __future__ import annotations

from govrules.explain.document import Block, Grid, Section, plain
from govrules.explain.paper.boundary_box import boundary_box
from govrules.explain.paper.context import Paper
from govrules.explain.paper.phrases import in_words, paragraph, subject_of
from govrules.explain.values import say
from govrules.model.expression import AllOf
from govrules.model.policy import Table, TableRow

_HITS = {
    "exactly one row applies": "Exactly one row may apply; where several do, nothing is decided.",
    "first row that applies": "The first row that applies decides.",
    "every row that applies": "Every row that applies counts.",
}


def tables(paper: Paper, level: int) -> tuple[Section, ...]:
    return tuple(
        Section(f"{table.label}: {table.title}", _blocks(paper, table), level)
        for table in paper.policy.tables
    )


def _blocks(paper: Paper, table: Table) -> tuple[Block, ...]:
    cited = paper.sources.cited(table.citations)
    lead = paragraph(_HITS[table.hit], *cited)
    return (lead, _grid(table), *boundary_box(paper, "table", table.label))


def _grid(table: Table) -> Grid:
    cells = [_cells(row) for row in table.rows]
    columns = list(dict.fromkeys(name for row in cells if row is not None for name in row))
    if any(row is None for row in cells):
        columns, cells = ["When"], [_whole(row) for row in table.rows]
    rows = tuple(
        (
            plain(str(number)),
            *(plain((found or {}).get(name, "any")) for name in columns),
            *(
                plain(say(output.value, term.type))
                for output, term in zip(row.outputs, table.outputs, strict=True)
            ),
        )
        for number, (row, found) in enumerate(zip(table.rows, cells, strict=True), 1)
    )
    header = ("Row", *columns, *(f"gives {term.name}" for term in table.outputs))
    return Grid(f"Table {table.label}", header, rows)


def _whole(row: TableRow) -> dict[str, str] | None:
    return {"When": in_words(row.condition) if row.condition is not None else "in every case"}


def _cells(row: TableRow) -> dict[str, str] | None:
    """What a row says of each thing; None where its words cannot be parted in this way."""
    if row.condition is None:
        return {}
    items = row.condition.items if isinstance(row.condition, AllOf) else (row.condition,)
    found: dict[str, str] = {}
    for item in items:
        subject = subject_of(item)
        if subject is None or not item.words.startswith(f"{subject} ") or subject in found:
            return None
        found[subject] = item.words.removeprefix(f"{subject} ").removeprefix("is ")
    return found
