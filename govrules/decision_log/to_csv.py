"""Write rows as CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from govrules.decision_log.to_rows import Row
from govrules.explain.safe import visible

_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@\uff0b\uff0d\uff1d\uff20]")
"""How a cell begins that a spreadsheet may take for a formula (full-width signs too)."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LONGEST = 30_000
"""A spreadsheet takes 32,767 characters in a cell."""


def write_csv(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([harmless(column) for column in columns])
    for row in rows:
        writer.writerow([harmless(row.get(column) or "") for column in columns])


def harmless(text: str) -> str:
    """The text of a cell: on one line, what steers made visible, and never a formula."""
    seen = visible(text, _LONGEST)
    return f"'{seen}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else seen
