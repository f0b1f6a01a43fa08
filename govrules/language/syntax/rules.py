"""What a policy demands: rules, departures, duties, who decides."""

from __future__ import annotations

from typing import Literal as OneOf

from govrules.language.syntax.conditions import Condition
from govrules.language.syntax.heading import InForce
from govrules.language.syntax.node import Modality, Node
from govrules.language.syntax.words import Citation, Duration, Literal, Name, Role
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """`for at most 6 months`: states how far a permission or duty goes."""

    operator: OneOf["at most", "at least"]
    amount: Literal


@dataclass(frozen=True, slots=True)
class ActNorm(Node):
    """`the council must not award the contract`."""

    role: Role
    modality: Modality
    act: Name
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class TermNorm(Node):
    """`number of bids must be at least 3`.

    `requirement` is the condition that the modality asks for, written positively: for
    `X must not be Y` the modality is "must not" and the requirement `X is Y`.
    """

    modality: Modality
    requirement: Condition


Norm = ActNorm | TermNorm


@dataclass(frozen=True, slots=True)
class Rule(Node):
    label: str
    title: str
    norms: tuple[Norm, ...]
    condition: Condition | None = None
    unless: Condition | None = None
    despite: tuple[str, ...] = ()
    subject_to: tuple[str, ...] = ()
    sign_offs: tuple[Role, ...] = ()
    because: str | None = None
    serves: tuple[str, ...] = ()
    in_force: InForce | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure(Node):
    """`council policy may be departed from by the Cabinet with recorded reasons`.

    `by` is None for `statute may not be departed from`.
    """

    authority: str
    by: Role | None = None
    with_reasons: bool = False


@dataclass(frozen=True, slots=True)
class Departures(Node):
    entries: tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class AcceptedFinding(Node):
    """`A301 on T1 because "the panel settles it"`: what analysis may find, and why it stays.

    It is about rules, tables and duties by their labels, and about words, which are quoted.
    """

    code: str
    labels: tuple[str, ...]
    words: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class AcceptedFindings(Node):
    entries: tuple[AcceptedFinding, ...]


@dataclass(frozen=True, slots=True)
class Duty(Node):
    """`the corporate director must consult "residents who use it" for at least 12 weeks`.

    `action` is the verb with the words about it ("consult"), `about` the quoted object.
    `within` is a deadline after the decision, `lasting` a minimum length before it.
    """

    role: Role
    modality: Modality
    action: str
    about: str = ""
    lasting: Duration | None = None
    within: Duration | None = None


@dataclass(frozen=True, slots=True)
class Duties(Node):
    """`Duties D1: before a decision to discontinue the service`, with an optional `if`."""

    label: str
    timing: OneOf["before", "after"]
    act: Name
    duties: tuple[Duty, ...]
    condition: Condition | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Decider(Node):
    """`the Cabinet if annual value is at least £500,000`."""

    role: Role
    condition: Condition


@dataclass(frozen=True, slots=True)
class WhoDecides(Node):
    deciders: tuple[Decider, ...]
    otherwise: Role | None = None
    sign_offs: tuple[Decider, ...] = ()
