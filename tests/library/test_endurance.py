"""One rulebook, many choices, threads and forks: the same answers in memory that does not grow."""

from __future__ import annotations

import datetime as dt
import gc
import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import govrules
from tests.engine.test_endurance import exit_code_of_child

POLICY = """Policy "Endurance" version 1
  authority: council policy
  in force from 1 January 2020
Vocabulary
  amount is money
  begun is a date
  area is text
  urgent is yes or no
  acts: award the contract
Figure limit
  £100 from 1 January 2020 until 31 December 2025
  £200 from 1 January 2026
Rule R1: a ceiling
  if urgent
  or area is "north"
  then amount must be at most the limit
  unless begun is before 1 January 2024
Rule R2: award
  the council may award the contract
Rule R3, despite R2: not in the north
  if area is "north"
  then the council must not award the contract
"""
START = dt.date(2019, 1, 1)
MEBIBYTE = 2**20


def any_choice(draw: random.Random, number: int) -> dict[str, Any]:
    """Full, sparse and odd ones, with texts and dates that hardly ever come twice."""
    choice: dict[str, Any] = {
        "amount": draw.choice([99, 100, 101, 200, 201]),
        "begun": (dt.date(1, 1, 1) + dt.timedelta(draw.randrange(3_000_000))).isoformat(),
        "area": draw.choice(["north", f"area {number}"]),
        "urgent": draw.random() < 0.5,
        "acts": draw.choice([[], ["award the contract"]]),
    }
    if number % 50 == 0:
        del choice[draw.choice(sorted(choice))]
    if number % 199 == 0:
        choice["amount"] = f"£{number}.50"
    return choice


def memory_in_use() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.slow
@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="this system does not tell the memory in use"
)
def test_two_hundred_thousand_decisions_in_memory_that_does_not_grow() -> None:
    rulebook = govrules.loads(POLICY, cache=False)
    draw = random.Random(1)
    before = 0
    for number in range(300_000):
        if number == 100_000:  # by then, what is kept of dates and texts is full
            before = memory_in_use()
        on = START + dt.timedelta(draw.randrange(5_000))
        rulebook.check(any_choice(draw, number), on)
    assert memory_in_use() - before < 20 * MEBIBYTE


def test_eight_threads_get_the_bytes_that_one_gets() -> None:
    draw = random.Random(2)
    asked = [
        (any_choice(draw, number), START + dt.timedelta(draw.randrange(5_000)))
        for number in range(300)
    ]
    alone = govrules.loads(POLICY, cache=False)
    expected = [alone.check(choice, on).to_json() for choice, on in asked]
    shared = govrules.loads(POLICY, cache=False)

    def hammer(number: int) -> bool:
        turned = list(zip(asked, expected, strict=True))
        random.Random(number).shuffle(turned)
        return all(shared.check(*each).to_json() == bytes_ for each, bytes_ in turned)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(hammer, range(8)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_forks_decide_while_the_parent_does() -> None:
    rulebook = govrules.loads(POLICY, cache=False)
    draw = random.Random(3)
    asked = [any_choice(draw, number) for number in range(50)]
    on = dt.date(2026, 7, 1)
    alone = govrules.loads(POLICY, cache=False)
    expected = [alone.check(choice, on).to_json() for choice in asked]

    def work() -> bool:
        return [rulebook.check(choice, on).to_json() for choice in asked] == expected

    with ThreadPoolExecutor(3) as pool:
        hammering = [pool.submit(work) for _ in range(12)]
        codes = [exit_code_of_child(work) for _ in range(6)]
        assert all(one.result() for one in hammering)
    assert codes == [0] * 6
