"""What was recorded is decided again, from the policies in the log alone."""

from __future__ import annotations

import json
from pathlib import Path

from govrules.decision_log.drafts import advice_draft
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.replay import Difference, Rulebooks, replay
from govrules.model.decision import Decision
from tests.decision_log.deciding import ON, choice, filled, recorded, rulebook
from tests.policies.catalogue import NORWICH
from tests.policies.catalogue import rulebook as policies


def test_every_decision_comes_out_the_same(log: DecisionLog) -> None:
    filled(log, 12)
    results = list(replay(log, log.entries(), Rulebooks(log, cache=False)))
    assert [each.result for each in results] == ["same"] * 12
    (erased,) = [each for each in results if each.reason]
    assert erased.reason == "without what was erased, which changes nothing"


def test_policies_that_use_others_are_replayed_from_the_log(tmp_path: Path) -> None:
    book = policies(NORWICH)
    examples = sorted(NORWICH.parent.glob("examples/*.json"))
    with DecisionLog.open(tmp_path / "log.db") as log:
        for file in examples:
            given = json.loads(file.read_text("utf-8"))
            log.record(book._decider.policy_set, given, book.check(given, ON))
        results = list(replay(log, log.entries(), Rulebooks(log, cache=False)))
    assert [each.result for each in results] == ["same"] * len(examples)


def test_a_decision_that_was_never_made_is_told(log: DecisionLog) -> None:
    """Somebody recorded another verdict than the rulebook gives."""
    book = rulebook()
    decision = book.check(choice(120), ON)
    fields = decision.model_dump() | {"verdict": "complies", "run_at": decision.run_at}
    forged = Decision.model_validate(fields)
    log.record_drafts([advice_draft(choice(120), forged)], book._decider.policy_set)
    (result,) = replay(log, log.entries(), Rulebooks(log, cache=False))
    assert result.result == "different"
    assert result.differences == (Difference("/verdict", "complies", "does not comply"),)


def test_without_its_policies_an_entry_is_not_replayed(log: DecisionLog) -> None:
    recorded(log, 1)
    log.store._database.execute("DELETE FROM rulebooks")
    (result,) = replay(log, log.entries(), Rulebooks(log, cache=False))
    assert result.result == "not replayed"
    assert "are not in this log" in result.reason
