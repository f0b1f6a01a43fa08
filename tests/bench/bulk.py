"""Time a frame of choices beside hand-written Polars, in one process and one run.

    python -m tests.bench.bulk    # all cases, and no page
    python -m tests.bench.bulk --page    # the same, into docs/performance.md
    python -m tests.bench.bulk --rules 100 --rows 1_000_000 --missing 0.3    # one case
    python -m tests.bench.bulk --peers FOLDER    # policies and choices of another benchmark

Hand-written Polars is one Boolean expression for each rule over typed columns: no validation, no
unknown facts, no verdict, no lists. Both must give the same number of breaches for every rule.
Each round times both on the same frame, and the ratios are taken inside the round. Every case is a
process of its own, so that its memory is nobody else's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

import govrules
from tests.bench import bulk_page, engines, specs

ROUNDS = 5
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "lt": lambda x, y: x < y, "le": lambda x, y: x <= y, "gt": lambda x, y: x > y,
    "ge": lambda x, y: x >= y, "eq": lambda x, y: x == y, "ne": lambda x, y: x != y,
}  # fmt: skip
_FIELDS = {20: 20, 100: 40, 500: 60}


class Case(NamedTuple):
    """So many rules and rows, of whose facts this share is not given; the threads of Polars, or as
    many as there are processors."""

    rules: int
    rows: int
    missing: float = 0.0
    threads: int | None = None


class Timed(NamedTuple):
    """Seconds of the clock for both, the ratios by the clock and of the processor, and mebibytes:
    of the frame, and what deciding it takes besides at its peak (None: not known here)."""

    by_hand: float
    ours: float
    by_clock: float
    of_processor: float
    frame: float
    besides: float | None


SIZES = tuple(
    Case(rules, 1_000_000, threads=threads) for rules in (20, 100, 500) for threads in (1, None)
)
GROWTH = tuple(Case(100, rows) for rows in (10_000, 100_000, 1_000_000, 10_000_000))
GAPS = tuple(Case(100, 1_000_000, share) for share in (0.0, 0.05, 0.3))


def main() -> None:
    given = _arguments()
    if given.rows is not None:
        case = Case(given.rules or 100, given.rows, given.missing)
        print(json.dumps(timed(case, given.rounds, given.peers)._asdict()))
        return
    chosen = [c for c in (*SIZES, *GROWTH, *GAPS) if given.rules in (None, c.rules)]
    found: dict[Case, Timed] = {}
    for case in dict.fromkeys(chosen):
        found[case] = _in_child(case, given.rounds, given.peers)
        print(case, found[case], flush=True)
    if given.page:
        bulk_page.write(found, foreign=given.peers is not None)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--missing", type=float, default=0.0, help="the share of facts not given")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--page", action="store_true", help="write docs/performance.md")
    parser.add_argument("--peers", metavar="FOLDER", help="a benchmark with a spec.py to draw from")
    return parser.parse_args()


def _in_child(case: Case, rounds: int, folder: str | None) -> Timed:
    command = [sys.executable, "-m", "tests.bench.bulk", "--rounds", str(rounds)]
    command += ["--rules", str(case.rules), "--rows", str(case.rows)]
    command += ["--missing", str(case.missing), *(["--peers", folder] if folder else [])]
    threads = {} if case.threads is None else {"POLARS_MAX_THREADS": str(case.threads)}
    environment = os.environ | threads
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return Timed(**json.loads(done.stdout))


def _work(
    folder: str | None, rules: int
) -> tuple[specs.Spec, Callable[[int], dict[str, np.ndarray]]]:
    if folder is None:
        spec = specs.draw_spec(rules, _FIELDS.get(rules, 40))
        return spec, lambda rows: draw_columns(spec, rows)
    sys.path.insert(0, folder)
    module: Any = importlib.import_module("spec")
    made = module.make_spec(rules, _FIELDS.get(rules, 40), name=f"bench-{rules}")
    return made, lambda rows: module.columns(made, rows, 5, "realistic")


def draw_columns(spec: specs.Spec, rows: int) -> dict[str, np.ndarray]:
    """Facts as whole numbers, days, places of words and Booleans."""
    drawn = np.random.default_rng(1)
    found = {}
    for field in spec["fields"]:
        match field["type"]:
            case "money":
                found[field["name"]] = drawn.lognormal(16, 1.5, rows).astype("int64")
            case "date":
                found[field["name"]] = (20_454 + drawn.normal(0, 300, rows)).astype("int32")
            case "enum":
                words = len(field["values"])
                found[field["name"]] = drawn.integers(0, words, rows).astype("uint8")
            case _:
                found[field["name"]] = drawn.random(rows) < 0.5
    return found


def frame_of(spec: specs.Spec, columns: dict[str, np.ndarray]) -> pl.DataFrame:
    """The typed frame that both are given."""
    made = {}
    for field in spec["fields"]:
        column = pl.Series(columns[field["name"]])
        if field["type"] == "enum":
            column = pl.Series(field["values"], dtype=pl.Enum(field["values"])).gather(column)
        made[field["name"]] = column.cast(pl.Date) if field["type"] == "date" else column
    return pl.DataFrame(made)


def by_hand(spec: specs.Spec) -> list[pl.Expr]:
    """One expression for each rule: whether it is breached."""
    fields = {field["name"]: field for field in spec["fields"]}

    def written(tree: Any) -> pl.Expr:
        if "field" not in tree:
            kind = "all" if "all" in tree else "any"
            return reduce(and_ if kind == "all" else or_, map(written, tree[kind]))
        column, op, value = pl.col(tree["field"]), tree["op"], tree["value"]
        field = fields[tree["field"]]
        if op == "is":
            return column if value else ~column
        if op in ("in", "not_in"):
            listed = pl.Series(value, dtype=pl.Enum(field["values"]))
            found = column.is_in(listed.implode())
            return found if op == "in" else ~found
        if field["type"] == "date":
            value = dt.date.fromisoformat(value)
        compared: pl.Expr = _OPERATORS[op](column, value)
        return compared

    rules = []
    for rule in spec["rules"]:
        breached = written(rule["applies_when"]) & ~written(rule["requires"])
        if rule["exception"]:
            breached = breached & ~written(rule["exception"])
        rules.append(breached.alias(rule["id"]))
    return rules


def with_gaps(frame: pl.DataFrame, share: float) -> pl.DataFrame:
    """The frame without this share of its cells, at random."""
    drawn = np.random.default_rng(2)
    kept = {name: pl.Series(drawn.random(frame.height) >= share) for name in frame.columns}
    return frame.select(pl.when(kept[name]).then(pl.col(name)) for name in frame.columns)


def timed(case: Case, rounds: int, folder: str | None) -> Timed:
    spec, columns = _work(folder, case.rules)
    rulebook = govrules.loads(engines.policy_text(spec), cache=False)
    frame = frame_of(spec, columns(case.rows))
    frame = with_gaps(frame, case.missing) if case.missing else frame
    rules = by_hand(spec)
    before = _peak_from_here()
    result = rulebook.check_frame(frame, engines.ON)
    after = _peak()
    _must_agree(frame.select(rules), result.decisions["breached"])
    del result
    found = []
    for _ in range(rounds):
        hand = _seconds(lambda: frame.select(rules))
        ours = _seconds(lambda: rulebook.check_frame(frame, engines.ON))
        found.append((*hand, *ours))
    return Timed(
        by_hand=statistics.median(each[0] for each in found),
        ours=statistics.median(each[2] for each in found),
        by_clock=statistics.median(each[2] / each[0] for each in found),
        of_processor=statistics.median(each[3] / each[1] for each in found),
        frame=frame.estimated_size("mb"),
        besides=None if before is None or after is None else after - before,
    )


def _must_agree(by_hand: pl.DataFrame, breached: pl.Series) -> None:
    """Both give the same number of breaches. An unknown fact is the same to both."""
    counted = breached.explode().drop_nulls().value_counts()
    found = dict(counted.iter_rows())
    sums = by_hand.sum().row(0, named=True)
    wrong = [label for label, count in sums.items() if found.get(label, 0) != count]
    if wrong:
        raise SystemExit(f"wrong: {wrong}")


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Of the clock, and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def _peak_from_here() -> float | None:
    """The memory in use; the peak counts from here on. Only Linux tells."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return None
    return _peak()


def _peak() -> float | None:
    """The peak of memory in mebibytes."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    main()
