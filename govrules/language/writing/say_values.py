"""Say literals and values in the policy's own words, with brackets only where they are needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Literal as OneOf

from govrules.language import syntax as s

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# How tightly a value holds together: one that binds more loosely than its place is bracketed.
LIST, SUM, PRODUCT, WITH_VAT, ATOM = range(5)
_BINDING = {
    "plus": SUM, "minus": SUM, "times": PRODUCT, "divided by": PRODUCT,
    "with VAT at": WITH_VAT, "without VAT at": WITH_VAT,
}  # fmt: skip

Next = OneOf["nothing", "more"]
"""What follows a value in its sentence: nothing that could belong to it, or more of a test or sum,
which a `where` at its end would take for its own."""

SayWhere = Callable[[s.Condition], str]


def say_decimal(value: Decimal) -> str:
    """Without an exponent and without noughts that say nothing: 12.5, 100, 0.25."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_number(value: Decimal) -> str:
    """With commas from ten thousand on, so that 2026 is not split."""
    text = say_decimal(value)
    whole, _, part = text.partition(".")
    if len(whole.removeprefix("-")) < 5:
        return text
    return f"{_grouped(whole)}.{part}" if part else _grouped(whole)


def say_money(money: s.Money) -> str:
    """£1,234.56 with pence only when there are any; £1.5 million from a million on."""
    sign = "-" if money.amount.is_signed() and money.amount else ""
    text = f"{sign}£{_pounds(say_decimal(money.amount.copy_abs()))}"
    return f"{text} {money.vat} VAT" if money.vat else text


def _pounds(digits: str) -> str:
    """Works on digits, because arithmetic would round a very long amount."""
    whole, _, part = digits.partition(".")
    if not part and len(whole) >= 7 and whole.endswith("00000"):
        tenth = whole[-6]
        return f"{_grouped(whole[:-6])}{'' if tenth == '0' else '.' + tenth} million"
    # three digits after the point would be taken for thousands
    width = 4 if len(part) == 3 and whole != "0" and len(whole) <= 3 else 2
    return f"{_grouped(whole)}.{part.ljust(width, '0')}" if part else _grouped(whole)


def _grouped(digits: str) -> str:
    return f"{Decimal(digits):,f}"


def say_date(date: dt.date) -> str:
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year:04}"


def say_duration(duration: s.Duration) -> str:
    return f"{duration.count} {duration.unit}{'' if duration.count == 1 else 's'}"


def say_text(text: str) -> str:
    """In quotation marks that the text itself does not hold."""
    if '"' not in text:
        return f'"{text}"'
    if "“" not in text and "”" not in text:
        return f"“{text}”"
    return say_text(text.replace('"', "'"))


def say_role(role: s.Role) -> str:
    return f"the {role.text}"


def say_name(name: s.Name) -> str:
    return f"the {name.text}" if name.article else name.text


def say_citation(citation: s.Citation) -> str:
    return f"[{citation.source} {citation.part}]" if citation.part else f"[{citation.source}]"


def say_literal(literal: s.Literal) -> str:
    match literal:
        case s.Money():
            return say_money(literal)
        case s.Number(value=value):
            return say_number(value)
        case s.Percentage(value=value):
            return f"{say_decimal(value)}%"
        case s.Duration():
            return say_duration(literal)
        case s.Date(value=date):
            return say_date(date)
        case s.Text(value=text):
            return say_text(text)
        case s.YesNo(value=yes):
            return "yes" if yes else "no"


def say_value(
    value: s.Value, say_where: SayWhere, least: int = LIST, next_: Next = "nothing"
) -> str:
    """The value; in brackets when it binds more loosely than `least` or would draw on what follows.

    `say_where` says the condition after `where`.
    """
    if _binding(value) < least or _draws_on(value, next_):
        return _in_brackets(_said(value, say_where, "nothing"))
    return _said(value, say_where, next_)


def _binding(value: s.Value) -> int:
    match value:
        case s.Arithmetic(operator=operator):
            return _BINDING[operator]
        case s.FirstKnown():
            return LIST
        case _:
            return ATOM


def _draws_on(value: s.Value, next_: Next) -> bool:
    return isinstance(value, s.Aggregate) and value.where is not None and next_ != "nothing"


def _in_brackets(text: str) -> str:
    """What has bullets ends on a line of its own, further in than a bullet before it."""
    if "\n" not in text:
        return f"({text})"
    return "(" + text.replace("\n", "\n\t") + "\n\t)"


def _said(value: s.Value, say_where: SayWhere, next_: Next) -> str:
    match value:
        case s.Name():
            return say_name(value)
        case s.Role():
            return say_role(value)
        case s.Arithmetic(operator=operator, left=left, right=right):
            binding = _BINDING[operator]
            before = say_value(left, say_where, binding, "more")
            return f"{before} {operator} {say_value(right, say_where, binding + 1, next_)}"
        case s.FirstKnown(items=items):
            listed = [say_value(item, say_where, SUM, "more") for item in items[:-1]]
            return "first known of " + ", ".join(
                [*listed, say_value(items[-1], say_where, SUM, next_)]
            )
        case s.Aggregate():
            return _aggregate(value, say_where)
        case s.Elapsed(unit=unit, start=start, end=end):
            first = say_value(start, say_where, SUM, "more")
            return f"{unit} between {first} and {say_value(end, say_where, ATOM, next_)}"
        case s.Lookup(table=table, key=key):
            return f"{say_name(table)} for {say_text(key.value)}"
        case _:
            return say_literal(value)


def _aggregate(value: s.Aggregate, say_where: SayWhere) -> str:
    text = say_measure(value.kind)
    if value.field is not None:
        text += f" {say_name(value.field)} of"
    text += f" {say_name(value.list)}"
    return text if value.where is None else f"{text} where {say_where(value.where)}"


def say_measure(kind: str) -> str:
    """`total of`, `highest`: what stands before the term that is reckoned."""
    return kind if kind in ("highest", "lowest") else f"{kind} of"
