"""What is told of each row, and how it is read from a single decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from govrules.model.decision import Decision, Status, Verdict

LISTS = (
    "breached", "departed", "undetermined", "missing", "also_missing", "duties", "sign_offs",
)  # fmt: skip
"""The columns of lists: labels of rules, keys of facts, labels of duties, roles."""
VERDICT_WORDS = tuple(verdict.value for verdict in Verdict)
VERDICTS = pl.Enum(list(VERDICT_WORDS))

SCHEMA: dict[str, pl.DataType] = {
    "verdict": VERDICTS,
    **{name: pl.List(pl.String()) for name in LISTS},
    "decision_date": pl.Date(),
}

ASIDE: dict[str, pl.DataType] = {
    "row": pl.UInt32(), "key": pl.String(), "because": pl.String(), "amount": pl.Decimal(38, 12),
}  # fmt: skip
"""The columns of rows that are set aside."""


def row_of(decision: Decision) -> dict[str, Any]:
    """The row that tells a decision."""
    return {
        "verdict": decision.verdict.value,
        "breached": _with(decision, Status.BREACHED),
        "departed": _with(decision, Status.DEPARTED),
        "undetermined": _with(decision, Status.UNDETERMINED),
        "missing": [need.key for need in decision.needs if need.matters],
        "also_missing": [need.key for need in decision.needs if not need.matters],
        "duties": [duty.duty for duty in decision.duties if duty.status == "owed"],
        "sign_offs": sorted({each.who for each in decision.sign_offs if each.status == "owed"}),
        "decision_date": decision.decision_date,
    }


def _with(decision: Decision, status: Status) -> list[str]:
    return [finding.rule for finding in decision.findings if finding.status == status]


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What came of a table.

    `decisions` has a row for each decided row of the table, with its place in the column `row`;
    `set_aside` has a row for each fault of the others: `row`, `key` and `because`. `alone` is how
    many rows were decided one by one, as they carry what has no place in columns.
    """

    decisions: pl.DataFrame
    set_aside: pl.DataFrame
    alone: int = 0
