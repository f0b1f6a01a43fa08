"""Say what a portfolio rule measures, its limit and what is left, in plain words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from govrules.engine.notes import plain_date
from govrules.model.numbers import money_text, number_text, percentage_text
from govrules.model.portfolio import (
    Effect,
    GroupFinding,
    Headroom,
    MeasuredBounds,
    NormFinding,
    PortfolioFinding,
    State,
    Unit,
)

_PLACES = 2
_RELATIONS = {
    "=": "exactly", "!=": "other than", "<": "less than", "<=": "at most", ">": "more than",
    ">=": "at least",
}  # fmt: skip
_EFFECTS: dict[Effect, str] = {
    "caused": "kept before the award, and not after it",
    "perhaps caused": "after the award it may not be kept",
    "worsened": "{before} before the award, which takes it further off",
    "stands": "{before} before the award, which does not make it worse",
    "eased": "{before} before the award, which brings it nearer",
}


def amount(text: str, unit: Unit, *, beside: str | None = None) -> str:
    """A number in its unit, cut to two places unless it would then look like the one beside it."""
    if unit == "date":
        return plain_date(dt.date.fromisoformat(text))
    if unit == "duration":
        return text
    number = Decimal(text)
    short = round(number, _PLACES)
    if beside is not None and short == Decimal(beside) != number:
        short = number
    value = int(short) if short == short.to_integral_value() else short.normalize()
    match unit:
        case "money":
            return money_text(value)
        case "per cent":
            return percentage_text(value)
        case "contracts":
            return f"{number_text(value)} contract{'' if value == 1 else 's'}"
    return number_text(value)


def measured(bounds: MeasuredBounds | None, norm: NormFinding) -> str:
    """58%, between 41.67% and 54.55%, £3 million or more, not known."""
    if bounds is None:
        return "nothing to measure"

    def said(text: str) -> str:
        return amount(text, norm.unit, beside=norm.limit)

    low, high = bounds.low, bounds.high
    if low is None:
        return "not known" if high is None else f"{said(high)} or less"
    if high is None:
        return f"{said(low)} or more"
    if low == high:
        return said(low)
    least = f"more than {said(low)}" if bounds.low_open else said(low)
    most = f"less than {said(high)}" if bounds.high_open else said(high)
    if bounds.low_open or bounds.high_open:
        return f"from {least} to {most}"
    return f"between {least} and {most}"


def limit_words(norm: NormFinding) -> str:
    """must be at most 60%"""
    if norm.limit is None:
        return "its limit is not known"
    said = amount(norm.limit, norm.unit if norm.unit != "different" else "number")
    return f"{norm.modality} be {_RELATIONS[norm.relation]} {said}"


def kept(norm: NormFinding, state: State) -> str:
    """Whether a norm is kept, in a word or two."""
    if state.holds == "unknown":
        return "open"
    holds = state.holds == "yes"
    return "kept" if holds != norm.modality.endswith("not") else "not kept"


def headroom_words(norm: NormFinding, room: Headroom | None) -> str | None:
    """What is left, over or wanting; None where nothing can be said."""
    if room is None:
        return None
    of = _of(norm, room)
    match room.kind:
        case "room":
            return _room(room, of)
        case "over":
            return f"over the limit by {_range(room)}{of}"
        case "wanting":
            if room.least is None or room.most is None:
                return f"no amount{of} is sure to be enough"
            if room.least == "0" and room.least != room.most:
                return f"up to {_said(room, room.most)}{of} may still be wanting"
            return f"{_range(room)} more{of} {_is(room)} still wanting"


def _is(room: Headroom) -> str:
    return "are" if room.unit in ("contracts", "different") and room.most != "1" else "is"


def _of(norm: NormFinding, room: Headroom) -> str:
    where = f" where {norm.where}" if norm.where else ""
    if room.of == "the others":
        return f" of all else than{where}" if where else ""
    return where


def _room(room: Headroom, of: str) -> str:
    least = None if room.least is None else _said(room, room.least)
    most = "any amount" if room.most is None else _said(room, room.most)
    less = "less than " if room.exclusive else ""
    if least is None:
        return f"room for any amount more{of}"
    if room.least == room.most:
        return f"no room for more{of}" if room.least == "0" else f"room for {less}{least} more{of}"
    if room.least == "0":
        return f"no room for certain, and room for {less}{most} more at best{of}"
    return f"room for {less}{least} more for certain, and for {most} at best{of}"


def _range(room: Headroom) -> str:
    if room.least is None:
        return "any amount"
    least = _said(room, room.least)
    if room.most is None:
        return f"{least} or more"
    return least if room.least == room.most else f"{least} to {_said(room, room.most)}"


def _said(room: Headroom, text: str) -> str:
    if room.unit == "different":
        return f"{number_text(int(text))} different"
    if room.unit == "money":
        return money_text(_exact(text))
    return amount(text, room.unit)


def _exact(text: str) -> int | Decimal:
    number = Fraction(text)
    return number.numerator if number.denominator == 1 else Decimal(text)


def group_words(finding: PortfolioFinding, group: GroupFinding) -> str:
    """“adults”, or what stands for the contracts whose group is not given."""
    if group.given:
        return f"“{group.group}”"
    return f"another {finding.for_each}, if those not given are one of their own"


def effect_words(effect: Effect | None, *, is_open: bool) -> str | None:
    """What the award does to a limit that is not kept after it, or open."""
    before = "already open" if is_open else "already not kept"
    return None if effect is None else _EFFECTS[effect].format(before=before)
