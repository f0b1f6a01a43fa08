"""Proofs are checked without the log, and show nothing once anything in them is altered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from govrules.decision_log.checkpoint import Checkpoint
from govrules.decision_log.keys import new_key
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.proofs import check_proof, consistency_json, inclusion_json
from govrules.errors import UsageError
from tests.decision_log.deciding import filled, recorded

KEY = new_key("westbourne.example/log")
OTHER = new_key("elsewhere.example/log")


@pytest.fixture
def grown(log: DecisionLog) -> tuple[DecisionLog, Checkpoint, Checkpoint]:
    """A log of 25 entries and a checkpoint, then of 30 and another."""
    filled(log)
    old = log.add_checkpoint(KEY)
    for number in range(5):
        recorded(log, number, personal=["provider_name"])
    return log, old, log.add_checkpoint(KEY)


def test_every_entry_is_proved_against_each_checkpoint(
    grown: tuple[DecisionLog, Checkpoint, Checkpoint],
) -> None:
    log, old, new = grown
    for sequence in range(30):
        for checkpoint in (old, new, None):
            if checkpoint is old and sequence >= 25:
                with pytest.raises(UsageError, match="there is no entry"):
                    inclusion_json(log, sequence, checkpoint)
                continue
            proof = json.dumps(inclusion_json(log, sequence, checkpoint))
            outside = [] if checkpoint is None else [checkpoint]
            checked = check_proof(proof, outside, [KEY.verifying()])
            assert checked.faults == ()
            assert checked.entry is not None and checked.entry["sequence"] == sequence
            assert checked.signed is (None if checkpoint is None else True)


def test_a_log_that_grew_is_proved(grown: tuple[DecisionLog, Checkpoint, Checkpoint]) -> None:
    log, old, new = grown
    for newer in (new, None):
        proof = json.dumps(consistency_json(log, old, newer))
        assert check_proof(proof, [old, new], [KEY.verifying()]).faults == ()
    with pytest.raises(UsageError, match="does not go from 30 to 25"):
        consistency_json(log, new, old)


def test_anything_altered_is_found(grown: tuple[DecisionLog, Checkpoint, Checkpoint]) -> None:
    log, old, new = grown
    good = inclusion_json(log, 7, new, personal=True)
    changes: list[dict[str, Any]] = [
        {"entry": good["entry"].replace("7000.50", "7000.51")},
        {"entry": good["entry"].replace("{", "", 1)},
        {"sequence": 8},
        {"size": 29},
        {"root": "0" * 64},
        {"proof": good["proof"][:-1]},
        {"proof": [*good["proof"], "0" * 64]},
        {"proof": good["proof"][::-1]},
        {"checkpoint": old.note},
        {"checkpoint": new.note.replace("30", "31")},
        {"checkpoint": "no checkpoint"},
        {"personal": [{**good["personal"][0], "value": '"Somebody else"'}]},
        {"personal": [{**good["personal"][0], "path": "/labels/0"}]},
    ]
    for change in changes:
        assert not check_proof(json.dumps(good | change), [], [KEY.verifying()]).holds, change
    grew = consistency_json(log, old, new)
    for change in (
        {"old_size": 24}, {"new_size": 31}, {"old_root": "0" * 64}, {"new_root": "0" * 64},
        {"proof": grew["proof"][1:]}, {"old_checkpoint": new.note},
    ):  # fmt: skip
        assert not check_proof(json.dumps(grew | change), [], [KEY.verifying()]).holds, change


def test_another_key_or_checkpoint_does_not_count(
    grown: tuple[DecisionLog, Checkpoint, Checkpoint],
) -> None:
    log, old, new = grown
    proof = json.dumps(inclusion_json(log, 7, new))
    checked = check_proof(proof, [], [OTHER.verifying()])
    assert (checked.holds, checked.signed) == (False, False)
    assert not check_proof(proof, [old]).holds  # it speaks of another size
    assert "its own root only" in check_proof(proof).said[-1]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"format":"govrules-inclusion/1"}', "[" * 100_000, '"x"',
     '{"format":"govrules-inclusion/1","entry":7,"sequence":0,"size":1,"root":"","proof":[]}',
     '{"format":"govrules-consistency/1","old_size":-1,"new_size":true,"proof":[]}'],
)  # fmt: skip
def test_what_is_no_proof_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="not a proof"):
        check_proof(text)
