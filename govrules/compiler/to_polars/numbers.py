"""Exact amounts in columns: whole numbers of parts with a common factor, never rounded.

A column of amounts is an expression of 64-bit whole numbers and a fraction that each counts for.
Sums and products stay in that form as long as no result can leave 62 bits, which the largest
amount in the batch tells beforehand; what could, and a division by a fact, is not for columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, lcm

import polars as pl

from govrules.compiler.runtime import HOLDS
from govrules.model.expression import Relation

_MOST = 2**62
TURNED: dict[Relation, Relation] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!=",
}  # fmt: skip


class NotInColumnsError(Exception):
    """A value that cannot be worked out exactly by expressions over columns."""


@dataclass(frozen=True, slots=True)
class Amount:
    """`parts` times `each`; empty is unknown. No part is more than `most`, without its sign."""

    parts: pl.Expr
    most: int
    each: Fraction = Fraction(1)

    def times(self, factor: Fraction) -> Amount:
        if not factor:
            return Amount(self.parts * 0, 0)
        return Amount(self.parts, self.most, self.each * factor)

    def scaled(self, each: Fraction) -> tuple[pl.Expr, int]:
        """As a whole number of other parts, of which each part is a whole number."""
        count = self.each / each
        assert count.denominator == 1
        most = _bounded(self.most * abs(count.numerator))
        return (self.parts if count == 1 else self.parts * count.numerator), most


Value = Amount | Fraction
"""An amount in columns, or one that is the same in every row."""


def _bounded(most: int) -> int:
    if most >= _MOST:
        raise NotInColumnsError
    return most


def common(one: Fraction, other: Fraction) -> Fraction:
    """The largest part of which both are whole numbers."""
    bottom = lcm(one.denominator, other.denominator)
    return Fraction(gcd(int(one * bottom), int(other * bottom)), bottom)


def column_of(value: Value, like: pl.Expr) -> Amount:
    """A constant as a column, empty where `like` is."""
    if isinstance(value, Amount):
        return value
    top = _bounded(abs(value.numerator))
    sign = -1 if value < 0 else 1
    return Amount(like * 0 + sign * top, top, Fraction(1, value.denominator))


def plus(left: Value, right: Value, sign: int) -> Value:
    if isinstance(right, Fraction) and isinstance(left, Fraction):
        return left + sign * right
    if isinstance(left, Fraction):
        assert isinstance(right, Amount)
        left = column_of(left, right.parts)
    right = column_of(right, left.parts)
    each = common(left.each, right.each)
    (one, most), (other, most_other) = left.scaled(each), right.scaled(each)
    return Amount(one + other if sign > 0 else one - other, _bounded(most + most_other), each)


def times(left: Value, right: Value) -> Value:
    if isinstance(left, Fraction):
        return left * right if isinstance(right, Fraction) else right.times(left)
    if isinstance(right, Fraction):
        return left.times(right)
    most = _bounded(left.most * right.most)
    return Amount(left.parts * right.parts, most, left.each * right.each)


def divided(left: Value, right: Value) -> Value:
    if isinstance(right, Amount) or not right:
        raise NotInColumnsError
    return left / right if isinstance(left, Fraction) else left.times(1 / right)


def first_known(items: list[Value]) -> Value:
    """The first that is not empty; a constant always is known, so that nothing after it counts."""
    if isinstance(items[0], Fraction):
        return items[0]
    amounts: list[Amount] = []
    for item in items:
        if isinstance(item, Fraction):
            top = _bounded(abs(item.numerator))
            parts = pl.lit(item.numerator, dtype=pl.Int64)
            amounts.append(Amount(parts, top, Fraction(1, item.denominator)))
            break
        amounts.append(item)
    each = amounts[0].each
    for amount in amounts[1:]:
        each = common(each, amount.each)
    scaled = [amount.scaled(each) for amount in amounts]
    return Amount(pl.coalesce([parts for parts, _ in scaled]), max(m for _, m in scaled), each)


def compared(relation: Relation, left: Amount, right: Amount) -> pl.Expr:
    """Whether the relation holds; empty where a side is."""
    each = common(left.each, right.each)
    return related(relation, left.scaled(each)[0], right.scaled(each)[0])


def related(relation: Relation, left: pl.Expr, right: pl.Expr | int) -> pl.Expr:
    found: pl.Expr = HOLDS[relation](left, right)
    return found


Bound = tuple[Relation, int, bool]
"""Less than a whole number, or equal to it; and whether the opposite is meant."""


def canonical(relation: Relation, whole: int) -> Bound:
    """What a relation with a whole number says of whole numbers."""
    match relation:
        case "=" | "!=":
            return "=", whole, relation == "!="
        case "<" | ">=":
            return "<", whole, relation == ">="
        case "<=" | ">":
            return "<", whole + 1, relation == ">"


def against(relation: Relation, left: Amount, right: Fraction) -> Bound:
    """What a relation with a constant says of the parts of an amount."""
    at = right / left.each
    if left.each < 0:
        relation = TURNED[relation]
    if at.denominator != 1 and relation in ("=", "!="):
        return "<", -_MOST, relation == "!="  # no number of parts is less than that
    whole = ceil(at) if relation in ("<", ">=") else floor(at)
    # what lies past all that can stand in the column is as good as just past it
    return canonical(relation, max(-_MOST, min(_MOST, whole)))
