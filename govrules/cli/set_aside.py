"""Keep the rows of a register that cannot be read, with the reasons, in a file of their own."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govrules.engine.portfolio.register import GivenContract
    from govrules.errors import ChoiceError


class SetAside:
    """Rows that were left out, as CSV: where each stands, what is wrong, and what it says."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: list[tuple[str, str, str]] = []

    def take(self, given: GivenContract, error: ChoiceError) -> None:
        reasons = "; ".join(f'"{f.key}" {f.message}' if f.key else f.message for f in error.faults)
        said = json.dumps(dict(given.data), default=str, ensure_ascii=True)
        self._rows.append((given.name, reasons, said))

    def write(self) -> None:
        """Write them. Raises UsageError when the file cannot be written."""
        from govrules.cli.streams import plain
        from govrules.cli.writing import write_file

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("row", "reasons", "contract"))
        for row in self._rows:
            writer.writerow([harmless(plain(cell)) for cell in row])
        write_file(self._path, text.getvalue())


def harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
