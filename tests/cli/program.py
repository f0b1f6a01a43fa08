"""Run the real command as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
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
    """Run govrules from the root of the repository."""
    ran = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=90,
        check=False,
    )
    assert b"Traceback" not in ran.stderr or environment.get("GOVRULES_DEBUG"), ran.stderr
    return Ran(ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8"))


def check(choice: Mapping[str, Any], *options: str) -> Ran:
    """Check one choice from standard input under the policy on testing the market."""
    return govrules("check", "-", "--policy", MARKET, *options, stdin=json.dumps(choice))


def choices_file(folder: Path, *choices: Mapping[str, Any]) -> Path:
    """A file with a choice to each line."""
    path = folder / "choices.jsonl"
    path.write_text("".join(f"{json.dumps(choice)}\n" for choice in choices), encoding="utf-8")
    return path
