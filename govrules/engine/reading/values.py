"""Make, for each type, the function that reads a value of a choice into its canonical form.

A reader takes any value whatever and answers with the canonical form (see `model.facts`), which
it also takes back unchanged; or it raises UnreadableError with what is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from govrules.model import types
from govrules.model.duration import UNITS, Duration, of_unit, read_duration
from govrules.model.near import alike, did_you_mean
from govrules.model.numbers import (
    LIMIT,
    Exact,
    exact,
    number_text,
    read_money,
    read_number,
    read_percentage,
)
from govrules.model.unreadable import (
    PartsUnreadableError,
    UnreadableError,
    faults_of,
    printable,
    shown,
)

Reader = Callable[[Any], Any]

LONGEST_TEXT = 100_000
MOST_ENTRIES = 100_000
MOST_FAULTS = 100
"""Faults told of one list; a file in the wrong shape would otherwise give thousands."""


def reader_of(kind: types.Type) -> Reader:
    """The reader for values of a type."""
    match kind:
        case types.MoneyType():
            return _number_reader(read_money)
        case types.NumberType(low, high):
            return _within(_number_reader(read_number), low, high, "")
        case types.PercentageType(low, high):
            return _within(_number_reader(read_percentage), low, high, "%")
        case types.DurationType(unit):
            return _duration_reader(unit)
        case types.DateType():
            return read_date
        case types.YesNoType():
            return read_yes_no
        case types.OneOfType(values):
            return _one_of_reader(values)
        case types.SeveralOfType(values):
            return _several_of_reader(_one_of_reader(values) if values else read_name)
        case types.TextType():
            return read_text
        case types.ListType(fields):
            return _list_reader(fields)
        case types.TableType(of):
            return _table_reader(reader_of(of))


# --- numbers -----------------------------------------------------------------------------------


def _number_reader(read: Reader) -> Reader:
    def reader(value: Any) -> Any:
        if type(value) is int and -LIMIT < value < LIMIT:
            return value
        return read(value)

    return reader


def _within(read: Reader, low: Exact | None, high: Exact | None, sign: str) -> Reader:
    if low is None and high is None:
        return read
    # whole numbers compare several times faster than decimals
    low = None if low is None else exact(low)
    high = None if high is None else exact(high)

    def reader(value: Any) -> Any:
        number = read(value)
        if low is not None and number < low:
            raise UnreadableError(
                f"{number_text(number)}{sign} is impossible; the least is {number_text(low)}{sign}"
            )
        if high is not None and number > high:
            raise UnreadableError(
                f"{number_text(number)}{sign} is impossible; the most is {number_text(high)}{sign}"
            )
        return number

    return reader


# --- yes or no, dates, durations ---------------------------------------------------------------

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_yes_no(value: Any) -> bool:
    """True or false; "yes", "no", "true" and "false" in any capitals."""
    if value is True or value is False:
        return bool(value)
    answer = _YES_NO.get(value.strip().lower()) if isinstance(value, str) else None
    if answer is None:
        raise UnreadableError(f"{shown(value)} is neither yes nor no; write true or false")
    return answer


_TIME = r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d{1,9})?)?"
_ZONE = r"(?:Z|[-+](?:[01]\d|2[0-3]):?[0-5]\d)?"
_DATE_TIME = re.compile(rf"(\d{{4}}-\d\d-\d\d)(?:[Tt ]{_TIME}{_ZONE})?", re.ASCII)
_LONG_DATE = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})", re.ASCII)
_MONTH_NAMES = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}


def read_date(value: Any) -> dt.date:
    """The date of "2026-07-03", of "2026-07-03T09:00:00Z" (its date part), or of "3 July 2026"."""
    if isinstance(value, str):
        if len(value) == 10 and value[4] == value[7] == "-":
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                return _date_of(value)  # which tells why
        return _date_of(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise UnreadableError(f'{shown(value)} is not a date; write it as "2026-07-03"')


def _date_of(text: str) -> dt.date:
    trimmed = text.strip() if len(text) <= 100 else ""
    long = _LONG_DATE.fullmatch(trimmed)
    try:
        if match := _DATE_TIME.fullmatch(trimmed):
            return dt.date.fromisoformat(match[1])
        if long and long[2].lower() in _MONTHS:
            return dt.date(int(long[3]), _MONTHS[long[2].lower()], int(long[1]))
    except ValueError:
        raise UnreadableError(f"there is no date {shown(text)}") from None
    raise UnreadableError(f'{shown(text)} is not a date; write it as "2026-07-03"')


_UNIT_KEYS = {f"{unit.replace(' ', '_')}s": unit for unit in UNITS}
_read_duration_text = lru_cache(maxsize=4096)(read_duration)


def _duration_reader(unit: str) -> Reader:
    def reader(value: Any) -> Duration:
        if isinstance(value, str):
            if unit and value.strip().isdecimal() and len(value) < 20:
                return of_unit(int(value), unit)
            return _read_duration_text(value)
        if isinstance(value, Duration):
            return value
        if isinstance(value, Mapping):
            return _duration_of_units(value)
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            return _bare_duration(value, unit)
        raise UnreadableError(f'{shown(value)} is not a length of time; write "4 years"')

    return reader


def _bare_duration(value: int | float | Decimal, unit: str) -> Duration:
    if not unit:
        raise UnreadableError(
            f'{shown(value)} lacks a unit of time; write "4 years", "18 months" or "28 days"'
        )
    return of_unit(_whole(value, unit), unit)


def _whole(value: Any, unit: str) -> int:
    count = read_number(value)
    if isinstance(count, int):
        return count
    raise UnreadableError(f"{number_text(count)} {unit} are not in whole {unit}")


def _duration_of_units(units: Mapping[Any, Any]) -> Duration:
    parts: list[Duration] = []
    if len(units) > len(_UNIT_KEYS):
        raise UnreadableError('a length of time has the keys "years", "months", "weeks" and "days"')
    for key, count in units.items():
        if not isinstance(key, str) or key not in _UNIT_KEYS:
            near = did_you_mean(key, _UNIT_KEYS) if isinstance(key, str) else ""
            raise PartsUnreadableError([(f".{_name_of(key)}", f"is not a unit of time{near}")])
        if count is not None:
            parts.append(of_unit(_whole(count, key.replace("_", " ")), _UNIT_KEYS[key]))
    if not parts:
        raise UnreadableError('a length of time is missing; write {"months": 48} or "48 months"')
    if len(parts) > 1 and not all(part.comparable for part in parts):
        raise UnreadableError("working days and clear days stand alone")
    return Duration(
        sum(part.months for part in parts),
        sum(part.days for part in parts),
        sum(part.working_days for part in parts),
        sum(part.clear_days for part in parts),
    )


# --- words and text ----------------------------------------------------------------------------


def read_text(value: Any) -> str:
    """Text of at most 100,000 characters."""
    if not isinstance(value, str):
        raise UnreadableError(f"{shown(value)} is not text; write it in double quotes")
    if len(value) > LONGEST_TEXT:
        raise UnreadableError(f"text may have at most {LONGEST_TEXT:,} characters")
    if not value.isascii():
        _refuse_half_characters(value)
    return str(value)


def _refuse_half_characters(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UnreadableError(f"{shown(value)} has half a character in it") from None


def read_name(value: Any) -> str:
    """Text that names something, so it may not be empty; blanks at its ends do not count."""
    name = read_text(value).strip()
    if not name:
        raise UnreadableError("a name is empty")
    return name


def _one_of_reader(values: tuple[types.ValueWord, ...]) -> Reader:
    known = {word.written: word.text for word in values} | {word.text: word.text for word in values}
    looks: dict[str, set[str]] = {}
    for word, text in known.items():
        looks.setdefault(alike(word), set()).add(text)

    def reader(value: Any) -> str:
        if type(value) is str and value in known:
            return known[value]
        # a code may be a number: "written 2"
        word = str(value) if type(value) is int and -LIMIT < value < LIMIT else value
        if not isinstance(word, str):
            raise UnreadableError(f"{shown(value)} is not one of: {_listed(values)}")
        found = looks.get(alike(word), set()) if len(word) <= LONGEST_TEXT else set()
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise UnreadableError(f"{shown(value)} may stand for {_quoted(sorted(found))}")
        near = did_you_mean(word, known)
        raise UnreadableError(f"{shown(word)} is not one of: {_listed(values)}{near}")

    return reader


def _listed(values: tuple[types.ValueWord, ...]) -> str:
    listed = ", ".join(word.text for word in values[:12])
    return listed if len(values) <= 12 else f"{listed} and {len(values) - 12} more"


def _quoted(words: Iterable[str]) -> str:
    return " or ".join(f'"{word}"' for word in words)


# --- several, lists and tables -----------------------------------------------------------------


def items_of(value: Any, wanted: str) -> list[Any]:
    """The items of a list, or of a text that separates them by semicolons."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise UnreadableError(f"text may have at most {LONGEST_TEXT:,} characters")
        return [item.strip() for item in value.split(";") if item.strip()]
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise UnreadableError(f"{shown(value)} is not {wanted}")
    if len(value) > MOST_ENTRIES:
        raise UnreadableError(f"a list may have at most {MOST_ENTRIES:,} entries")
    return list(value)


