"""Record what was decided, in batches, before any of it is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from govrules.cli.streams import tell
from govrules.model.dataclass import dataclass

if TYPE_CHECKING:
    from govrules.decision_log.log import DecisionLog
    from govrules.interop.choices.given import GivenChoice
    from govrules.library import Rulebook
    from govrules.model.decision import Decision


@dataclass(frozen=True, slots=True)
class Recorder:
    """Records decisions in one transaction for each batch."""

    rulebook: Rulebook
    log: DecisionLog
    asked_by: str | None
    labels: tuple[str, ...]
    batch: int = 500

    def record(self, decided: Sequence[tuple[GivenChoice, Decision]]) -> None:
        """Raises LogError when none of them was recorded."""
        entries = self.rulebook.record_many(
            self.log,
            [(given.data, decision) for given, decision in decided],
            asked_by=self.asked_by,
            labels=self.labels,
        )
        first, last = entries[0], entries[-1]
        if first is last:
            tell(f"recorded as entry {first.sequence}, {first.id}")
        else:
            tell(f"recorded as entries {first.sequence} to {last.sequence}")


@contextmanager
def recorder(
    rulebook: Rulebook, url: str | None, asked_by: str | None, labels: tuple[str, ...]
) -> Iterator[Recorder | None]:
    """A recorder for the log at the URL; None where none is asked for."""
    if url is None:
        yield None
        return
    from govrules.decision_log.log import DecisionLog

    with DecisionLog.open(url) as log:
        yield Recorder(rulebook, log, asked_by, labels)
