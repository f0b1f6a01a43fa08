"""The types of terms, and which of them may be compared with which."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from govrules.model.dataclass import dataclass

Vat = Literal["", "including", "excluding"]


@dataclass(frozen=True, slots=True)
class MoneyType:
    """Pounds. `vat` is empty for bare money, which no other VAT basis may be mixed with."""

    vat: Vat = ""

    def __str__(self) -> str:
        return f"money {self.vat} VAT" if self.vat else "money"


@dataclass(frozen=True, slots=True)
class NumberType:
    low: Decimal | None = None
    high: Decimal | None = None

    def __str__(self) -> str:
        return "a number"


@dataclass(frozen=True, slots=True)
class PercentageType:
    """Per cent: 12 stands for 12%."""

    low: Decimal | None = None
    high: Decimal | None = None

    def __str__(self) -> str:
        return "a percentage"


@dataclass(frozen=True, slots=True)
class DurationType:
    """A length of time. `unit` is what a bare number in a choice counts; if empty, none may be."""

    unit: Literal["", "days", "weeks", "months", "years"] = ""

    def __str__(self) -> str:
        return "a duration"


@dataclass(frozen=True, slots=True)
class DateType:
    def __str__(self) -> str:
        return "a date"


@dataclass(frozen=True, slots=True)
class YesNoType:
    def __str__(self) -> str:
        return "yes or no"


@dataclass(frozen=True, slots=True)
class ValueWord:
    """One value of an enumeration and the code for it in a choice (by default the text itself)."""

    text: str
    written: str


@dataclass(frozen=True, slots=True)
class OneOfType:
    values: tuple[ValueWord, ...]

    def __str__(self) -> str:
        return "one of: " + ", ".join(value.text for value in self.values)


@dataclass(frozen=True, slots=True)
class SeveralOfType:
    """Any number of the values. With no values declared, any text may be in it."""

    values: tuple[ValueWord, ...] = ()

    def __str__(self) -> str:
        if not self.values:
            return "a list of names"
        return "several of: " + ", ".join(value.text for value in self.values)


@dataclass(frozen=True, slots=True)
class TextType:
    def __str__(self) -> str:
        return "text"


@dataclass(frozen=True, slots=True)
class ListField:
    """A field of the entries of a list; `key` is its key in a choice."""

    name: str
    key: str
    type: Type


@dataclass(frozen=True, slots=True)
class ListType:
    fields: tuple[ListField, ...]

    def __str__(self) -> str:
        return "a list with: " + ", ".join(field.name for field in self.fields)


@dataclass(frozen=True, slots=True)
class TableType:
    """Names, each with an entry: {"price": 60}. A plain list of names has entries not given."""

    of: MoneyType | NumberType | PercentageType | DateType

    def __str__(self) -> str:
        return "a table of names"


Type = (
    MoneyType | NumberType | PercentageType | DurationType | DateType | YesNoType | OneOfType
    | SeveralOfType | TextType | ListType | TableType
)  # fmt: skip

NUMERIC = (MoneyType, NumberType, PercentageType)
ORDERED = (*NUMERIC, DurationType, DateType)
