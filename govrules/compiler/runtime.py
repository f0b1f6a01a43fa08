"""What the generated Python calls: exact arithmetic and comparison with unknown and none.

None stands for unknown here, and `NONE` for a fact known to be absent. Numbers are `int`,
`Decimal` or, once something was divided, `Fraction`; nothing is ever rounded.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.model import calendar
from govrules.model.duration import Duration, holds
from govrules.model.expression import Relation
from govrules.model.facts import NONE
from govrules.model.kleene import FALSE, TRUE, UNKNOWN, Truth, truth_of
from govrules.model.numbers import is_too_long

Entry = Mapping[str, Any]
Notes = list[str]


def exact(number: Any) -> Any:
    """The number in a form that mixes with every other."""
    return Fraction(number) if isinstance(number, Decimal) else number


# --- comparisons -------------------------------------------------------------------------------

HOLDS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""What each relation asks; of columns and of Z3's terms it makes an expression."""


def compared(relation: Relation, left: Any, right: Any) -> Truth:
    """Whether the relation holds between two values of comparable types."""
    if left is None or right is None:
        return UNKNOWN
    if left is NONE or right is NONE:
        return TRUE if relation == "!=" else FALSE
    if left.__class__ is int and right.__class__ is int:  # most often, and exact as it is
        return TRUE if HOLDS[relation](left, right) else FALSE
    if isinstance(left, Duration):
        return truth_of(holds(relation, left, right))
    return TRUE if HOLDS[relation](exact(left), exact(right)) else FALSE


def among(value: Any, constants: Iterable[Any]) -> Truth:
    """Whether a value is one of these; durations may be neither surely alike nor surely unlike."""
    return max(compared("=", value, constant) for constant in constants)


def includes(names: Any, wanted: str) -> Truth:
    """Whether a set or table of names has this one."""
    if names is None:
        return UNKNOWN
    if names is NONE:
        return FALSE
    return TRUE if wanted in names else FALSE


def entry_of(table: Any, key: str) -> Any:
    """The entry of a table under a name; unknown when the table or the entry is not given."""
    if table is None or table is NONE:
        return None
    return table.get(key)


# --- arithmetic --------------------------------------------------------------------------------


def plus(left: Any, right: Any, notes: Notes, words: str) -> Any:
    if left is None or right is None or left is NONE or right is NONE:
        return None
    return _readable(exact(left) + exact(right), notes, words)


def minus(left: Any, right: Any, notes: Notes, words: str) -> Any:
    if left is None or right is None or left is NONE or right is NONE:
        return None
    return _readable(exact(left) - exact(right), notes, words)


def _readable(number: Any, notes: Notes, words: str) -> Any:
    if is_too_long(number):
        notes.append(f"{words}: too many digits, so the result is unknown")
        return None
    return number


def moved(base: Any, duration: Any, sign: int, notes: Notes, words: str) -> Any:
    """A date or a duration, so much later or longer (earlier or shorter where `sign` is -1)."""
    if base is None or duration is None or base is NONE or duration is NONE:
        return None
    if isinstance(base, dt.date):
        date = (calendar.add if sign > 0 else calendar.subtract)(base, duration)
        if date is None:
            notes.append(f"{words}: a date past the calendar, so the result is unknown")
        return date
    if not (base.comparable and duration.comparable):
        notes.append(f"{words}: working or clear days without a date, so the result is unknown")
        return None
    return Duration(base.months + sign * duration.months, base.days + sign * duration.days)


def times(left: Any, right: Any, scale: int, notes: Notes, words: str) -> Any:
    """`scale` is 100 where a percentage counts as hundredths, else 1."""
    if left is None or right is None or left is NONE or right is NONE:
        return None
    product = exact(left) * exact(right)
    return _readable(product if scale == 1 else Fraction(product, scale), notes, words)


def divided(left: Any, right: Any, scale: int, notes: Notes, words: str) -> Any:
    if left is None or right is None or left is NONE or right is NONE:
        return None
    if right == 0:
        notes.append(f"{words}: a division by zero, so the result is unknown")
        return None
    return _readable(Fraction(exact(left) * scale) / exact(right), notes, words)


