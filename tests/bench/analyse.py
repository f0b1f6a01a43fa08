"""Time the analysis of drawn policies against the number of rules.

`python -m tests.bench.analyse [--rules 20 100 300 1000] [--seconds 2] [--in-all 600]` prints, for
each size, what compiling took, what each check took, and how much was found and left open.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

from govrules.analysis.finding import Finding
from govrules.analysis.solver_checks import SOLVER_CHECKS
from govrules.analysis.solving.prover import prover_of
from govrules.analysis.subject import Budget, Subject
from govrules.engine.build import build_texts
from tests.bench.engines import policy_text
from tests.bench.specs import draw_spec

SIZES = (20, 100, 300, 1000)
FACTS = {20: 20, 100: 40, 300: 60, 1000: 120}


@dataclass(frozen=True, slots=True)
class Timed:
    what: str
    seconds: float
    findings: int
    unsettled: int


def timed(rules: int, seconds: float, in_all: float) -> list[Timed]:
    """Compiling first, then each check."""
    start = time.perf_counter()
    text = policy_text(draw_spec(rules, FACTS.get(rules, 60)))
    decider = build_texts({"drawn.policy": text}, [], cache=True).decider
    subject = Subject.of(decider, frozenset(p.title for p in decider.policy_set.policies))
    built = time.perf_counter()
    prover_of(subject)
    rows = [
        Timed("load", built - start, 0, 0),
        Timed("translate to Z3", time.perf_counter() - built, 0, 0),
    ]
    budget = Budget.of(seconds, in_all)
    for check in SOLVER_CHECKS:
        start = time.perf_counter()
        found = list(check.run(subject, budget))
        told = sum(isinstance(each, Finding) for each in found)
        rows.append(Timed(check.what, time.perf_counter() - start, told, len(found) - told))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the analysis of drawn policies.")
    parser.add_argument("--rules", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--in-all", type=float, default=600.0)
    given = parser.parse_args()
    for rules in given.rules:
        rows = timed(rules, given.seconds, given.in_all)
        print(f"\n{rules} rules: {sum(row.seconds for row in rows[1:]):.1f} s after loading")
        for row in rows:
            counts = f"{row.findings:6} found {row.unsettled:6} not settled"
            print(f"  {row.what:38} {row.seconds:8.2f} s {counts}", flush=True)


if __name__ == "__main__":
    main()
