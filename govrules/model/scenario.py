"""A scenario of a policy: what is given, and what is expected of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from decimal import Decimal
from typing import Any
from typing import Literal as OneOf

from govrules.model.dataclass import dataclass
from govrules.model.expression import Constant
from govrules.model.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class ExpectedVerdict:
    verdict: str
    without: tuple[str, ...] = ()
    """Keys of facts that the decision must still need."""
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExpectedStatus:
    """`group` is the group of a portfolio rule that is asked about; None where it is the whole."""

    rule: str
    status: str
    by: str | None = None
    group: str | None = None
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExpectedTerm:
    """`value` is None where the term cannot be decided; then `without` names facts it wants."""

    key: str
    value: Constant | None
    without: tuple[str, ...] = ()
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExpectedDecider:
    role: str
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExpectedSignOff:
    role: str
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExpectedDuty:
    label: str
    by: dt.date | None = None
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExpectedComparison:
    """What a comparison of the scenario's options must come to.

    "open" expects that it is open who comes first, and that the facts with the keys `without` are
    missing; "gives" that the one option has these points, to one decimal place or as many as are
    written.
    """

    comparison: str
    verb: OneOf["prefers", "sets aside", "ties", "gives", "open"]
    options: tuple[str, ...] = ()
    points: Decimal | None = None
    without: tuple[str, ...] = ()
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


Expected = (
    ExpectedVerdict | ExpectedStatus | ExpectedTerm | ExpectedDecider | ExpectedSignOff
    | ExpectedDuty | ExpectedComparison
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scenario:
    """`choice` is a choice as JSON would give it, with the reserved keys of `model.facts`.

    With `contracts`, the portfolio rules are decided over them, and the choice, where anything is
    given, is the proposed award.

    `options` holds options to compare, by name, each with the facts that it alone has; those of
    `choice` are then facts of all of them.
    """

    title: str
    choice: dict[str, Any]
    expect: tuple[Expected, ...]
    on: dt.date | None = None
    contracts: tuple[dict[str, Any], ...] | None = None
    options: tuple[tuple[str, dict[str, Any]], ...] = ()
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)
