"""Write a release package of OCDS, release by release, with every number exactly as it was read."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TextIO

from govrules.errors import UsageError
from govrules.interop.ocds.export import stamp

EXTENSION: Final = "urn:govrules:ocds:governance-decisions:1.0:extension.json"
"""The name of the extension, where the publisher does not say at which address it stands."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a package, and where its extension stands."""

    name: str
    extension: str = EXTENSION
    uri: str = ""


@dataclass(slots=True)
class PackageWriter:
    """Writes releases one by one; `finish` writes the rest of the package."""

    stream: TextIO
    publisher: Publisher
    published: dt.datetime
    written: int = 0
    _dumps: Any = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            from simplejson import JSONEncoder
        except ImportError:
            raise UsageError('to write OCDS, install "govrules[ocds]"') from None
        self._dumps = JSONEncoder(use_decimal=True, allow_nan=False).encode

    def add(self, release: Mapping[str, Any]) -> None:
        text = self._dumps(release)
        before = "," if self.written else '{"releases":['
        self.stream.write(f"{before}\n{text}")
        self.written += 1

    def finish(self, header: Mapping[str, Any]) -> None:
        """Write what the package says of itself; licence and extensions are as they were read."""
        stated = header.get("extensions")
        extensions = [
            entry
            for entry in (stated if isinstance(stated, list | tuple) else ())
            if isinstance(entry, str) and entry.startswith(("http://", "https://", "urn:"))
        ]
        about: dict[str, Any] = {
            "version": "1.1",
            "uri": self.publisher.uri or f"urn:uuid:{uuid.uuid4()}",
            "publishedDate": stamp(self.published),
            "publisher": {"name": self.publisher.name},
            "extensions": list(dict.fromkeys([*extensions, self.publisher.extension])),
        }
        for key in ("license", "publicationPolicy"):
            said = header.get(key)
            if isinstance(said, str) and said.startswith(("http://", "https://")):
                about[key] = said
        self.stream.write(f"\n],{self._dumps(about)[1:]}\n")
