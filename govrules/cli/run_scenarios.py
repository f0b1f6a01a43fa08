"""govrules test: run the scenarios that are written in policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.options import no_cache_option, paths_argument
from govrules.cli.paths import is_folder
from govrules.cli.streams import plain, say, tell
from govrules.errors import ExitCode, PolicyError

if TYPE_CHECKING:
    from govrules.engine.scenarios import ScenarioResult


@dataclass(frozen=True, slots=True)
class FileResults:
    """What became of the scenarios of one file."""

    file: str
    results: tuple[ScenarioResult, ...]


@click.command("test")
@paths_argument
@click.option("--scenario", metavar="TEXT", help="Only scenarios with this text in their title.")
@click.option(
    "--junit",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the results as JUnit XML as well.",
)
@no_cache_option
def command(
    paths: tuple[Path, ...], scenario: str | None, junit: Path | None, no_cache: bool
) -> ExitCode:
    """Run every scenario that is written in the policies.

    PATH is a policy file, or a folder of them. Each policy is decided on its own, with those that
    it uses. The exit code is 5 when a scenario fails, or when there is none to run.

    \b
    Examples:
      govrules test my.policy
      govrules test policies --scenario "play equipment"
      govrules test policies --junit results.xml
    """
    found, code = [], ExitCode.COMPLIES
    for file, search in _files(paths):
        try:
            ran = _run(file, search, scenario, cache=not no_cache)
        except PolicyError as error:
            from govrules.cli.diagnostics_text import diagnostics_text

            tell(diagnostics_text(error.diagnostics))
            code = ExitCode.POLICY_INVALID
            continue
        found.append(ran)
        for result in ran.results:
            _say(result)
    if junit is not None:
        from govrules.cli.junit import to_junit
        from govrules.cli.writing import write_file

        write_file(junit, to_junit(found))
    if not found:  # every policy has faults, which have been told
        return code
    concluded = _conclude(found, scenario)
    return code or concluded


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, list[Path]]]:
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


def _run(file: Path, search: Sequence[Path], wanted: str | None, *, cache: bool) -> FileResults:
    from govrules.library import load

    rulebook = load(file, search=search, cache=cache)
    results = (
        result
        for result in rulebook.run_scenarios()
        if result.scenario.place.file == str(file)
        and (wanted is None or wanted.casefold() in result.scenario.title.casefold())
    )
    return FileResults(str(file), tuple(results))


def _say(result: ScenarioResult) -> None:
    scenario = result.scenario
    word = "passed" if result.passed else "FAILED"
    say(plain(f'{word}  {scenario.place} "{scenario.title}"'))
    for failure in result.failures:
        say(plain(f"        {failure.place} expected {failure.expected}, but {failure.found}"))


def _conclude(found: Sequence[FileResults], wanted: str | None) -> ExitCode:
    results = [result for each in found for result in each.results]
    failed = sum(not result.passed for result in results)
    if not results:
        which = "" if wanted is None else f' with "{plain(wanted)}" in its title'
        tell(f"error: there is no scenario{which} to run")
        return ExitCode.SCENARIOS_FAILED
    noun = "scenario" if len(results) == 1 else "scenarios"
    say(f"{len(results):,} {noun}: {len(results) - failed:,} passed, {failed:,} failed")
    return ExitCode.SCENARIOS_FAILED if failed else ExitCode.COMPLIES
