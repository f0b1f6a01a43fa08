"""Put proposed scenarios into a policy file, which must then still hold in every way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govrules.cli.writing import write_file
from govrules.errors import AnalysisFault, UsageError

if TYPE_CHECKING:
    from govrules.analysis.testing.proposals import Proposal


def accept(file: Path, search: Sequence[Path], found: Sequence[Proposal]) -> None:
    """Write the file with the scenarios at its end; what stands before them stays as it is.

    The new text is loaded and all its scenarios are run first. Raises AnalysisFault when it does
    not hold, and UsageError when the file cannot be written; then nothing has changed.
    """
    from govrules.analysis.testing.proposals import with_scenarios

    try:
        before = file.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f'cannot read "{file}" again: {error}') from None
    after = with_scenarios(before, found)
    _try(file, search, after)
    write_file(file, after.encode("utf-8"))


def _try(file: Path, search: Sequence[Path], text: str) -> None:
    from govrules.errors import PolicyError
    from govrules.library import loads

    try:
        rulebook = loads({str(file): text}, search=[file.parent, *search])
    except PolicyError as error:
        raise AnalysisFault(
            f'"{file}" would have faults with the proposed scenarios, so it was left as it is: '
            f"{error}"
        ) from error
    failed = [r for r in rulebook.run_scenarios(rulebook.titles_in([str(file)])) if not r.passed]
    if failed:
        raise AnalysisFault(
            f'"{file}" was left as it is, since a scenario would not pass: {failed[0].failures[0]}'
        )
