"""Where a decision comes from, as PROV-JSON, read back with the prov library."""

from __future__ import annotations

import json
from typing import Any

import pytest
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAssociation,
    ProvAttribution,
    ProvDelegation,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvUsage,
)

from govrules.decision_log.log import DecisionLog
from govrules.decision_log.record.write import record
from tests.decision_log.record.examples import advised, cabinet, choice, decided
from tests.explain.test_hostile import ATTACKS


def read(text: str | bytes) -> ProvDocument:
    document = ProvDocument.deserialize(content=text, format="json")
    assert isinstance(document, ProvDocument)
    return document


def pairs(document: ProvDocument, kind: type) -> set[tuple[str, ...]]:
    """The two ends of every relation of a kind, as names."""
    return {
        tuple(str(value) for _, value in one.formal_attributes[:2])
        for one in document.get_records(kind)
    }


def labels(document: ProvDocument, kind: type) -> dict[str, str]:
    return {str(one.identifier): str(one.label) for one in document.get_records(kind)}


def test_what_was_used_and_by_whom(kept: DecisionLog) -> None:
    document = read(record(kept, 1, "prov"))
    digest = kept.entry(0).body["decision"]["rulebook"]["digest"]
    advice, choice_, rulebook = "entry:advice-0/advice", "entry:advice-0/choice", f"digest:{digest}"
    decision, deciding = "entry:outcome-1/decision", "entry:outcome-1/deciding"
    assert {
        ("entry:advice-0/advising", choice_),
        ("entry:advice-0/advising", rulebook),
        (deciding, advice),
    } <= pairs(document, ProvUsage)
    assert pairs(document, ProvGeneration) == {
        (advice, "entry:advice-0/advising"),
        (decision, deciding),
    }
    assert {
        (advice, choice_), (advice, rulebook), (decision, advice),
        ("entry:advice-0", advice), ("entry:outcome-1", decision),
    } <= pairs(document, ProvDerivation)  # fmt: skip


def test_the_program_advises_and_a_person_decides_for_a_body(kept: DecisionLog) -> None:
    document = read(record(kept, 1, "prov"))
    names = labels(document, ProvAgent)

    def said(kind: type) -> set[tuple[str, ...]]:
        return {tuple(names.get(one, one) for one in pair) for pair in pairs(document, kind)}

    program = next(name for name in names.values() if name.startswith("govrules"))
    assert said(ProvAttribution) == {
        ("entry:advice-0/advice", program),
        ("entry:outcome-1/decision", "Councillor R. Example"),
    }
    assert said(ProvAssociation) == {
        ("entry:advice-0/advising", program),
        ("entry:outcome-1/deciding", "Councillor R. Example"),
        ("entry:outcome-1/deciding", "the Cabinet"),
    }
    assert said(ProvDelegation) == {
        (program, "the parks project officer"),
        ("Councillor R. Example", "the Cabinet"),
    }


def test_every_end_of_a_relation_is_there(kept: DecisionLog) -> None:
    for number in (1, 3, 4):
        document = read(record(kept, number, "prov"))
        things = {
            str(one.identifier)
            for kind in (ProvEntity, ProvActivity, ProvAgent)
            for one in document.get_records(kind)
        }
        for one in document.get_records():
            if one.is_relation():
                ends = [str(value) for _, value in one.formal_attributes[:2] if value is not None]
                assert set(ends) <= things


def test_entries_carry_their_hashes(kept: DecisionLog) -> None:
    written: dict[str, Any] = json.loads(record(kept, 1, "prov"))
    for id in ("advice-0", "outcome-1"):
        assert written["entity"][f"entry:{id}"]["govrules:leaf"] == kept.entry(id).leaf.hex()


def test_sources_lead_to_the_policies_that_rest_on_them(kept: DecisionLog) -> None:
    document = read(record(kept, 1, "prov"))
    names = labels(document, ProvEntity)
    derived = {(names[a], names[b]) for a, b in pairs(document, ProvDerivation)}
    source = "Norwich City Council, Procurement procedures"
    assert ("Norwich contract procedure rules", source) in derived


def test_an_advice_alone_has_no_decision(kept: DecisionLog) -> None:
    document = read(record(kept, 4, "prov"))
    assert len(list(document.get_records(ProvActivity))) == 1


def test_a_body_that_decides_itself_is_one_agent(own: DecisionLog) -> None:
    decided(own, 5, cabinet("advice-4", decided_by="The Cabinet"))
    document = read(record(own, 5, "prov"))
    assert "The Cabinet" not in labels(document, ProvAgent).values()
    assert not pairs(document, ProvDelegation)


def test_an_erased_name_is_not_there(own: DecisionLog) -> None:
    before = read(record(own, 1, "prov"))
    own.erase("outcome-1", "asked for", "somebody")
    text = record(own, 1, "prov")
    assert "Councillor" not in str(text)
    assert pairs(read(text), ProvDelegation) == pairs(before, ProvDelegation)


def test_a_withheld_name_is_not_there_and_what_there_was_none_of_is(own: DecisionLog) -> None:
    whole = read(record(own, 1, "prov"))
    text = record(own, 1, "prov", names=False)
    assert "Councillor" not in str(text) and '"govrules:withheld": true' in str(text)
    assert pairs(read(text), ProvDelegation) == pairs(whole, ProvDelegation)
    assert "the Cabinet" in labels(read(text), ProvAgent).values()
    none = decided(own, 5, cabinet("advice-4", interests=(), known_none=("interests",)))
    written = json.loads(record(own, none.id, "prov"))
    assert written["entity"]["entry:outcome-5/decision"]["govrules:knownNone"] == "interests"


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_read_back_as_it_was(own: DecisionLog, attack: str) -> None:
    bad = attack.encode("utf-8", "replace").decode()
    advice = advised(own, 5, choice(title=bad))
    text = record(own, decided(own, 6, cabinet(advice.id, decided_by=bad)).id, "prov")
    assert str(text).isascii()
    document = read(text)
    assert bad in labels(document, ProvAgent).values()
    assert bad in labels(document, ProvEntity).values()
