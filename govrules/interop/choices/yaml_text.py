"""Read choices from YAML: each document is a choice or a list of choices.

The parser's events are turned into values here, so that numbers keep every digit, `no` stays the
word that was written, and nothing but plain data can come out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import field
from decimal import Decimal
from typing import Any, BinaryIO

from govrules.errors import UsageError
from govrules.interop.choices.given import GivenChoice, fault, parent, whole_text
from govrules.model.dataclass import dataclass
from govrules.model.unreadable import printable, shown

MOST_NESTED = 50

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,99})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,999})(?:\.[0-9]{0,999})?(?:[eE][-+]?[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT_TAG = "tag:yaml.org,2002:str"


def read_yaml(stream: BinaryIO, name: str) -> Iterator[GivenChoice]:
    """The choices of a YAML file. Raises ChoiceError; UsageError when PyYAML is not installed."""
    text = whole_text(stream, name)
    documents = list(_documents(text, name))
    several = len(documents) > 1
    found = False
    for number, document in enumerate(documents):
        label = f"{name} document {number + 1}" if several else name
        if isinstance(document.value, list):
            for index, entry in enumerate(document.value):
                found = True
                root = f"[{index}]"
                yield _given(f"{label} entry {index + 1}", entry, document.where(root))
        else:
            found = True
            yield _given(label, document.value, document.where(""))
    if not found:
        raise fault(name, "holds no choice")


def _given(name: str, value: Any, where: Callable[[str], str]) -> GivenChoice:
    if not isinstance(value, dict):
        raise fault(where(""), f"{shown(value)} is not a choice; a choice has keys and values")
    return GivenChoice(name, value, where)


@dataclass(slots=True)
class _Document:
    """A document's value and the places of its keys by path."""

    name: str
    value: Any = None
    places: dict[str, str] = field(default_factory=dict)

    def where(self, root: str) -> Callable[[str], str]:
        """The function that gives the place of a path below a root such as `[3]`."""

        def place(path: str) -> str:
            full = root + (f".{path}" if root and path else path)
            while full and full not in self.places:
                full = parent(full)
            return self.places.get(full, self.name)

        return place


def _documents(text: str, name: str) -> Iterator[_Document]:
    try:
        import yaml  # an extra, and only wanted for YAML
    except ImportError:
        raise UsageError(
            'reading YAML needs PyYAML: pip install "govrules[yaml]", or give the choice as JSON'
        ) from None
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=loader):
            document = builder.take(event, type(event).__name__)
            if document is not None:
                yield document
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark is not None else name
        problem = printable(str(error.problem or error.context or "it cannot be read"))
        raise fault(place, f"is not YAML here: {problem}") from None
    except yaml.YAMLError as error:
        reason = printable(str(error).partition("\n")[0])
        raise fault(name, f"is not YAML: {reason}") from None


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is still being built."""

    path: str
    value: Any
    key: str | None = None


class _Builder:
    """Builds documents out of the parser's events, without recursion."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._document = _Document(name)
        self._opened: list[_Open] = []

    def take(self, event: Any, kind: str) -> _Document | None:
        """Take the next event; the document, when this event ends one."""
        match kind:
            case "DocumentStartEvent":
                self._document = _Document(self._name)
            case "DocumentEndEvent":
                return self._document
            case "AliasEvent":
                raise fault(self._place(event), f"*{printable(event.anchor)}: write it out here")
            case "MappingStartEvent" | "SequenceStartEvent":
                self._open(event, {} if kind == "MappingStartEvent" else [])
            case "MappingEndEvent" | "SequenceEndEvent":
                self._opened.pop()
            case "ScalarEvent":
                self._scalar(event)
        return None

    def _place(self, event: Any) -> str:
        return f"{self._name}:{event.start_mark.line + 1}:{event.start_mark.column + 1}"

    def _open(self, event: Any, value: Any) -> None:
        if event.tag is not None and event.tag != "!":
            raise fault(self._place(event), f"the tag {printable(event.tag)} has no meaning here")
        if len(self._opened) >= MOST_NESTED:
            raise fault(self._place(event), "is nested too deeply")
        path = self._put(event, value)
        self._opened.append(_Open(path, value))

    def _scalar(self, event: Any) -> None:
        if event.tag not in (None, "!", _TEXT_TAG):
            raise fault(self._place(event), f"the tag {printable(event.tag)} has no meaning here")
        inner = self._opened[-1] if self._opened else None
        if inner is not None and isinstance(inner.value, dict) and inner.key is None:
            self._key(event, inner)
            return
        is_plain = not event.style and event.tag is None
        self._put(event, plain_scalar(event.value) if is_plain else event.value)

    def _key(self, event: Any, inner: _Open) -> None:
        key = event.value
        if key in inner.value:
            raise fault(self._place(event), "is given twice", printable(key))
        inner.key = key
        self._document.places[_member(inner.path, key)] = self._place(event)

    def _put(self, event: Any, value: Any) -> str:
        """Put a value where it belongs, and give its path."""
        inner = self._opened[-1] if self._opened else None
        if inner is None:
            self._document.value = value
            self._document.places.setdefault("", self._place(event))
            return ""
        if isinstance(inner.value, list):
            path = f"{inner.path}[{len(inner.value)}]"
            self._document.places[path] = self._place(event)
            inner.value.append(value)
            return path
        if inner.key is None:
            raise fault(self._place(event), "a key is a word, not a list or a mapping")
        path = _member(inner.path, inner.key)
        inner.value[inner.key] = value
        inner.key = None
        return path


def _member(path: str, key: str) -> str:
    return f"{path}.{printable(key)}" if path else printable(key)


def plain_scalar(text: str) -> Any:
    """What a word without quotes stands for: null, true, false, a number, a date, else text."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return text  # refused with its key, if a date is wanted
    return text
