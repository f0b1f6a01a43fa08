"""The facts of a choice once they have been checked against the vocabulary.

Canonical values: money, numbers and percentages are `int` when whole, else `Decimal`; a duration
is a `Duration`; a date is a `datetime.date`; yes/no is a `bool`; a value of an enumeration is its
declared text; "several of" is a frozenset of texts; text is `str`; a list is a tuple of
dictionaries by field key; a table is a dictionary from name to entry (None: entry not given).
A fact that was not given is absent; one that is known to be none is `NONE`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

from govrules.model.dataclass import dataclass


class _NoneType:
    """Known to be absent, which is not the same as not given."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NONE"

    def __reduce__(self) -> str:
        return "NONE"


NONE: Final = _NoneType()

ACTS: Final = "acts"
JUDGEMENTS: Final = "judgements"
DEPARTURES: Final = "departures"
REASONS: Final = "reasons"
SIGN_OFFS: Final = "sign_offs"
DUTIES_DONE: Final = "duties_done"
NOT_KNOWN: Final = "not_known"
DECISION_DATE: Final = "decision_date"
RESERVED: Final = frozenset(
    {ACTS, JUDGEMENTS, DEPARTURES, REASONS, SIGN_OFFS, DUTIES_DONE, NOT_KNOWN, DECISION_DATE}
)
"""Keys of a choice that are not terms:

acts          ["award the contract"]: what is proposed; not given is unknown, [] is nothing
judgements    {"the service would otherwise stop within 28 days": true} or, with who judged it,
              {"…": {"value": true, "by": "the decision maker", "reasons": "…"}}
departures    [{"rule": "C2", "by": "the Cabinet", "reasons": "…"}]
reasons       {"C4": "only two bidders work in the region"}: for a `should` not followed
sign_offs     ["the monitoring officer"]
duties_done   ["D1"]
not_known     ["last_inspection"]: facts that nobody knows, by key; of a judgement its text
decision_date "2026-07-03" (a policy may also declare a term with this key)
"""


@dataclass(frozen=True, slots=True)
class RecordedDeparture:
    rule: str
    by: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person judged: true or false, or for a term that a role judges the term's value."""

    value: Any
    by: str = ""
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """`values` by key. `acts` is None where the choice does not say what it proposes.

    `not_known` are facts (by key, or a judgement's text) that the choice says nobody knows: they
    are not given, and need not be asked for.

    `judged` records, for a term or a judgement text, who judged it where the choice says so.
    """

    values: Mapping[str, Any]
    acts: frozenset[str] | None = None
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    departures: tuple[RecordedDeparture, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    sign_offs: frozenset[str] = frozenset()
    duties_done: frozenset[str] = frozenset()
    not_known: frozenset[str] = frozenset()
    decision_date: dt.date | None = None
    judged: Mapping[str, Judgement] = field(default_factory=dict)
