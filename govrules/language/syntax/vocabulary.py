"""What a policy declares: terms, acts, roles, figures, definitions, assumptions."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal as OneOf

from govrules.language.syntax.conditions import Condition
from govrules.language.syntax.heading import InForce
from govrules.language.syntax.node import Node
from govrules.language.syntax.values import Value
from govrules.language.syntax.words import Citation, Literal, Name, Role
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ValueName(Node):
    """One value of an enumeration; `written` is the code that choices use for it, if any."""

    text: str
    written: str | None = None


@dataclass(frozen=True, slots=True)
class TypeExpr(Node):
    """The declared type. `low`/`high` bound numbers and percentages; `unit` is for durations."""

    kind: OneOf[
        "money", "number", "percentage", "duration", "date", "yes or no", "one of", "several of",
        "text", "list", "table",
    ]  # fmt: skip
    vat: OneOf["", "including", "excluding"] = ""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: OneOf["", "days", "weeks", "months", "years"] = ""
    values: tuple[ValueName, ...] = ()
    fields: tuple[FieldDecl, ...] = ()
    of: OneOf["", "amounts", "money", "percentages", "dates"] = ""
    """For a table: what its names stand for (`a table of names and amounts`)."""


@dataclass(frozen=True, slots=True)
class FieldDecl(Node):
    """A field of a list: `price (money excluding VAT)`; without a type it is text."""

    name: Name
    type: TypeExpr


@dataclass(frozen=True, slots=True)
class TermDecl(Node):
    """`annual value is money excluding VAT or none, written value_net_gbp, judged by the panel`."""

    name: Name
    type: TypeExpr
    or_none: bool = False
    written: str | None = None
    judged_by: Role | None = None
    personal: bool = False
    """`held as personal data`."""
    changeable: bool = False
    """`may be changed`."""


@dataclass(frozen=True, slots=True)
class ActsDecl(Node):
    """`acts: award the contract, discontinue the service`."""

    acts: tuple[ValueName, ...]


@dataclass(frozen=True, slots=True)
class RolesDecl(Node):
    """`roles: the Cabinet, the corporate director` (optional; then a misspelt role is noticed)."""

    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary(Node):
    declarations: tuple[TermDecl | ActsDecl | RolesDecl, ...]


@dataclass(frozen=True, slots=True)
class FigureValue(Node):
    value: Literal
    in_force: InForce
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure(Node):
    name: Name
    values: tuple[FigureValue, ...]
    as_at: Name | None = None


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """`Define X if CONDITION` (yes or no) or `Define X as VALUE`."""

    name: Name
    meaning: Condition | Value
    written: str | None = None
    citations: tuple[Citation, ...] = ()
    is_condition: bool = True


@dataclass(frozen=True, slots=True)
class Assumption(Node):
    """`assume value of options is £0 if not given`."""

    name: Name
    value: Literal | Name
