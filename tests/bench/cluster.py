"""Time a run on one and on two Dask workers of one thread each, and plan a larger one from it.

python -m tests.bench.cluster                   # 100 rules, 5,000,000 rows in 50 parts
python -m tests.bench.cluster --rows 10_000_000
python -m tests.bench.cluster --page            # into docs/performance.md
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

ROUNDS = 3
_PART = 100_000


PAGE = """
`python -m tests.bench.cluster --page` wrote this on {day}, with {python}, on
{machine}: {rules} rules, {rows:,} rows in {parts} parts, workers of
one thread each; reading and writing Parquet included. The workers are there already and have the
rulebook. The scheduler and the benchmark run on the same processors, and so does other work: the
time is by the clock, but what the run costs of the processor holds better.

| workers | time, s | rows/s | processor: workers, s | processor: scheduler and client, s |
|---|---|---|---|---|
{lines}
Two workers are {ratio:.2f} times as fast as one, by the clock, as a median of {rounds} rounds.

**A plan for 1,000,000,000 rows on 100 workers**, reckoned from the processor time of the one worker
and not measured: 10,000,000 rows a worker are {seconds:,.0f} s. Scheduler and client take
{handing:.0f} ms for each part, so parts of {part:,} rows, 10,000 of them, would keep them busy for
{small:,.0f} s; parts of 1,000,000 rows (`--rows 1000000`) for {large:,.0f} s. Files must come from
storage that serves {all:,.0f} rows a second. Joining the parts is done by one process, after the
others; leave a result of this size in parts, by calling `check_partition` yourself.
"""


class Run(NamedTuple):
    """Seconds by the clock, and of the processor: of the workers, and of scheduler and client."""

    clock: float
    workers: float
    others: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int, default=100)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--page", action="store_true", help="write docs/performance.md")
    given = parser.parse_args()
    os.environ["POLARS_MAX_THREADS"] = "1"  # before polars is loaded, here and in the workers

    import govrules
    from govrules.bulk.run import Settings
    from govrules.interop.tables.parquet import ParquetSource
    from tests.bench import engines, specs
    from tests.bench.bulk import draw_columns, frame_of

    spec = specs.draw_spec(given.rules, 40)
    rulebook = govrules.loads(engines.policy_text(spec), cache=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frame_of(spec, draw_columns(spec, given.rows)).write_parquet(
            folder / "c.parquet", row_group_size=_PART
        )
        slices = dict(enumerate(ParquetSource(folder / "c.parquet").slices(_PART), 1))
        settings = Settings(engines.ON, engines.ON)
        runs: dict[int, list[Run]] = {1: [], 2: []}
        for turn in range(given.rounds):
            for workers, found in runs.items():
                out = folder / f"out-{turn}-{workers}.parquet"
                found.append(_timed(slices, rulebook, settings, out, workers))
                print(f"{workers} worker(s): {found[-1]}", flush=True)
    if given.page:
        _write(given.rules, given.rows, len(slices), runs)


def _write(rules: int, rows: int, parts: int, runs: dict[int, list[Run]]) -> None:
    from tests.bench import sections

    medians = {workers: _median(of) for workers, of in runs.items()}
    lines = [
        f"| {workers} | {each.clock:.1f} | {rows / each.clock:,.0f} | {each.workers:.1f} |"
        f" {each.others:.1f} |\n"
        for workers, each in medians.items()
    ]
    ratio = statistics.median(a.clock / b.clock for a, b in zip(*runs.values(), strict=True))
    rate = rows / medians[1].workers
    handing = medians[1].others / parts
    text = PAGE.format(
        day=sections.today(), python=sections.python(), machine=sections.machine(), rules=rules,
        rows=rows, parts=parts, lines="".join(lines), ratio=ratio, rounds=len(runs[1]),
        seconds=10_000_000 / rate, part=_PART, handing=handing * 1e3, small=10_000 * handing,
        large=1_000 * handing, all=100 * rate,
    )  # fmt: skip
    sections.put("On a cluster", text)


def _median(runs: list[Run]) -> Run:
    return Run(*(statistics.median(each) for each in zip(*runs, strict=True)))


def _timed(slices: dict, rulebook: object, settings: object, out: Path, workers: int) -> Run:  # type: ignore[type-arg]
    """Deciding alone: the workers are there already, and have the rulebook."""
    from distributed import Client, LocalCluster

    from govrules.bulk.cluster import decide_on_cluster
    from govrules.bulk.parts import Parts
    from govrules.interop.tables.parquet import read_slice

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0",
        memory_limit=0,
    ) as cluster, Client(cluster) as client:  # fmt: skip
        client.wait_for_workers(workers)
        for turn in ("warm", "timed"):
            parts, _ = Parts.begin(out.with_name(f"{turn}-{out.name}"), {"today": "", "run": ""})
            chosen = slices if turn == "timed" else dict(list(slices.items())[: 2 * workers])
            before, own = _processor(client), time.process_time()
            started = time.perf_counter()
            decide_on_cluster(
                chosen, read_slice, rulebook, settings, parts,  # type: ignore[arg-type]
                workers=None, scheduler=cluster.scheduler_address, done=lambda parts: None,
            )  # fmt: skip
            seconds = time.perf_counter() - started
            others = time.process_time() - own
            run = Run(seconds, _processor(client) - before, others)
            parts.remove()
    return run


def _processor(client: Any) -> float:
    """The processor's seconds of all workers up to now."""
    return sum(client.run(time.process_time).values())


if __name__ == "__main__":
    main()
