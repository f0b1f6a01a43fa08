"""Which contracts keep a measure open, and by how much it would close in without each of them.

Only the largest are kept, so that a register of any size takes no more room; how many there are,
and how many want each fact, is counted over all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.engine.portfolio.bounds import Amount, Bounds, Range, exact, range_of_term
from govrules.engine.portfolio.measures import measure, not_negative, parts, share_of
from govrules.engine.portfolio.members import Contract
from govrules.engine.portfolio.tally import Tally
from govrules.model.facts import NONE
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth
from govrules.model.policy import PortfolioNorm

MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class Open:
    """A contract of which something is open: its place in the tally, its value, what it wants."""

    contract: str
    title: str | None
    member: Truth
    counts: Truth
    value: Any
    missing: tuple[str, ...]

    @property
    def order(self) -> tuple[int, Any, str, str]:
        """First those without an amount, then the largest."""
        if self.value is None:
            return 0, 0, self.contract, self.title or ""
        size = _size(self.value) if isinstance(self.value, int | Decimal | Fraction) else 0
        return 1, -size, self.contract, self.title or ""


def _size(value: int | Decimal | Fraction) -> Amount:
    amount = exact(value)
    return -amount if amount < 0 else amount


def is_open(norm: PortfolioNorm, member: Truth, counts: Truth, value: Any) -> bool:
    """Whether anything that is not known of a contract could change what the norm measures."""
    if norm.measure != "share" and counts == FALSE:
        return False
    if value is NONE:
        return False
    return member != TRUE or counts == UNKNOWN or (value is None and norm.term is not None)


@dataclass(slots=True)
class OpenContracts:
    count: int = 0
    kept: list[Open] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)

    def add(
        self, contract: Contract, member: Truth, counts: Truth, value: Any, missing: tuple[str, ...]
    ) -> None:
        self.count += 1
        for key in missing:
            self.missing[key] = self.missing.get(key, 0) + 1
        found = Open(contract.name, contract.title, member, counts, value, missing)
        self.kept.append(found)
        if len(self.kept) >= 4 * MOST_KEPT:
            self._trim()

    def _trim(self) -> None:
        self.kept = sorted(self.kept, key=lambda one: one.order)[:MOST_KEPT]

    def with_others(self, others: OpenContracts) -> OpenContracts:
        """These, and others that may belong here."""
        joined = OpenContracts(self.count + others.count, [*self.kept, *others.kept])
        for missing in (self.missing, others.missing):
            for key, count in missing.items():
                joined.missing[key] = joined.missing.get(key, 0) + count
        joined._trim()
        return joined

    def most_decisive(self) -> list[Open]:
        self._trim()
        return self.kept


def narrows_by(norm: PortfolioNorm, tally: Tally, one: Open) -> Amount | None:
    """By how much at least the bounds close in, once what is missing of a contract is known.

    None where that cannot be said: its amount is not known, or an end is open for other reasons.
    """
    match norm.measure:
        case "number":
            return 1
        case "number of different":
            return 1 if one.value is None or one.counts == UNKNOWN or one.member == UNKNOWN else 0
        case "total" if one.value is not None:
            return _size(one.value)
        case "share" if one.value is not None:
            return _share_narrows(norm, tally, one)
    return None


def _share_narrows(norm: PortfolioNorm, tally: Tally, one: Open) -> Amount | None:
    assert norm.term is not None
    now = measure(norm, tally)
    if now is None:
        return None
    unknown = not_negative(range_of_term(norm.term))
    ways = {
        _Place(member, counts)
        for member in ((FALSE, TRUE) if one.member == UNKNOWN else (one.member,))
        for counts in ((FALSE, TRUE) if one.counts == UNKNOWN else (one.counts,))
    }
    return _width(now) - max(_width(_moved(tally, unknown, one, way)) for way in ways)


@dataclass(frozen=True, slots=True)
class _Place:
    member: Truth
    counts: Truth


def _moved(tally: Tally, unknown: Range, one: Open, way: _Place) -> Bounds | None:
    """The share with the contract in another class of the tally."""
    amount = exact(one.value)
    part_low, part_high, rest_low, rest_high = parts(tally, unknown)
    if one.counts != FALSE:
        part_high -= amount
    if one.counts != TRUE:
        rest_high -= amount
    if (one.member, one.counts) == (TRUE, TRUE):
        part_low -= amount
    if (one.member, one.counts) == (TRUE, FALSE):
        rest_low -= amount
    if way.member == TRUE and way.counts == TRUE:
        part_low, part_high = part_low + amount, part_high + amount
    elif way.member == TRUE:
        rest_low, rest_high = rest_low + amount, rest_high + amount
    return share_of(part_low, part_high, rest_low, rest_high)


def _width(bounds: Bounds | None) -> Amount:
    if bounds is None:
        return 0
    width: Amount = bounds.high - bounds.low
    return width
