"""Check what a mapping file says, and give it as values; every fault in it is told at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Final

from govrules.errors import ChoiceError
from govrules.interop.ocds.table import TABLE
from govrules.interop.registers.cells import CellError, amount_of, is_date_form
from govrules.interop.registers.mapping import KINDS, Aside, CsvMap, FactColumn
from govrules.model.diagnostic import ChoiceFault
from govrules.model.near import did_you_mean
from govrules.model.unreadable import printable

FACTS: Final = frozenset(rule.key for rule in TABLE)
"""The keys of the English commissioning vocabulary."""

_TOP = ("about", "row", "encoding", "delimiter", "skip_rows", "total", "unique", "own_facts",
        "facts", "constants", "set_aside")  # fmt: skip
_FACT = ("column", "kind", "form", "values", "not_given", "required", "contract_value")
_ASIDE = ("column", "is", "less_than", "because")
_ENCODINGS = ("utf-8", "cp1252", "latin-1")
_DELIMITERS = (",", ";", "\t", "|")


def map_of(tree: Any, name: str) -> CsvMap:
    """The mapping that a tree of tables and texts describes. Raises ChoiceError."""
    reader = _Reader(name)
    found = reader.whole(tree if isinstance(tree, Mapping) else {})
    if not isinstance(tree, Mapping):
        reader.fault("", "is not a table of keys")
    if reader.faults:
        raise map_error(name, reader.faults)
    return found


def map_error(name: str, faults: list[tuple[str, str]]) -> ChoiceError:
    return ChoiceError([ChoiceFault(printable(key), message, name) for key, message in faults])


class _Reader:
    """Reads the parts of a mapping file, and collects what is wrong."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[tuple[str, str]] = []

    def fault(self, key: str, message: str) -> None:
        self.faults.append((key, message))

    def whole(self, tree: Mapping[str, Any]) -> CsvMap:
        self._known(tree, _TOP, "")
        own = frozenset(self._texts(tree, "own_facts"))
        facts = self._table(tree, "facts")
        constants = self._table(tree, "constants")
        for key in (*facts, *constants):
            self._known_fact(key, own)
        for key in facts.keys() & constants.keys():
            self.fault(key, "is given both by a column and as a constant")
        if not facts:
            self.fault("facts", "names no column; write [facts.payment_amount_gbp] and so on")
        return CsvMap(
            name=self.name,
            about=self._text(tree, "about"),
            row=self._text(tree, "row") or "a row",
            facts=tuple(self._fact(key, facts[key]) for key in facts),
            constants={key: self._constant(key, value) for key, value in constants.items()},
            asides=self._asides(tree),
            encoding=self._one_of(tree, "encoding", _ENCODINGS),
            delimiter=self._one_of(tree, "delimiter", _DELIMITERS),
            skip_rows=self._count(tree, "skip_rows"),
            total=self._text(tree, "total"),
            unique=self._text(tree, "unique"),
        )

    def _fact(self, key: str, part: Any) -> FactColumn:
        at = f"facts.{key}"
        if not isinstance(part, Mapping):
            self.fault(at, 'is not a table; write {column = "…"}')
            return FactColumn(key, ("",))
        self._known(part, _FACT, at)
        kind = self._one_of(part, "kind", KINDS, at)
        form = self._text(part, "form", at)
        if (kind == "date") != bool(form):
            wrong = "lacks its form" if kind == "date" else "has a form, but is no date"
            self.fault(at, f'{wrong}; write kind = "date", form = "dd/mm/yyyy"')
        elif form and not is_date_form(form):
            self.fault(f"{at}.form", "does not have one year, one month and one day")
        contract_value = self._flag(part, "contract_value", at)
        if contract_value and kind != "money":
            self.fault(f"{at}.contract_value", "is for money alone")
        values = self._table(part, "values", at) if "values" in part else None
        return FactColumn(
            key,
            self._columns(part, at),
            kind,
            form,
            values and {name.casefold(): self._constant(at, word) for name, word in values.items()},
            frozenset(cell.casefold() for cell in self._texts(part, "not_given", at)),
            self._flag(part, "required", at),
            contract_value,
        )

    def _columns(self, part: Mapping[str, Any], at: str) -> tuple[str, ...]:
        columns = part.get("column")
        named = [columns] if isinstance(columns, str) else columns
        if not isinstance(named, list) or not named or not all(_is_text(name) for name in named):
            self.fault(f"{at}.column", "is the name of a column, or a list of them")
            return ()
        return tuple(named)

    def _asides(self, tree: Mapping[str, Any]) -> tuple[Aside, ...]:
        entries = tree.get("set_aside", [])
        if not isinstance(entries, list):
            self.fault("set_aside", "is a list of tables; write [[set_aside]]")
            return ()
        return tuple(self._aside(entry, f"set_aside[{at}]") for at, entry in enumerate(entries))

    def _aside(self, part: Any, at: str) -> Aside:
        if not isinstance(part, Mapping):
            self.fault(at, "is not a table; write [[set_aside]]")
            return Aside("", "")
        self._known(part, _ASIDE, at)
        because, column = self._text(part, "because", at), self._text(part, "column", at)
        if not because:
            self.fault(f"{at}.because", "is missing; say why such a row is no choice")
        if not column:
            self.fault(f"{at}.column", "is missing")
        if ("is" in part) == ("less_than" in part):
            self.fault(at, 'has one test: is = ["…"], or less_than = 0')
        cells = frozenset(cell.casefold() for cell in self._texts(part, "is", at))
        return Aside(column, because, cells if "is" in part else None, self._amount(part, at))

    def _amount(self, part: Mapping[str, Any], at: str) -> Decimal | None:
        value = part.get("less_than")
        if value is None:
            return None
        try:
            if isinstance(value, bool):
                raise CellError
            return amount_of(str(value))
        except CellError:
            self.fault(f"{at}.less_than", "is not an amount")
            return None

    # --- keys and values

    def _known(self, part: Mapping[str, Any], keys: Collection[str], at: str) -> None:
        for key in part:
            if key not in keys:
                path = f"{at}.{key}" if at else key
                near = did_you_mean(key, keys)
                self.fault(path, f"is not a key of a mapping file{near}")

    def _known_fact(self, key: str, own: Collection[str]) -> None:
        if key not in FACTS and key not in own:
            near = did_you_mean(key, [*FACTS, *own])
            hint = near or '; name a fact of your own vocabulary in own_facts = ["…"]'
            self.fault(key, f"is not a fact of the commissioning vocabulary{hint}")

    def _table(self, part: Mapping[str, Any], key: str, at: str = "") -> Mapping[str, Any]:
        found = part.get(key, {})
        if isinstance(found, Mapping):
            return found
        self.fault(f"{at}.{key}" if at else key, "is not a table")
        return {}

    def _text(self, part: Mapping[str, Any], key: str, at: str = "") -> str:
        found = part.get(key, "")
        if isinstance(found, str):
            return found
        self.fault(f"{at}.{key}" if at else key, "is not text")
        return ""

    def _texts(self, part: Mapping[str, Any], key: str, at: str = "") -> list[str]:
        found = part.get(key, [])
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return found
        self.fault(f"{at}.{key}" if at else key, "is not a list of texts")
        return []

    def _flag(self, part: Mapping[str, Any], key: str, at: str) -> bool:
        found = part.get(key, False)
        if isinstance(found, bool):
            return found
        self.fault(f"{at}.{key}", "is neither true nor false")
        return False

    def _count(self, part: Mapping[str, Any], key: str) -> int:
        found = part.get(key, 0)
        if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 100:
            return found
        self.fault(key, "is not a number of rows from 0 to 100")
        return 0

    def _one_of(
        self, part: Mapping[str, Any], key: str, words: tuple[str, ...], at: str = ""
    ) -> str:
        """One of the words; the first where nothing is said."""
        found = part.get(key, words[0])
        if found in words:
            return str(found)
        shown = found if isinstance(found, str) else "this"
        known = ", ".join(json.dumps(word) for word in words)
        near = did_you_mean(shown, words)
        self.fault(
            f"{at}.{key}" if at else key, f'"{printable(shown)}" is not one of {known}{near}'
        )
        return words[0]

    def _constant(self, key: str, value: Any) -> Any:
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, str | bool | int):
            return value
        if hasattr(value, "isoformat"):  # a date of TOML
            return value.isoformat()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        self.fault(key, "is not a text, a number, a date, true or false")
        return None


def _is_text(name: Any) -> bool:
    return isinstance(name, str) and bool(name.strip())
