"""Facts that are held as personal data: kept apart wherever they show, and erased for good."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest

import govrules
from govrules.decision_log.drafts import Outcome
from govrules.decision_log.entry import Entry
from govrules.decision_log.entry_document import entry_document
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.personal_places import marked
from govrules.decision_log.read import read_entry
from govrules.decision_log.record.write import record
from govrules.decision_log.replay import Rulebooks, replay_entry
from govrules.decision_log.to_rows import Hiding, row_of
from govrules.decision_log.verify import verify_store
from govrules.errors import LogError, UsageError
from govrules.explain.write_text import TextWriter

ON = dt.date(2026, 7, 3)
POLICY = """Policy "Direct payments" version 1
  authority: council policy

Vocabulary
  title is text
  name of the carer is text, held as personal data
  date of birth is a date, held as personal data
  household income is money or none, held as personal data
  care band is one of: low, high
  weekly amount is money
  acts: make the payment

Define of pension age if date of birth is before 1 January 1960
Define share of income as weekly amount times 52 divided by household income
Define older and well off if of pension age and share of income is less than 1

Table T1: bands
  first row that applies
  | household income   || care band |
  | less than £20,000  || high      |
  | -                  || low       |

Rule B1: large payments need reasons
  if weekly amount is at least £500
  then the council should not make the payment

Rule B2: band
  if care band is high
  then weekly amount must be at least £100

Departures
  council policy may be departed from by the Cabinet with recorded reasons
