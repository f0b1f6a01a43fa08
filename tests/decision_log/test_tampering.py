"""Whatever is done to the database behind the log's back is found, and the rest stays readable."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from govrules.decision_log.canonical import canonical
from govrules.decision_log.keys import SigningKey, new_key
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.verify import Verification, verify_store
from tests.decision_log.deciding import filled

KEY: SigningKey = new_key("westbourne.example")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A log of advice, outcomes and an erasure, with a checkpoint."""
    path = tmp_path / "log.db"
    with DecisionLog.open(path) as log:
        filled(log)
        log.add_checkpoint(KEY)
    return path


def verified(path: Path, outside: list[str] | None = None) -> Verification:
    with DecisionLog.open(path) as log:
        return verify_store(log.store, outside or [], [KEY.verifying()])


def note_of(path: Path) -> str:
    with DecisionLog.open(path) as log:
        return log.store.checkpoints()[0]


def test_a_log_that_nobody_touched_holds(file: Path) -> None:
    found = verified(file, [note_of(file)])
    assert found.faults == []
    assert (found.size, found.checkpoints) == (25, 1)


Change = Callable[[sqlite3.Connection], object]
TEXT = "UPDATE entries SET entry = replace(entry, '{}', '{}') WHERE sequence = {}"
CHANGES: dict[str, Change] = {
    "an amount": lambda c: c.execute(TEXT.format("7000.50", "7000.51", 7)),
    "a verdict": lambda c: c.execute(TEXT.format("outside this", "inside this", 7)),
    "the time": lambda c: c.execute(TEXT.format('"time":"2', '"time":"1', 7)),
    "a blank": lambda c: c.execute(TEXT.format('"body":', '"body": ', 7)),
    "the hash": lambda c: c.execute("UPDATE entries SET leaf = zeroblob(32) WHERE sequence = 7"),
    "a column": lambda c: c.execute("UPDATE entries SET verdict = 'x' WHERE sequence = 7"),
    "the id": lambda c: c.execute("UPDATE entries SET id = 'x' WHERE sequence = 7"),
    "deleted": lambda c: c.execute("DELETE FROM entries WHERE sequence = 7"),
    "swapped": lambda c: c.executescript(
        "UPDATE entries SET sequence = -1 WHERE sequence = 7;"
        "UPDATE entries SET sequence = 7 WHERE sequence = 8;"
        "UPDATE entries SET sequence = 8 WHERE sequence = -1;"
    ),
    "inserted": lambda c: c.executescript(
        "UPDATE entries SET sequence = sequence + 1000 WHERE sequence >= 7;"
        "UPDATE entries SET sequence = sequence - 999 WHERE sequence >= 1000;"
        "INSERT INTO entries SELECT 7, 'new', kind, time, about, decision_date, verdict, "
        "rulebook, leaf, entry FROM entries WHERE sequence = 6;"
    ),
    "a personal value": lambda c: c.execute(
        "UPDATE personal SET value = '\"Somebody else\"' WHERE sequence = 7"
    ),
    "its salt": lambda c: c.execute("UPDATE personal SET salt = zeroblob(32) WHERE sequence = 7"),
    "a personal value gone": lambda c: c.execute("DELETE FROM personal WHERE sequence = 7"),
    "a personal value more": lambda c: c.execute(
        "INSERT INTO personal VALUES (7, '/labels/0', zeroblob(32), '\"x\"')"
    ),
}
ELSEWHERE: dict[str, Change] = {
    "a policy": lambda c: c.execute("UPDATE rulebooks SET texts = replace(texts, '100,000', '1')"),
    "a policy gone": lambda c: c.execute("DELETE FROM rulebooks"),
    "a node": lambda c: c.execute("UPDATE nodes SET hash = zeroblob(32)"),
    "a node gone": lambda c: c.execute("DELETE FROM nodes"),
    "a node more": lambda c: c.execute("INSERT INTO nodes VALUES (4, 99, zeroblob(32))"),
    "the head": lambda c: c.execute("UPDATE head SET size = 24"),
    "the last hash": lambda c: c.execute("UPDATE head SET last = 'x'"),
    "the right edge": lambda c: c.execute("UPDATE head SET peaks = zeroblob(96)"),
    "no head": lambda c: c.execute("DELETE FROM head"),
    "cut off": lambda c: c.execute("DELETE FROM entries WHERE sequence >= 20"),
    "a checkpoint": lambda c: c.execute("UPDATE checkpoints SET note = replace(note, '25', '24')"),
}


