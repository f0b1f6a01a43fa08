"""Time the decision log: appending beside bare inserts, verifying, proving and reading as it grows.

    make bench
    python -m tests.bench.log                       # SQLite and PostgreSQL, to 100,000 entries
    python -m tests.bench.log --only sqlite --sizes 10000 100000 1000000

Appending is timed in rounds: each times the log and a bare table of the same database on the same
bytes, with the same care for a power cut, and the ratio is taken inside the round. One log then
grows from size to size, and everything is timed again at each.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.select import Selection, selected
from govrules.decision_log.verify import verify_store
from tests.bench.log_work import (
    BATCH,
    Insert,
    bare_postgres,
    bare_sqlite,
    drafts,
    grow,
    made_from_decisions,
    postgres_server,
)
from tests.decision_log.commissioning import rulebook

ROUNDS = 11
PROOFS = 200


def main() -> None:
    arguments = _arguments()
    for store in arguments.only or ("sqlite", "postgres"):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(dir=arguments.folder)))
            if store == "sqlite":
                url, growing = str(folder / "log.db"), str(folder / "growing.db")
                bare = stack.enter_context(bare_sqlite(folder))
            else:
                url, growing = stack.enter_context(postgres_server())
                bare = stack.enter_context(bare_postgres(url))
            print(f"\n{store}")
            with DecisionLog.open(url) as log:
                _appending(log, bare)
            log = stack.enter_context(DecisionLog.open(growing))
            for size in sorted(arguments.sizes):
                grow(log, size)
                _at_size(log, folder if store == "sqlite" else None)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=("sqlite", "postgres"), action="append")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    parser.add_argument("--folder", metavar="FOLDER", help="where the logs are made for the time")
    return parser.parse_args()


# --- appending -----------------------------------------------------------------------------------


def _appending(log: DecisionLog, bare: Insert) -> None:
    for what, batch, count, personal in (
        ("single", 1, 100, False),
        ("in batches", BATCH, 2 * BATCH, False),
        ("in batches, two personal values each", BATCH, 2 * BATCH, True),
    ):
        rounds = [_append_round(log, bare, batch, count, personal) for _ in range(ROUNDS)]
        ours = statistics.median(count / mine for mine, _ in rounds)
        ratio = statistics.median(mine / other for mine, other in rounds)
        print(f"  append {what}: {ours:,.0f} entries/s, {ratio:.1f} times a bare insert")
    seconds = statistics.median(_seconds(made_from_decisions, 2 * BATCH) for _ in range(ROUNDS))
    print(f"  make the text of an entry from a decision: {seconds / 2 / BATCH * 1e6:.0f} µs")


def _append_round(
    log: DecisionLog, bare: Insert, batch: int, count: int, personal: bool
) -> tuple[float, float]:
    policies = rulebook()._decider.policy_set
    given = drafts(count, personal=personal)
    batches = [given[at : at + batch] for at in range(0, count, batch)]
    first = len(log)

    def ours() -> None:
        for each in batches:
            log.record_drafts(each, policies)

    mine = _seconds(ours)
    texts = [entry.text.decode() for entry in log.entries(first, first + count)]

    def others() -> None:
        for at in range(0, count, batch):
            bare(texts[at : at + batch])

    return mine, _seconds(others)


# --- as it grows ---------------------------------------------------------------------------------


def _at_size(log: DecisionLog, folder: Path | None) -> None:
    size = len(log)
    print(f"  {size:,} entries")
    if folder is not None:
        log.store.forget()  # the write-ahead file goes into the file of the database
        length = (folder / "growing.db").stat().st_size
        texts = sum(len(entry.text) for entry in log.entries(size - BATCH, size))
        print(
            f"    {length / size:,.0f} bytes of the database for an entry of {texts / BATCH:,.0f}"
        )
    for what, batch in (("single", 1), ("in batches", BATCH)):
        seconds = statistics.median(_appended(log, batch) for _ in range(ROUNDS))
        print(f"    append {what}: {seconds / batch * 1e6:,.0f} µs an entry")
    size = len(log)
    chosen = random.Random(size)
    numbers = [chosen.randrange(1, size) for _ in range(PROOFS)]
    for what, prove in (("inclusion", log.inclusion), ("consistency", log.consistency)):
        times = sorted(_seconds(prove, number) for number in numbers)
        middle, slowest = times[PROOFS // 2] * 1e3, times[-1] * 1e3
        print(f"    {what} proof: {middle:.2f} ms, the slowest of {PROOFS} {slowest:.2f} ms")
    for what, asked in (
        ("a rule breached", Selection(rule="C1", status="breached")),
        ("a provider", Selection(provider="nobody")),
    ):
        seconds = _seconds(_found, log, asked)
        print(f"    find by {what}: {seconds:.2f} s")
    seconds = _seconds(_verified, log)
    print(f"    verify: {seconds:.1f} s, {size / seconds:,.0f} entries/s")


def _appended(log: DecisionLog, batch: int) -> float:
    each = drafts(batch)
    return _seconds(log.record_drafts, each, rulebook()._decider.policy_set)


def _found(log: DecisionLog, selection: Selection) -> int:
    return sum(1 for _ in selected(log, selection, _altered))


def _altered(entry: Entry) -> None:
    raise SystemExit(f"entry {entry.sequence} was altered")


def _verified(log: DecisionLog) -> None:
    if faults := verify_store(log.store).faults:
        raise SystemExit(str(faults[0]))


def _seconds(act: Callable[..., Any], *given: Any) -> float:
    started = time.perf_counter()
    act(*given)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