"""
NAME, BORN, INCOME = "Agnes Quillfeather", "1951-02-03", "17432.50"
TRACES = (
    NAME, NAME.upper(), BORN, "3 February 1951", INCOME, "17,432.50", "Quillfeather", "1.78960",
)  # fmt: skip
CHOICE: dict[str, Any] = {
    "title": f"Payment to {NAME}",
    "name_of_the_carer": NAME,
    "date_of_birth": BORN,
    "household_income": INCOME,
    "weekly_amount": 600,
    "acts": ["make the payment"],
    "reasons": {"B1": f"{NAME.upper()}, born on 3 February 1951, has £17,432.50 a year."},
    "departures": [
        {"rule": "B2", "by": NAME, "reasons": "asked for by agnes\n  quillfeather herself"}
    ],
}


@pytest.fixture(scope="module")
def book() -> govrules.Rulebook:
    return govrules.loads(POLICY, cache=False)


def recorded(log: DecisionLog, book: govrules.Rulebook, **changes: Any) -> Entry:
    return book.record(
        log, CHOICE | changes, ON, asked_by="B. Officer", labels=[f"case {NAME}"]
    ).entry


def test_what_is_marked_and_all_that_reads_it(book: govrules.Rulebook) -> None:
    found = marked(book._decider.policy_set)
    assert found.facts == {"name_of_the_carer", "date_of_birth", "household_income"}
    assert found.derived == {
        "of_pension_age", "share_of_income", "older_and_well_off", "care_band",
    }  # fmt: skip
    assert "cabinet" in found.roles


def test_no_trace_stands_in_an_entry(log: DecisionLog, book: govrules.Rulebook) -> None:
    entry = recorded(log, book)
    text = entry.text.decode()
    assert [trace for trace in TRACES if trace.casefold() in text.casefold()] == []
    body = log.body(log.entry(entry.id))
    assert body["choice"] == CHOICE
    assert body["decision"] == json.loads(book.check(CHOICE, ON).to_json())
    places = {kept.path for kept in log.store.personal(entry.sequence)}
    assert places >= {
        "/asked_by", "/labels/0", "/choice/title", "/choice/name_of_the_carer",
        "/choice/date_of_birth", "/choice/household_income", "/choice/reasons/B1",
        "/choice/departures/0/by", "/choice/departures/0/reasons",
        "/decision/terms/of_pension_age", "/decision/terms/share_of_income",
        "/decision/terms/care_band", "/decision/findings/0/reasons", "/decision/notes/0",
    }  # fmt: skip
    assert not any(path.startswith(("/decision/verdict", "/choice/acts")) for path in places)


def test_every_way_of_recording_keeps_them_apart(log: DecisionLog, book: govrules.Rulebook) -> None:
    decision = book.check(CHOICE, ON, log=log)
    book.record_many(log, [(CHOICE, decision)])
    log.record(book._decider.policy_set, CHOICE, decision)
    texts = [entry.text.decode() for entry in log.entries()]
    assert len(texts) == 3
    assert not any(trace in text for text in texts for trace in TRACES)


def test_that_there_is_none_is_personal_too(log: DecisionLog, book: govrules.Rulebook) -> None:
    entry = recorded(log, book, household_income=None)
    assert '"household_income":null' not in entry.text.decode()
    assert log.body(log.entry(entry.id))["choice"]["household_income"] is None


def test_nothing_is_left_in_the_files_after_erasure(
    log: DecisionLog, url: str, book: govrules.Rulebook
) -> None:
    advice = recorded(log, book)
    plain = {"name_of_the_carer": "Bertram Oakapple", "weekly_amount": 50}
    other = book.record(log, plain, ON).entry
    outcome = Outcome(
        advice.id, "refused", "C. Leader", "the Cabinet", ON, f"{NAME} did not sign.",
        labels=["heard"],
    )  # fmt: skip
    told = log.record_outcome(outcome)
    assert NAME not in told.text.decode()
    assert log.body(told)["reasons"] == outcome.reasons
    assert all(_in_files(log, url, trace) for trace in (NAME, BORN, INCOME))
    log.erase(advice.id, "asked for by the person", "the data protection officer")
    assert _in_files(log, url, "Bertram Oakapple") and not _in_files(log, url, NAME)
    log.erase(other.id, "the time is over", "the data protection officer")
    assert [each for each in TRACES if _in_files(log, url, each)] == []
    assert verify_store(log.store).faults == []
    kept = {each.path for each in log.store.personal(told.sequence)}
    assert kept == {"/decided_by"}  # who decided is not the person who asked


def _in_files(log: DecisionLog, url: str, trace: str) -> bool:
    """Does the text stand anywhere in the files of the database, used or not?"""
    if not url.startswith("postgres"):
        files = Path(url).parent.glob(f"{Path(url).name}*")
        return any(trace.encode() in file.read_bytes() for file in files)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")  # what is in memory goes to the files
        tables = connection.execute(
            "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't') "
            "AND relnamespace::regnamespace::text IN ('public', 'pg_toast')"
        ).fetchall()
        folder = Path(connection.execute("SHOW data_directory").fetchall()[0][0])
    return any(trace.encode() in (folder / path).read_bytes() for (path,) in tables if path)


def test_a_reason_that_repeats_what_is_erased_is_refused(
    log: DecisionLog, book: govrules.Rulebook
) -> None:
    entry = recorded(log, book)
    with pytest.raises(UsageError, match="repeats what is to be erased"):
        log.erase(entry.id, "agnes  Quillfeather asked for it", "the records officer")
    assert len(log) == 1 and log.store.personal(0)


def test_a_decision_keeps_what_repeats_its_own_names_only(
    log: DecisionLog, book: govrules.Rulebook
) -> None:
    advice = recorded(log, book)
    told = log.record_outcome(
        Outcome(advice.id, "refused", "C. Leader", "the Cabinet", ON, "C. Leader asked for more.",
                labels=[f"about {NAME}"])
    )  # fmt: skip
    log.erase(advice.id, "asked for", "somebody")
    body = log.body(told)
    assert body["reasons"] == "C. Leader asked for more." and NAME not in str(body)
    log.erase(told.id, "the time is over", "somebody")
    assert "Leader" not in str(log.body(told))


def test_several_are_erased_together_or_not_at_all(
    log: DecisionLog, book: govrules.Rulebook
) -> None:
    ids = [recorded(log, book).id for _ in range(3)]
    with pytest.raises(UsageError, match='no entry "x"'):
        log.erase_all([*ids, "x"], "time", "the records officer")
    assert len(log) == 3 and len(log.store.personal(0)) > 5
    assert [entry.kind for entry in log.erase_all(ids, "time", "somebody")] == ["erasure"] * 3
    assert log.store.with_personal() == set()


def test_a_decision_that_needed_what_was_erased_is_not_replayed(
    log: DecisionLog, book: govrules.Rulebook
) -> None:
    entry = recorded(log, book)
    rulebooks = Rulebooks(log, cache=False)
    assert replay_entry(log, entry, rulebooks).result == "same"
    log.erase(entry.id, "asked for", "somebody")
    again = replay_entry(log, entry, rulebooks)
    assert again.result == "not replayed"
    assert again.reason.startswith("personal values of the choice were erased: ")
    assert "household_income" in again.reason


def test_a_date_that_no_rule_reads_is_not_missed(log: DecisionLog, book: govrules.Rulebook) -> None:
    """What is erased is not given: no text stands in its place, which would be no date."""
    entry = book.record(log, {"title": "A payment", "date_of_birth": BORN}, ON).entry
    log.erase(entry.id, "asked for", "somebody")
    again = replay_entry(log, entry, Rulebooks(log, cache=False))
    wanted = ("not replayed", "personal values of the choice were erased: date_of_birth")
    assert (again.result, again.reason) == wanted  # a definition reads it, and the decision says so
    plain = POLICY.replace("Define of pension age if date of birth is before 1 January 1960\n", "")
    plain = plain.replace("if of pension age and share", "if share")
    entry = govrules.loads(plain, cache=False).record(
        log, {"title": "A payment", "date_of_birth": BORN}, ON
    ).entry  # fmt: skip
    log.erase(entry.id, "asked for", "somebody")
    again = replay_entry(log, entry, Rulebooks(log, cache=False))
    assert (again.result, again.differences) == ("same", ())


def test_a_decision_that_did_not_need_them_is_replayed(
    log: DecisionLog, book: govrules.Rulebook
) -> None:
    plain = {"name_of_the_carer": NAME, "weekly_amount": 600, "acts": ["make the payment"],
             "reasons": {"B1": f"{NAME} is well known to us"}}  # fmt: skip
    entry = book.record(log, plain, ON).entry
    log.erase(entry.id, "asked for", "somebody")
    again = replay_entry(log, entry, Rulebooks(log, cache=False))
    assert (again.result, again.reason) == ("same", "but for what was erased")
    assert again.differences == ()


def test_exports_leave_them_out_and_tell_what_was_erased(
    log: DecisionLog, book: govrules.Rulebook
) -> None:
    entry = recorded(log, book)
    read = read_entry(log, entry)
    assert read is not None
    row = row_of(read, Hiding())
    assert not any(trace in (text or "") for text in row.values() for trace in TRACES)
    assert row["choice.date_of_birth"] == row["term.care_band"] == "[personal]"
    assert row_of(read, Hiding(personal=False))["term.care_band"] == "high"
    hidden = row_of(read, Hiding(frozenset({"name_of_the_carer"}), personal=False))
    assert hidden["choice.title"] == "Payment to [redacted]"
    log.erase(entry.id, "asked for", "somebody")
    again = read_entry(log, entry)
    assert again is not None
    row = row_of(again, Hiding(personal=False))
    assert row["choice.date_of_birth"] == row["term.care_band"] == "[erased]"


def test_a_reader_in_the_way_is_told(tmp_path: Path, book: govrules.Rulebook) -> None:
    file = tmp_path / "log.db"
    with DecisionLog.open(file) as log:
        entry = recorded(log, book)
        log.store._database.execute("PRAGMA busy_timeout = 50")
        reader = sqlite3.connect(file)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM personal").fetchall()
        with pytest.raises(LogError, match="somebody who reads it keeps a copy"):
            log.erase(entry.id, "asked for", "somebody")
        assert log.store.personal(0) == []
        reader.close()
        log.forget()
        assert not _in_files(log, str(file), NAME)


def test_a_record_tells_what_was_erased(log: DecisionLog, book: govrules.Rulebook) -> None:
    advice = recorded(log, book)
    outcome = Outcome(
        advice.id, "refused", "C. Leader", "the Cabinet", ON, f"{NAME} did not sign."
    )  # fmt: skip
    log.record_outcome(outcome)
    assert "Agnes Quillfeather did not sign." in str(record(log, advice.id))
    log.erase(advice.id, "asked for", "somebody")
    for form in ("text", "prov"):
        made = str(record(log, advice.id, form))
        assert not any(trace in made for trace in TRACES)
    made = str(record(log, advice.id))
    assert "Erased: what was recorded here was erased." in made
    assert "date of birth" in made and "C. Leader" in made


def test_an_entry_is_shown_with_what_was_erased(log: DecisionLog, book: govrules.Rulebook) -> None:
    entry = recorded(log, book)
    log.erase(entry.id, "asked for", "somebody")
    read = read_entry(log, entry)
    assert read is not None
    shown = TextWriter(colour=False, width=100).write(entry_document(read))
    assert not any(trace in shown for trace in TRACES) and "personal:sha256" not in shown
    assert "[erased]" in shown
