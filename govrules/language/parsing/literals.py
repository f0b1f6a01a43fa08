"""Read money, numbers, percentages, durations and dates from words; a wrong one is still read.

A fault comes with the nearest value there is, so that one bad figure does not hide what follows it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final

from govrules.language.faults import syntax as syntax_faults
from govrules.language.parsing.scanner import Word
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import Diagnostic

_MONTHS: Final = {
    name: number for number, name in enumerate(
        ("January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"), start=1)
}  # fmt: skip
_SHORT_MONTHS: Final = {name[:3]: number for name, number in _MONTHS.items()} | {"Sept": 9}
_UNITS: Final = {
    form: unit for unit in ("day", "week", "month", "year") for form in (unit, unit + "s")
}
_SCALES: Final = {"million": 6, "billion": 9}
"""Noughts of each."""
_PLAIN = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?\Z")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)\Z")
_THOUSANDS_OR_PENCE = re.compile(r"-?([1-9][0-9]{0,2})\.([0-9]{3})\Z")
_SLASHED = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}\Z")
_MOST_DIGITS = 18
_EXAMPLE = '; write one such as "1 June 2026"'


@dataclass(frozen=True, slots=True)
class Found:
    """A terminal, its value, the index after its last word, and what is wrong with it, if any."""

    terminal: str
    value: Any
    end: int
    fault: Diagnostic | None = None


def literal(words: list[Word], index: int) -> Found | None:
    """The literal that begins at `index`, if one does there."""
    match words[index].kind:
        case "number":
            return _moment(words, index) or _duration(words, index) or _number(words, index)
        case "money":
            return _money(words, index)
        case "percent":
            value, fault = _decimal(words[index], words[index].text.rstrip("% "), "12.5%")
            return Found("PERCENT", value, index + 1, fault)
        case "iso":
            return _iso(words[index], index)
    return None


def odd_date(words: list[Word], index: int) -> Found | None:
    """A date that is written in a way the language does not read: `1st June 2026`, `1/6/2026`."""
    word = words[index]
    if _SLASHED.match(word.text):
        fault = syntax_faults.bad_date(word.text, " as it is written here" + _EXAMPLE, word.place)
        return Found("DATE", dt.date(2000, 1, 1), index + 1, fault)
    if word.text in _MONTHS:
        return _month_first(words, index)
    ordinal = _ORDINAL.match(word.text)
    if ordinal is None or index + 1 >= len(words):
        return None
    month = _MONTHS.get(words[index + 1].text)
    if month is None:
        return None
    end = index + 2
    if end < len(words) and _is_year(words[end]):
        end += 1
    written, place = _span(words, index, end)
    advice = f'; write "{int(ordinal[1])} {words[index + 1].text}" and the year'
    fault = syntax_faults.bad_date(written, advice, place)
    return Found("DATE", dt.date(2000, month, 1), end, fault)


def _month_first(words: list[Word], index: int) -> Found | None:
    """`April 2026`, `April 1, 2026`."""
    kinds = [word.kind if word.text != "," else "," for word in words[index + 1 : index + 4]]
    end = index + 1
    if kinds[:1] == ["number"] and not _is_year(words[end]):
        end += 2 if kinds[1:2] == [","] else 1
    if end >= len(words) or not _is_year(words[end]):
        return None
    written, place = _span(words, index, end + 1)
    fault = syntax_faults.bad_date(written.replace(" ,", ","), _EXAMPLE, place)
    return Found("DATE", dt.date(2000, _MONTHS[words[index].text], 1), end + 1, fault)


def is_month(word: Word) -> bool:
    return word.text in _MONTHS


def _span(words: list[Word], index: int, end: int) -> tuple[str, Any]:
    written = " ".join(word.text for word in words[index:end])
    return written, words[index].place.to(words[end - 1].place)


def _is_year(word: Word) -> bool:
    return word.kind == "number" and len(word.text) == 4 and word.text.isdigit()


def _moment(words: list[Word], index: int) -> Found | None:
    """A date such as `1 June 2026`."""
    if index + 1 >= len(words) or len(words[index].text) > 2:
        return None
    name = words[index + 1].text
    has_year = index + 2 < len(words) and _is_year(words[index + 2])
    month = _MONTHS.get(name) or _SHORT_MONTHS.get(name)
    if month is None and has_year:
        month = _MONTHS.get(name.capitalize()) or _SHORT_MONTHS.get(name.capitalize())
    if month is None or not words[index].text.isdigit():
        return None
    day = int(words[index].text)
    if not has_year:
        written, place = _span(words, index, index + 2)
        fault = syntax_faults.bad_date(written, "; its year is missing", place)
        return Found("DATE", dt.date(2000, month, 1), index + 2, fault)
    written, place = _span(words, index, index + 3)
    value, reason = _day(int(words[index + 2].text), month, day)
    if name not in _MONTHS and not reason:
        in_full = name.capitalize() in _MONTHS
        reason = "; write the month " + ("with a capital" if in_full else "in full")
    wrong = syntax_faults.bad_date(written, reason, place) if reason else None
    return Found("DATE", value, index + 3, wrong)


def _day(year: int, month: int, day: int) -> tuple[dt.date, str]:
    """The date, or the nearest there is and why there is no such date."""
    if year < 1:
        return dt.date(2000, 1, 1), "; there is no such year"
    if not 1 <= month <= 12:
        return dt.date(year, 1, 1), "; there is no such month"
    days = calendar.monthrange(year, month)[1]
    if 1 <= day <= days:
        return dt.date(year, month, day), ""
    name = next(name for name, number in _MONTHS.items() if number == month)
    return dt.date(year, month, days), f"; {name} {year} has {days} days"


def _iso(word: Word, index: int) -> Found:
    year, month, day = (int(part) for part in word.text.split("-"))
    value, reason = _day(year, month, day)
    fault = syntax_faults.bad_date(word.text, reason, word.place) if reason else None
    return Found("DATE", value, index + 1, fault)


def _duration(words: list[Word], index: int) -> Found | None:
    """`6 months`, `10 working days`, `28 clear days`."""
    after = index + 1
    if after >= len(words):
        return None
    kind = words[after].text
    if kind in ("working", "clear"):
        if after + 1 >= len(words) or words[after + 1].text not in ("day", "days"):
            return None
        unit, end = f"{kind} day", after + 2
    elif kind in _UNITS and words[after].kind == "word":
        unit, end = _UNITS[kind], after + 1
        if end < len(words) and words[end].text == "between":
            return None
    else:
        return None
    value, fault = _decimal(words[index], words[index].text, "6 months")
    if fault is None and (value != value.to_integral_value() or value < 0):
        written, place = _span(words, index, end)
        fault = syntax_faults.bad_number(written, "count whole days, weeks, months or years", place)
    count = int(value) if fault is None else 1
    return Found("DURATION", (count, unit), end, fault)


def _number(words: list[Word], index: int) -> Found:
    value, fault = _decimal(words[index], words[index].text, "1,000 or 12.5")
    return Found("NUMBER", value, index + 1, fault)


def _money(words: list[Word], index: int) -> Found:
    word = words[index]
    text = word.text.replace("£", "", 1).replace(" ", "")
    example = "£1,234.56 or £5 million"
    value, fault = _decimal(word, text, example)
    end = index + 1
    unclear = _THOUSANDS_OR_PENCE.match(text)
    if unclear and (end == len(words) or words[end].text not in _SCALES):
        # £150.000 is a hundred and fifty thousand pounds to some readers
        pounds, thousandths = unclear.groups()
        sums = f'write "£{pounds},{thousandths}", or "{word.text}0" for a little over £{pounds}'
        if thousandths == "000":
            sums = f'write "£{pounds},000" or "£{pounds}"'
        return Found("MONEY", value, end, syntax_faults.bad_number(word.text, sums, word.place))
    if fault is None and end < len(words) and words[end].text in _SCALES:
        value = _scaled(value, _SCALES[words[end].text])
        end += 1
    return Found("MONEY", value, end, fault)


def _scaled(value: Decimal, noughts: int) -> Decimal:
    """The value with so many noughts, every digit kept; a whole number without an exponent."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # only NaN and infinity have other exponents
    scaled = Decimal((sign, digits, exponent + noughts))
    return Decimal(int(scaled)) if exponent + noughts >= 0 or scaled == int(scaled) else scaled


def _decimal(word: Word, text: str, example: str) -> tuple[Decimal, Diagnostic | None]:
    """The number, or the nearest to it and a fault."""
    digits = sum(c.isdigit() for c in text)
    if digits > _MOST_DIGITS:
        advice = f"it has more than {_MOST_DIGITS} digits"
        return Decimal(0), syntax_faults.bad_number(word.text, advice, word.place)
    if _PLAIN.match(text):
        return Decimal(text.replace(",", "")), None
    rough = re.match(r"-?[0-9]+", text.replace(",", ""))
    value = Decimal(rough.group()) if rough else Decimal(0)
    return value, syntax_faults.bad_number(word.text, f"write one such as {example}", word.place)
