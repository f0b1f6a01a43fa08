"""An interrupt at any point spoils at most the decision that it hits."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from govrules.compiler.partition import partitions
from govrules.compiler.program import LogicProgram, Negation, Node, Read
from govrules.compiler.to_durable import to_durable
from govrules.engine.durable.session import Session
from govrules.errors import EngineFault
from tests.engine.logic import all_values, policy

(FIRST, *_) = partitions(policy(3))
INSIDE = {"_decide_alone", "_ask", "_firings", "_build", "_discard"}


def session() -> Session:
    return Session(to_durable(FIRST))


def expected_answers() -> dict[tuple[int, ...], tuple[int, ...]]:
    ready = session()
    width = len(to_durable(FIRST).inputs)
    choices = [
        tuple(values.values()) for values in all_values([str(at) for at in range(min(width, 4))])
    ]
    return {
        (*values, *[1] * (width - len(values))): ready.decide(
            (*values, *[1] * (width - len(values)))
        )
        for values in choices
    }


ANSWERS = expected_answers()


class Stop(BaseException):
    """Not an `Exception`, as an interrupt from the keyboard is not."""


@contextmanager
def stopped_at_line(number: int) -> Iterator[list[int]]:
    """Raise `Stop` at the so-manieth line that runs inside the session."""
    seen = [0]

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_name not in INSIDE or "session.py" not in frame.f_code.co_filename:
            return trace if event == "call" else None
        if event == "line":
            seen[0] += 1
            if seen[0] == number:
                raise Stop
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield seen
    finally:
        sys.settrace(before)


@pytest.mark.parametrize("fresh", [True, False], ids=["while it is built", "when it is ready"])
def test_an_interrupt_at_every_line_in_turn(fresh: bool) -> None:
    values = next(iter(ANSWERS))
    shared = session()
    shared.decide(values)
    stops = 0
    for number in range(1, 2000):
        asked = session() if fresh else shared
        try:
            with stopped_at_line(number):
                asked.decide(values)
        except Stop:
            stops += 1
        else:
            break
        for again, answer in list(ANSWERS.items())[:3]:
            assert asked.decide(again) == answer
    assert stops > 40


def test_an_interrupted_session_is_built_anew() -> None:
    ready = session()
    values = next(iter(ANSWERS))
    ready.decide(values)
    assert ready.rebuilds == 1
    with pytest.raises(Stop), stopped_at_line(12):
        ready.decide(values)
    assert ready.decide(values) == ANSWERS[values]
    assert ready.rebuilds == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_interrupts_at_any_moment() -> None:
    """Signals of a real timer, at whatever instruction they come (some hit the test's own code)."""
    ready = session()
    interrupts = 0
    listening = False

    def stop(*_: object) -> None:
        if listening:  # Python may run this a little after the timer was stopped
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    try:
        for number in range(400):
            values, answer = list(ANSWERS.items())[number % len(ANSWERS)]
            try:
                listening = True
                signal.setitimer(signal.ITIMER_REAL, 0.00002 + (number % 97) * 0.000003)
                for _ in range(20):
                    assert ready.decide(values) == answer
                listening = False
                signal.setitimer(signal.ITIMER_REAL, 0)
            except KeyboardInterrupt:
                interrupts += 1
            assert ready.decide(values) == answer
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert interrupts > 100


def test_a_decision_in_the_middle_of_another_is_refused_and_does_no_harm() -> None:
    ready = session()
    values = next(iter(ANSWERS))
    ready.decide(values)
    refused: list[object] = []

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if event == "call" and frame.f_code.co_name == "_firings" and not refused:
            with pytest.raises(EngineFault, match="in the middle of another one") as caught:
                ready.decide(values)
            refused.append(caught)
            ready.close()
        return None

    sys.settrace(trace)
    try:
        answer = ready.decide(values)
    finally:
        sys.settrace(None)
    assert refused
    assert answer == ANSWERS[values]


def test_a_closed_session_opens_again() -> None:
    ready = session()
    for values, answer in list(ANSWERS.items())[:5]:
        assert ready.decide(values) == answer
        ready.close()
        ready.close()
    assert ready.rebuilds == 5


@pytest.mark.parametrize(
    "values", [(), (0,), (0, 1, 2), (3, 0), (-1, 0), ("0", 0), (None, 0), ([], 0)]
)
def test_values_that_are_none_are_refused(values: Any) -> None:
    program = LogicProgram(("a", "b"), (Node("c", Negation(Read("a"))), Node("d", Read("b"))))
    (partition,) = partitions(program)
    ready = Session(to_durable(partition))
    with pytest.raises(EngineFault, match="takes 2 values, each 0, 1 or 2"):
        ready.decide(values)
    assert ready.decide((0, 2)) == (2, 2)
