"""The record of one decision as frozen values: what it says, and where each sentence is from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from govrules.decision_log.record.law import Maker, Provision
from govrules.model.decision import SourceRef

State = Literal["recorded", "not recorded", "erased", "withheld", "unfit"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a sentence is from.

    `pointers` are places in the body of the entry, as JSON Pointers (RFC 6901). `rule` and `policy`
    are those that the sentence tells of, with their `sources`.
    """

    entry: int
    leaf: str
    pointers: tuple[str, ...]
    rule: str | None = None
    policy: str | None = None
    sources: tuple[SourceRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """`references` are numbers in the list of references, from 1.

    `state` is "not recorded" for something that the log does not hold, "erased" for something that
    it held, "withheld" for something that is left out of this copy, and "unfit" for an outcome that
    does not fit its advice.
    """

    text: str
    references: tuple[int, ...] = ()
    state: State = "recorded"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its sentences; `law` names the regulations that ask for it, if any does."""

    title: str
    sentences: tuple[Sentence, ...]
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What became of one rule, for the table of the advice."""

    rule: str
    title: str
    status: str
    policy: str
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact of the choice as it was given."""

    key: str
    value: str
    references: tuple[int, ...]
    state: State = "recorded"


@dataclass(frozen=True, slots=True)
class Step:
    """A hash of an inclusion proof, and the side on which it stands."""

    side: Literal["left", "right"]
    hash: str


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands in the log of this size and root. `note` is a signed checkpoint."""

    entry: int
    id: str
    kind: str
    time: str
    leaf: str
    size: int
    root: str
    steps: tuple[Step, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """The decision of a person or body, in short."""

    outcome: str
    capacity: str
    decided_by: str
    on: dt.date | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The record of one decision, or of an advice on which none is recorded (`made` is None).

    `title` is that of the choice. `parts` are what the law asks for, in its order; `advice` what
    the tool said; `further` the rest. `references` are in the order of their numbers.
    """

    title: str | None
    council: str | None
    made: Made | None
    verdict: str
    advised: int
    decision_date: dt.date
    maker: Maker | None
    provisions: tuple[Provision, ...]
    law: Part
    parts: tuple[Part, ...]
    advice: Part
    findings: tuple[FindingRow, ...]
    further: tuple[Part, ...]
    facts: tuple[FactRow, ...]
    references: tuple[Reference, ...]
    proofs: tuple[Proof, ...]
    rulebook: str
    policies: tuple[str, ...]
    engine: str
    names: bool = True
