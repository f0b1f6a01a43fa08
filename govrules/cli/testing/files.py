"""Find the policy files that a command was given, each to be looked at on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from govrules.cli.paths import is_folder
from govrules.errors import PolicyError


def policy_files_of(paths: Sequence[Path]) -> Iterator[tuple[Path, list[Path]]]:
    """Every policy file, and the folders where those that it uses may stand besides its own."""
    from govrules.language.read_files import read_files

    read = read_files(paths)
    if read.faults:
        raise PolicyError(read.faults)
    files = [Path(file) for file in read.texts]
    folders = [path for path in paths if is_folder(path)]
    parents = [path.parent for path in paths if not is_folder(path)]
    for file in files:
        yield file, list(dict.fromkeys([*folders, *(p for p in parents if p != file.parent)]))
