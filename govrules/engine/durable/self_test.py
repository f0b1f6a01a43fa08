"""Test a normal program on durable-rules in a child process before it is loaded in this one.

A fault in the C code can give a wrong answer, end the process or hang it for ever, and no Python
code can stop that from inside. So the first time, a child process with a time limit decides with
the very rulesets that will be used, and all that it decides is compared with the reference. What
it has learned comes back with the report, so that this process starts with full tables.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from govrules.compiler.program import LogicProgram
from govrules.compiler.program_json import to_json
from govrules.errors import EngineFault
from govrules.model.dataclass import dataclass

_MOST_TOLD = 3
_LEAST_SECONDS = 20.0
_SECONDS_PER_NODE = 0.05


@dataclass(frozen=True, slots=True)
class SelfTestReport:
    """A test that was passed.

    `learned` holds what durable-rules decided, for `NodeTables.restore`.
    """

    partitions: int
    nodes: int
    runs: int
    compared: int
    seconds: float
    learned: dict[str, dict[int, int]]


def self_test(program: LogicProgram, seconds: float | None = None) -> SelfTestReport:
    """Test a normal program, for at most so many seconds. Raises `EngineFault` if it fails.

    Unless told, it is given as long as a slow and busy machine may need for so many nodes.
    """
    if seconds is None:
        seconds = _LEAST_SECONDS + _SECONDS_PER_NODE * len(program.nodes)
    from govrules.engine.durable.trial import from_text

    started = perf_counter()
    command = (sys.executable, "-m", "govrules.engine.durable.self_test")
    answer = answer_of_child(command, to_json(program), seconds)
    try:
        result = from_text(answer)
    except ValueError as error:
        raise EngineFault(f"the self-test of the rules gave no readable answer: {error}") from error
    if result.faults:
        told = "; ".join(result.faults[:_MOST_TOLD])
        raise EngineFault(f"the self-test of the rules failed, so they are not used: {told}")
    return SelfTestReport(
        partitions=result.partitions,
        nodes=len(program.nodes),
        runs=result.runs,
        compared=result.compared,
        seconds=perf_counter() - started,
        learned=result.learned,
    )


def answer_of_child(command: Sequence[str], text: str, seconds: float) -> str:
    """What a child process answers to a text. Raises `EngineFault` if it dies or takes too long."""
    import subprocess

    root = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EngineFault(
            f"the self-test of the rules took more than {seconds:g} seconds and was stopped"
        ) from error
    except OSError as error:
        raise EngineFault(f"the self-test of the rules could not be started: {error}") from error
    if done.returncode != 0:
        raise EngineFault(f"the self-test of the rules {_ending(done.returncode, done.stderr)}")
    return done.stdout.decode(errors="replace")


def _ending(code: int, errors: bytes) -> str:
    """How a child process ended that did not end well."""
    if code < 0:
        import signal

        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"was ended by {name}: durable-rules does not survive these rules"
    lines = errors.decode(errors="replace").strip().splitlines()
    return f"ended with code {code}: {lines[-1] if lines else 'nothing was said'}"


if __name__ == "__main__":
    from govrules.engine.durable.trial import main

    main()
