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

ROUNDS = 3
_PART = 100_000


PAGE = """
`python -m tests.bench.cluster --page` wrote this on {day}, with {python}, on
{machine}: {rules} rules, {rows:,} rows in {parts} parts, workers of
one thread each; reading and writing Parquet included. The workers are there already and have the
rulebook. The scheduler and the benchmark run on the same processors, and so may other work.

| workers | time, s | rows/s |
|---|---|---|
| 1 | {one:.1f} | {rate:,.0f} |
| 2 | {two:.1f} | {rate_of_two:,.0f} |

Two workers are {ratio:.2f} times as fast as one.

**A plan for 1,000,000,000 rows on 100 workers**, reckoned from the one worker and not measured:
10,000,000 rows a worker are {seconds:,.0f} s, in 100 parts of 100,000 rows each. That is 10,000
parts in all, of which the scheduler hands out {handed:,.0f} a second; larger parts (`--rows`) are
fewer. Files and results must come from storage that serves {all:,.0f} rows a second. Joining the
parts is done by one process, after the others; leave a result of this size in parts, by calling
`check_partition` yourself.
"""


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
        times: dict[int, list[float]] = {1: [], 2: []}
        for turn in range(given.rounds):
            for workers, found in times.items():
                out = folder / f"out-{turn}-{workers}.parquet"
                found.append(_timed(slices, rulebook, settings, out, workers))
    one, two = (statistics.median(times[workers]) for workers in (1, 2))
    ratio = statistics.median(a / b for a, b in zip(times[1], times[2], strict=True))
    print(f"{given.rules} rules, {given.rows:,} rows in {len(slices)} parts")
    for workers, seconds in ((1, one), (2, two)):
        print(f"  {workers} worker(s) {seconds:7.1f} s   {given.rows / seconds:10,.0f} rows/s")
    print(f"  {ratio:.2f} times as fast with two")
    if given.page:
        _write(given.rules, given.rows, len(slices), (one, two, ratio))


def _write(rules: int, rows: int, parts: int, found: tuple[float, float, float]) -> None:
    from tests.bench import sections

    one, two, ratio = found
    rate = rows / one
    text = PAGE.format(
        day=sections.today(), python=sections.python(), machine=sections.machine(), rules=rules,
        rows=rows, parts=parts, one=one, two=two, rate=rate, rate_of_two=rows / two, ratio=ratio,
        seconds=10_000_000 / rate, handed=100 * rate / _PART, all=100 * rate,
    )  # fmt: skip
    sections.put("On a cluster", text)


def _timed(slices: dict, rulebook: object, settings: object, out: Path, workers: int) -> float:  # type: ignore[type-arg]
    """Deciding alone: the workers are there already, and have the rulebook."""
    from distributed import Client, LocalCluster

    from govrules.bulk.cluster import decide_on_cluster
    from govrules.bulk.parts import Parts
    from govrules.interop.tables.parquet import read_slice

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None,
        memory_limit=0,
    ) as cluster, Client(cluster) as client:  # fmt: skip
        client.wait_for_workers(workers)
        for turn in ("warm", "timed"):
            parts, _ = Parts.begin(out.with_name(f"{turn}-{out.name}"), {"today": "", "run": ""})
            chosen = slices if turn == "timed" else dict(list(slices.items())[: 2 * workers])
            started = time.perf_counter()
            decide_on_cluster(
                chosen, read_slice, rulebook, settings, parts,  # type: ignore[arg-type]
                workers=None, scheduler=cluster.scheduler_address, done=lambda parts: None,
            )  # fmt: skip
            seconds = time.perf_counter() - started
            parts.remove()
    return seconds


if __name__ == "__main__":
    main()
