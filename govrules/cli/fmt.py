"""govrules fmt: put policies into canonical layout."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.options import paths_argument
from govrules.cli.paths import is_folder
from govrules.cli.streams import plain, say, tell
from govrules.errors import ExitCode, PolicyError

if TYPE_CHECKING:
    from govrules.model.diagnostic import Diagnostic

STDIN = Path("-")


@click.command("fmt")
@paths_argument
@click.option("--check", is_flag=True, help="Change nothing; tell which files would change.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
def command(paths: tuple[Path, ...], check: bool, diff: bool) -> ExitCode:
    """Put policies into canonical layout.

    Comments are kept, and what the policy says does not change.

    PATH is a policy file, a folder, or - for standard input to standard output. A file with faults
    of syntax is left as it is, and the exit code is 3. With --check or --diff it is 3 when a file
    is not in canonical layout.

    \b
    Examples:
      govrules fmt my.policy
      govrules fmt policies --check
      govrules fmt my.policy --diff
      govrules fmt - < draft.policy > tidy.policy
    """
    texts, code = _read(paths)
    for file, text in texts:
        code = max(code, _format(file, text, paths, check=check, diff=diff))
    return code


def _read(paths: Sequence[Path]) -> tuple[list[tuple[Path, str]], ExitCode]:
    """The texts of all files; those that cannot be read are told."""
    from govrules.cli.diagnostics_text import diagnostics_text
    from govrules.language.read_files import read_files

    files = read_files([path for path in paths if path != STDIN])
    texts = [(Path(file), text) for file, text in files.texts.items()]
    faults = list(files.faults)
    if STDIN in paths:
        text = _standard_input()
        if isinstance(text, str):
            texts.append((STDIN, text))
        else:
            faults.append(text)
    if faults:
        tell(diagnostics_text(faults))
    return texts, ExitCode.POLICY_INVALID if faults else ExitCode.COMPLIES


def _standard_input() -> str | Diagnostic:
    from govrules.language.read_files import LIMIT_KB, decoded

    return decoded(sys.stdin.buffer.read(LIMIT_KB * 1000 + 1), "standard input")


def _format(file: Path, text: str, folders: Sequence[Path], *, check: bool, diff: bool) -> ExitCode:
    """Format one text: write it, or tell how it differs."""
    from govrules.cli.writing import write_file

    formatted = _formatted(file, text, folders)
    if formatted is None:
        return ExitCode.POLICY_INVALID
    changed = formatted != text
    if diff:
        sys.stdout.writelines(_diff(str(file), text, formatted))
    elif check:
        if changed:
            say(plain(f"{file} is not in canonical layout"))
    elif file == STDIN:
        sys.stdout.write(formatted)
    elif changed:
        write_file(file, formatted)
        say(plain(f"{file} formatted"))
    return ExitCode.POLICY_INVALID if changed and (check or diff) else ExitCode.COMPLIES


def _formatted(file: Path, text: str, folders: Sequence[Path]) -> str | None:
    """The text in canonical layout; None, when its faults have been told."""
    from govrules.cli.diagnostics_text import diagnostics_text
    from govrules.cli.known_phrases import known_phrases
    from govrules.language.format import format_text

    name = "standard input" if file == STDIN else str(file)
    search = [folder for folder in folders if is_folder(folder)]
    try:
        return format_text(text, name, known_phrases(text, name, search))
    except PolicyError as error:
        tell(diagnostics_text(error.diagnostics))
        return None


def _diff(file: str, text: str, formatted: str) -> Iterator[str]:
    before, after = text.splitlines(), formatted.splitlines()
    for line in difflib.unified_diff(before, after, file, f"{file} (formatted)", lineterm=""):
        yield f"{plain(line)}\n"
