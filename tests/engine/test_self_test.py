"""A program is tried in a child process first; whatever happens to the child is told plainly."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.compiler.normal import normal
from govrules.compiler.program import LogicProgram, Node, Read, Some
from govrules.engine.durable.self_test import answer_of_child, self_test
from govrules.engine.durable.trial import from_text, to_text, trial
from govrules.errors import EngineFault
from tests.engine.logic import AWKWARD_NAMES, policy, programs, reads


def test_a_sound_program_passes_and_its_answers_come_back() -> None:
    program = normal(policy(20))
    report = self_test(program)
    assert report.nodes == len(program.nodes)
    assert report.compared >= sum(9 for node in program.nodes if len(node.inputs) == 2)
    for node in program.nodes:
        assert set(report.learned[node.name]) == set(range(3 ** len(node.inputs)))


def test_awkward_names_pass_through_the_child() -> None:
    nodes = tuple(Node(f"{name}!", Read(name)) for name in AWKWARD_NAMES)
    report = self_test(LogicProgram(AWKWARD_NAMES, nodes))
    assert report.learned["%d!"] == {0: 0, 1: 1, 2: 2}


@pytest.mark.slow
def test_a_hundred_rules_are_tested_quickly() -> None:
    """About 500 nodes; the bound is wide, for machines that are busy."""
    program = normal(policy(100))
    started = time.perf_counter()
    self_test(program)
    assert time.perf_counter() - started < 5


@settings(max_examples=25, deadline=None)
@given(programs())
def test_a_trial_survives_the_way_through_text(program: LogicProgram) -> None:
    result = trial(normal(program))
    assert result.faults == ()
    assert from_text(to_text(result)) == result


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20))
def test_an_unreadable_answer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a trial"):
        from_text(text)


def child(code: str, seconds: float = 20.0) -> str:
    return answer_of_child((sys.executable, "-c", code), "", seconds)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "was ended by SIGSEGV"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGABRT)", "was ended by SIGABRT"),
        ("raise MemoryError('no room')", "ended with code 1: MemoryError: no room"),
        ("import sys; sys.exit(3)", "ended with code 3: nothing was said"),
    ],
)
def test_a_child_that_dies_is_a_fault(code: str, message: str) -> None:
    with pytest.raises(EngineFault, match=message):
        child(code)


def test_a_child_that_hangs_is_ended() -> None:
    started = time.perf_counter()
    with pytest.raises(EngineFault, match=r"took more than 0\.3 seconds and was stopped"):
        child("while True: pass", seconds=0.3)
    assert time.perf_counter() - started < 5


def test_a_child_that_cannot_start_is_a_fault() -> None:
    with pytest.raises(EngineFault, match="could not be started"):
        answer_of_child(("/nowhere/python",), "", 1)


def test_a_program_that_is_not_normal_fails_with_the_reason() -> None:
    with pytest.raises(
        EngineFault, match=r'self-test of the rules failed.*circle: "a", which reads "a"'
    ):
        self_test(LogicProgram((), (Node("a", Read("a")),)))


def test_a_node_that_reads_too_much_fails() -> None:
    names = tuple(f"a{at}" for at in range(40))
    with pytest.raises(EngineFault, match='"wide" is too large for a ruleset of its own'):
        self_test(LogicProgram(names, (Node("wide", Some(reads(*names))),)))
