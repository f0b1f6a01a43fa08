"""Decide many choices one after another: what is wrong with one does not stop the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from govrules.cli.paths import is_there
from govrules.cli.streams import plain, tell
from govrules.errors import ChoiceError, EngineFault, ExitCode, LogError, UsageError

if TYPE_CHECKING:
    from govrules.cli.recording import Recorder
    from govrules.cli.reports import Report
    from govrules.interop.choices.given import GivenChoice
    from govrules.library import Rulebook
    from govrules.model.decision import Decision, Verdict

WORST_FIRST = (
    ExitCode.INTERNAL,
    ExitCode.NOT_RECORDED,
    ExitCode.BAD_CHOICE,
    ExitCode.DOES_NOT_COMPLY,
    ExitCode.UNDECIDED,
    ExitCode.COMPLIES,
)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The exit code for several choices: that of the worst."""
    return min(codes, key=WORST_FIRST.index, default=ExitCode.COMPLIES)


def exit_code_of(decision: Decision) -> ExitCode:
    return exit_code_of_verdict(decision.verdict)


def exit_code_of_verdict(verdict: Verdict) -> ExitCode:
    from govrules.model.decision import Verdict

    match verdict:
        case Verdict.COMPLIES | Verdict.CONDITIONS:
            return ExitCode.COMPLIES
        case Verdict.DOES_NOT_COMPLY:
            return ExitCode.DOES_NOT_COMPLY
        case Verdict.CONFLICT | Verdict.UNDECIDED | Verdict.OUTSIDE:
            return ExitCode.UNDECIDED


class Choices:
    """The choices of several files, one by one; faults are told, and remembered in `code`.

    Raises UsageError at once when a file is not there or its format cannot be told.
    """

    def __init__(self, sources: Sequence[str], format: str | None) -> None:
        from govrules.interop.choices.files import read_choices
        from govrules.interop.opened import STDIN

        for source in sources:
            if source != STDIN and not is_there(source):
                raise UsageError(f'there is no file "{source}"')
        self._readers = [(source, read_choices(source, format)) for source in sources]
        self.code = ExitCode.COMPLIES

    def __iter__(self) -> Iterator[GivenChoice]:
        for source, choices in self._readers:
            read = 0
            try:
                for given in choices:
                    read += 1
                    yield given
            except ChoiceError as error:
                self._fault(str(error))
                if read:
                    tell(plain(f"{source}: what stands after this was not read"))
            except OSError as error:
                self._fault(f"{source} cannot be read: {(error.strerror or 'it failed').lower()}")

    def _fault(self, message: str) -> None:
        self.code = ExitCode.BAD_CHOICE
        tell(plain(message))


def decide_all(
    rulebook: Rulebook,
    choices: Iterable[GivenChoice],
    on: dt.date | None,
    report: Report,
    recorder: Recorder | None = None,
) -> ExitCode:
    """Decide each choice, record it where that is asked, and report it; the worst exit code."""
    codes: set[ExitCode] = set()
    batch: list[tuple[GivenChoice, Decision]] = []

    def give() -> None:
        codes.update(_given(batch, report, recorder))
        batch.clear()

    for given in choices:
        try:
            batch.append((given, rulebook.check(given.data, on, where=given.where)))
        except (ChoiceError, EngineFault) as error:
            codes.add(error.exit_code)
            named = str(error) if isinstance(error, ChoiceError) else f"{given.name}: {error}"
            tell(plain(named))
        if recorder is None or len(batch) >= recorder.batch:
            give()
    give()
    report.finish()
    return worst(codes)


def _given(
    decided: Sequence[tuple[GivenChoice, Decision]], report: Report, recorder: Recorder | None
) -> Iterator[ExitCode]:
    """Report decisions; those that had to be recorded only once they are."""
    if recorder is not None and decided:
        try:
            recorder.record(decided)
        except LogError as error:
            names = ", ".join(given.name for given, _ in decided)
            tell(plain(f"{names}: decided, but not recorded, so it is not given: {error}"))
            yield error.exit_code
            return
    for given, decision in decided:
        report.add(given, decision)
        yield exit_code_of(decision)
