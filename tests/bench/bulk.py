"""Time a frame of choices beside hand-written Polars, in one process and one run.

    python -m tests.bench.bulk    # 20, 100 and 500 rules, a million rows
    python -m tests.bench.bulk --rules 100 --rows 10_000 --rows 10_000_000
    python -m tests.bench.bulk --peers FOLDER    # policies and choices of another benchmark

Hand-written Polars is one Boolean expression for each rule over typed columns: no validation, no
unknown facts, no verdict. Both must give the same number of breaches for every rule. Each round
times both on the same frame, and the ratio is taken inside the round.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

import numpy as np
import polars as pl

import govrules
from tests.bench import engines, specs

ROUNDS = 5
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "lt": lambda x, y: x < y, "le": lambda x, y: x <= y, "gt": lambda x, y: x > y,
    "ge": lambda x, y: x >= y, "eq": lambda x, y: x == y, "ne": lambda x, y: x != y,
}  # fmt: skip
_FIELDS = {20: 20, 100: 40, 500: 60}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int, action="append")
    parser.add_argument("--rows", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--peers", metavar="FOLDER", help="a benchmark with a spec.py to draw from")
    given = parser.parse_args()
    print(f"{pl.thread_pool_size()} threads, Polars {pl.__version__}")
    for rules in given.rules or [20, 100, 500]:
        spec, columns = _work(given.peers, rules)
        rulebook = govrules.loads(engines.policy_text(spec), cache=False)
        for rows in given.rows or [1_000_000]:
            _time(spec, rulebook, frame_of(spec, columns(rows)), given.rounds)


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


def _time(spec: specs.Spec, rulebook: govrules.Rulebook, frame: pl.DataFrame, rounds: int) -> None:
    rules = by_hand(spec)
    sums = frame.select(rules).sum().row(0, named=True)
    counted = rulebook.check_frame(frame, engines.ON).decisions["breached"].explode().drop_nulls()
    found = dict(counted.value_counts().iter_rows())
    wrong = [label for label, count in sums.items() if found.get(label, 0) != count]
    if wrong:
        raise SystemExit(f"wrong: {wrong}")
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        frame.select(rules)
        between = time.perf_counter()
        rulebook.check_frame(frame, engines.ON)
        times.append((between - started, time.perf_counter() - between))
    hand = statistics.median(one for one, _ in times)
    ours = statistics.median(other for _, other in times)
    ratio = statistics.median(other / one for one, other in times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(spec['rules']):4} rules {frame.height:11,} rows   by hand {hand:7.3f} s"
        f"   govrules {ours:7.3f} s   {ratio:5.2f} times by hand"
        f"   {frame.height / ours:12,.0f} rows/s   peak {peak:,.0f} MiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
