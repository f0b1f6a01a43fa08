"""How the program behaves as a process: help, streams, interrupts, faults of its own."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govrules.cli.main import run
from govrules.cli.program import COMMANDS
from govrules.model.version import __version__

from . import program as p
from .program import COMMAND, MARKET, ROOT, choices_file, fresh, govrules

HEAVY = ("lark", "pydantic", "durable", "polars", "holidays", "yaml", "govrules.language.load")


def test_the_version_is_told() -> None:
    assert fresh("--version") == p.Ran(0, f"govrules {__version__}\n", "")


def test_the_help_lists_every_command() -> None:
    ran = govrules("--help")
    assert ran.code == 0
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS, "import ocds"])
def test_the_help_of_each_command_has_an_example(command: str) -> None:
    ran = govrules(*command.split(), "--help")
    assert ran.code == 0
    assert f"    govrules {command}" in ran.out.partition("Example")[2]


def test_the_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom govrules.cli.main import run\nrun(['--help'])\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([COMMAND[0], "-c", script], capture_output=True, cwd=ROOT, check=True)
    assert ran.stderr == b"[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("chek",),
        ("check", "-"),
        ("check", "--nix"),
        ("validate",),
        ("import", "xlsx", "file"),
        ("schema",),
        ("schema", "--decision", "--policy", MARKET),
        ("explain-code", "P999"),
    ],
)
def test_wrong_usage_ends_with_64_and_not_with_2(arguments: tuple[str, ...]) -> None:
    """2 says that a choice does not comply, so nothing else may end with it."""
    ran = govrules(*arguments)
    assert (ran.code, ran.out) == (64, "")
    assert "error: " in ran.err


def test_what_a_user_typed_cannot_steer_the_terminal() -> None:
    ran = govrules("check", "--\x1b[31mnix")
    assert ran.code == 64
    assert "\x1b" not in ran.err


def test_the_output_is_utf_8_in_any_locale() -> None:
    ran = fresh(
        "check", "-", "--policy", MARKET, stdin='{"annual_value": 100000}',
        LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0",
    )  # fmt: skip
    assert "£100,000" in ran.out


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    file = choices_file(tmp_path, *[p.TWO_BIDS] * 300)
    with subprocess.Popen(
        [*COMMAND, "check", str(file), "--policy", MARKET, "--format", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", [("--help",), ("validate", MARKET)])
def test_standard_output_on_a_full_disk_is_told(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    assert ran.stderr == b"error: cannot write the output: no space left on device\n"
    assert ran.returncode == 64


def test_streams_that_are_closed_from_the_start_do_no_harm() -> None:
    command = " ".join([*COMMAND, "check", "-", "--policy", MARKET])
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        ran = subprocess.run(
            ["/bin/sh", "-c", f"exec {command} {closed}"],
            input=b'{"annual_value": 100000, "bids_received": 2}',
            capture_output=True, cwd=ROOT, check=False,
        )  # fmt: skip
        assert ran.returncode == (65 if "<" in closed else 2), closed
        assert b"Traceback" not in ran.stderr


def test_an_interrupt_ends_quietly() -> None:
    with subprocess.Popen(
        [*COMMAND, "check", "-", "--policy", MARKET],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        time.sleep(1.5)  # it waits for its input now, or still loads
        process.send_signal(signal.SIGINT)
        # Python itself may end by the signal, which a shell tells as 130 as well
        assert process.wait(60) in (130, -signal.SIGINT)
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.read() == process.stderr.read() == b""


INTERRUPTED = """
import signal, sys, time, weakref
import govrules.library
from govrules.cli.main import run

class Something:
    pass

def interrupt(reference=None):
    signal.raise_signal(signal.SIGINT)

def dropped(*arguments, **options):
    something = Something()
    reference = weakref.ref(something, interrupt)
    del something
    time.sleep(60)

def wrapped(*arguments, **options):
    try:
        interrupt()
    except KeyboardInterrupt as interrupted:
        raise ValueError("no schema") from interrupted

govrules.library.load = {how}
sys.exit(run(["check", "-", "--policy", "x"]))
"""


@pytest.mark.parametrize("how", ["dropped", "wrapped"])
def test_an_interrupt_that_other_code_swallows_ends_the_program_all_the_same(how: str) -> None:
    ran = subprocess.run(
        [COMMAND[0], "-c", INTERRUPTED.format(how=how)],
        capture_output=True, cwd=ROOT, check=False, timeout=30,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")


BREAK = """
import sys
import govrules.library
from govrules.cli.main import run

def broken(*arguments, **options):
    raise RuntimeError("the \\x1b[31mroof\\nleaks")

govrules.library.load = broken
sys.exit(run(["check", "-", "--policy", "x"]))
"""


@pytest.mark.parametrize("debug", ["", "1"])
def test_an_unexpected_fault_is_one_plain_line(debug: str) -> None:
    ran = subprocess.run(
        [COMMAND[0], "-c", BREAK], capture_output=True, cwd=ROOT, check=False,
        env={**os.environ, "GOVRULES_DEBUG": debug},
    )  # fmt: skip
    line = "internal fault: RuntimeError: the ␛[31mroof leaks; please report this\n"
    err = ran.stderr.decode("utf-8")
    assert ran.returncode == 1
    assert err.endswith(line)
    assert (err == line) is not bool(debug)
    assert ("Traceback" in err) is bool(debug)


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_gets_colour_unless_it_is_not_wanted(
    environment: dict[str, str], coloured: bool
) -> None:
    kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    leader, follower = pty.openpty()
    ran = subprocess.run(
        [*COMMAND, "validate", MARKET], stdout=follower, stderr=subprocess.PIPE,
        cwd=ROOT, env={**kept, "TERM": "xterm", **environment}, check=False,
    )  # fmt: skip
    os.close(follower)
    shown = os.read(leader, 65_536)
    os.close(leader)
    assert ran.returncode == 0
    assert (b"\x1b[" in shown) is coloured


def test_a_program_that_runs_a_command_has_its_interrupts_back_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    assert run(["validate", str(MARKET)]) == 0
    assert (signal.getsignal(signal.SIGINT), sys.unraisablehook) == before


def test_a_process_looks_for_no_garbage_as_it_starts_and_ends() -> None:
    """A command inside another program (`run`) leaves that program's settings as they are."""
    told = "print(gc.get_threshold()[0], gc.get_freeze_count() > 0, file=sys.stderr)"
    script = (
        "import atexit, gc, sys\nfrom govrules.cli.main import main, run\n"
        f"run(['--version'])\n{told}\natexit.register(lambda: {told})\nmain(['--version'])"
    )
    ran = subprocess.run([COMMAND[0], "-c", script], capture_output=True, cwd=ROOT, check=True)
    assert ran.stderr == b"700 False\n100000 True\n"
