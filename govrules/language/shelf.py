"""Find the policies that others use: by title and version, on the shelves where they may stand.

The shelves are, in this order, the files that were given, the folders of these files, the folders
to search, and the policies that come with govrules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.faults import names as faults_names
from govrules.language.from_text import parse
from govrules.language.outline import Outline, outline_of
from govrules.language.parsing.sections import split
from govrules.language.read_files import policy_files, read_text
from govrules.language.share import policies_folder
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import Diagnostic
from govrules.model.place import Place


class Document:
    """A policy file with what can be known of it before it is parsed."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.sections = split(text, file)
        self.outline: Outline = outline_of(self.sections)

    @property
    def title(self) -> str:
        return self.outline.title

    @property
    def version(self) -> str:
        return "" if self.header is None else self.header.version

    @cached_property
    def header(self) -> s.Header | None:
        """The heading, parsed on its own: it needs none of the words of the policy."""
        for section in self.sections.items:
            if section.kind == "policy":
                text = self.sections.text[: section.words[-1].end]
                policy = parse(text, self.file, frozenset()).policy
                return None if policy is None else policy.header
        return None

    def kind_at(self, line: int) -> str:
        """The kind of the item that a line belongs to: "rule", "vocabulary", "stray", …"""
        number = bisect_right(self._first_lines, line)
        return self.sections.items[number - 1].kind if number else "stray"

    @cached_property
    def _first_lines(self) -> list[int]:
        return [item.words[0].line for item in self.sections.items]

    @property
    def place(self) -> Place:
        return Place(self.file, 1, 1, 1, 1) if self.header is None else self.header.place


@dataclass(slots=True)
class Shelves:
    """Looks on one shelf after another, and reads a folder only when it must."""

    given: Sequence[Document]
    folders: Sequence[tuple[Path, bool]]
    """Folders to look in, and whether also below them."""
    _read: dict[int, list[Document]] | None = None

    def find(self, use: s.Use) -> Document | Diagnostic:
        """The best policy for a use: on the first shelf that has one, the highest version."""
        versions: set[str] = set()
        titles: set[str] = set()
        for number in range(len(self.folders) + 1):
            fitting = []
            for standing in self._shelf(number):
                if standing.title:
                    titles.add(standing.title)
                if fold(standing.title) == fold(use.title):
                    versions.add(standing.version)
                    if satisfies(standing.version, use):
                        fitting.append(standing)
            if fitting:
                # of two with one version, the file name decides, so that it is always the same
                return max(fitting, key=lambda d: (version_key(d.version), d.file))
        wanted = f"version {use.version}" + (" or later" if use.or_later else "")
        ordered = sorted(versions, key=version_key)
        return faults_names.policy_not_found(use.title, wanted, ordered, titles, use.place)

    def _shelf(self, number: int) -> Iterable[Document]:
        if number == 0:
            return self.given
        if self._read is None:
            self._read = {}
        if number not in self._read:
            self._read[number] = _documents(*self.folders[number - 1])
        return self._read[number]


def _documents(folder: Path, below: bool) -> list[Document]:
    """The policies of a folder; files that cannot be read are nobody's business here."""
    documents = []
    try:
        files = policy_files(folder, below)
    except (OSError, ValueError):
        return []
    for file in files:
        text = read_text(file)
        if isinstance(text, str):
            documents.append(Document(str(file), text))
    return documents


def shelves(given: Sequence[Document], files: Sequence[Path], search: Sequence[Path]) -> Shelves:
    """The shelves for documents that were given from these files."""
    beside = dict.fromkeys(file.parent for file in files)
    folders = [(folder, False) for folder in beside] + [(folder, True) for folder in search]
    return Shelves(given, [*folders, (policies_folder(), True)])


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Dotted numbers compare as numbers: 2.10 comes after 2.9, and 2 is 2.0."""
    parts = [
        (int(part), "") if part.isascii() and part.isdigit() and len(part) < 20 else (-1, part)
        for part in version.split(".")
    ]
    while parts and parts[-1] == (0, ""):
        parts.pop()
    return tuple(parts)


def satisfies(version: str, use: s.Use) -> bool:
    if use.version is None:
        return True
    found, wanted = version_key(version), version_key(use.version)
    return found >= wanted if use.or_later else found == wanted
