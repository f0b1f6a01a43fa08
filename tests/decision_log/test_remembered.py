"""A choice that comes again is decided once, and its decision is the one that it would have."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from govrules.decision_log import remembered
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.remembered import Remembered
from govrules.errors import ChoiceError
from govrules.model.decision import Decision
from tests.decision_log.commissioning import CHOICES, JULY, JUNE, POLICY, choice, filled, rulebook

PROGRAM = """
from govrules.cli.log import progress
progress._EVERY_SECONDS = 0.02  # a machine that nobody else uses is done within the second
from govrules.cli.main import main
main()
"""
ROOT = Path(__file__).parents[2]


def test_each_choice_is_decided_once_for_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dt.date] = []

    def decide(given: Mapping[str, Any], date: dt.date) -> Decision:
        asked.append(date)
        return rulebook().check(given, date)

    known = Remembered(decide)
    for date in (JUNE, JULY, JUNE):
        for given, _ in CHOICES:
            assert known(given, date).to_json() == rulebook().check(given, date).to_json()
    assert len(asked) == 2 * len(CHOICES)
    monkeypatch.setattr(remembered, "_MOST", 2)
    known = Remembered(decide)
    for number in (1, 2, 1, 3, 1, 2):  # 3 takes the place of 2
        known(choice(number), JUNE)
    assert len(asked) == 2 * len(CHOICES) + 4


def test_true_and_one_are_two_choices_and_faults_are_not_remembered() -> None:
    known = Remembered(lambda given, date: rulebook().check(given, date))
    assert known(choice(20_000, emergency=True), JUNE).verdict == "complies"
    for _ in range(2):
        with pytest.raises(ChoiceError):
            known(choice(20_000, emergency=1), JUNE)
        with pytest.raises(ChoiceError):
            known(choice(20_000, emergency=0.5), JUNE)  # has no canonical text


@pytest.fixture
def long_log(tmp_path: Path) -> Path:
    """Choices that are all different, so that deciding them again takes a while."""
    book = rulebook()
    from govrules.decision_log.drafts import advice_draft

    made = []
    for number in range(8_000):
        given = choice(20_000 + number, title=f"Contract “{number}”")
        made.append(advice_draft(given, book.check(choice(20_000), JUNE)))
    with DecisionLog.open(tmp_path / "log.db") as log:
        filled(log)
        log.record_drafts(made, book._decider.policy_set)
    (tmp_path / "draft.policy").write_text(POLICY, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("command", ["impact", "replay"])
def test_an_interrupt_leaves_no_half_answer(command: str, long_log: Path) -> None:
    """At a terminal it also says how far it is."""
    own, its = pty.openpty()
    out = ["draft.policy", "--out", "impact.txt"] if command == "impact" else []
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "log", command, *out, "--log", "log.db"],
        cwd=long_log, stdout=subprocess.DEVNULL, stderr=its,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.close(its)
    told = b""
    while b" of 8,010 " not in told:  # the first word of progress
        told += os.read(own, 1000)
    running.send_signal(signal.SIGINT)
    assert running.wait(20) != 0
    time.sleep(0.05)
    with contextlib.suppress(OSError):  # what Linux says of a closed terminal with nothing left
        told += os.read(own, 10_000)
    os.close(own)
    assert b"Traceback" not in told
    assert not (long_log / "impact.txt").exists()
