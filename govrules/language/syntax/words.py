"""Names, roles, literals and citations."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from decimal import Decimal
from typing import Literal as OneOf

from govrules.language.syntax.node import Node, Unit
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A phrase of the policy, blanks made single: a term, value, act, figure or definition.

    `article` when "the" was written before it; it means nothing and is kept for the formatter.
    """

    text: str
    article: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Role(Node):
    """A person or body, without its article: "corporate director", "Cabinet"."""

    text: str


@dataclass(frozen=True, slots=True)
class Money(Node):
    amount: Decimal
    vat: OneOf["", "including", "excluding"] = ""


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Decimal


@dataclass(frozen=True, slots=True)
class Percentage(Node):
    """`12%` has the value 12."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Duration(Node):
    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Date(Node):
    value: dt.date


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class YesNo(Node):
    value: bool


Literal = Money | Number | Percentage | Duration | Date | Text | YesNo


@dataclass(frozen=True, slots=True)
class Citation(Node):
    """`[CON rule 4.2]`: the label of a declared source, and the part of it ("rule 4.2")."""

    source: str
    part: str = ""
