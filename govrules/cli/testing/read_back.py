"""Say in words what a policy does at its boundaries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from govrules.analysis.testing.read_back import LifeEnd, ReadBack
from govrules.analysis.testing.to_data import place_data
from govrules.engine.json_values import json_value
from govrules.engine.notes import plain_date
from govrules.explain.boundary import Boundary, Side
from govrules.explain.values import say
from govrules.model.expression import Constant, FigureValue
from govrules.model.types import MoneyType

_OWNERS = {"definition": "", "decider": "who decides: ", "sign-off": "who signs off: "}


def lines(found: ReadBack | LifeEnd) -> Iterator[str]:
    """Where it is and what is compared; then what the values beside the limit do."""
    if isinstance(found, LifeEnd):
        yield f"{found.place} {_in_force(found)}"
        yield "    " + "; ".join(f"{plain_date(day)}: {what}" for day, what in _days(found))
        return
    one = found.boundary
    yield f"{one.place} {_owner(one)}: {one.words}{_limit(found)}"
    yield "    " + "; ".join(f"{side.words}{_basis(one)}: {side.does}" for side in one.telling)


def _owner(one: Boundary) -> str:
    owner = _OWNERS.get(one.owner, f"{one.owner} ")
    part = "" if one.part == "condition" or one.owner != "rule" else f", {one.part}"
    row = f" row {one.row}" if one.owner == "table" else ""
    return f"{owner}{one.label}{row}{part}"


def _limit(found: ReadBack) -> str:
    """The value of a figure, and the days on which it is so."""
    one = found.boundary
    if isinstance(one.limit, Constant):
        return ""
    parts = [say(one.limit_value, one.limit.type)]
    if isinstance(one.limit, FigureValue) and one.limit.figure.as_at is not None:
        parts.append(f"as at {one.limit.figure.as_at.term.name}")
    if found.since is not None:
        parts.append(f"from {plain_date(found.since)}")
    if found.until is not None:
        parts.append(f"until {plain_date(found.until)}")
    return f" ({' '.join(parts)})"


def _basis(one: Boundary) -> str:
    """`excluding VAT`, where the amounts of the subject are of one basis."""
    kind = one.subject.type
    return f" {kind.vat} VAT" if isinstance(kind, MoneyType) and kind.vat else ""


def _in_force(found: LifeEnd) -> str:
    what = "the policy" if found.label is None else f"rule {found.label}"
    return f"{what}: {'first' if found.first else 'last'} day in force"


def _days(found: LifeEnd) -> list[tuple[dt.date, str]]:
    days = [(found.inside, "in force"), (found.outside, "not in force")]
    return sorted(days)


def data(found: ReadBack | LifeEnd) -> dict[str, Any]:
    """The same as data that JSON can hold."""
    if isinstance(found, LifeEnd):
        return {
            "kind": "in force",
            "label": found.label,
            "place": place_data(found.place),
            "words": _in_force(found),
            "sides": [{"value": day.isoformat(), "does": what} for day, what in _days(found)],
        }
    one = found.boundary
    return {
        "kind": one.owner,
        "label": one.label,
        "part": one.part,
        "row": one.row,
        "place": place_data(one.place),
        "words": one.words,
        "limit": json_value(one.limit_value),
        "since": found.since and found.since.isoformat(),
        "until": found.until and found.until.isoformat(),
        "sides": [_side(one, side) for side in one.telling],
    }


def _side(one: Boundary, side: Side) -> dict[str, Any]:
    said = f"{side.words}{_basis(one)}"
    return {"value": json_value(side.value), "words": said, "holds": side.holds, "does": side.does}
