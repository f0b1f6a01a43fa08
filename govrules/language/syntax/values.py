"""Values: names, literals, and what is worked out from them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Literal as OneOf

from govrules.language.syntax.node import Node
from govrules.language.syntax.words import Literal, Name, Role, Text
from govrules.model.dataclass import dataclass

if TYPE_CHECKING:  # conditions hold values and values hold conditions
    from govrules.language.syntax.conditions import Condition


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`with VAT at` turns money excluding VAT into money including it; `without VAT at` back."""

    operator: OneOf["plus", "minus", "times", "divided by", "with VAT at", "without VAT at"]
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class FirstKnown(Node):
    """`first known of gross value, net value with VAT at VAT rate`."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """`number of bids where …`, `total of price of bids`, `share of price of bids where …`."""

    kind: OneOf["number", "total", "share", "highest", "lowest"]
    list: Name
    field: Name | None = None
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Elapsed(Node):
    """`days between A and B`, `months between A and B`, `working days between A and B`."""

    unit: OneOf["days", "working days", "months", "years"]
    start: Value
    end: Value


@dataclass(frozen=True, slots=True)
class Lookup(Node):
    """`award criteria weights for "price"`: the entry of a table term."""

    table: Name
    key: Text


Value = Name | Role | Literal | Arithmetic | FirstKnown | Aggregate | Elapsed | Lookup
# A Role is a value only where the text said "the smal limit" and no such phrase is declared:
# `to_typed` then reports the unknown term.