def with_vat(amount: Any, rate: Any, hundred: int, notes: Notes, words: str) -> Any:
    if amount is None or rate is None or amount is NONE or rate is NONE:
        return None
    return _readable(exact(amount) * (1 + Fraction(exact(rate)) / hundred), notes, words)


def without_vat(amount: Any, rate: Any, hundred: int, notes: Notes, words: str) -> Any:
    if amount is None or rate is None or amount is NONE or rate is NONE:
        return None
    factor = 1 + Fraction(exact(rate)) / hundred
    if factor == 0:
        notes.append(f"{words}: a division by zero, so the result is unknown")
        return None
    return _readable(Fraction(exact(amount)) / factor, notes, words)


def elapsed(unit: str, start: Any, end: Any) -> Any:
    if start is None or end is None or start is NONE or end is NONE:
        return None
    between: dict[str, Callable[[dt.date, dt.date], int]] = {
        "days": calendar.days_between,
        "months": calendar.months_between,
        "years": calendar.years_between,
        "working days": calendar.working_days_between,
    }
    return between[unit](start, end)


# --- lists -------------------------------------------------------------------------------------

Test = Callable[[Entry], Truth]


def counted(entries: Any, test: Test | None) -> Any:
    """How many entries pass the test; unknown when it is unknown for one of them."""
    if entries is None or entries is NONE:
        return None
    if test is None:
        return len(entries)
    truths = [test(entry) for entry in entries]
    return None if UNKNOWN in truths else truths.count(TRUE)


def _fields(entries: Any, key: str, test: Test | None) -> list[Any] | None:
    """The field of every entry that passes; None when a test or such a field is unknown."""
    if entries is None or entries is NONE:
        return None
    found = []
    for entry in entries:
        truth = TRUE if test is None else test(entry)
        if truth == FALSE:
            continue
        value = entry.get(key)
        if truth == UNKNOWN or value is None or value is NONE:
            return None
        found.append(exact(value))
    return found


def total(entries: Any, key: str, test: Test | None) -> Any:
    found = _fields(entries, key, test)
    return None if found is None else sum(found)


def highest(entries: Any, key: str, test: Test | None) -> Any:
    return max(_fields(entries, key, test) or (), default=None)


def lowest(entries: Any, key: str, test: Test | None) -> Any:
    return min(_fields(entries, key, test) or (), default=None)


def share(entries: Any, key: str, test: Test | None, notes: Notes, words: str) -> Any:
    """The part of the total for which the test holds, in per cent."""
    part, whole = total(entries, key, test), total(entries, key, None)
    return divided(part, whole, 100, notes, words)


def any_entry(entries: Any, test: Test) -> Truth:
    if entries is None or entries is NONE:
        return UNKNOWN
    return max(map(test, entries), default=FALSE)


def every_entry(entries: Any, test: Test) -> Truth:
    if entries is None or entries is NONE:
        return UNKNOWN
    return min(map(test, entries), default=TRUE)


def at_least_of(count: int, truths: Sequence[Truth]) -> Truth:
    """For tests inside lists, where the condition is decided by Python as one atom."""
    if truths.count(TRUE) >= count:
        return TRUE
    return FALSE if len(truths) - truths.count(FALSE) < count else UNKNOWN


# --- figures and tables ------------------------------------------------------------------------


def figure_at(
    values: Sequence[tuple[dt.date | None, dt.date | None, Any]],
    date: Any,
    notes: Notes,
    name: str,
) -> Any:
    """The value in force on a date."""
    if date is None or date is NONE:
        return None
    for start, end, value in values:
        if (start is None or start <= date) and (end is None or date <= end):
            return value
    notes.append(f'no value of "{name}" is in force on {date.isoformat()}')
    return None


def row_result(hits: Sequence[Truth], outputs: Sequence[Any]) -> Any:
    """The output of the row that is hit for certain."""
    for hit, output in zip(hits, outputs, strict=True):
        if hit == TRUE:
            return output
    return None


def rows_result(hits: Sequence[Truth], outputs: Sequence[Any]) -> Any:
    """The outputs of all rows that are hit, when that is certain for every row."""
    if UNKNOWN in hits:
        return None
    pairs = zip(hits, outputs, strict=True)
    return frozenset(output for hit, output in pairs if hit == TRUE)


def first_known(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)
