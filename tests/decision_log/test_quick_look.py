"""The quick look leaves out nothing that is asked for, and nothing is hidden without a word."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.decision_log.canonical import canonical
from govrules.decision_log.drafts import Outcome, advice_draft
from govrules.decision_log.entry import FIRST, Draft, sealed
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.quick_look import quick_look
from govrules.decision_log.read import is_whole, read_entry
from govrules.decision_log.replay import Rulebooks, replay
from govrules.decision_log.select import Selection, selected
from govrules.decision_log.verify import verify_store
from govrules.model.decision import Status, Verdict
from tests.decision_log.commissioning import CHOICES, rulebook
from tests.decision_log.deciding import recorded

words = st.text(st.sampled_from('aBß"\\/\n\u0130ſé{}:,’1\U0001f600'), max_size=4)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 4))
verdicts = st.sampled_from([verdict.value for verdict in Verdict])
statuses = st.sampled_from([status.value for status in Status])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Bodies as they may be, and texts that would mislead who looks at the text only."""
    kind = draw(st.sampled_from(["advice", "outcome"]))
    labels = draw(st.lists(words, max_size=2))
    misleading = {"decision_date": draw(days).isoformat(), "verdict": draw(verdicts)}
    if kind == "outcome":
        body: dict[str, Any] = {
            "outcome": "adopted", "decided_by": draw(words), "capacity": draw(words),
            "decided_on": draw(days).isoformat(), "reasons": draw(words), "alternatives": [],
            "interests": [{"member": draw(words)}], "labels": labels,
        }  # fmt: skip
    else:
        findings = [
            {"rule": draw(words), "title": draw(words), "policy": "P", "norm": "must",
             "status": draw(statuses), "displaced_by": []}
            for _ in range(draw(st.integers(0, 2)))
        ]  # fmt: skip
        decision = {"verdict": draw(verdicts), "decision_date": draw(days).isoformat(),
                    "rulebook": {"digest": "0"}, "findings": findings}  # fmt: skip
        choice = {**misleading, "provider_name": draw(words), "quotes": draw(st.integers(0, 120))}
        body = {"choice": choice, "decision": decision, "asked_by": draw(words), "labels": labels}
    day = draw(days).isoformat()
    return Draft(draw(words), kind, canonical(body), f"{day}T00:00:00.000000Z")  # type: ignore[arg-type]


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    def maybe(strategy: st.SearchStrategy[Any]) -> Any:
        return draw(st.none() | st.none() | strategy)

    return Selection(
        rule=maybe(words), status=maybe(statuses), verdict=maybe(verdicts), provider=maybe(words),
        start=maybe(days), end=maybe(days), recorded_start=maybe(days), recorded_end=maybe(days),
        person=maybe(words), label=maybe(words), kind=maybe(st.sampled_from(["advice", "outcome"])),
        words=tuple(draw(st.lists(words, max_size=1))),
    )  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(draft=drafts(), asked=selections())
def test_what_is_asked_for_is_worth_reading(draft: Draft, asked: Selection) -> None:
    entry = sealed(draft, 7, FIRST)
    assert is_whole(entry)
    read = read_entry(None, entry)  # type: ignore[arg-type]  # nothing personal is in it
    assert read is not None
    assert quick_look(asked)(entry) >= asked.holds(read)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> DecisionLog:
    """Advice with and without personal values, outcomes and an erasure."""
    log = DecisionLog.open(tmp_path_factory.mktemp("mixed") / "log.db")
    book = rulebook()
    made = [
        advice_draft(given, book.check(given, on), labels=[f"l{number % 3}"], asked_by=asked,
                     personal=["provider_name"] if number % 2 else [])
        for number, (given, on) in enumerate(CHOICES * 3)
        for asked in (None, "A. Officer")
    ]  # fmt: skip
    entries = log.record_drafts(made, book._decider.policy_set)
    for entry in entries[::7]:
        log.record_outcome(
            Outcome(entry.id, "refused", "C. Leader", "the Cabinet", dt.date(2026, 7, 1), "No wine")
        )
    log.erase(entries[3].id, "asked for", "the records officer")
    return log


