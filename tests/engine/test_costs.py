"""A hostile choice costs no more than its size, and what is kept between decisions is bounded."""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Callable
from typing import Any

import pytest

import govrules
from govrules.compiler import quick_facts
from govrules.engine import cell_tables, findings, verdicts
from govrules.engine.decider import Decider
from govrules.engine.telling import needs, owed
from govrules.errors import ChoiceError
from tests.engine.test_telling import POLICY

ON = dt.date(2026, 7, 3)
RULEBOOK = govrules.loads(POLICY, cache=False)


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those written in C among them: what it costs, uncounted by
    any clock."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    usual = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(usual)
    return count


def refused(choice: dict[str, Any]) -> Callable[[], None]:
    def check() -> None:
        with pytest.raises(ChoiceError):
            RULEBOOK.check(choice, ON)

    return check


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


HOSTILE: dict[str, Callable[[int], dict[str, Any]]] = {
    "unknown keys": lambda size: {f"key {n}": n for n in range(size)},
    "a long key": lambda size: {"k" * size: 1},
    "deep nesting": lambda size: {"bids": deep(size)},
    "a long list": lambda size: {"bids": [{"price": "x"}] * size},
    "a long text": lambda size: {"amount": "9" * size},
    "digits without end": lambda size: {"amount": 10**size},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_twice_the_size_costs_at_most_twice(kind: str) -> None:
    choice = HOSTILE[kind]
    refused(choice(50))()  # what is made once is made
    one, two, four = (calls(refused(choice(size))) for size in (100, 200, 400))
    assert two <= 2.2 * one
    assert four <= 2.2 * two


def test_what_is_kept_stays_bounded_and_right(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 4
    for module, name in (
        (cell_tables, "_MOST_ENTRIES"),
        (verdicts, "_MOST_VERDICTS"),
        (findings, "_MOST_KEPT"),
        (findings, "_MOST_TOGETHER"),
        (needs, "_MOST_KEPT"),
        (needs, "_MOST_TOLD"),
        (owed, "_MOST_KEPT"),
        (quick_facts, "MOST_TOGETHER"),
        (quick_facts, "_MOST_DATES"),
    ):
        assert getattr(module, name) > most
        monkeypatch.setattr(module, name, most)
    small: Decider = govrules.loads(POLICY, cache=False)._decider
    drawn = random.Random(3)
    for _ in range(150):
        choice = {
            "amount": drawn.choice([90, 110, 160]),
            "size": drawn.choice([1, 20]),
            "urgent": drawn.choice([True, False]),
            "fee": drawn.choice([1, 50]),
            "options": drawn.choice([1, 3]),
            "acts": drawn.choice([[], ["award the contract"]]),
            "bids": drawn.choice([[], [{"price": 7}], [{}, {"price": 3}]]),
        }
        for key in drawn.sample(sorted(choice), drawn.randrange(4)):
            del choice[key]
        told = small.decide(choice, ON).to_json()
        assert told == RULEBOOK.check(choice, ON).to_json()
    kept: list[Any] = [small._verdicts._kept, small._teller._owed._kept]
    kept += [getattr(small._teller._needs, name) for name in ("_keys", "_needs", "_told")]
    kept += [table._particular for table in small._findings]
    kept += list(small._cell_tables._known.values())
    assert max(map(len, kept)) <= most + 1
