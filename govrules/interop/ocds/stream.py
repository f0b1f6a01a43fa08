"""Read an OCDS package release by release in little memory, and tell where it breaks off.

Needs ijson (https://pypi.org/project/ijson), which comes with the extra "ocds"; without it a small
package is read whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from govrules.interop.choices.given import MOST_BYTES
from govrules.interop.ocds.blocks import (
    BLOCK,
    Blocks,
    RefusedError,
    Reopen,
    place_of_break,
    why_it_breaks,
)
from govrules.interop.ocds.package import (
    KEYS,
    Release,
    check_version,
    no_package,
    refusal,
    release_of,
    releases_of,
)
from govrules.interop.opened import READ_FAULTS, Opened, why_unreadable
from govrules.model.diagnostic import ChoiceFault

DEEPEST = 200
_HEADER = ("version", "ocid", "license", "publicationPolicy", "extensions")
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}


@dataclass(slots=True)
class PackageReader:
    """The releases of one package, one by one. `header` holds what the package says of itself."""

    opened: Opened
    reopen: Reopen = None
    header: dict[str, Any] = field(default_factory=dict)
    _key: str = ""
    _index: int = 0
    _read: int = 0

    def __iter__(self) -> Iterator[Release | ChoiceFault]:
        """Raises ChoiceError when nothing can be read; else a fault is the last that comes."""
        try:
            import ijson
        except ImportError:
            yield from self._whole()
            return
        name = self.opened.name
        blocks = Blocks(self.opened.stream)
        try:
            for entry in self._entries(ijson, blocks):
                blocks.of_entry = 0
                yield release_of(entry, self._key, self._index - 1, name)
                self._read += 1
            self._check_end(name)
        except (ijson.JSONError, RefusedError, ValueError, ArithmeticError, *READ_FAULTS) as error:
            yield self._broken(error, blocks)

    def _entries(self, ijson: Any, blocks: Blocks) -> Iterator[Any]:
        """The entries under "releases" or "records"; what else is needed goes to the header."""
        events = ijson.basic_parse(blocks, buf_size=BLOCK)
        if next(events)[0] != "start_map":
            raise RefusedError("is not an OCDS package; a package is a JSON object")
        for event, key in events:
            if event != "map_key":  # the end of the package
                continue
            event, value = next(events)
            if key in KEYS:
                if event != "start_array":
                    raise RefusedError(f'has no list under "{key}"')
                self._key, self._index = key, 0
                while (step := next(events))[0] != "end_array":
                    entry = _built(ijson, events, *step)
                    self._index += 1
                    yield entry
            elif key in _HEADER:
                self.header[key] = _built(ijson, events, event, value)
                if key == "version":
                    check_version(self.header[key], self.opened.name)
            else:
                _skip(events, event)

    def _check_end(self, name: str) -> None:
        if not self._key:
            raise no_package(name, self.header)

    def _broken(self, error: Exception, blocks: Blocks) -> ChoiceFault:
        """What is wrong, with its place. Raises ChoiceError when no release was read before."""
        place = self.opened.name
        if not isinstance(error, RefusedError | OSError | EOFError):
            place = place_of_break(self.opened.name, self.reopen, blocks)
        message = why_it_breaks(error, blocks)
        if not self._read:
            raise refusal(place, message) if place else refusal("", message)
        after = f"{self._key}[{self._index - 1}]"
        return ChoiceFault("", f"{message}; it was read up to {after}", place)

    def _whole(self) -> Iterator[Release | ChoiceFault]:
        """A small package, read at once."""
        name = self.opened.name
        try:
            data = self.opened.stream.read(MOST_BYTES + 1)
        except READ_FAULTS as error:
            raise refusal(name, f"cannot be read: {why_unreadable(error)}") from None
        if len(data) > MOST_BYTES:
            limit = f"{MOST_BYTES // 1_000_000} MB"
            raise refusal(name, f'is larger than {limit}; to read it, install "govrules[ocds]"')
        package = parsed(data, name)
        if isinstance(package, dict):
            self.header |= {key: package[key] for key in _HEADER if key in package}
        yield from releases_of(package, name)


def _built(ijson: Any, events: Iterator[tuple[str, Any]], event: str, value: Any) -> Any:
    """The value that begins with an event, made of the events up to its end."""
    builder = ijson.ObjectBuilder()
    depth = 0
    while True:
        builder.event(event, value)
        depth += _STEPS.get(event, 0)
        if depth > DEEPEST:
            raise RefusedError("is nested too deeply")
        if depth == 0:
            return builder.value
        event, value = next(events)


def _skip(events: Iterator[tuple[str, Any]], event: str) -> None:
    depth = _STEPS.get(event, 0)
    while depth:
        depth += _STEPS.get(next(events)[0], 0)


def parsed(data: bytes, name: str) -> Any:
    """The value of a JSON text with exact numbers. Raises ChoiceError."""
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise refusal(name, "is not UTF-8 text") from None
    except json.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise refusal(name, f"is not JSON: {fault.msg.lower()} ({place})") from None
    except RecursionError:
        raise refusal(name, "is nested too deeply") from None
    except ValueError:
        raise refusal(name, "has a number that cannot be read") from None


def _no_number(word: str) -> Any:
    raise ValueError(word)
