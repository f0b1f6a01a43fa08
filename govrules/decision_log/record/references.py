"""Number the places that the sentences of a record are from, each once."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.decision_log.personal import pointer_part
from govrules.decision_log.record.gather import Held
from govrules.decision_log.record.statement import Reference
from govrules.model.decision import SourceRef


class References:
    def __init__(self) -> None:
        self._numbers: dict[Reference, int] = {}

    def to(
        self,
        held: Held,
        *pointers: str,
        rule: str | None = None,
        policy: str | None = None,
        sources: Sequence[SourceRef] = (),
    ) -> tuple[int, ...]:
        """The number of this place, as the references of a sentence."""
        entry = held.entry
        reference = Reference(
            entry.sequence, entry.leaf.hex(), pointers, rule, policy, tuple(sources)
        )
        return (self._numbers.setdefault(reference, len(self._numbers) + 1),)

    def all(self) -> tuple[Reference, ...]:
        return tuple(self._numbers)


def pointer(*parts: str | int) -> str:
    """A JSON Pointer: `pointer("interests", 0, "member")` is "/interests/0/member"."""
    return "".join(f"/{pointer_part(str(part))}" for part in parts)
