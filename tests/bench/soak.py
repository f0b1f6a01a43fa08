"""Decide millions of mixed choices in one process and threads: same answers, flat memory.

    python -m tests.bench.soak --decisions 10_000_000 --threads 8

Choices are drawn as they come, so that hardly one is seen twice: whole, with facts missing, with
records, under drawn policies and under shipped ones; every thousandth is hostile. Every so many
decisions are held, byte for byte, against what the reference evaluator tells. A line a tenth of the
way tells the decisions so far and the memory. A failure is any answer that differs, and memory at
the end that is more than a twentieth above that at half way, when all tables are filled.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import govrules
from govrules.errors import ChoiceError
from tests.bench import engines, specs

ON = dt.date(2026, 7, 1)
ROOT = Path(__file__).parents[2]
AUDITED = 5_000
"""One decision of so many is also made by the reference evaluator."""


class Work:
    """A rulebook, and choices for it without end."""

    def __init__(self, rulebook: govrules.Rulebook, facts: list[dict[str, Any]]) -> None:
        self._rulebook = rulebook
        self._decider = rulebook._decider
        self._facts = facts
        self._keys = sorted({key for each in facts for key in each})

    def draw(self, drawn: random.Random) -> dict[str, Any]:
        """Each fact of one of the known choices, or of none."""
        if drawn.randrange(1000) == 0:
            return hostile(drawn)
        missing = drawn.choice((0.0, 0.0, 0.1, 0.5))
        choice = {}
        for key in self._keys:
            given = drawn.choice(self._facts).get(key)
            if given is not None and drawn.random() >= missing:
                choice[key] = given
        return choice

    def decide(self, drawn: random.Random) -> bool:
        """Decide one; whether it is as the reference says, where it was asked."""
        choice = self.draw(drawn)
        try:
            decision = self._rulebook.check(choice, ON)
        except ChoiceError:
            return True
        if drawn.randrange(AUDITED):
            return True
        facts = self._decider.facts_of(choice)
        return decision.to_json() == self._decider.decide_by_reference(facts, ON).to_json()


def hostile(drawn: random.Random) -> dict[str, Any]:
    """Unknown keys, numbers without end, lists in lists."""
    deep: Any = []
    for _ in range(drawn.randrange(200)):
        deep = [deep]
    keys = {f"key {drawn.randrange(10**9)}": deep for _ in range(drawn.choice((1, 1000)))}
    return {**keys, "amount": 10 ** drawn.choice((30, 5000))}


def works() -> list[Work]:
    spec = specs.draw_spec(60, 32)
    drawn = govrules.loads(engines.policy_text(spec), cache=False)
    found = [Work(drawn, specs.draw_choices(spec, 400))]
    for folder in ("councils/norwich", "systems/trusted-providers"):
        rulebook = govrules.load(ROOT / "policies" / folder)
        policies = rulebook._decider.policy_set.policies
        scenarios = [each for policy in policies for each in policy.scenarios]
        given = [dict(each.choice) for each in scenarios if each.contracts is None]
        found.append(Work(rulebook, given))
    return found


def _run(work: list[Work], count: int, seed: int) -> int:
    drawn = random.Random(seed)
    return sum(not drawn.choice(work).decide(drawn) for _ in range(count))


def _mebibytes() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--decisions", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=8)
    arguments = parser.parse_args()
    work = works()
    started, half_way, seed = time.perf_counter(), 0.0, 0
    share = arguments.decisions // 10 // arguments.threads
    with ThreadPoolExecutor(arguments.threads) as pool:
        for tenth in range(1, 11):
            seeds = range(seed, seed + arguments.threads)
            wrong = sum(pool.map(lambda each: _run(work, share, each), seeds))
            seed += arguments.threads
            memory = _mebibytes()
            half_way = memory if tenth <= 5 else half_way
            took = time.perf_counter() - started
            done = tenth * share * arguments.threads
            print(f"{done:>12,} decisions  {took:7.0f} s  {memory:7.1f} MiB", flush=True)
            if wrong:
                sys.exit(f"{wrong} decisions are not as the reference tells them")
    if memory > half_way * 1.05:
        sys.exit(f"the memory grew from {half_way:.1f} to {memory:.1f} MiB")
    print("no answer differed, and the memory stayed as it was")


if __name__ == "__main__":
    main()
