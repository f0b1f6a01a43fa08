"""What stands at the head of a policy: title, dates, uses, sources, priorities, principles."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from govrules.language.syntax.node import Node
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class InForce(Node):
    start: dt.date | None = None
    end: dt.date | None = None
    """The last day, included."""


@dataclass(frozen=True, slots=True)
class Use(Node):
    title: str
    version: str | None = None
    or_later: bool = False


@dataclass(frozen=True, slots=True)
class Adoption(Node):
    body: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Header(Node):
    title: str
    version: str = "1"
    authority: str | None = None
    """"statute", "statutory guidance", "council policy" or "directorate policy"."""
    adopted: Adoption | None = None
    in_force: InForce | None = None
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Source(Node):
    label: str
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Priority(Node):
    title: str
    weight: Decimal | None = None
    """Per cent."""


@dataclass(frozen=True, slots=True)
class Principle(Node):
    number: str
    text: str
