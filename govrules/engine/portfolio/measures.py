"""What a norm measures: bounds of the share, total, number, … over all that the facts may be.

The bounds are right whatever the unknown facts turn out to be, and no closer bounds would be, as
long as what is unknown of one contract does not hang on what is unknown of another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from govrules.compiler.runtime import compared
from govrules.engine.portfolio.bounds import (
    INFINITE,
    Amount,
    Bounds,
    Range,
    range_of,
    range_of_term,
    times,
)
from govrules.engine.portfolio.tally import Cell, Tally
from govrules.model.duration import Duration
from govrules.model.expression import Relation
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth
from govrules.model.policy import PortfolioNorm
from govrules.model.types import (
    DateType,
    DurationType,
    NumberType,
    OneOfType,
    SeveralOfType,
    Type,
    YesNoType,
)

FIRST_DAY, LAST_DAY = dt.date.min, dt.date.max
"""Where dates have no end."""


def measure(norm: PortfolioNorm, tally: Tally) -> Bounds | None:
    """The bounds of what the norm measures; None where there is nothing to measure."""
    kind = norm.term.type if norm.term is not None else NumberType()
    match norm.measure:
        case "total":
            assert norm.term is not None
            return total(tally, range_of_term(norm.term))
        case "share":
            assert norm.term is not None
            return share(tally, range_of_term(norm.term))
        case "number":
            return number(tally)
        case "number of different":
            or_none = norm.term is not None and norm.term.or_none
            return different(tally, kind, or_none=or_none)
        case "highest" | "lowest":
            return extreme(tally, kind, highest=norm.measure == "highest")


# --- sums --------------------------------------------------------------------------------------


def least(cell: Cell, unknown: Range) -> Amount:
    """The least that the amounts of contracts can add up to, all of them counted."""
    known: Amount = cell.known
    return known + times(cell.unknown, unknown.least)


def most(cell: Cell, unknown: Range) -> Amount:
    known: Amount = cell.known
    return known + times(cell.unknown, unknown.most)


def total(tally: Tally, unknown: Range) -> Bounds:
    low: Amount = least(tally.certain, unknown)
    high: Amount = most(tally.certain, unknown)
    for (member, counts), cell in tally.cells.items():
        if counts != FALSE and (member, counts) != (TRUE, TRUE):
            # each of these is left out where that makes the total less, or more
            low += cell.losses + times(cell.unknown, min(0, unknown.least))
            high += cell.gains + times(cell.unknown, max(0, unknown.most))
    return Bounds(low, high)


def parts(tally: Tally, unknown: Range) -> tuple[Amount, Amount, Amount, Amount]:
    """The least and the most of what counts, then the least and the most of the rest.

    Where one is at its most, the other can be at its least: no contract is in both ends at once.
    """
    of = {key: (least(cell, unknown), most(cell, unknown)) for key, cell in tally.cells.items()}
    nothing: tuple[Amount, Amount] = (0, 0)
    counting = sum((high for (_, counts), (_, high) in of.items() if counts != FALSE), start=0)
    others = sum((high for (_, counts), (_, high) in of.items() if counts != TRUE), start=0)
    return (
        of.get((TRUE, TRUE), nothing)[0], counting, of.get((TRUE, FALSE), nothing)[0], others,
    )  # fmt: skip


def share(tally: Tally, unknown: Range) -> Bounds | None:
    """Of amounts that are nothing or more, in per cent; None where the whole is surely nothing.

    What the facts may be such that the whole is nothing is left aside: of nothing, there is no
    share.
    """
    return share_of(*parts(tally, not_negative(unknown)))


def share_of(
    part_low: Amount, part_high: Amount, rest_low: Amount, rest_high: Amount
) -> Bounds | None:
    """The share of a part beside the rest, each from its least to its most."""
    if not part_high and not rest_high:
        return None
    low, low_open = _least_share(part_low, rest_high)
    rest_share, high_open = _least_share(rest_low, part_high)
    return Bounds(low, 100 - rest_share, low_open, high_open)


def not_negative(unknown: Range) -> Range:
    return Range(max(0, unknown.least), unknown.most)


def _least_share(part: Amount, rest: Amount) -> tuple[Amount, bool]:
    """The share of the least part beside the most of the rest, and whether it is never reached."""
    if not rest:  # then whatever there is, is part
        return 100, False
    if rest == INFINITE:
        return 0, bool(part)
    return Fraction(100 * part) / (part + rest) if part else 0, False


# --- numbers -----------------------------------------------------------------------------------


def number(tally: Tally) -> Bounds:
    return Bounds(tally.certain.count, sum(cell.count for cell in tally.possible()))


def different(tally: Tally, kind: Type, *, or_none: bool) -> Bounds:
    """How many different values there are; a value that is not known may be a new one or not."""
    certain = tally.certain
    named = certain.unknown and not or_none and not isinstance(kind, SeveralOfType)
    low = max(len(certain.values), 1 if named else 0)
    values = _union(tally.possible())
    unknown = sum(cell.unknown for cell in tally.possible())
    if isinstance(kind, SeveralOfType):
        new: Amount = INFINITE if unknown else 0
    else:
        new = unknown
    return Bounds(low, min(len(values) + new, _different_values(kind)))


def _union(cells: Iterable[Cell]) -> set[Any]:
    return set[Any]().union(*(cell.values for cell in cells))


def _different_values(kind: Type) -> Amount:
    """How many values of a type there are."""
    if isinstance(kind, OneOfType) or (isinstance(kind, SeveralOfType) and kind.values):
        return len(kind.values)
    return 2 if isinstance(kind, YesNoType) else INFINITE


# --- the highest and the lowest ----------------------------------------------------------------


def extreme(tally: Tally, kind: Type, *, highest: bool) -> Bounds | None:
    """None where there surely is none; where there may be none, that is left aside."""
    if not any(cell.count for cell in tally.possible()):
        return None
    if isinstance(kind, DurationType):
        return _length(tally, highest=highest)
    certain, possible = tally.certain.values, _union(tally.possible())
    is_unknown = any(cell.unknown for cell in tally.possible())
    outer: Callable[..., Any] = max if highest else min
    inner: Callable[..., Any] = min if highest else max
    innermost, outermost = _ends(kind) if highest else reversed(_ends(kind))
    if not possible and not is_unknown:
        return None  # all that count are known to have none
    far = outermost if is_unknown else outer(possible)
    if certain:
        near = outer(certain)
    elif tally.certain.unknown:
        near = innermost
    else:
        # none counts for certain, so that each by itself may be all there is
        near = innermost if is_unknown else inner(possible)
    return Bounds(near, far) if highest else Bounds(far, near)


def _ends(kind: Type) -> tuple[Any, Any]:
    """What a value that is not given lies between."""
    if isinstance(kind, DateType):
        return FIRST_DAY, LAST_DAY
    unknown = range_of(kind)
    return unknown.least, unknown.most


# --- lengths of time ---------------------------------------------------------------------------


def _length(tally: Tally, *, highest: bool) -> Bounds | None:
    """The longest or shortest where it is certain; 60 days and 2 months have no order."""
    others = [cell for cell in tally.possible() if cell is not tally.certain and cell.count]
    if others or tally.certain.unknown:
        return None
    relation: Relation = ">=" if highest else "<="
    values = tally.certain.values
    for one in values:
        if all(compared(relation, one, other) == TRUE for other in values):
            return Bounds(one, one)
    return None


def length_holds(relation: Relation, tally: Tally, limit: Duration, *, highest: bool) -> Truth:
    """Whether the longest (or shortest) stands in the relation to the limit.

    Decided length by length: the longest is at most 3 months when each is, and at least 3 months
    when one is.
    """
    if not any(cell.count for cell in tally.possible()):
        return UNKNOWN
    match relation:
        case "=" | "!=":
            outer: Relation = "<=" if highest else ">="
            same = min(_each(outer, tally, limit), _some("=", tally, limit))
            return same if relation == "=" else TRUE - same
        case _:
            for_each = (relation in ("<", "<=")) == highest
            return (_each if for_each else _some)(relation, tally, limit)


def _each(relation: Relation, tally: Tally, limit: Duration) -> Truth:
    if any(compared(relation, one, limit) == FALSE for one in tally.certain.values):
        return FALSE
    open_ = any(cell.unknown for cell in tally.possible())
    values = _union(tally.possible())
    surely = all(compared(relation, one, limit) == TRUE for one in values)
    return TRUE if surely and not open_ else UNKNOWN


def _some(relation: Relation, tally: Tally, limit: Duration) -> Truth:
    if any(compared(relation, one, limit) == TRUE for one in tally.certain.values):
        return TRUE
    open_ = any(cell.unknown for cell in tally.possible())
    values = _union(tally.possible())
    never = all(compared(relation, one, limit) == FALSE for one in values)
    return FALSE if never and not open_ else UNKNOWN
