"""Turn OCDS notices into choices: what a release says for certain, under the vocabulary's keys.

What a release does not say is left out, for a fact that is not given is unknown; `skipped` says
what was left out and why, and `answers` tell of every fact where it came from or why it is missing.
OCDS is the Open Contracting Data Standard 1.1, with the extension of the Cabinet Office for the
Procurement Act 2023 (https://github.com/cabinetoffice/ocds_uk_extension).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from govrules.errors import UsageError
from govrules.interop.ocds.answers import Answer
from govrules.interop.ocds.lines import releases_in_lines
from govrules.interop.ocds.notice import Notice
from govrules.interop.ocds.package import Release, refusal, releases_of
from govrules.interop.ocds.stream import PackageReader
from govrules.interop.ocds.summary import summary
from govrules.interop.ocds.table import MAPPED, TABLE
from govrules.interop.ocds.tree import Origin, words
from govrules.interop.opened import Opened, opened
from govrules.model.diagnostic import ChoiceFault

__all__ = [
    "KEYS", "ImportedChoice", "ImportedChoices", "choices_from_ocds", "choices_in", "summary",
]  # fmt: skip

KEYS: Final = frozenset(rule.key for rule in MAPPED)
"""Every key that an imported choice may have."""

Facts = dict[str, Any]
Source = Mapping[str, Any] | bytes | str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class ImportedChoice:
    """One release as a choice. `data` is ready for `Rulebook.check`.

    `skipped` says what was left out and why. `claims` holds what the publisher itself concludes
    ("above_threshold"), which a decision should be compared with and not rest on, and `claimed` the
    places where it does. `answers` has an entry for every fact of the vocabulary.
    """

    name: str
    ocid: str
    release_id: str
    data: Facts
    skipped: tuple[str, ...] = ()
    claims: Mapping[str, bool] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    claimed: tuple[Origin, ...] = field(default=(), repr=False)
    release: Release | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ImportedChoices:
    """The choices of a package, and the releases that could not be read."""

    choices: tuple[ImportedChoice, ...]
    faults: tuple[ChoiceFault, ...]


def choices_from_ocds(source: Source) -> ImportedChoices:
    """The choices in a release package or record package: a mapping, its JSON bytes, or a path.

    Each release of a release package is a choice of its own, and so is the compiled release of each
    record. A path that ends in .jsonl holds a release to each line; a file may be packed (.gz).
    Raises ChoiceError when the source is not such a package.
    """
    if isinstance(source, Mapping):
        return _collected(map(_choice_or_fault, releases_of(source)))
    if not isinstance(source, bytes | str | os.PathLike):
        raise refusal("", "an OCDS package is a mapping, bytes or the path of a file")
    place = source if isinstance(source, bytes) else Path(source)
    try:
        with_reader = opened(place)
    except UsageError as error:
        reason = str(error).replace("there is no file", "no such file")
        raise refusal(str(place)[:200], f"cannot be read: {reason}") from None
    with with_reader.stream:
        return _collected(choices_in(with_reader, place))


def choices_in(
    source: Opened,
    place: str | Path | bytes,
    *,
    lines: bool | None = None,
    header: dict[str, Any] | None = None,
) -> Iterator[ImportedChoice | ChoiceFault]:
    """The choices of an opened package, one by one, and what is wrong with other releases.

    `place` is what was opened, to find the place of a fault; `lines` says that it is JSON lines, by
    default told from the ending. What the package says of itself goes to `header`. Raises
    ChoiceError when nothing can be read.
    """
    if lines is None:
        lines = not isinstance(place, bytes) and has_lines(str(place))
    again = None if source.size is None else (lambda: opened(place))
    reader = PackageReader(source, again, {} if header is None else header)
    return map(_choice_or_fault, releases_in_lines(source) if lines else reader)


def has_lines(path: str) -> bool:
    return path.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))


def _collected(found: Iterable[ImportedChoice | ChoiceFault]) -> ImportedChoices:
    choices: list[ImportedChoice] = []
    faults: list[ChoiceFault] = []
    for item in found:
        if isinstance(item, ChoiceFault):
            faults.append(item)
        else:
            choices.append(item)
    return ImportedChoices(tuple(choices), tuple(faults))


def _choice_or_fault(item: Release | ChoiceFault) -> ImportedChoice | ChoiceFault:
    return item if isinstance(item, ChoiceFault) else choice_of(item)


def choice_of(release: Release) -> ImportedChoice:
    """One release as a choice, by the table."""
    notice = Notice(release)
    answers = {rule.key: rule.read(notice) for rule in TABLE}
    data = {key: answer.value for key, answer in answers.items() if answer.value is not None}
    notes = (note for answer in answers.values() for note in answer.notes)
    ocid = words(notice.tree, "ocid")
    claim = notice.claim
    return ImportedChoice(
        data.get("title", ocid),
        ocid,
        words(notice.tree, "id"),
        dict(sorted(data.items())),
        tuple(dict.fromkeys(notes)),
        {} if claim is None else {"above_threshold": claim},
        answers,
        tuple(at for _, at in notice.claims),
        release,
    )
