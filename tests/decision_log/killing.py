"""Kill writers again and again, at any moment, and keep account of what they acknowledged.

Run as `python -m tests.decision_log.killing URL KILLS SEED BATCH WRITERS`. A writer is a forked
copy of this process, with a connection of its own, so that a kill costs milliseconds; so many at
once append without end, BATCH entries in a transaction, and say each number and id once it was
acknowledged. The answer is one JSON table: how many kills, and the id by the number of each entry
that was acknowledged.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from govrules.decision_log.drafts import advice_draft
from govrules.decision_log.log import DecisionLog
from govrules.model.decision import Decision
from tests.decision_log.deciding import ON, choice, rulebook


def main(url: str, kills: int, seed: int, batch: int, writers: int) -> None:
    decision = rulebook().check(choice(1), ON)
    chosen = random.Random(seed)
    kept: dict[int, str] = {}
    unheard = 0
    DecisionLog.open(url).close()
    started = time.perf_counter()  # what had to be imported is, as it is in every copy
    DecisionLog.open(url).close()
    opening = (time.perf_counter() - started) * writers
    for _ in range(kills // writers):
        children = [_forked(url, decision, batch) for _ in range(writers)]
        # one kill in four comes while the log is opened or the first entry written
        early = chosen.random() < 0.25
        time.sleep(chosen.uniform(0, 2 * opening) if early else opening + chosen.uniform(0, 0.04))
        chosen.shuffle(children)
        for child, _ in children:
            os.kill(child, signal.SIGKILL)
            time.sleep(chosen.uniform(0, 0.002))
        for child, reading in children:
            with os.fdopen(reading) as said:
                lines = said.read().split("\n")[:-1]  # the last may have been cut off
            _, status = os.waitpid(child, 0)
            if os.WTERMSIG(status) != signal.SIGKILL:
                raise SystemExit("a writer ended by itself")
            unheard += not lines
            for number, id in (line.split() for line in lines):
                if kept.setdefault(int(number), id) != id:
                    raise SystemExit(f"the number {number} was given twice")
    told = {
        "kills": kills // writers * writers,
        "before the first answer": unheard,
        "acknowledged": kept,
    }
    json.dump(told, sys.stdout)


def _forked(url: str, decision: Decision, batch: int) -> tuple[int, int]:
    """The process of a new writer, and where it is heard."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _append_until_killed(url, decision, batch, writing)
    os.close(writing)
    return child, reading


def _append_until_killed(url: str, decision: Decision, batch: int, writing: int) -> None:
    try:
        policies = rulebook()._decider.policy_set
        with DecisionLog.open(url) as log:
            while True:
                drafts = [
                    advice_draft(choice(1), decision, personal=["provider_name"])
                    for _ in range(batch)
                ]
                entries = log.record_drafts(drafts, policies)
                os.write(writing, "".join(f"{e.sequence} {e.id}\n" for e in entries).encode())
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:6]))
