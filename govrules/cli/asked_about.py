"""Load the policies that a command is asked about, with those that they use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govrules.errors import PolicyError

if TYPE_CHECKING:
    from govrules.library import Rulebook


def asked_about(paths: Sequence[Path], *, cache: bool) -> tuple[Rulebook, list[str]]:
    """The rulebook, and the titles of the policies that stand in the files given."""
    from govrules.language.read_files import read_files
    from govrules.library import load

    read = read_files(paths)
    if read.faults:
        raise PolicyError(read.faults)
    rulebook = load([Path(file) for file in read.texts], cache=cache)
    return rulebook, rulebook.titles_in(read.texts)
