"""What an analysis says of policies: what it found, what it could not settle, and a witness.

A code is "A" and three digits: A1xx what rules come to together (most need the solver), A2xx words
and figures, A3xx tables, A4xx findings that were accepted. Their pages are in
`language/faults/codes_proofs.py` and `codes_analysis.py`, because a policy may name a code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govrules.model.diagnostic import Related
from govrules.model.place import Place


@dataclass(frozen=True, slots=True)
class Witness:
    """A choice that shows a finding, as the engine decided it.

    `choice` maps keys to values as JSON has them, and is decided on the date `on`; `said` tells it
    in the policy's words, fact by fact. `shows` says in one line what came of it that shows the
    finding: "C2 is breached and C3 permits".
    """

    choice: Mapping[str, Any]
    on: dt.date
    said: tuple[str, ...]
    verdict: str
    shows: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that analysis found, which does not hold for one choice only.

    `place` is where it stands. `related` is the second place, where there is one. `about` has the
    labels of the rules, tables or duties, or the names of the words, that it concerns: an accepted
    finding is known again by its code and these. `suggestion` says what to do next.
    """

    code: str
    message: str
    place: Place
    about: tuple[str, ...]
    related: tuple[Related, ...] = ()
    witness: Witness | None = None
    suggestion: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        return (self.place, *(related.place for related in self.related))


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A claim that was neither proved nor refuted: which (`code`, `what`), and `why` not.

    `what` is a phrase that follows "not settled: ", such as "whether C2 can ever be breached".
    """

    code: str
    what: str
    why: str
    about: tuple[str, ...] = ()
    place: Place | None = None


Found = Finding | Unsettled
