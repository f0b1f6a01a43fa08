"""Conditions: tests, and groups of them."""

from __future__ import annotations

from dataclasses import field
from typing import Literal as OneOf

from govrules.language.syntax.node import Node, Operator
from govrules.language.syntax.values import Value
from govrules.language.syntax.words import Name, Role
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class AllOf(Node):
    """Every item holds. `bulleted` when written with bullets ("all of these")."""

    items: tuple[Condition, ...]
    bulleted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    items: tuple[Condition, ...]
    bulleted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class NoneOf(Node):
    """`none of these` with bullets."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeastOf(Node):
    """`at least 2 of these` with bullets."""

    count: int
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not qualifying mutual`."""

    item: Condition


@dataclass(frozen=True, slots=True)
class Holds(Node):
    """A yes/no phrase on its own: `qualifying mutual`, `is local`."""

    name: Name | Role


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    left: Value
    operator: Operator
    right: Value


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`A is between B and C`, both ends included."""

    left: Value
    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class Among(Node):
    """`A is one of B, C` (or, negated, `is not one of`)."""

    left: Value
    values: tuple[Value, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Includes(Node):
    """`reservation includes local area` (or `does not include`)."""

    left: Value
    value: Value
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Known(Node):
    """`A is known`; negated `A is not known`."""

    left: Value
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Absent(Node):
    """`A is none`: known to be absent; negated `A is not none`."""

    left: Value
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Satisfied(Node):
    """`the decision maker is satisfied that "…"`: a judgement that the named role records."""

    role: Role
    text: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`any bids where …`, `every bids where …`."""

    kind: OneOf["any", "every"]
    list: Name
    where: Condition


@dataclass(frozen=True, slots=True)
class Proposes(Node):
    """`the council proposes to award the contract`."""

    role: Role
    act: Name
    negated: bool = False


Condition = (
    AllOf | AnyOf | NoneOf | AtLeastOf | Not | Holds | Comparison | Between | Among | Includes
    | Known | Absent | Satisfied | Quantified | Proposes
)  # fmt: skip
