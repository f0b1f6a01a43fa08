"""Measure checks, loads, cold starts and memory, and write docs/performance.md with a picture.

    make bench
    python -m tests.bench.performance --peers FOLDER     # policies and engines of another benchmark
    python -m tests.bench.performance --quick            # smaller, and nothing is written

First, every engine must give the same breached rules for every choice. Then each round times all of
them on the same choices, one after the other, and the ratio is taken inside the round, because a
machine's speed drifts; the tables have the median of all rounds. Times are of the processor, so
that other work on the machine counts less.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench import engines, page, specs
from tests.bench.peers import Peer, peers

ROOT = Path(__file__).parents[2]
SIZES = ((20, 20), (100, 40), (500, 60))
GROWTH = (20, 50, 100, 200, 500, 1000, 2000)
CHOICES = 500
ROUNDS = 15
CHUNK = 0.05
"""Seconds for which an engine is asked in a round, so that each is as warm as the others."""


class Timed(NamedTuple):
    """An engine at one size: microseconds a check, and the ratio to generated Python."""

    name: str
    micro: float
    ratio: float


class Grown(NamedTuple):
    """What so many rules cost: seconds to load, microseconds a check, mebibytes."""

    rules: int
    nodes: int
    combinations: int
    compiled: float
    cached: float
    micro: float
    memory: float


def main() -> None:
    arguments = _arguments()
    sizes, growth = (SIZES[:2], GROWTH[:3]) if arguments.quick else (SIZES, GROWTH)
    checks = {size: _checks(*size, arguments.peers) for size in sizes}
    grown = [Grown(**_in_child("tests.bench.growth", str(rules))) for rules in growth]
    shipped = [_in_child("tests.bench.shipped", folder) for folder in page.SHIPPED]
    starts = _cold_starts()
    if arguments.quick:
        print(json.dumps({"checks": str(checks), "grown": grown, "starts": starts}, indent=1))
        return
    page.write(checks, grown, shipped, starts, foreign=arguments.peers is not None)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peers", metavar="FOLDER", help="another benchmark: spec.py and adapters")
    parser.add_argument("--quick", action="store_true", help="small sizes; write no page")
    return parser.parse_args()


# --- one check, beside other engines -----------------------------------------------------------


def _checks(rules: int, fields: int, folder: str | None) -> list[Timed]:
    others = list(peers(folder))
    spec, choices = _work(folder, rules, fields)
    limit = engines.generated_python(spec)
    ours = engines.Govrules(spec)
    decides: dict[str, engines.Decide] = {"govrules": ours.decide}
    for peer in others:
        decide = _agreeing(peer, spec, choices, limit)
        if decide is not None:
            decides[peer.name] = decide
    for choice in choices:
        if ours.decide(choice) != limit(choice):
            raise SystemExit(f"govrules decides {choice} differently")
    timed: dict[str, Callable[[specs.Choice], Any]] = {"generated Python": limit, **decides}
    timed["govrules"] = ours.check
    return _timed(timed, choices)


def _work(folder: str | None, rules: int, fields: int) -> tuple[specs.Spec, list[specs.Choice]]:
    if folder is None:
        spec = specs.draw_spec(rules, fields)
        return spec, specs.draw_choices(spec, CHOICES)
    given: Any = importlib.import_module("spec")
    spec = given.make_spec(rules, fields, name=f"bench-{rules}")
    return spec, given.make_choices(spec, CHOICES, 1, "realistic")


def _agreeing(
    peer: Peer, spec: specs.Spec, choices: list[specs.Choice], limit: engines.Decide
) -> engines.Decide | None:
    """The engine, ready; None when it cannot take the policy or decides otherwise."""
    try:
        decide = peer.load(spec)
        asked = choices[: _enough(_seconds(decide, choices[:2]))]
        wrong = sum(set(decide(choice)) != limit(choice) for choice in asked)
    except Exception as error:  # another engine's own limits
        print(f"{peer.name} is left out at {len(spec['rules'])} rules: {error}", file=sys.stderr)
        return None
    if wrong:
        print(f"{peer.name} is left out: {wrong} answers differ", file=sys.stderr)
    return None if wrong else decide


def _timed(
    timed: dict[str, Callable[[specs.Choice], Any]], choices: list[specs.Choice]
) -> list[Timed]:
    asked = {name: _asked(decide, choices) for name, decide in timed.items()}
    rounds = [
        {name: _seconds(decide, asked[name], CHUNK) for name, decide in timed.items()}
        for _ in range(ROUNDS)
    ]
    limit = "generated Python"
    return [
        Timed(
            name,
            statistics.median(one[name] for one in rounds) * 1e6,
            statistics.median(one[name] / one[limit] for one in rounds),
        )
        for name in timed
    ]


def _asked(
    decide: Callable[[specs.Choice], Any], choices: list[specs.Choice]
) -> list[specs.Choice]:
    """The choices to ask of an engine, which has met them before it is timed."""
    for _ in range(2):  # the first few that it meets tell too little of how long it takes
        asked = choices[: _enough(_seconds(decide, choices[:5]))]
        asked = choices[: _enough(_seconds(decide, asked))]
        _seconds(decide, asked)
    return asked


def _enough(seconds: float) -> int:
    """How many choices to ask of an engine that takes so long for one."""
    return max(3, min(CHOICES, int(CHUNK / max(seconds, 1e-9))))


def _seconds(
    decide: Callable[[specs.Choice], Any], choices: list[specs.Choice], at_least: float = 0.0
) -> float:
    """The processor's seconds for one choice of these, asked over and over for at least so long."""
    started = time.process_time()
    asked = spent = 0.0
    while not asked or spent < at_least:
        for choice in choices:
            decide(choice)
        asked += len(choices)
        spent = time.process_time() - started
    return spent / asked


# --- processes of their own --------------------------------------------------------------------


def _in_child(module: str, *arguments: str) -> dict[str, Any]:
    """What a module prints as JSON, in a process of its own: its memory is nobody else's."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _cold_starts() -> dict[str, tuple[float, float]]:
    """Seconds from start to end of a process, and those of the processor: the medians of nine."""
    norwich, england = ROOT / "policies/councils/norwich", ROOT / "policies/england"
    check = ["-m", "govrules.cli", "check"]
    under_norwich = [*check, f"{norwich}/examples/does-not-comply.json", "--policy", str(norwich)]
    under_england = [*check, f"{ROOT}/tests/bench/home-care.json", "--policy", str(england)]
    commands = {
        "python -c pass": ["-c", "pass"],
        "python -c 'import pydantic, click'": ["-c", "import pydantic, click"],
        "python -c 'import govrules'": ["-c", "import govrules"],
        "govrules --help": ["-m", "govrules.cli", "--help"],
        "govrules check, a summary": [*under_norwich, "--summary"],
        "govrules check, with reasons": under_norwich,
        "govrules check --policy policies/england, a summary": [*under_england, "--summary"],
        "govrules check --policy policies/england, with reasons": under_england,
    }
    return {name: _started(arguments) for name, arguments in commands.items()}


def _started(arguments: list[str]) -> tuple[float, float]:
    import resource

    walls, processor = [], []
    # an installed program finds its modules compiled
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for turn in range(10):
        used, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, *arguments]
        subprocess.run(command, capture_output=True, check=False, env=kept)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if turn:  # the first fills the cache
            walls.append(time.perf_counter() - started)
            processor.append(after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime)
    return statistics.median(walls), statistics.median(processor)


if __name__ == "__main__":
    main()