def read_each(items: Iterable[tuple[str, Any]], read: Reader) -> list[Any]:
    """Every item read, by its path. Raises PartsUnreadableError with the faults of all of them."""
    found: list[Any] = []
    faults: list[tuple[str, str]] = []
    for path, item in items:
        try:
            found.append(read(item))
        except UnreadableError as fault:
            faults += [(path + inner, message) for inner, message in faults_of(fault)]
            if len(faults) > MOST_FAULTS:
                break
    if faults:
        raise PartsUnreadableError(faults[:MOST_FAULTS])
    return found


def numbered(items: list[Any]) -> Iterable[tuple[str, Any]]:
    """Each item with its path; entries are counted from 0, as in JSON."""
    return ((f"[{index}]", item) for index, item in enumerate(items))


def _several_of_reader(read: Reader) -> Reader:
    def reader(value: Any) -> frozenset[str]:
        names = list(value) if isinstance(value, Mapping) else items_of(value, "a list of names")
        return frozenset(read_each(numbered(names), read))

    return reader


def _table_reader(read: Reader) -> Reader:
    def entry(value: Any) -> Any:
        return None if value is None else read(value)

    def reader(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            names = items_of(value, "a table of names, or a list of them")
            return dict.fromkeys(read_each(numbered(names), read_name))
        if len(value) > MOST_ENTRIES:
            raise UnreadableError(f"a table may have at most {MOST_ENTRIES:,} names")
        paths = [f".{_name_of(name)}" for name in value]
        names = read_each(zip(paths, value, strict=True), read_name)
        if len(set(names)) < len(names):
            raise UnreadableError("a name stands in the table twice")
        entries = read_each(zip(paths, value.values(), strict=True), entry)
        return dict(zip(names, entries, strict=True))

    return reader


def _name_of(key: Any) -> str:
    return printable(key) if isinstance(key, str) else shown(key)


def _list_reader(fields: tuple[types.ListField, ...]) -> Reader:
    readers = {field.key: reader_of(field.type) for field in fields}
    names = {field.name: field.key for field in fields}

    def entry(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise UnreadableError(f"{shown(value)} is not an entry with {_fields(fields)}")
        read: dict[str, Any] = {}
        faults: list[tuple[str, str]] = []
        for key, given in value.items():
            if len(faults) > MOST_FAULTS:
                break
            field_reader = readers.get(key)
            try:
                if field_reader is None:
                    raise UnreadableError(_unknown_field(key, names))
                if given is not None:
                    read[key] = field_reader(given)
            except UnreadableError as fault:
                path = f".{_name_of(key)}"
                faults += [(path + inner, message) for inner, message in faults_of(fault)]
        if faults:
            raise PartsUnreadableError(faults)
        return read

    def reader(value: Any) -> tuple[dict[str, Any], ...]:
        wanted = f"a list of entries with {_fields(fields)}"
        if isinstance(value, str):
            raise UnreadableError(f"{shown(value)} is not {wanted}")
        return tuple(read_each(numbered(items_of(value, wanted)), entry))

    return reader


def _fields(fields: tuple[types.ListField, ...]) -> str:
    return ", ".join(field.key for field in fields)


def _unknown_field(key: Any, names: Mapping[str, str]) -> str:
    if not isinstance(key, str):
        return "is not a field; a key is text in double quotes"
    by_look = {alike(name): field for name, field in names.items()}
    if (field := by_look.get(alike(key))) is not None:
        return f'is written "{field}"'
    return f"is not a field of this list{did_you_mean(key, names.values())}"
