"""The options that the commands of the log share, and a log that is opened for one of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from govrules.cli.options import PATH
from govrules.cli.streams import plain, tell
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from govrules.decision_log.checkpoint import Checkpoint
    from govrules.decision_log.entry import Entry
    from govrules.decision_log.log import DecisionLog
    from govrules.decision_log.time_stamp import CheckedStamp

_Function = TypeVar("_Function", bound=Callable[..., Any])
_MOST_DIGITS = 18
"""Numbers of entries are at most this long."""


def log_option(function: _Function) -> _Function:
    return click.option(
        "--log",
        "url",
        metavar="LOG",
        default="govrules.db",
        show_default=True,
        help="The log: a file, or postgresql://…",
    )(function)


def form_option(*forms: str) -> Callable[[_Function], _Function]:
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True,
        help="How to answer.",
    )  # fmt: skip


@contextmanager
def opened(url: str) -> Iterator[DecisionLog]:
    """The log at a URL, which must be there. Raises UsageError or LogError."""
    from govrules.decision_log.log import DecisionLog

    with DecisionLog.open(url, must_exist=True) as log:
        yield log


def entry_named(log: DecisionLog, named: str) -> Entry:
    """The entry with this number or id. Raises UsageError when there is none."""
    if named.isascii() and named.isdecimal() and len(named) <= _MOST_DIGITS:
        return log.entry(int(named))
    if "\0" in named or any("\ud800" <= character <= "\udfff" for character in named):
        raise UsageError(f'there is no entry "{named}" in this log')
    return log.entry(named)


class Altered:
    """Tells of each entry that is not as it was written, and remembers that there was one."""

    code = ExitCode.COMPLIES

    def __call__(self, entry: Entry) -> None:
        self.code = ExitCode.ALTERED
        how = "is not as it was written, and is left out" if entry.text else "is missing"
        tell(f"entry {entry.sequence} {how}: verify the log")


def read_text(path: Path, what: str, most: int = 50_000_000) -> str:
    """The text of a file that is read whole. Raises UsageError."""
    try:
        with path.open(encoding="utf-8") as stream:
            text = stream.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UsageError(f'cannot read the {what} "{path}": {reason.lower()}') from None
    if len(text) > most:
        raise UsageError(f'cannot read the {what} "{path}": it is too long')
    return text


def read_note(path: Path) -> Checkpoint:
    """The checkpoint in a file. Raises UsageError."""
    from govrules.decision_log.checkpoint import LONGEST_NOTE, read_checkpoint
    from govrules.errors import LogError

    try:
        return read_checkpoint(read_text(path, "checkpoint", LONGEST_NOTE))
    except LogError as error:
        raise UsageError(f'"{path}": {error}') from None


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON that steers no terminal."""
    from govrules.explain.to_json import harmless_json

    return harmless_json(json.dumps(value, ensure_ascii=False, indent=indent))


def write_document(document: Any, form: str, out: Path | None) -> None:
    """Write a document as text, Markdown or a page, to a file or standard output."""
    from govrules.cli.streams import wants_colour, width
    from govrules.cli.writing import output

    with output(out) as stream:
        if form == "text":
            from govrules.explain.write_text import TextWriter

            writer = TextWriter(colour=wants_colour(stream), width=width(stream))
            stream.write(f"{plain(document.title)}\n\n{writer.write(document)}")
            return
        from govrules.cli.reports import write_document as write

        stream.write(write(document, "html" if form == "html" else "markdown"))


def checkpoint_options(function: _Function) -> _Function:
    """Checkpoints that were kept outside, and who may have signed and stamped them."""
    stamped = click.option(
        "--authority", "authorities", type=PATH, metavar="FILE", multiple=True,
        help="The root certificate (PEM) of who stamps checkpoints; may be given several times.",
    )(function)  # fmt: skip
    signed = click.option(
        "--key", "keys", type=PATH, metavar="FILE", multiple=True,
        help="The public key of who signs checkpoints; may be given several times.",
    )(stamped)  # fmt: skip
    return click.option(
        "--checkpoint", "checkpoints", type=PATH, metavar="FILE", multiple=True,
        help="A checkpoint that was kept outside; may be given several times.",
    )(signed)  # fmt: skip


def certificates(files: tuple[Path, ...]) -> list[Certificate]:
    """Those of the authorities that are trusted. Raises UsageError."""
    if not files:
        return []
    from govrules.decision_log.time_stamp import read_authorities

    return [each for file in files for each in read_authorities(file)]


def stamps_json(stamps: tuple[CheckedStamp, ...]) -> list[dict[str, Any]]:
    """What came of each time stamp: `time` and `signer` where it holds, else perhaps a `fault`."""
    return [
        {
            "checkpoint": each.size,
            "authority": each.authority,
            "time": None if each.time is None else each.time.isoformat(),
            "signer": each.signer,
            "fault": each.fault,
        }
        for each in stamps
    ]
