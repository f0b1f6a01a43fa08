"""Run the command line: do what was asked, and end with the documented exit code whatever happens.

Everything else is imported inside, so that an interrupt ends quietly at any moment.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from govrules.errors import ExitCode

INTERRUPTED = 130
CLOSED_PIPE = 141
DEBUG = "GOVRULES_DEBUG"
_GARBAGE_AFTER = 100_000
"""So many new objects; a rulebook has some tens of thousands, and none of them is garbage."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The program `govrules`. Ends the process."""
    _make_ready_quickly()
    code = _ended(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()  # else Python looks for garbage among all that ends with the process anyway
    sys.exit(code)


def _make_ready_quickly() -> None:
    """Leave out what Python and pydantic do while a process starts, which a command has no need of:
    looking for garbage among what has just been loaded, and for plug-ins of pydantic."""
    gc.set_threshold(_GARBAGE_AFTER, 50, 100)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def run(arguments: Sequence[str]) -> int:
    """Run one command in a program that goes on, and return the exit code."""
    try:
        return _ended(arguments)
    finally:
        from govrules.cli import interrupts

        interrupts.leave()


def _ended(arguments: Sequence[str]) -> int:
    try:
        from govrules.cli import interrupts, streams

        interrupts.listen()
        streams.prepare()
        code = _run(list(arguments))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        streams.give_up_output()
        return CLOSED_PIPE
    except OSError as error:
        streams.give_up_output()
        return _output_lost(error)


def _run(arguments: list[str]) -> int:
    import click

    from govrules.cli import interrupts, streams
    from govrules.errors import GovrulesError, PolicyError

    try:
        return _invoke(arguments)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        _tell_usage(error)
        return ExitCode.USAGE
    except PolicyError as error:
        from govrules.cli.diagnostics_text import diagnostics_text

        streams.tell(diagnostics_text(error.diagnostics))
        return error.exit_code
    except GovrulesError as error:
        if interrupts.heard():  # what it cut short became a fault of the engine, say
            return INTERRUPTED
        streams.tell(f"error: {streams.plain(str(error))}")
        return error.exit_code
    except OSError as error:
        if streams.is_write_fault(error):
            raise
        return _internal_fault(error)
    except Exception as error:
        return _internal_fault(error)


def _invoke(arguments: list[str]) -> int:
    from govrules.cli.program import program

    with program.make_context("govrules", arguments) as context:
        code = program.invoke(context)
    return code if isinstance(code, int) else ExitCode.COMPLIES


def _tell_usage(error: Exception) -> None:
    import click

    from govrules.cli import streams

    assert isinstance(error, click.ClickException)
    context = getattr(error, "ctx", None)
    if context is not None:
        streams.tell(context.get_usage())
        streams.tell(f'Try "{context.command_path} --help".\n')
    streams.tell(f"error: {streams.plain(error.format_message())}")


def _internal_fault(error: Exception) -> int:
    from govrules.cli import interrupts, streams

    if interrupts.heard():  # a library wrapped it in a fault of its own
        return INTERRUPTED
    if os.environ.get(DEBUG):
        import traceback

        streams.tell("".join(traceback.format_exception(error)).rstrip("\n"))
    what = " ".join(f"{type(error).__name__}: {error}".split())
    streams.tell(f"internal fault: {streams.plain(what)}; please report this")
    return ExitCode.INTERNAL


def _output_lost(error: OSError) -> int:
    """The output could not be written, for instance because the disk is full."""
    from govrules.cli import streams

    reason = (error.strerror or "it failed").lower()
    streams.tell(f"error: cannot write the output: {reason}")
    return ExitCode.USAGE
