"""Scenarios: tests that stand in the policy."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from govrules.language.syntax.node import Node
from govrules.language.syntax.values import Value
from govrules.language.syntax.words import Name, Role
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class GivenFact(Node):
    """`provider form is mutual`; several values for a term of type "several of"."""

    name: Name
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class GivenNone(Node):
    """`date of last comparable contract is none`."""

    name: Name


@dataclass(frozen=True, slots=True)
class GivenEntry(Node):
    """`award criteria weights for "price" is 60%`."""

    table: Name
    key: str
    value: Value


@dataclass(frozen=True, slots=True)
class NoneCell(Node):
    """`none` in a cell: known to be none."""


@dataclass(frozen=True, slots=True)
class GivenList(Node):
    """`bids are` and a table of their fields; `contracts are` and a table of terms."""

    name: Name
    fields: tuple[Name, ...]
    rows: tuple[tuple[Value | NoneCell | None, ...], ...]
    """None where the cell is `not given`."""


@dataclass(frozen=True, slots=True)
class GivenJudgement(Node):
    role: Role
    text: str
    satisfied: bool


@dataclass(frozen=True, slots=True)
class GivenAct(Node):
    """`the council proposes to award the contract`."""

    role: Role
    act: Name


@dataclass(frozen=True, slots=True)
class GivenNoActs(Node):
    """`the council proposes no act`."""

    role: Role


@dataclass(frozen=True, slots=True)
class GivenDeparture(Node):
    """`the Cabinet departs from C2 because "…"`."""

    role: Role
    rule: str
    reasons: str | None = None


@dataclass(frozen=True, slots=True)
class GivenReasons(Node):
    """`reasons are recorded for C4: "…"`: reasons for not following a `should`."""

    rule: str
    reasons: str


@dataclass(frozen=True, slots=True)
class GivenSignOff(Node):
    """`the monitoring officer has signed off`."""

    role: Role


@dataclass(frozen=True, slots=True)
class GivenDone(Node):
    """`duty D1 is done`."""

    label: str


Given = (
    GivenFact | GivenNone | GivenEntry | GivenList | GivenJudgement | GivenAct | GivenNoActs
    | GivenDeparture | GivenReasons | GivenSignOff | GivenDone
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExpectVerdict(Node):
    verdict: str
    without: tuple[Name, ...] = ()
    """`expect cannot be decided without delivery risk`."""


@dataclass(frozen=True, slots=True)
class ExpectRule(Node):
    """`expect C2 not applicable`, `expect C2 displaced by C3`, `expect P1 met for "adults"`."""

    rule: str
    status: str
    by: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectTerm(Node):
    """`expect monitoring is enhanced`, `expect value per user is £4.20`."""

    name: Name
    value: Value


@dataclass(frozen=True, slots=True)
class ExpectUndecidedTerm(Node):
    """`expect monitoring cannot be decided without delivery risk`."""

    name: Name
    without: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectDecider(Node):
    """`expect the Cabinet decides`."""

    role: Role


@dataclass(frozen=True, slots=True)
class ExpectSignOff(Node):
    """`expect sign-off by the monitoring officer`."""

    role: Role


@dataclass(frozen=True, slots=True)
class ExpectDuty(Node):
    """`expect duty D2 by 7 July 2026` (the date may be left out)."""

    label: str
    by: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ExpectComparison(Node):
    """`expect O1 prefers "Library mutual"`, `expect O1 gives "Library mutual" 71.5 points`."""

    comparison: str
    verb: Literal["prefers", "sets aside", "ties", "gives"]
    options: tuple[str, ...]
    points: Decimal | None = None


Expectation = (
    ExpectVerdict | ExpectRule | ExpectTerm | ExpectUndecidedTerm | ExpectDecider | ExpectSignOff
    | ExpectDuty | ExpectComparison
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scenario(Node):
    title: str
    given: tuple[Given, ...]
    expect: tuple[Expectation, ...]
    on: dt.date | None = None
