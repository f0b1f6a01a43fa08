"""Read one cell of a register: money, a number, a date, yes or no, or text; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from govrules.interop.ocds.authority import kind_of_name, nation_of_name
from govrules.interop.ocds.values import plain

_AMOUNT: Final = re.compile(r"(\d{1,18}|\d{1,3}(?:,\d{3}){1,5})(\.\d{1,12})?", re.ASCII)
_PLAIN: Final = re.compile(r"-?\d{1,18}(?:\.\d{1,12})?", re.ASCII)
_YES: Final = frozenset(("yes", "y", "true", "t", "1"))
_NO: Final = frozenset(("no", "n", "false", "f", "0"))
_TOKENS: Final = re.compile(r"yyyy|yy|month|mon|mm|m|dd|d|hh|ss")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


class CellError(ValueError):
    """A cell that cannot be read; the text says why, without what stands in it."""


def amount_of(cell: str) -> Decimal:
    """An amount of pounds: "£1,234.50", "-1234.5", "(1,234.50)", "1234.50-"."""
    if _PLAIN.fullmatch(cell):  # as most are
        return Decimal(cell)
    text = cell.replace(" ", "").replace("\u00a0", "")
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1]
    if text.endswith("-"):
        negative, text = not negative, text[:-1]
    for _ in range(2):
        if text.startswith(("-", "\u2212")):
            if negative:
                raise CellError("is not an amount of money")
            negative, text = True, text[1:]
        text = text.removeprefix("£")
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise CellError("is not an amount of money")
    amount = Decimal(match[1].replace(",", "") + (match[2] or ""))
    return -amount if negative else amount


def number_of(cell: str) -> Any:
    text = cell.replace(" ", "")
    match = _AMOUNT.fullmatch(text.removeprefix("-"))
    if match is None:
        raise CellError("is not a number")
    number = Decimal(match[1].replace(",", "") + (match[2] or ""))
    return plain(-number if text.startswith("-") else number)


def yes_no_of(cell: str) -> bool:
    word = cell.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError("is neither yes nor no")


def text_of(cell: str) -> str:
    return " ".join((html.unescape(cell) if "&" in cell else cell).split())


def authority_type_of(cell: str) -> str:
    """The kind of the authority with this name, by the table authority_names.csv."""
    if kind := kind_of_name(text_of(cell)):
        return kind
    raise CellError("is a name that does not make the kind of authority certain")


def nation_of(cell: str) -> str:
    if nation := nation_of_name(text_of(cell)):
        return nation
    raise CellError("is a name that does not make the nation certain")


def date_reader(form: str) -> Callable[[str], str]:
    """What reads dates of one form, such as "dd/mm/yyyy" or "d mon yyyy". Raises CellError."""
    pattern = _date_pattern(form)

    @lru_cache(maxsize=1_000)
    def read(cell: str) -> str:
        match = pattern.fullmatch(cell)
        if match is None:
            raise CellError(f"is not a date of the form {form}")
        parts = match.groupdict()
        year = int(parts.get("yyyy") or f"20{parts['yy']}")
        try:
            return dt.date(year, _month(parts), int(parts.get("dd") or parts["d"])).isoformat()
        except ValueError:
            raise CellError("is a date that no calendar holds") from None

    return read


def is_date_form(form: str) -> bool:
    """A form with one year, one month and one day."""
    date = [token for token in _tokens(form) if token not in ("hh", "minute", "ss")]
    kinds = sorted("ymd"["ymd".index(token[0])] for token in date)
    return kinds == ["d", "m", "y"]


def _month(parts: dict[str, str]) -> int:
    if number := parts.get("mm") or parts.get("m"):
        return int(number)
    word = (parts.get("month") or parts["mon"]).casefold()
    found = [at for at, name in enumerate(_MONTHS, 1) if word in (name, name[:3])]
    if not found:
        raise ValueError(word)
    return found[0]


def _tokens(form: str) -> list[str]:
    """The tokens of a form; "mm" after "hh" is the minute."""
    found: list[str] = []
    for match in _TOKENS.finditer(form):
        token = match[0]
        found.append("minute" if token == "mm" and "hh" in found else token)
    return found


_DIGITS: Final = {
    "yyyy": r"\d{4}", "yy": r"\d{2}", "mm": r"\d{2}", "m": r"\d{1,2}", "dd": r"\d{2}",
    "d": r"\d{1,2}", "hh": r"\d{2}", "ss": r"\d{2}", "minute": r"\d{2}",
    "mon": "[A-Za-z]{3}", "month": "[A-Za-z]{3,9}",
}  # fmt: skip


def _date_pattern(form: str) -> re.Pattern[str]:
    tokens = iter(_tokens(form))
    pieces = []
    end = 0
    for match in _TOKENS.finditer(form):
        token = next(tokens)
        pieces.append(re.escape(form[end : match.start()]))
        pieces.append(f"(?P<{token}>{_DIGITS[token]})")
        end = match.end()
    return re.compile("".join(pieces) + re.escape(form[end:]), re.ASCII)
