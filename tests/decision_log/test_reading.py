"""Entries are found by what is asked of them, and read as they were written or not at all."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from govrules.decision_log.drafts import Interest, Outcome
from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.read import read_entry
from govrules.decision_log.select import Selection, selected
from govrules.decision_log.summary import line, summary
from govrules.decision_log.verify import verify_store
from tests.decision_log.deciding import ON, choice, filled, recorded, rulebook

NEXT_DAY = ON + dt.timedelta(days=1)


def altered(entry: Entry) -> None:
    raise AssertionError(f"entry {entry.sequence} was not altered")


def found(log: DecisionLog, last: int | None = None, **asked: object) -> list[int]:
    selection = Selection(**asked)  # type: ignore[arg-type]
    return [read.entry.sequence for read in selected(log, selection, altered, last=last)]


@pytest.fixture
def small(log: DecisionLog) -> DecisionLog:
    """0: 90 thousand; 1: 150 thousand, departed from (2); 3: on the next day; 4: 1 erased."""
    recorded(log, 90, personal=["provider_name"], asked_by="A. Officer", labels=["roads"])
    second = recorded(log, 150, personal=["provider_name"], asked_by="B. Officer")
    log.record_outcome(
        Outcome(
            second.id, "departed from", "C. Leader", "the Cabinet", NEXT_DAY, "An urgent need.",
            interests=[Interest("D. Member", "owns shares")], labels=["urgent"],
        )
    )  # fmt: skip
    book = rulebook()
    judged = {**choice(60), "departures": [{"rule": "B1", "by": "E. Mayor", "reasons": "x"}]}
    log.record(book._decider.policy_set, judged, book.check(judged, NEXT_DAY))
    log.erase(second.id, "asked for", "the records officer")
    return log


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"kind": "advice"}, [0, 1, 3]),
        ({"kind": "erasure"}, [4]),
        ({"verdict": "does not comply"}, [1]),
        ({"rule": "B1"}, [0, 1, 3]),
        ({"rule": "B1", "status": "breached"}, [1]),
        ({"status": "not applicable"}, [0, 3]),
        ({"rule": "B2"}, []),
        ({"provider": "provider 90"}, [0]),
        ({"provider": "150"}, []),  # it was erased
        ({"start": NEXT_DAY}, [2, 3]),
        ({"end": ON}, [0, 1]),
        ({"start": ON, "end": ON}, [0, 1]),
        ({"recorded_end": dt.date(2020, 1, 1)}, []),
        ({"recorded_start": dt.date(2020, 1, 1)}, [0, 1, 2, 3, 4]),
        ({"person": "a. officer"}, [0]),
        ({"person": "B. Officer"}, []),  # it was erased
        ({"person": "cabinet"}, [2]),
        ({"person": "d. member"}, [2]),
        ({"person": "mayor"}, [3]),
        ({"person": "records officer"}, [4]),
        ({"label": "roads"}, [0]),
        ({"label": "road"}, []),
        ({"words": ("URGENT need",)}, [2]),
        ({"words": ("urgent", "nothing")}, []),
        ({"kind": "advice", "verdict": "outside this policy", "person": "mayor"}, [3]),
    ],
)
def test_what_is_asked_for_is_found(
    small: DecisionLog, asked: dict[str, object], expected: list[int]
) -> None:
    assert found(small, **asked) == expected


def test_the_last_are_found_from_the_end(log: DecisionLog) -> None:
    for number in range(30):
        recorded(log, number)
    assert found(log, last=3) == [27, 28, 29]
    assert found(log, last=50) == list(range(30))
    assert found(log, last=2, words=("Provider 1",)) == [18, 19]


def test_a_summary_says_what_an_entry_is(small: DecisionLog) -> None:
    read = list(selected(small, Selection(), altered))
    told = [summary(each) for each in read]
    assert told[0]["providers"] == ["Provider 90"]
    assert (told[1]["breached"], told[1]["asked_by"]) == (["B1"], "[erased]")
    assert (told[2]["outcome"], told[2]["decided_by"]) == ("departed from", "C. Leader")
    assert told[4]["erased_entry"] == 1
    assert line(read[2], small).endswith("of entry 1, by C. Leader as the Cabinet")


def test_an_entry_that_was_altered_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "log.db"
    with DecisionLog.open(file) as log:
        filled(log, 4)
    changes = [
        "UPDATE entries SET entry = replace(entry, '1000.50', '1000.51') WHERE sequence = 1",
        "UPDATE entries SET kind = 'outcome' WHERE sequence = 2",
        "UPDATE entries SET time = '2020' || substr(time, 5) WHERE sequence = 3",
        "UPDATE personal SET value = 'no JSON' WHERE sequence = 0",
    ]
    with sqlite3.connect(file) as connection:
        for change in changes:
            connection.execute(change)
    connection.close()
    bad: list[int] = []
    with DecisionLog.open(file) as log:
        good = selected(log, Selection(), lambda entry: bad.append(entry.sequence))
        assert [read.entry.sequence for read in good] == [4, 5]
        assert bad == [0, 1, 2, 3]
        assert read_entry(log, log.entry(1)) is None


def test_what_was_erased_is_in_none_of_the_files(tmp_path: Path) -> None:
    """Neither in the pages that were freed nor in the write-ahead file."""
    with DecisionLog.open(tmp_path / "log.db") as log:
        entry = recorded(log, 1, personal=["provider_name"], asked_by="Somebody Unlikely")
        assert "Somebody Unlikely" in bytes_of(tmp_path)
        log.erase(entry.id, "asked for", "the records officer")
        assert "Somebody Unlikely" not in bytes_of(tmp_path)
        assert verify_store(log.store).holds


def bytes_of(folder: Path) -> str:
    return "".join(file.read_bytes().decode("latin-1") for file in folder.iterdir())
