"""Parts decided by Dask workers, as processes: the same result, also when a worker is killed."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from pathlib import Path

import polars as pl
import pytest

from govrules.bulk.cluster import decide_on_cluster
from govrules.bulk.partition import check_partition
from govrules.bulk.parts import Parts
from govrules.bulk.run import Settings
from govrules.errors import UsageError
from govrules.interop.tables.given import GivenTable
from govrules.interop.tables.parquet import ParquetSource, Slice, read_slice
from tests.bulk.files import ON, drawn_frame, expected, rulebook, told

SETTINGS = Settings(ON, ON)


def slow_slice(part: Slice) -> GivenTable:
    """Leaves time to kill a worker."""
    time.sleep(0.3)
    return read_slice(part)


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    frame = drawn_frame(4_000)
    frame.write_parquet(tmp_path / "c.parquet")
    slices = dict(enumerate(ParquetSource(tmp_path / "c.parquet").slices(250), 1))
    parts, _ = Parts.begin(tmp_path / "out.parquet", {"today": "", "run": ""})
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, memory_limit=0,
        dashboard_address="127.0.0.1:0",
    ) as cluster, Client(cluster) as client:  # fmt: skip
        client.wait_for_workers(2)
        killed: list[int] = []

        def kill_one() -> None:
            until = time.monotonic() + 60
            while not any(parts.has(n) for n in slices) and time.monotonic() < until:
                time.sleep(0.01)
            pids = client.run(os.getpid)
            killed.append(next(iter(pids.values())))
            os.kill(killed[0], signal.SIGKILL)

        killer = threading.Thread(target=kill_one)
        killer.start()
        counted: list[int] = []
        decide_on_cluster(
            slices, slow_slice, rulebook(), SETTINGS, parts,
            workers=None, scheduler=cluster.scheduler_address, done=counted.append,
        )  # fmt: skip
        killer.join()
    assert killed
    assert sum(counted) == len(slices)
    parts.join(tmp_path / "out.parquet")
    assert told(tmp_path / "out.parquet") == expected(frame)


def test_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govrules.bulk.cluster._SECONDS", 0.5)
    drawn_frame(10).write_parquet(tmp_path / "c.parquet")
    slices = dict(enumerate(ParquetSource(tmp_path / "c.parquet").slices(250), 1))
    parts, _ = Parts.begin(tmp_path / "out.parquet", {"today": "", "run": ""})
    with pytest.raises(UsageError, match="cannot reach a scheduler"):
        decide_on_cluster(
            slices, read_slice, rulebook(), SETTINGS, parts,
            workers=None, scheduler="tcp://127.0.0.1:9", done=lambda n: None,
        )  # fmt: skip


def test_a_partition_by_any_other_system() -> None:
    frame = drawn_frame(300).with_columns(supplier=pl.lit("A"))
    sent = pickle.loads(pickle.dumps(rulebook()))
    found = check_partition(frame, sent, ON, keep=("supplier",))
    table = check_partition(frame.to_arrow(), sent, ON, keep=("supplier",))
    assert table.num_rows == found.height == frame.height
    assert table.to_pylist() == found.to_dicts()
    kinds = {str(kind) for kind in table.schema.types}
    assert kinds <= {"string", "large_string", "list<item: string>", "date32[day]"}
    assert found.columns[0] == "supplier"
    wanted = expected(frame.drop("supplier"))
    for number, row in enumerate(found.drop("supplier").iter_rows(named=True), 1):
        why = row.pop("set_aside")
        assert (row == wanted[number]) if number in wanted else "is impossible" in why
