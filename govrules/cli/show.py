"""govrules show: policies as papers for a meeting."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.options import date_of, no_cache_option, paths_argument
from govrules.errors import ExitCode, PolicyError, UsageError

if TYPE_CHECKING:
    from govrules.explain.paper.context import Results
    from govrules.explain.show import Form
    from govrules.model.policy import Policy, PolicySet

_SUFFIXES: dict[str, Form] = {".md": "markdown", ".html": "html", ".docx": "docx", ".txt": "text"}


@click.command("show")
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_SUFFIXES.values())),
    help="The form of the paper; else by the name of --out, else markdown.",
)
@click.option(
    "--on",
    callback=date_of,
    metavar="DATE",
    help="The day whose figures are told, such as 2026-07-03; else today.",
)
@click.option(
    "--out",
    metavar="PATH",
    help="The file to write; a folder, for a paper for each policy and an index; "
    "else standard output.",
)
@click.option("--produced", is_flag=True, help="Say at the end on which day it was produced.")
@no_cache_option
def command(
    paths: tuple[Path, ...],
    form: Form | None,
    on: dt.date | None,
    out: str | None,
    produced: bool,
    no_cache: bool,
) -> ExitCode:
    """Show policies as papers for a council meeting.

    PATH is a policy file, or a folder of them. Policies that they use are not shown, but for what
    is read of them. Scenarios are run first, so that the paper tells what is really decided.

    \b
    Examples:
      govrules show my.policy
      govrules show policies/councils/norwich --out norwich.docx
      govrules show policies --format html --out papers/
    """
    policy_set, given = _policies(paths)
    wanted = form or _SUFFIXES.get(Path(out or "").suffix.lower(), "markdown")
    day, today = on or dt.date.today(), dt.date.today() if produced else None
    if out is None and wanted == "docx" and sys.stdout.isatty():
        raise UsageError("a Word file cannot be shown on a terminal; name a file with --out")
    results = _results(paths, given, day, cache=not no_cache)
    if out is not None and (out.endswith("/") or Path(out).is_dir()):
        _write_folder(Path(out), given, policy_set, day, results, wanted, today)
        return ExitCode.COMPLIES
    from govrules.explain.show import show

    _write(
        out,
        show(policy_set, day, form=wanted, policies=given, results=results, produced=today),
    )
    return ExitCode.COMPLIES


def _policies(paths: tuple[Path, ...]) -> tuple[PolicySet, tuple[Policy, ...]]:
    """All that was loaded, and the policies in the files. Raises PolicyError with every fault."""
    from govrules.language.load import load_files
    from govrules.language.read_files import read_files

    loaded = load_files(paths)
    if loaded.policy_set is None:
        raise PolicyError(loaded.diagnostics)
    files = set(read_files(paths).texts)
    policies = loaded.policy_set.policies
    return loaded.policy_set, tuple(policy for policy in policies if policy.file in files)


def _results(
    paths: tuple[Path, ...], given: tuple[Policy, ...], day: dt.date, *, cache: bool
) -> Results:
    """What became of the scenarios. Says so where one does not come out as it expects.

    One that names no day is decided on that of the paper, so that the paper depends on no other.
    """
    if not any(policy.scenarios for policy in given):
        return {}
    from govrules.cli.streams import tell
    from govrules.explain.paper.context import results_by_key
    from govrules.library import load

    rulebook = load(paths, cache=cache)
    results = rulebook.run_scenarios([policy.title for policy in given], today=day)
    failed = sum(not result.passed for result in results)
    if failed:
        noun = "scenario does" if failed == 1 else "scenarios do"
        tell(f"warning: {failed:,} {noun} not come out as expected; the paper marks each")
    return results_by_key(results)


def _write_folder(
    folder: Path,
    given: tuple[Policy, ...],
    policy_set: PolicySet,
    day: dt.date,
    results: Results,
    form: Form,
    produced: dt.date | None,
) -> None:
    from govrules.cli.writing import write_file
    from govrules.explain.paper.folder import papers
    from govrules.explain.show import written

    suffix = next(suffix for suffix, each in _SUFFIXES.items() if each == form)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f'cannot make the folder "{folder}": {reason.lower()}') from None
    for name, document in papers(given, policy_set, day, results, suffix, produced):
        write_file(folder / name, written(document, form))


def _write(out: str | None, content: str | bytes) -> None:
    from govrules.cli.writing import output, write_file

    if out is not None:
        write_file(Path(out), content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        with output(None) as stream:
            stream.write(content)
