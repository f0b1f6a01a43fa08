"""Hundreds of thousands of decisions, rebuilds, threads and forks: same answers, flat memory."""

from __future__ import annotations

import gc
import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govrules.compiler.normal import normal
from govrules.compiler.partition import partitions
from govrules.compiler.to_durable import inputs_of, to_durable
from govrules.engine.durable.memory import NodeTables
from govrules.engine.durable.session import Session
from govrules.engine.durable.truth_tables import value_of, values_of
from tests.engine.logic import policy

(PARTITION, *_) = partitions(normal(policy(2)))
INPUTS = inputs_of(PARTITION)
MEBIBYTE = 2**20


def choices(number: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Values of the inputs, with the answer of the reference."""
    draw = random.Random(5)
    found = []
    for _ in range(number):
        values = tuple(draw.randrange(3) for _ in INPUTS)
        by_name = dict(zip(INPUTS, values, strict=True))
        found.append((values, tuple(value_of(node.formula, by_name) for node in PARTITION)))
    return found


def memory_in_use() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="this system does not tell the memory in use"
)


@pytest.mark.slow
@needs_proc
def test_two_hundred_thousand_decisions_in_flat_memory() -> None:
    session = Session(to_durable(PARTITION))
    asked = choices(200)
    before = 0
    for turn in range(1000):
        if turn == 50:
            before = memory_in_use()
        for values, answer in asked:
            assert session.decide(values) == answer
    assert session.rebuilds == 1
    assert memory_in_use() - before < MEBIBYTE


@needs_proc
def test_a_thousand_rebuilds_in_flat_memory() -> None:
    session = Session(to_durable(PARTITION))
    ((values, answer),) = choices(1)
    before = 0
    for turn in range(1500):
        if turn == 500:
            before = memory_in_use()
        assert session.decide(values) == answer
        session.close()
    assert session.rebuilds == 1500
    assert memory_in_use() - before < 2 * MEBIBYTE


@needs_proc
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_hundreds_of_interrupts_in_flat_memory() -> None:
    """Many of them hit a ruleset while it is built, which must not be lost half made."""
    session = Session(to_durable(PARTITION))
    asked = choices(20)
    draw = random.Random(3)
    before = interrupts = 0

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    usual = signal.signal(signal.SIGALRM, stop)
    try:
        for turn in range(700):
            if turn == 200:
                before = memory_in_use()
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.00001 + draw.random() * 0.001)
                # one that hits a finaliser is swallowed there, so do not wait for it for ever
                end = time.monotonic() + 0.2
                while time.monotonic() < end:
                    for values, answer in asked:
                        assert session.decide(values) == answer
                signal.setitimer(signal.ITIMER_REAL, 0)  # where the machine itself stood still
            except KeyboardInterrupt:
                interrupts += 1
    finally:
        signal.signal(signal.SIGALRM, usual)
    assert interrupts > 600
    assert session.rebuilds > 50
    assert memory_in_use() - before < 20 * MEBIBYTE


def test_eight_threads_share_one_session() -> None:
    session = Session(to_durable(PARTITION))
    asked = choices(100)

    def hammer(number: int) -> int:
        own = asked[number:] + asked[:number]
        return sum(session.decide(values) == answer for _ in range(20) for values, answer in own)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(hammer, range(8))) == [2000] * 8
    assert session.rebuilds == 1


def test_eight_threads_fill_the_same_tables() -> None:
    program = policy(10)
    within = normal(program)
    tables = NodeTables(within)
    draw = random.Random(9)
    asked = [{name: draw.randrange(3) for name in program.atoms} for _ in range(40)]
    expected = [values_of(within, values) for values in asked]

    def hammer(number: int) -> bool:
        turned = list(zip(asked, expected, strict=True))[number * 5 :]
        return all(tables.evaluate(values) == known for values, known in turned)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(hammer, range(8)))


def exit_code_of_child(work: object) -> int:
    """Run the work in a fork of this process; a child that hangs is ended after ten seconds."""
    assert callable(work)
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if work() else 1)
        finally:
            os._exit(2)
    for _ in range(1000):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return -9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_forks_while_other_threads_decide() -> None:
    """The child inherits decisions half made by threads that it does not have."""
    session = Session(to_durable(PARTITION))
    tables = NodeTables(normal(policy(2)))
    asked = choices(50)
    stop = threading.Event()

    def hammer() -> None:
        while not stop.is_set():
            for values, answer in asked:
                assert session.decide(values) == answer

    def child() -> bool:
        program = normal(policy(2))
        values = dict.fromkeys(program.atoms, 1)
        return all(session.decide(values) == answer for values, answer in asked) and (
            tables.evaluate(values) == values_of(program, values)
        )

    threads = [threading.Thread(target=hammer) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        assert [exit_code_of_child(child) for _ in range(15)] == [0] * 15
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert all(session.decide(values) == answer for values, answer in asked)
