"""What durable-rules decided of one choice, before anything of it is told."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from govrules.model.dataclass import dataclass
from govrules.model.decision import Verdict
from govrules.model.kleene import Truth


@dataclass(frozen=True, slots=True)
class Decided:
    """What durable-rules decided: the verdict, the packed outcome of each rule, the derived terms.

    All cells are there, those of the rules first (see `telling.outcomes`), and the truth of each
    atom and the derived values in the order of the generated function. `records` are the atoms that
    what the choice records makes true, `in_vain` the words for departures that do not count, and
    `notes` are there where a value could not be worked out.
    """

    verdict: Verdict
    cells: bytes
    atoms: tuple[Truth, ...]
    values: tuple[Any, ...]
    terms: dict[str, Any]
    records: Set[str]
    in_vain: tuple[str, ...]
    notes: tuple[str, ...]
