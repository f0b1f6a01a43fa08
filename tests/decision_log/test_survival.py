"""Killed at any moment, on a full disk, without its database: what was acknowledged is there."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govrules.decision_log.log import DecisionLog
from govrules.decision_log.verify import verify_store
from govrules.errors import LogError
from tests.decision_log.deciding import filled, recorded

ROOT = Path(__file__).parents[2]
WRITER = [sys.executable, "-m", "tests.decision_log.writer"]


def writer(url: str, count: int = 1_000_000, **more: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [*WRITER, url, str(count)], cwd=ROOT, stdout=subprocess.PIPE, text=True, **more
    )  # type: ignore[call-overload]
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process  # type: ignore[no-any-return]


def acknowledged(output: str) -> dict[int, str]:
    """Whole lines only: the last may have been cut off by the kill."""
    lines = output.split("\n")[:-1]
    return {int(number): id for number, id in (line.split() for line in lines)}


def holds(url: str, expected: dict[int, str]) -> int:
    """Everything acknowledged is there, in a sequence without a gap; how many entries there are."""
    with DecisionLog.open(url) as log:
        assert verify_store(log.store).faults == []
        entries = {entry.sequence: entry.id for entry in log.entries()}
        assert sorted(entries) == list(range(len(log)))
    assert expected.items() <= entries.items()
    return len(entries)


@pytest.mark.slow
@pytest.mark.parametrize(("batch", "writers"), [(1, 1), (20, 1), (1, 2), (1, 20)])
def test_writers_that_are_killed_at_any_moment_lose_nothing(
    url: str, batch: int, writers: int
) -> None:
    """GOVRULES_KILLS=1000 for as many kills of each kind; `pytest -s` shows what was counted."""
    DecisionLog.open(url).close()
    kills = os.environ.get("GOVRULES_KILLS", "20")
    seed = os.environ.get("GOVRULES_SEED", "9")
    killing = subprocess.run(
        [sys.executable, "-m", "tests.decision_log.killing", url, kills, seed, str(batch),
         str(writers)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    told = json.loads(killing.stdout)
    expected = {int(number): id for number, id in told["acknowledged"].items()}
    size = holds(url, expected)
    assert size % batch == 0
    store = "PostgreSQL" if url.startswith("postgresql") else "SQLite"
    print(f"\n{store}, {writers} at once, {batch} in a transaction: {told['kills']} kills, "
          f"{told['before the first answer']} before the first answer; {len(expected):,} entries "
          f"acknowledged, {size:,} in the log")  # fmt: skip


@pytest.mark.slow
def test_two_writers_one_of_which_is_killed(url: str) -> None:
    DecisionLog.open(url).close()
    lasting, killed = writer(url, 150), writer(url)
    time.sleep(0.2)
    killed.send_signal(signal.SIGKILL)
    lost, kept = acknowledged(killed.communicate()[0]), acknowledged(lasting.communicate()[0])
    assert len(kept) == 150
    assert not lost.keys() & kept.keys()
    holds(url, lost | kept)


def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    """The system lets no file of the writer grow beyond a limit, as a full disk would not."""
    url = str(tmp_path / "log.db")
    with DecisionLog.open(url) as log:
        filled(log, 10)
        before = len(log)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    process = writer(url, 200, preexec_fn=limited)
    output = process.communicate()[0]
    faults = [line for line in output.splitlines() if line.startswith("fault")]
    written = [line for line in output.splitlines() if not line.startswith("fault")]
    assert faults
    assert all("cannot be used" in line for line in faults)
    expected = acknowledged("\n".join([*written, ""]))
    assert holds(url, expected) == before + len(expected)
    with DecisionLog.open(url) as log:  # there is room again
        recorded(log, 1)
    assert holds(url, expected) == before + len(expected) + 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can mount a small disk")
def test_a_small_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this system lets nobody mount a disk")
    try:
        url = str(disk / "log.db")
        output = writer(url, 400).communicate()[0]
        written = [line for line in output.splitlines() if not line.startswith("fault")]
        assert len(written) < 400
        assert holds(url, acknowledged("\n".join([*written, ""]))) == len(written)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_database_that_is_gone_and_back(postgres: str, tmp_path: Path) -> None:
    """The server ends every connection; the next use makes a new one."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as other:
        other.execute("DROP DATABASE IF EXISTS log_gone")
        other.execute("CREATE DATABASE log_gone")
        url = postgres.replace("/postgres?", "/log_gone?")
        with DecisionLog.open(url) as log:
            first = recorded(log, 1)
            other.execute("ALTER DATABASE log_gone ALLOW_CONNECTIONS false")
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'log_gone'"
            )
            for _ in range(2):
                with pytest.raises(LogError, match="cannot be used"):
                    recorded(log, 2)
            other.execute("ALTER DATABASE log_gone ALLOW_CONNECTIONS true")
            second = recorded(log, 3)
            assert [entry.id for entry in log.entries()] == [first.id, second.id]
            assert verify_store(log.store).holds


def test_a_log_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="cannot be used"):
        DecisionLog.open(tmp_path / "no such folder" / "log.db")
    (tmp_path / "text.db").write_text("no database, only text " * 100)
    with pytest.raises(LogError, match="not a database"):
        DecisionLog.open(tmp_path / "text.db")
    with pytest.raises(LogError, match="PostgreSQL says"):
        DecisionLog.open("postgresql://nobody@127.0.0.1:1/none")
