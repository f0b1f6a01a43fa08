"""Entries go in at the end, whole and in one sequence, and come out as they were."""

from __future__ import annotations

import json
import threading

import pytest

from govrules.decision_log.drafts import Alternative, Interest, Outcome, advice_draft, outcome_draft
from govrules.decision_log.entry import FIRST
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.merkle import consistent, included, root_at
from govrules.decision_log.verify import verify_entries, verify_store
from govrules.errors import LogError, UsageError
from tests.decision_log.deciding import ON, choice, filled, recorded, rulebook


def test_an_entry_holds_the_choice_and_the_decision(log: DecisionLog) -> None:
    entry = recorded(log, 120, labels=["scrutiny"])
    body = log.body(log.entry(entry.id))
    assert body["choice"] == choice(120)
    assert body["decision"] == json.loads(rulebook().check(choice(120), ON).to_json())
    assert body["labels"] == ["scrutiny"]
    texts = log.texts(body["decision"]["rulebook"]["digest"])
    assert set(texts) == {"Buying"}


def test_each_entry_names_the_one_before(log: DecisionLog) -> None:
    filled(log, 4)
    entries = list(log.entries())
    previous = [json.loads(entry.text)["previous"] for entry in entries]
    assert previous == [FIRST, *(entry.leaf.hex() for entry in entries[:-1])]
    assert [json.loads(entry.text)["sequence"] for entry in entries] == [0, 1, 2, 3, 4, 5]


def test_an_outcome_points_at_its_advice(log: DecisionLog) -> None:
    advice = recorded(log, 150)
    outcome = Outcome(
        advice.id, "departed from", "A. Leader", "the Cabinet", ON, "The town needs it.",
        [Alternative("do nothing", "it costs more")],
        [Interest("B. Member", "a relative works there", "granted by the monitoring officer")],
    )  # fmt: skip
    entry = log.record_outcome(outcome)
    assert [found.id for found in log.about(advice.id)] == [entry.id]
    body = log.body(entry)
    assert (body["decided_by"], body["interests"][0]["member"]) == ("A. Leader", "B. Member")
    assert body["alternatives"] == [{"option": "do nothing", "why_rejected": "it costs more"}]
    assert verify_store(log.store).holds


def test_an_outcome_needs_an_advice(log: DecisionLog) -> None:
    with pytest.raises(UsageError, match='no advice "x"'):
        log.record_outcome(Outcome("x", "adopted", "A", "the Cabinet", ON, "because"))
    with pytest.raises(LogError, match='"waved through" is no outcome'):
        outcome_draft(Outcome("x", "waved through", "A", "the Cabinet", ON, ""))  # type: ignore[arg-type]
    assert len(log) == 0


def test_what_is_erased_is_gone_and_the_proofs_still_hold(log: DecisionLog) -> None:
    entries = filled(log, 8)
    erased, kept = log.entry(entries[3].id), log.entry(entries[4].id)
    assert "Provider 3" not in json.dumps(log.body(erased))
    assert log.body(kept)["choice"]["provider_name"] == "Provider 4"
    assert "Provider" not in erased.text.decode() + kept.text.decode()
    assert verify_store(log.store).holds
    with pytest.raises(UsageError, match="were erased"):
        log.erase(erased.id, "again", "somebody")


def test_all_of_a_batch_or_nothing(log: DecisionLog) -> None:
    book = rulebook()
    good = advice_draft(choice(1), book.check(choice(1), ON))
    with pytest.raises(LogError):
        log.record_drafts([good, good], book._decider.policy_set)  # one id for two entries
    assert len(log) == 0
    assert list(log.entries()) == []
    log.record_drafts([good], book._decider.policy_set)
    assert len(log) == 1


def test_every_entry_and_every_size_can_be_proved(log: DecisionLog) -> None:
    filled(log, 40)
    size = len(log)
    root = root_at(size, log.store)
    for sequence in range(size):
        found = log.inclusion(sequence)
        assert found.root == root
        assert included(found.leaf, sequence, size, found.proof, root)
        if sequence:
            old = root_at(sequence, log.store)
            assert consistent(sequence, size, old, root, log.consistency(sequence))


def test_exported_entries_are_verified_without_the_database(log: DecisionLog) -> None:
    filled(log)
    lines = [entry.text.decode() for entry in log.entries()]
    found = verify_entries(lines)
    assert (found.faults, found.size, found.root) == ([], 25, root_at(25, log.store))
    lines[7] = lines[7].replace("7000.50", "7000.51")
    assert verify_entries(lines).first_bad == 8  # the next no longer follows it
    assert not verify_entries(lines[1:]).holds


@pytest.mark.parametrize("writers", [2, 20])
def test_many_writers_make_one_sequence(url: str, writers: int) -> None:
    """Each with a connection of its own."""
    each = 10
    recorded_ids: list[str] = []
    faults: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with DecisionLog.open(url) as own:
                recorded_ids.extend(recorded(own, number * 100 + n).id for n in range(each))
        except BaseException as error:
            faults.append(error)

    rulebook()
    DecisionLog.open(url).close()
    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with DecisionLog.open(url) as log:
        assert verify_store(log.store).faults == []
        assert {entry.id for entry in log.entries()} == set(recorded_ids)
        assert len(log) == len(recorded_ids) == writers * each


def test_a_log_of_a_newer_version_is_left_alone(log: DecisionLog, url: str) -> None:
    with log.store.writing() as writer:
        writer._database.execute("INSERT INTO migrations (number) VALUES (9999)")
    with pytest.raises(LogError, match="newer version"):
        DecisionLog.open(url)
