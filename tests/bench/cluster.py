"""Time a run on one and on two Dask workers of one thread each, and plan a larger one from it.

python -m tests.bench.cluster                   # 100 rules, 2,000,000 rows in 20 parts
python -m tests.bench.cluster --rows 10_000_000
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int, default=100)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
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
    seconds = 1_000_000_000 / 100 * one / given.rows
    print(
        f"  1,000,000,000 rows on 100 workers like the one: {seconds:,.0f} s, if files come as fast"
    )


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
