"""Time a check beside generated Python and beside zen-engine, in one process and one run.

    make bench
    python -m tests.bench.run --size 100x40
    python -m tests.bench.run --peers FOLDER      # policies and limit of another benchmark

Every round times each engine on the same choices, one after the other, and the ratio is taken
inside the round, because a machine's speed drifts; the table has the median of all rounds. First,
every engine must give the same breached rules for every choice.
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from tests.bench import engines, specs

ROUNDS = 15


def main() -> None:
    arguments = _arguments()
    for rules, fields in arguments.size or [(20, 20), (100, 40), (500, 60)]:
        spec, choices = _work(arguments.peers, rules, fields)
        print(f"\n{rules} rules, {fields} fields, {len(choices)} choices")
        _loading(spec)
        _checking(spec, choices, _limit(arguments.peers, spec))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--size",
        action="append",
        type=_size,
        metavar="RULESxFIELDS",
        help="for example 100x40; may be repeated",
    )
    parser.add_argument(
        "--peers",
        metavar="FOLDER",
        help="a benchmark with a spec.py to draw from and an adapters.limits.Codegen",
    )
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    rules, fields = text.split("x")
    return int(rules), int(fields)


def _work(folder: str | None, rules: int, fields: int) -> tuple[specs.Spec, list[specs.Choice]]:
    if folder is None:
        spec = specs.draw_spec(rules, fields)
        return spec, specs.draw_choices(spec, 500)
    sys.path.insert(0, folder)
    given: Any = importlib.import_module("spec")
    spec = given.make_spec(rules, fields, name=f"bench-{rules}")
    return spec, given.make_choices(spec, 500, 1, "realistic")


def _limit(folder: str | None, spec: specs.Spec) -> engines.Decide:
    """Generated Python, as the other benchmark writes it where there is one."""
    if folder is None:
        return engines.generated_python(spec)
    codegen: Any = importlib.import_module("adapters.limits").Codegen()
    codegen.load(spec)
    decide: engines.Decide = codegen.decide
    return decide


def _loading(spec: specs.Spec) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOVRULES_CACHE"] = folder
        for what in ("with the self-test", "from the cache"):
            started = time.perf_counter()
            engines.Govrules(spec, cache=True)
            print(f"  load {what}: {time.perf_counter() - started:.2f} s")


def _checking(spec: specs.Spec, choices: list[specs.Choice], limit: engines.Decide) -> None:
    ours = engines.Govrules(spec)
    zen = engines.zen(spec)
    for choice in choices:
        expected = limit(choice)
        for decide in (ours.decide, zen):
            found = decide(choice)
            if found != expected:
                raise SystemExit(f"wrong: {sorted(found ^ expected)} for {choice}")
    timed: dict[str, Callable[[specs.Choice], Any]] = {
        "generated Python": limit,
        "zen-engine": zen,
        "govrules": ours.check,
    }
    rounds = [
        {name: _seconds(decide, choices) for name, decide in timed.items()} for _ in range(ROUNDS)
    ]
    for name in timed:
        micro = statistics.median(one[name] for one in rounds) / len(choices) * 1e6
        ratio = statistics.median(one[name] / one["generated Python"] for one in rounds)
        print(f"  {name:18} {micro:8.1f} µs a check   {ratio:6.2f} times generated Python")


def _seconds(decide: Callable[[specs.Choice], Any], choices: list[specs.Choice]) -> float:
    started = time.perf_counter()
    for choice in choices:
        decide(choice)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
