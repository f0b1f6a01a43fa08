"""How much more may come before a limit is reached, and how much is over it or still wanting.

Where the facts leave a measure open, so is the headroom: what is left for certain, and at best.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

from govrules.engine.portfolio.bounds import INFINITE, Amount, Bounds, exact, range_of_term
from govrules.engine.portfolio.measures import measure, not_negative, parts
from govrules.engine.portfolio.tally import Tally
from govrules.model.expression import Relation
from govrules.model.policy import PortfolioNorm
from govrules.model.types import MoneyType

_CONTRARY: dict[Relation, Relation] = {
    "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
}  # fmt: skip
PENNY = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Room:
    """`room` is how much more may come, `over` how much must go, `wanting` how much must come.

    `of` tells of which contracts: those that count for the norm, or the others. The amounts are in
    whole pennies or contracts; `exclusive` where such steps cannot be told, and the limit itself
    is not met.
    """

    kind: Literal["room", "over", "wanting"]
    of: Literal["those that count", "the others"]
    least: Amount
    most: Amount
    exclusive: bool = False


def asked(norm: PortfolioNorm) -> Relation:
    """The relation that must hold, a `must not` turned round."""
    return _CONTRARY[norm.relation] if norm.modality.endswith("not") else norm.relation


def headroom(norm: PortfolioNorm, tally: Tally, limit: Any) -> Room | None:
    """What is left under the limit; None where no amount can be said, or nothing endangers it."""
    relation = asked(norm)
    if limit is None or norm.measure in ("highest", "lowest") or relation in ("=", "!="):
        return None
    amount = exact(limit)
    if norm.measure == "share" and _says_nothing(relation, amount):
        return None
    step = _step(norm)
    strict = relation in ("<", ">")
    less, more = _distance(norm, tally, amount)
    if relation in ("<", "<="):
        worst, best = _down(less, step, strict), _down(more, step, strict)
        if best < 0:
            return Room("over", "those that count", -best, -worst, strict and step is None)
        return Room("room", "those that count", max(worst, 0), best, strict and step is None)
    best, worst = _up(less, step, strict), _up(more, step, strict)
    if worst > 0:
        kind = strict and step is None
        return Room("wanting", "those that count", max(best, 0), worst, kind)
    return _room_for_others(tally, norm, amount, strict) if norm.measure == "share" else None


def _says_nothing(relation: Relation, limit: Amount) -> bool:
    """Whether any share meets the limit, or none does."""
    if relation in ("<", ">="):
        return limit > 100 or limit <= 0
    return limit >= 100 or limit < 0


def _step(norm: PortfolioNorm) -> Fraction | None:
    """The least amount in which more may come; None where there is no such."""
    if norm.measure in ("number", "number of different"):
        return Fraction(1)
    return PENNY if norm.term is not None and isinstance(norm.term.type, MoneyType) else None


def _down(amount: Amount, step: Fraction | None, strict: bool) -> Amount:
    """The most steps that stay within a limit, which itself is out of bounds where it is strict."""
    if step is None or abs(amount) == INFINITE:
        return amount
    steps = Fraction(amount) / step
    return (ceil(steps) - 1 if strict else floor(steps)) * step


def _up(amount: Amount, step: Fraction | None, strict: bool) -> Amount:
    if step is None or abs(amount) == INFINITE:
        return amount
    steps = Fraction(amount) / step
    return (floor(steps) + 1 if strict else ceil(steps)) * step


def _distance(norm: PortfolioNorm, tally: Tally, limit: Amount) -> tuple[Amount, Amount]:
    """What could be added until the limit is reached: the least and the most that it may be.

    It is less than nothing where the measure is past the limit.
    """
    if norm.measure == "share":
        part_low, part_high, rest_low, rest_high = _parts(norm, tally)
        return _fits(part_high, rest_low, limit), _fits(part_low, rest_high, limit)
    bounds = _bounds(norm, tally)
    return limit - bounds.high, limit - bounds.low


def _fits(part: Amount, rest: Amount, limit: Amount) -> Amount:
    """How much more of the part there can be, until its share comes to the limit in per cent.

    (part + x) / (part + x + rest) = p, so that x = rest * p / (1 - p) - part.
    """
    if part == INFINITE:
        return -INFINITE
    if limit == 100:  # only where there is nothing else does it come to that
        return INFINITE if rest else -part
    if rest == INFINITE:
        return INFINITE if limit else -part
    return Fraction(rest * limit) / (100 - limit) - part


def _parts(norm: PortfolioNorm, tally: Tally) -> tuple[Amount, Amount, Amount, Amount]:
    assert norm.term is not None
    return parts(tally, not_negative(range_of_term(norm.term)))


def _bounds(norm: PortfolioNorm, tally: Tally) -> Bounds:
    found = measure(norm, tally)
    assert found is not None  # a total and a number are never without a value
    return found


def _room_for_others(tally: Tally, norm: PortfolioNorm, limit: Amount, strict: bool) -> Room | None:
    """How much of all else may come before the share falls below the limit."""
    part_low, part_high, rest_low, rest_high = _parts(norm, tally)
    step = _step(norm)
    worst = _down(_fits(rest_high, part_low, 100 - limit), step, strict)
    best = _down(_fits(rest_low, part_high, 100 - limit), step, strict)
    return Room("room", "the others", max(worst, 0), best, strict and step is None)
