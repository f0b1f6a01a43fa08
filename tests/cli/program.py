"""Run the real command as a process of its own."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MARKET = "tests/cli/examples/market.policy"
FAULTY = "tests/cli/examples/faulty.policy"
COMMAND = (sys.executable, "-m", "govrules.cli")

THREE_BIDS = {
    "annual_value": 100_000,
    "bids_received": 3,
    "local_bids": 1,
    "provider_barred": False,
    "emergency": False,
}
TWO_BIDS = {**THREE_BIDS, "bids_received": 2}
NO_LOCAL_BID = {**THREE_BIDS, "local_bids": 0}
BIDS_NOT_GIVEN = {key: THREE_BIDS[key] for key in THREE_BIDS if key != "bids_received"}
SMALL = {"annual_value": 10, "provider_barred": False, "emergency": False}
BOTH_WAYS = {"acts": [], "annual_value": 10, "provider_barred": True, "emergency": True}
MISSPELT = {"anual_value": 100_000}


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def govrules(*arguments: str | Path, stdin: str | bytes = b"", **environment: str) -> Ran:
    """Run govrules from the root of the repository, in a process of its own.

    The process is a copy of one that has imported everything, so that it begins at once; see
    `fresh` for one that does not.
    """
    given = stdin.encode() if isinstance(stdin, str) else stdin
    with tempfile.TemporaryDirectory() as name:
        streams = [Path(name, stream) for stream in ("stdin", "stdout", "stderr")]
        for stream, data in zip(streams, (given, b"", b""), strict=True):
            stream.write_bytes(data)
        request = {
            "arguments": [str(argument) for argument in arguments],
            "environment": {**os.environ, **environment},
            "streams": [str(stream) for stream in streams],
        }
        code = _answer(_server(), json.dumps(request))
        out, err = (stream.read_bytes() for stream in streams[1:])
    return _ran(code, out, err)


def fresh(*arguments: str | Path, stdin: str | bytes = b"", **environment: str) -> Ran:
    """Run govrules from the root of the repository, from a cold start."""
    ran = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=90,
        check=False,
    )
    return _ran(ran.returncode, ran.stdout, ran.stderr)


def _ran(code: int, out: bytes, err: bytes) -> Ran:
    assert b"Traceback" not in err, err
    return Ran(code, out.decode("utf-8"), err.decode("utf-8"))


@cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.fork_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    atexit.register(_end, server)
    return server


def _end(server: subprocess.Popen[str]) -> None:
    assert server.stdin is not None and server.stdout is not None
    server.stdin.close()
    server.wait(10)
    server.stdout.close()


def _answer(server: subprocess.Popen[str], request: str) -> int:
    assert server.stdin is not None and server.stdout is not None
    server.stdin.write(f"{request}\n")
    server.stdin.flush()
    return int(server.stdout.readline())


def check(choice: Mapping[str, Any], *options: str) -> Ran:
    """Check one choice from standard input under the policy on testing the market."""
    return govrules("check", "-", "--policy", MARKET, *options, stdin=json.dumps(choice))


def choices_file(folder: Path, *choices: Mapping[str, Any]) -> Path:
    """A file with a choice to each line."""
    path = folder / "choices.jsonl"
    path.write_text("".join(f"{json.dumps(choice)}\n" for choice in choices), encoding="utf-8")
    return path