def changed(file: Path, change: Change) -> None:
    with sqlite3.connect(file) as connection:
        change(connection)
    connection.close()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_was_done_to_an_entry_is_found_there(file: Path, change: Change) -> None:
    changed(file, change)
    found = verified(file)
    assert found.first_bad in (7, 8), found.faults
    with DecisionLog.open(file) as log:  # what is undamaged stays readable
        assert log.body(log.entry(6))["choice"]["provider_name"] == "Provider 6"


@pytest.mark.parametrize("change", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_what_was_done_elsewhere_is_found(file: Path, change: Change) -> None:
    changed(file, change)
    assert not verified(file).holds


def test_any_byte_of_any_entry_counts(file: Path) -> None:
    chosen = random.Random(8785)
    with sqlite3.connect(file) as connection:
        for _ in range(60):
            sequence = chosen.randrange(25)
            (text,) = connection.execute(
                "SELECT entry FROM entries WHERE sequence = ?", (sequence,)
            ).fetchone()
            at = chosen.randrange(len(text))
            other = chosen.choice([c for c in 'abc012",:{}[] \t' if c != text[at]])
            altered = text[:at] + other + text[at + 1 :]
            connection.execute(
                "UPDATE entries SET entry = ? WHERE sequence = ?", (altered, sequence)
            )
            connection.commit()
            bad = {fault.sequence for fault in verified(file).faults}
            # the next does not follow it; without the erasure in entry 24, entry 3 lacks a value
            assert sequence in bad <= {sequence, sequence + 1, None, 3 if sequence == 24 else None}
            connection.execute("UPDATE entries SET entry = ? WHERE sequence = ?", (text, sequence))
            connection.commit()
    assert verified(file).holds


def test_any_byte_of_a_policy_counts(file: Path) -> None:
    chosen = random.Random(6962)
    with sqlite3.connect(file) as connection:
        ((texts,),) = connection.execute("SELECT texts FROM rulebooks").fetchall()
        start = texts.index("\\n")
        for _ in range(40):
            at = chosen.randrange(start, len(texts) - 3)
            altered = texts[:at] + ("x" if texts[at] != "x" else "y") + texts[at + 1 :]
            connection.execute("UPDATE rulebooks SET texts = ?", (altered,))
            connection.commit()
            assert not verified(file).holds
        connection.execute("UPDATE rulebooks SET texts = ?", (texts,))
        connection.commit()
    assert verified(file).holds


def rewritten(file: Path, keep: int, alter: Callable[[dict[str, object]], None]) -> None:
    """A forger with all skills: a consistent log of the first entries, one of them altered."""
    with DecisionLog.open(file) as log:
        rows = list(log.store.rows(0, keep))
        policies = log.store.rulebooks()
    file.unlink()
    from govrules.decision_log.entry import Draft

    with DecisionLog.open(file) as log:
        for row in rows:
            entry = json.loads(row.entry)
            if row.sequence == 5:
                alter(entry)
            columns = (row.decision_date, row.verdict, row.rulebook)
            body = canonical(entry["body"])
            log.record_drafts(
                [Draft(row.id, entry["kind"], body, row.time, row.about, (), columns)]
            )
        with log.store.writing() as writer:
            for digest, texts in policies:
                writer.add_rulebook(digest, texts)


@pytest.mark.parametrize("keep", [25, 24, 6])
def test_a_log_written_anew_is_found_by_a_checkpoint_that_was_kept(file: Path, keep: int) -> None:
    note = note_of(file)

    def alter(entry: dict[str, object]) -> None:
        entry["body"]["labels"] = ["forged"]  # type: ignore[index]

    rewritten(file, keep, alter)
    found = verified(file, [note])
    assert any("checkpoint" in fault.message for fault in found.faults)


def test_a_fork_is_found(file: Path, tmp_path: Path) -> None:
    """Two logs that share a beginning and went on differently."""
    from shutil import copyfile

    from tests.decision_log.deciding import recorded

    other = tmp_path / "fork.db"
    copyfile(file, other)
    notes = []
    for path, number in ((file, 500), (other, 501)):
        with DecisionLog.open(path) as log:
            recorded(log, number)
            notes.append(log.add_checkpoint(KEY).note)
    assert verified(file, [notes[0]]).holds
    assert verified(other, [notes[1]]).holds
    assert not verified(file, [notes[1]]).holds
    assert not verified(other, [notes[0]]).holds


def test_a_checkpoint_of_another_key_does_not_count(file: Path) -> None:
    with DecisionLog.open(file) as log:
        note = log.add_checkpoint(new_key("westbourne.example")).note
    assert [f.message for f in verified(file, [note]).faults] == [
        "nobody whose key is given signed the checkpoint at 25 entries"
    ]
