"""What is laid out or weighed up: decision tables, portfolio rules, comparisons of options."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal as OneOf

from govrules.language.syntax.conditions import Condition
from govrules.language.syntax.node import Modality, Node, Operator
from govrules.language.syntax.values import Value
from govrules.language.syntax.words import Citation, Literal, Name, Role
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CellTest(Node):
    """One alternative in a cell: an operator and a value ("at least £250,000"), or a value."""

    operator: Operator
    value: Value
    high: Value | None = None
    """The upper end for `between A and B`; the operator is then "is"."""


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """The alternatives of a cell, any of which may hold; none for `any`."""

    tests: tuple[CellTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Row(Node):
    cells: tuple[Cell, ...]
    outputs: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A decision table. `hit` is its hit policy."""

    label: str
    title: str
    hit: OneOf["exactly one row applies", "first row that applies", "every row that applies"]
    inputs: tuple[Value, ...]
    outputs: tuple[Name, ...]
    rows: tuple[Row, ...]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class PortfolioNorm(Node):
    """`the share of annual value where … must be at most 60%`."""

    measure: OneOf["share", "total", "number", "number of different", "highest", "lowest"]
    term: Name
    modality: Modality
    operator: Operator
    limit: Value
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class PortfolioRule(Node):
    label: str
    title: str
    across: str
    """What is looked at, in words: "contracts in force"."""
    norms: tuple[PortfolioNorm, ...]
    where: Condition | None = None
    for_each: Name | None = None
    otherwise_refer_to: Role | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion(Node):
    """`rank by whole-life cost for "Value for money", lower is better`.

    `low` and `high` are the ends of a fixed scale (`from £0 to £5 million`), if the policy names
    them.
    """

    term: Name
    priority: str
    higher_is_better: bool
    low: Literal | None = None
    high: Literal | None = None


@dataclass(frozen=True, slots=True)
class Preference(Node):
    """`if within 2 points prefer provider form in order: in-house team, mutual`."""

    points: Decimal
    term: Name
    order: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class OptionComparison(Node):
    label: str
    title: str
    criteria: tuple[Criterion, ...]
    preference: Preference | None = None
    citations: tuple[Citation, ...] = ()
