"""What can go wrong when govrules runs, and the exit code that each fault has.

Faults in a policy or in a choice are data (`model.diagnostic`), collected and reported together;
the exceptions here carry them out of a call, or tell of a fault of the program itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govrules.model.diagnostic import ChoiceFault, Diagnostic


class ExitCode(IntEnum):
    """Exit codes of the command line, as documented in docs/reference/exit-codes.md."""

    COMPLIES = 0
    INTERNAL = 1
    DOES_NOT_COMPLY = 2
    POLICY_INVALID = 3
    UNDECIDED = 4
    SCENARIOS_FAILED = 5
    ALTERED = 6
    FOUND = 7
    USAGE = 64
    BAD_CHOICE = 65
    NO_TIME_STAMP = 69
    NOT_RECORDED = 74


class GovrulesError(Exception):
    """Base of every error that govrules raises on purpose; its text is fit to show to a user."""

    exit_code = ExitCode.INTERNAL


class PolicyError(GovrulesError):
    """A policy has faults. `diagnostics` holds all of them, in source order."""

    exit_code = ExitCode.POLICY_INVALID

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))


class ChoiceError(GovrulesError):
    """A choice cannot be read or does not fit the vocabulary. `faults` holds all that is wrong."""

    exit_code = ExitCode.BAD_CHOICE

    def __init__(self, faults: Sequence[ChoiceFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UsageError(GovrulesError):
    """A call or command that cannot be carried out as asked (a missing file, an unknown rule)."""

    exit_code = ExitCode.USAGE


class EngineFault(GovrulesError):
    """durable-rules did something that it must not do; no decision was made.

    The ruleset concerned is rebuilt before it is used again, so that the next call may succeed.
    """


class AnalysisFault(GovrulesError):
    """Analysis came to something that the engine does not confirm; nothing is claimed."""


class LogError(GovrulesError):
    """The decision log cannot be written or read. What was to be recorded was not recorded."""

    exit_code = ExitCode.NOT_RECORDED


class AlteredError(LogError):
    """An entry of the decision log is not as it was written; nothing is made of it."""

    exit_code = ExitCode.ALTERED


class TimeStampError(GovrulesError):
    """An authority gave no time stamp. What was to be stamped stands as it is, without one."""

    exit_code = ExitCode.NO_TIME_STAMP
