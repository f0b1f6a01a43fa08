"""govrules test: run the scenarios that are written in policies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from govrules.cli.interrupts import INTERRUPTED
from govrules.cli.options import no_cache_option, paths_argument, percentage_of
from govrules.cli.streams import plain, say, tell
from govrules.cli.testing.files import policy_files_of
from govrules.cli.testing.running import FileResults, Tested, Wanted, run
from govrules.errors import ExitCode, PolicyError, UsageError

"""The exit code of an interrupted program, here after what was found has been told."""


@click.command("test")
@paths_argument
@click.option("--scenario", metavar="TEXT", help="Only scenarios with this text in their title.")
@click.option(
    "--coverage", is_flag=True, help="Tell which rules, rows and boundaries no scenario reaches."
)
@click.option(
    "--mutate", is_flag=True, help="Tell which small changes to a policy no scenario notices."
)
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(1),
    help="With --mutate: try so many changes of each policy, drawn by lot.",
)
@click.option("--seed", metavar="N", type=int, default=0, help="With --most: which lot is drawn.")
@click.option(
    "--at-least",
    metavar="PERCENT",
    type=float,
    callback=percentage_of,
    help="With --coverage or --mutate: fail where a policy's score is less.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to answer.",
)
@click.option(
    "--junit",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the results as JUnit XML as well.",
)
@no_cache_option
def command(
    paths: tuple[Path, ...],
    scenario: str | None,
    coverage: bool,
    mutate: bool,
    most: int | None,
    seed: int,
    at_least: float | None,
    form: str,
    junit: Path | None,
    no_cache: bool,
) -> int:
    """Run every scenario that is written in the policies.

    PATH is a policy file, or a folder of them. Each policy is decided on its own, with those that
    it uses. The exit code is 5 when a scenario fails, when there is none to run, and when a score
    is less than --at-least asks for.

    \b
    Examples:
      govrules test my.policy
      govrules test policies --scenario "play equipment"
      govrules test policies --junit results.xml
      govrules test my.policy --coverage --at-least 90
      govrules test my.policy --mutate
    """
    wanted = Wanted(scenario, coverage, mutate, most, seed, at_least, form == "json", not no_cache)
    _refuse_what_does_not_go_together(wanted)
    tested, code = [], ExitCode.COMPLIES
    for file, search in policy_files_of(paths):
        try:
            ran = run(file, search, wanted)
        except PolicyError as error:
            from govrules.cli.diagnostics_text import diagnostics_text

            tell(diagnostics_text(error.diagnostics))
            code = ExitCode.POLICY_INVALID
            continue
        tested.append(ran)
        if not wanted.as_json:
            _say(ran, briefly=wanted.scored)
        if ran.interrupted:
            break
    found = [each.results for each in tested]
    if junit is not None:
        from govrules.cli.junit import to_junit
        from govrules.cli.writing import write_file

        write_file(junit, to_junit(found))
    if wanted.as_json:
        from govrules.cli.testing.as_json import report

        say(report(tested))
    if not found:  # every policy has faults, which have been told
        return code
    concluded = _conclude(found, scenario, quietly=wanted.as_json)
    if mutate and any(not result.passed for each in found for result in each.results):
        tell("error: small changes are tried where every scenario passes; mend those first")
    if tested[-1].interrupted:
        tell("interrupted: what was found until then stands above")
        return INTERRUPTED
    return code or concluded or _held_against(tested, at_least)


def _refuse_what_does_not_go_together(wanted: Wanted) -> None:
    if wanted.at_least is not None and not wanted.scored:
        raise UsageError(
            "--at-least says how high a score must be; give it with --coverage or --mutate"
        )
    if wanted.most is not None and not wanted.mutate:
        raise UsageError("--most says how many changes to try; give it with --mutate")
    if wanted.mutate and wanted.title is not None:
        raise UsageError("--mutate asks what all scenarios notice together; leave --scenario out")


def _say(ran: Tested, *, briefly: bool) -> None:
    """What became of each scenario, or only of those that failed; then the scores."""
    for result in ran.results.results:
        if result.passed and briefly:
            continue
        scenario = result.scenario
        word = "passed" if result.passed else "FAILED"
        say(plain(f'{word}  {scenario.place} "{scenario.title}"'))
        for failure in result.failures:
            say(plain(f"        {failure.place} expected {failure.expected}, but {failure.found}"))
    if ran.coverage:
        from govrules.cli.testing.coverage import say_coverage

        for each in ran.coverage:
            say_coverage(each)
    if ran.mutation:
        from govrules.cli.testing.mutation import say_mutation

        for found in ran.mutation:
            say_mutation(found)


def _held_against(tested: Sequence[Tested], least: float | None) -> ExitCode:
    """Tell each score that is less than was asked for."""
    if least is None:
        return ExitCode.COMPLIES
    low = [score for ran in tested for score in ran.scores() if score.percent < least]
    for score in low:
        tell(plain(f"error: {score.file}: {score.what} {score.percent:g}%, not {least:g}%"))
    return ExitCode.SCENARIOS_FAILED if low else ExitCode.COMPLIES


def _conclude(found: Sequence[FileResults], wanted: str | None, *, quietly: bool) -> ExitCode:
    results = [result for each in found for result in each.results]
    failed = sum(not result.passed for result in results)
    if not results:
        which = "" if wanted is None else f' with "{plain(wanted)}" in its title'
        tell(f"error: there is no scenario{which} to run")
        return ExitCode.SCENARIOS_FAILED
    noun = "scenario" if len(results) == 1 else "scenarios"
    if not quietly:
        say(f"{len(results):,} {noun}: {len(results) - failed:,} passed, {failed:,} failed")
    return ExitCode.SCENARIOS_FAILED if failed else ExitCode.COMPLIES