SOUGHT = ["westbourne", "20000", "WINE"]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_log_gives_what_reading_all_of_it_gives(mixed: DecisionLog, data: st.DataObject) -> None:
    def one_of(*given: object) -> Any:
        return data.draw(st.none() | st.none() | st.sampled_from(given))

    asked = Selection(
        rule=one_of("C1", "C2", "C"), status=one_of("breached", "met"), kind=one_of("advice"),
        verdict=one_of("does not comply", "complies"), provider=one_of("WESTBOURNE", "none"),
        start=one_of(dt.date(2026, 7, 1)), end=one_of(dt.date(2026, 7, 1), dt.date(2026, 6, 30)),
        person=one_of("officer", "cabinet"), label=one_of("l1", "l"),
        words=tuple(data.draw(st.lists(st.sampled_from(SOUGHT), max_size=1))),
    )  # fmt: skip
    last = data.draw(st.none() | st.integers(1, 12))
    reads = [read_entry(mixed, entry) for entry in mixed.entries()]
    expected = [read.entry.sequence for read in reads if read is not None and asked.holds(read)]
    found = selected(mixed, asked, lambda entry: pytest.fail(f"{entry.sequence}"), last=last)
    assert [read.entry.sequence for read in found] == expected[-last if last else None :]


NEVER = Selection(kind="erasure", verdict="complies", recorded_start=dt.date(2099, 1, 1))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET kind = 'outcome' WHERE sequence = 2",
        "UPDATE entries SET time = '2020' || substr(time, 5) WHERE sequence = 2",
        "UPDATE entries SET id = 'x' WHERE sequence = 2",
        "UPDATE entries SET about = 'x' WHERE sequence = 2",
        "UPDATE entries SET entry = replace(entry, '2000.50', '2000.51') WHERE sequence = 2",
        "UPDATE entries SET entry = '' WHERE sequence = 2",
        "UPDATE entries SET entry = CAST(x'7bff' AS TEXT) WHERE sequence = 2",
        "UPDATE entries SET id = CAST(x'ff' AS TEXT) WHERE sequence = 2",
        "DELETE FROM entries WHERE sequence = 2",
        "DELETE FROM entries WHERE sequence IN (2, 3)",
        "UPDATE entries SET sequence = 1000000000000000 WHERE sequence = 2",
    ],
)
@pytest.mark.parametrize("last", [None, 3])
def test_what_was_altered_is_told_whatever_is_asked_for(
    change: str, last: int | None, tmp_path: Path
) -> None:
    with DecisionLog.open(tmp_path / "log.db") as log:
        for number in range(5):
            recorded(log, number)
    with sqlite3.connect(tmp_path / "log.db") as connection:
        connection.execute(change)
    connection.close()
    told: list[int] = []
    with DecisionLog.open(tmp_path / "log.db") as log:
        found = selected(log, NEVER, lambda entry: told.append(entry.sequence), last=last)
        assert list(found) == []
        assert verify_store(log.store).first_bad in (2, 3, 4)
        results = [each.result for each in replay(log, log.entries(), Rulebooks(log, cache=False))]
        assert results.count("same") >= 3
    assert told[0] == 2


def test_entries_cut_off_the_end_are_told(tmp_path: Path) -> None:
    with DecisionLog.open(tmp_path / "log.db") as log:
        for number in range(5):
            recorded(log, number)
        with log.store.writing() as writer:
            writer._database.execute("DELETE FROM entries WHERE sequence >= 3")
        told: list[int] = []
        for last in (None, 2):
            list(selected(log, NEVER, lambda entry: told.append(entry.sequence), last=last))
    assert told == [3, 3]
