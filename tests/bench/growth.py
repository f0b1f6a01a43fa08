"""What a rulebook of so many rules costs to load and to ask, as JSON, in this process alone."""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import engines, specs


def main() -> None:
    rules = int(sys.argv[1])
    spec = specs.draw_spec(rules, min(20 + rules // 5, 60))
    choices = specs.draw_choices(spec, 500)
    before = _mebibytes()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOVRULES_CACHE"] = folder
        started = time.perf_counter()
        engines.Govrules(spec, cache=True)
        compiled = time.perf_counter() - started
        started = time.perf_counter()
        ours = engines.Govrules(spec, cache=True)
        cached = time.perf_counter() - started
    for choice in choices:
        ours.check(choice)
    best = min(_seconds(ours, choices) for _ in range(5))
    certificate = ours.rulebook.certificate
    print(
        json.dumps(
            {
                "rules": rules,
                "nodes": len(certificate.nodes),
                "combinations": certificate.combinations(),
                "compiled": compiled,
                "cached": cached,
                "micro": best * 1e6,
                "memory": _mebibytes() - before,
            }
        )
    )


def _mebibytes() -> float:
    """The memory that the process has now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _seconds(ours: engines.Govrules, choices: list[specs.Choice]) -> float:
    started = time.process_time()
    for choice in choices:
        ours.check(choice)
    return (time.process_time() - started) / len(choices)


if __name__ == "__main__":
    main()
