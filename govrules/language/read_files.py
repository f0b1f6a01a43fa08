"""Read policy files: bytes to text, and folders to the files in them."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from govrules.language.faults import files as faults_files
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import Diagnostic

SUFFIX = ".policy"
LIMIT_KB = 500
"""Some 15,000 lines. The most that a file of this size takes to load is about 10 seconds."""


@dataclass(frozen=True, slots=True)
class FilesRead:
    """Texts by the name of their file, and the faults of files that could not be read."""

    texts: dict[str, str]
    faults: tuple[Diagnostic, ...]


def is_file(name: str) -> bool:
    """Whether a file has this name, which a policy given as text may have been given too."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # such as one that is too long
        return False


def read_files(paths: Sequence[Path]) -> FilesRead:
    """The texts of files and of all `*.policy` files in and below folders, each once."""
    texts: dict[str, str] = {}
    faults: list[Diagnostic] = []
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for path in paths:
        for file in _files(path, faults):
            known = _resolved(file, folders)
            if known in seen:
                continue
            seen.add(known)
            text = read_text(file)
            if isinstance(text, Diagnostic):
                faults.append(text)
            else:
                texts[str(file)] = text
    return FilesRead(texts, tuple(faults))


def _files(path: Path, faults: list[Diagnostic]) -> Iterable[Path]:
    try:
        if not path.is_dir():
            return [path]
        files = policy_files(path)
    except (OSError, ValueError) as error:
        faults.append(faults_files.unreadable(str(path), _reason(error)))
        return []
    if not files:
        faults.append(faults_files.empty_folder(str(path)))
    return files


def policy_files(folder: Path, below: bool = True) -> list[Path]:
    """The policy files in a folder (and with `below` in its folders), by their paths."""
    found = islice(os.walk(folder), None if below else 1)
    named = (Path(at, name) for at, _, files in found for name in files if name.endswith(SUFFIX))
    return sorted(path for path in named if path.is_file())


def read_text(file: Path) -> str | Diagnostic:
    """The text of a file, or why it cannot be read."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LIMIT_KB * 1000 + 1)
    except (OSError, ValueError) as error:
        return faults_files.unreadable(str(file), _reason(error))
    return decoded(data, str(file))


def not_too_large(text: str, file: str) -> str | Diagnostic:
    """A text that did not come from a file, held to the size that a file may have."""
    limit = LIMIT_KB * 1000
    # no need to encode what is too long as it stands
    if len(text) > limit or len(text.encode("utf-8", "surrogatepass")) > limit:
        return faults_files.too_large(file, LIMIT_KB)
    return text


def decoded(data: bytes, file: str) -> str | Diagnostic:
    """The text of the bytes of a file: UTF-8, with or without a byte order mark."""
    if len(data) > LIMIT_KB * 1000:
        return faults_files.too_large(file, LIMIT_KB)
    try:
        return data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8-sig", "replace")) + 1
        return faults_files.not_utf8(file, line, column)


def _resolved(file: Path, folders: dict[str, str]) -> str:
    """The file itself, whatever it was called; `folders` remembers the same of folders."""
    try:
        if file.is_symlink():
            return os.path.realpath(file)
        folder, name = os.path.split(file)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        return os.path.join(folders[folder], name)  # noqa: PTH118
    except (OSError, RuntimeError, ValueError):
        return str(file)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "you may not read it"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "its name is not one that a file can have"
