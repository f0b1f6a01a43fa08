"""Read JSON lines of OCDS: a release, a record or a package to each line.

What is wrong with one line does not stop the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govrules.errors import ChoiceError
from govrules.interop.choices.given import lines
from govrules.interop.choices.json_text import JsonText
from govrules.interop.ocds.package import KEYS, Release, entry_release, refusal, releases_of
from govrules.interop.opened import READ_FAULTS, Opened, why_unreadable
from govrules.model.diagnostic import ChoiceFault

_OF_RECORD = ("compiledRelease", "versionedRelease")


def releases_in_lines(source: Opened) -> Iterator[Release | ChoiceFault]:
    """The releases of all lines. Raises ChoiceError when there is no line at all."""
    name = source.name or "the text"
    number, some = 0, False
    try:
        for number, line in lines(source.stream, name):
            if line.strip():
                some = True
                yield from _of_line(line, number, name)
    except ChoiceError as error:
        if not some:
            raise
        yield error.faults[0]
    except READ_FAULTS as error:
        message = f"cannot be read: {why_unreadable(error)}"
        if not some:
            raise refusal(name, message) from None
        yield ChoiceFault("", f"{message}; it was read up to line {number}", name)
    if not some:
        raise refusal(name, "holds no release")


def _of_line(line: str, number: int, name: str) -> Iterator[Release | ChoiceFault]:
    place = f"{name}:{number}"
    try:
        value = JsonText(line.rstrip("\r\n"), name, number).value()
        if isinstance(value, Mapping) and any(key in value for key in KEYS) and not _record(value):
            yield from releases_of(value, place)
            return
    except ChoiceError as error:
        yield error.faults[0]
        return
    yield entry_release(value, "release", "", place, record=_record(value))


def _record(value: Any) -> bool:
    """A record has a compiled release, or its own identifier beside a list of releases."""
    if not isinstance(value, Mapping):
        return False
    return any(key in value for key in _OF_RECORD) or ("ocid" in value and "releases" in value)
