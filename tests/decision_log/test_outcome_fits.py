"""What a body decides must fit the advice: only what goes ahead against it departs from it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from govrules.decision_log.drafts import OUTCOMES, Outcome, OutcomeWord, outcome_draft
from govrules.decision_log.entry import Entry
from govrules.decision_log.entry_document import entry_document
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.outcome_fits import misfit, what_to_record
from govrules.decision_log.read import read_entries, read_entry
from govrules.decision_log.stats import count
from govrules.decision_log.verify import verify_store
from govrules.errors import AlteredError, UsageError
from govrules.explain.write_text import TextWriter
from govrules.model.decision import Verdict
from tests.decision_log.commissioning import CHOICES, JULY, rulebook
from tests.decision_log.deciding import ON, recorded

REFUSED = {
    ("adopted", Verdict.CONFLICT),
    ("adopted", Verdict.DOES_NOT_COMPLY),
    ("departed from", Verdict.UNDECIDED),
    ("departed from", Verdict.OUTSIDE),
    ("departed from", Verdict.COMPLIES),
}


def outcome(advice: Entry, word: OutcomeWord) -> Outcome:
    return Outcome(advice.id, word, "C. Leader", "the Cabinet", ON, "It serves the town.")


@pytest.mark.parametrize(("word", "verdict"), [*product(OUTCOMES, Verdict)])
def test_every_outcome_on_every_verdict(word: OutcomeWord, verdict: Verdict) -> None:
    why = misfit(word, verdict)
    assert (why is not None) == ((word, verdict) in REFUSED)
    if why is not None:
        other = "departed from" if word == "adopted" else "adopted"
        told = what_to_record(word, verdict)
        assert f'"{verdict}"' in why
        assert f'"{other}"' in told and '"refused"' in told
        assert misfit(other, verdict) is None and misfit("refused", verdict) is None


def test_a_verdict_of_another_version_refuses_nothing() -> None:
    assert all(misfit(word, "complies on the whole") is None for word in OUTCOMES)


def test_what_does_not_comply_is_not_adopted(log: DecisionLog) -> None:
    advice = recorded(log, 100)
    with pytest.raises(UsageError, match=r'does not fit entry 0: .* record "departed from" if'):
        log.record_outcome(outcome(advice, "adopted"))
    assert len(log) == 1
    for word in ("departed from", "refused"):
        log.record_outcome(outcome(advice, word))
    assert len(log) == 3


def test_there_must_be_something_to_depart_from(log: DecisionLog) -> None:
    advice = recorded(log, 99)
    with pytest.raises(UsageError, match="nothing to depart from"):
        log.record_outcome(outcome(advice, "departed from"))
    log.record_outcome(outcome(advice, "adopted"))


def test_a_waiver_that_counts_leaves_nothing_to_depart_from(log: DecisionLog) -> None:
    """The rule gave way, so the advice lets it pass; the waiver is in the register already."""
    given, date = CHOICES[3]
    book = rulebook()
    advice = log.record(book._decider.policy_set, given, book.check(given, date))
    with pytest.raises(UsageError, match='"complies"'):
        log.record_outcome(outcome(advice, "departed from"))
    log.record_outcome(outcome(advice, "adopted"))


def test_no_decision_is_recorded_on_an_advice_that_was_altered(log: DecisionLog) -> None:
    advice = recorded(log, 150)
    text = advice.text.decode().replace("does not comply", "complies")
    with log.store.writing() as writer:
        writer._database.execute("UPDATE entries SET entry = ? WHERE sequence = 0", (text,))
    with pytest.raises(AlteredError, match="entry 0 is not as it was written"):
        log.record_outcome(outcome(advice, "adopted"))
    assert len(log) == 1


def test_an_entry_that_does_not_fit_is_read_and_counted(log: DecisionLog) -> None:
    """A log may hold one from before outcomes were held against their advice."""
    advice = recorded(log, 150, asked_by="A. Officer")
    log.record_drafts([outcome_draft(replace(outcome(advice, "adopted"), decided_on=JULY))])
    assert verify_store(log.store).holds
    for number, more in ((0, {}), (1, {"advised": "does not comply"})):
        read = read_entry(log, log.entry(number))
        about = [each for each in (read_entry(log, one) for one in log.about(advice.id)) if each]
        assert read is not None
        document = entry_document(read, about if number == 0 else (), **more)
        assert "this outcome does not fit the advice" in TextWriter(colour=False, width=100).write(
            document
        )
    (row,) = count(log, read_entries(log, log.entries(), lambda entry: pytest.fail())).register
    assert (row.kind, row.entry, row.advice) == ("adopted against the advice", 1, 0)
    assert (row.by, row.reasons) == ("C. Leader as the Cabinet", "It serves the town.")
