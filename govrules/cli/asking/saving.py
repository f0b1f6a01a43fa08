"""Keep the answers in a choice file: read what it says already, and save each answer at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from govrules.cli.paths import is_there
from govrules.cli.writing import write_file
from govrules.errors import UsageError
from govrules.interop.choices.files import read_choices
from govrules.interop.choices.given import GivenChoice


@dataclass
class ChoiceFile:
    """A file with one choice, in JSON; `where` gives the place of a key as the file was read."""

    path: Path
    choice: dict[str, Any]
    where: Callable[[str], str] | None

    def save(self, choice: Mapping[str, Any]) -> None:
        """Raises UsageError when it cannot be written; then the file is as it was."""
        write_file(self.path, json_text(choice))
        self.choice = dict(choice)


def open_choice_file(name: str) -> ChoiceFile:
    """The file to go on with, or a new one, which is made at once so that a fault shows early.

    Raises UsageError for a file that cannot hold one choice, ChoiceError for one that holds none.
    """
    path = Path(name)
    if path.suffix.lower() != ".json":
        raise UsageError(f'answers are saved as JSON; name a file that ends in .json, not "{name}"')
    if not is_there(name):
        made = ChoiceFile(path, {}, None)
        made.save({})
        return made
    given = the_choice_in(name)
    return ChoiceFile(path, dict(given.data), given.where)


def the_choice_in(source: str) -> GivenChoice:
    """The one choice of a JSON file, or of standard input. Raises UsageError and ChoiceError."""
    found = list(read_choices(source, "json"))
    if len(found) != 1:
        raise UsageError(f'"{source}" holds {len(found):,} choices; name a file with one')
    return found[0]


def json_text(choice: Mapping[str, Any]) -> str:
    """The choice in lines, for people too, with all digits."""
    return json.dumps(_plain(choice), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        as_float = float(value)
        return as_float if Decimal(repr(as_float)) == value else f"{value:f}"
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
