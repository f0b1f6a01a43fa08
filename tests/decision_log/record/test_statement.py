"""What a record says, that each sentence can be traced, and that nothing is made up."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from govrules.decision_log.canonical import canonical
from govrules.decision_log.drafts import Interest, outcome_draft
from govrules.decision_log.keys import new_key
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.merkle import leaf_hash
from govrules.decision_log.personal import pointer_parts
from govrules.decision_log.record.from_entries import statement
from govrules.decision_log.record.statement import Part, Sentence, Statement
from govrules.decision_log.record.write import record
from govrules.decision_log.verify import verify_store
from govrules.errors import AlteredError, ExitCode, UsageError
from tests.decision_log.record.examples import (
    ALTERNATIVES,
    INTERESTS,
    REASONS,
    advised,
    cabinet,
    choice,
    decided,
)

HEADINGS = [
    "The decision",
    "The reasons for the decision",
    "Alternative options considered and rejected",
    "Conflicts of interest declared",
    "Dispensations granted",
]


def part(made: Statement, title: str) -> Part:
    return next(one for one in (*made.parts, made.advice, *made.further) if one.title == title)


def told(one: Part) -> str:
    return " ".join(sentence.text for sentence in one.sentences)


def sentences(made: Statement) -> Iterator[Sentence]:
    for one in (made.law, *made.parts, made.advice, *made.further):
        yield from one.sentences


def test_all_that_the_law_asks_for_is_told(kept: DecisionLog) -> None:
    made = statement(kept, 1)
    assert [one.title for one in made.parts] == HEADINGS
    assert "adopted" in told(made.parts[0]) and "11 March 2026" in told(made.parts[0])
    for line in REASONS.splitlines():
        assert line in told(made.parts[1])
    for alternative in ALTERNATIVES:
        assert alternative.option in told(made.parts[2])
        assert alternative.why_rejected in told(made.parts[2])
    assert INTERESTS[0].member in told(made.parts[3])
    assert INTERESTS[0].interest in told(made.parts[3])
    assert str(INTERESTS[0].dispensation) in told(made.parts[4])
    assert [one.law for one in made.parts] == [
        (f"SI 2012/2089 regulation 12(2)({letter})",) for letter in "abcde"
    ]
    assert all(sentence.state == "recorded" for one in made.parts for sentence in one.sentences)


@pytest.mark.parametrize("number", [1, 3, 4])
def test_every_sentence_leads_to_a_place_that_is_there(kept: DecisionLog, number: int) -> None:
    made = statement(kept, number)
    for sentence in sentences(made):
        assert sentence.references, sentence.text
        assert all(1 <= one <= len(made.references) for one in sentence.references)
    for reference in made.references:
        entry = kept.entry(reference.entry)
        assert reference.leaf == entry.leaf.hex()
        for pointer in reference.pointers:
            place: Any = entry.body
            for at in pointer_parts(pointer):
                if isinstance(place, dict) and at not in place:
                    assert at in ("title", "acts", "dispensation")  # told to be missing
                    break
                place = place[int(at) if isinstance(place, list) else at]


def test_a_finding_leads_to_its_rule_policy_and_source(kept: DecisionLog) -> None:
    made = statement(kept, 1)
    row = next(one for one in made.findings if one.rule == "N2")
    reference = made.references[row.references[0] - 1]
    assert (reference.rule, reference.policy) == ("N2", "Norwich contract procedure rules")
    assert reference.sources[0].label == "NCC"
    finding = kept.entry(0).body["decision"]["findings"]
    assert finding[int(pointer_parts(reference.pointers[0])[-1])]["rule"] == "N2"


def test_the_advice_and_the_decision_are_told_apart(kept: DecisionLog) -> None:
    made = statement(kept, 1)
    assert "complies" in told(made.advice)
    assert "It advises; a person decides." in told(made.advice)
    assert "complies" not in told(made.parts[0])


def test_an_advice_gives_the_record_of_its_decision(kept: DecisionLog) -> None:
    assert statement(kept, 0) == statement(kept, 1) == statement(kept, "outcome-1")


def test_what_is_not_recorded_is_said_in_its_place(kept: DecisionLog) -> None:
    made = statement(kept, 3)
    states = {one.title: [sentence.state for sentence in one.sentences] for one in made.parts}
    assert states["The reasons for the decision"] == ["recorded"]
    for title in HEADINGS[2:]:
        assert states[title] == ["not recorded"]
        assert told(part(made, title)).startswith("Not recorded: ")


def test_what_there_was_none_of_is_told_from_what_is_not_recorded(own: DecisionLog) -> None:
    nothing: dict[str, Any] = {"alternatives": (), "interests": ()}
    every = ("alternatives", "interests", "dispensations")
    decided(own, 5, cabinet("advice-4", **nothing, known_none=every))
    decided(own, 6, cabinet("advice-4", **nothing))
    asked, unasked = statement(own, 5), statement(own, 6)
    assert [told(one) for one in asked.parts[2:]] == [
        "No alternative option was considered.", "None were declared.", "None were granted.",
    ]  # fmt: skip
    assert {one.sentences[0].state for one in asked.parts} == {"recorded"}
    assert {one.sentences[0].state for one in unasked.parts[2:]} == {"not recorded"}
    assert all("the log does not tell" in told(one) for one in unasked.parts[2:])


def test_without_an_interest_there_is_nothing_to_dispense_from(own: DecisionLog) -> None:
    decided(own, 5, cabinet("advice-4", interests=(), known_none=("interests",)))
    assert "no conflict of interest was declared for which" in told(statement(own, 5).parts[4])


def test_a_dispensation_is_granted_refused_or_not_told(own: DecisionLog) -> None:
    two = (*INTERESTS, Interest("Councillor T. Example", "owns a share in one of the firms"))
    decided(own, 5, cabinet("advice-4", interests=two))
    decided(own, 6, cabinet("advice-4", interests=two, known_none=("dispensations",)))
    untold, none = statement(own, 5).parts[4], statement(own, 6).parts[4]
    assert [one.state for one in untold.sentences] == ["recorded", "not recorded"]
    assert told(untold).endswith("granted for the interest of “Councillor T. Example”.")
    assert [one.state for one in none.sentences] == ["recorded", "recorded"]
    assert told(none).endswith("For the interest of “Councillor T. Example” none was granted.")


def test_an_entry_from_before_there_was_such_a_word_tells_nothing_of_it(own: DecisionLog) -> None:
    draft = outcome_draft(cabinet("advice-4", interests=(), alternatives=()))
    body = {key: each for key, each in json.loads(draft.body).items() if key != "known_none"}
    old = own.record_drafts([dataclasses.replace(draft, body=canonical(body))])[0]
    assert verify_store(own.store).holds
    made = statement(own, old.id)
    assert {one.sentences[0].state for one in made.parts[2:]} == {"not recorded"}


def test_a_departure_names_the_rules_that_it_is_against(own: DecisionLog) -> None:
    advice = advised(own, 5, choice("does-not-comply"))
    decided(own, 6, cabinet(advice.id, outcome="departed from"))
    made = statement(own, 6)
    against = [one for one in made.parts[0].sentences if "The advice was against it." in one.text]
    assert len(against) == 1
    reference = made.references[against[0].references[0] - 1]
    assert reference.rule == "N3" and reference.sources
    assert "unfit" not in {one.state for one in made.parts[0].sentences}


def test_an_outcome_that_does_not_fit_is_told_plainly(own: DecisionLog) -> None:
    """One that was recorded before the log held outcomes against their advice."""
    advice = advised(own, 5, choice("does-not-comply"))
    decided(own, 6, cabinet(advice.id))
    made = statement(own, 6)
    unfit = [one.text for one in made.parts[0].sentences if one.state == "unfit"]
    assert unfit == [
        'That word does not fit the advice: the advice is "does not comply", so that what goes '
        "ahead departs from it."
    ]
    text = str(record(own, 6, "text"))
    assert text.index("does not fit the advice") < text.index("1 The decision")


@pytest.mark.parametrize("blank", ["", "  \n\t "])
def test_blank_reasons_are_none(own: DecisionLog, blank: str) -> None:
    decided(own, 5, cabinet("advice-4", reasons=blank))
    assert part(statement(own, 4), HEADINGS[1]).sentences[0].state == "not recorded"


def test_an_advice_without_a_decision_invents_none(kept: DecisionLog) -> None:
    made = statement(kept, 4)
    assert made.made is None
    assert [one.title for one in made.parts] == HEADINGS
    for one in made.parts:
        assert one.sentences[0].state == "not recorded"
    assert made.provisions == ()


def test_an_officer_has_the_headings_of_both_regulations(kept: DecisionLog) -> None:
    made = statement(kept, 3)
    assert made.maker == "officer"
    assert part(made, HEADINGS[1]).law == (
        "SI 2012/2089 regulation 13(4)(b)",
        "SI 2014/2095 regulation 7(3)(b)",
    )
    assert part(made, HEADINGS[4]).law == ("SI 2012/2089 regulation 13(4)(e)",)
    assert "the log does not hold that" in told(made.law)


def test_a_capacity_that_tells_nothing_is_said_so(own: DecisionLog) -> None:
    decided(own, 5, cabinet("advice-4", capacity="the commissioning panel"))
    made = statement(own, 4)
    assert (made.maker, made.provisions) == (None, ())
    assert "cannot be told" in told(made.law) and "the commissioning panel" in told(made.law)
    assert all(one.law == () for one in made.parts)


def test_the_regulations_are_those_of_england(own: DecisionLog) -> None:
    advice = advised(own, 5, choice(nation="wales"))
    decided(own, 6, cabinet(advice.id))
    made = statement(own, advice.id)
    assert made.provisions == ()
    assert "“wales”" in told(made.law)


def test_a_departure_is_told_with_its_reasons(kept: DecisionLog) -> None:
    words = told(part(statement(kept, 3), "Departures from rules, and judgements"))
    assert "“the chief finance officer” from rule N3" in words
    assert "the roof would not have lasted the winter" in words
    assert "That departure did count" in words


def test_a_departure_by_the_wrong_person_did_not_count(own: DecisionLog) -> None:
    departure = {"rule": "N3", "by": "the Cabinet", "reasons": "it was urgent"}
    advice = advised(own, 5, choice("does-not-comply", departures=[departure]))
    words = told(part(statement(own, advice.id), "Departures from rules, and judgements"))
    assert "That departure did not count" in words


def test_other_decisions_on_the_same_advice_are_named(own: DecisionLog) -> None:
    decided(own, 5, cabinet("advice-0", outcome="refused"))
    first, last = statement(own, 1), statement(own, 0)
    assert first.made is not None and first.made.outcome == "adopted"
    assert last.made is not None and last.made.outcome == "refused"
    assert "Entry 5: refused" in told(part(first, "Other decisions on the same advice"))
    assert "Entry 1: adopted" in told(part(last, "Other decisions on the same advice"))


def test_what_was_erased_is_said(own: DecisionLog) -> None:
    own.erase("outcome-1", "asked for by the person", "the data protection officer")
    own.erase("advice-0", "the time to keep it is over", "the data protection officer")
    made = statement(own, 1)
    every = " ".join(sentence.text for sentence in sentences(made))
    assert "Councillor" not in every and "parks project officer" not in every
    assert "name erased" in told(made.parts[0]) and "name was erased" in told(made.advice)
    assert made.parts[3].sentences[0].state == "erased"
    assert INTERESTS[0].interest in told(made.parts[3])
    erased = told(part(made, "What was erased"))
    assert "2 personal values of entry 1 were erased" in erased
    assert "1 personal value of entry 0 was erased" in erased
    assert "asked for by the person" in erased


def test_a_personal_fact_that_was_erased_is_said(own: DecisionLog) -> None:
    advice = advised(own, 5, choice(title="For A. Person"), personal=["title"])
    assert "For A. Person" in {row.value for row in statement(own, advice.id).facts}
    own.erase(advice.id, "asked for", "the data protection officer")
    made = statement(own, advice.id)
    assert made.title is None
    assert [row.state for row in made.facts if row.key == "contract title"] == ["erased"]


def test_facts_are_told_in_the_words_of_the_policies(kept: DecisionLog) -> None:
    rows = {row.key: row.value for row in statement(kept, 1).facts}
    assert rows["net value"] == "£48,500"
    assert rows["procurement commenced"] == "2 March 2026"


def test_what_nobody_knew_is_among_the_facts(own: DecisionLog) -> None:
    given = choice(not_known=["pre qualification stage"])
    del given["pre_qualification_stage"]
    advised(own, 1, given)
    rows = {row.key: row.value for row in statement(own, "advice-1").facts}
    assert rows["pre-qualification stage"] == "not known"
    assert "not_known" not in rows


def test_facts_of_policies_that_are_gone_are_told_as_given(own: DecisionLog) -> None:
    with own.store.writing() as writer:
        writer._database.execute("DELETE FROM rulebooks")
    rows = {row.key: row.value for row in statement(own, 1).facts}
    assert rows["value_net_gbp"] == "48500"


def test_what_was_assumed_and_owed_is_told(kept: DecisionLog) -> None:
    made = statement(kept, 3)
    assert "taken to be 0: value of options." in told(part(made, "What was assumed"))
    owed = part(made, "Conditions, duties and sign-offs")
    assert [sentence.text for sentence in owed.sentences if "BT3" in sentence.text] == [
        "Duty BT3: the council must publish “a contract details notice” after a decision to award "
        "the contract: owed."
    ]
    assert "True" not in told(part(made, "What was assumed"))
    assert "False" not in told(part(made, "What was assumed"))


@pytest.mark.parametrize("checkpoint", [False, True])
def test_a_reader_can_check_the_proofs(own: DecisionLog, checkpoint: bool) -> None:
    """By the steps that the record tells, with hashlib alone."""
    if checkpoint:
        note = own.add_checkpoint(new_key("norwich.example/decisions")).note
    before = statement(own, 1)
    advised(own, 5)
    made = statement(own, 1)
    assert [proof.entry for proof in made.proofs] == [0, 1]
    for proof in made.proofs:
        line = own.entry(proof.entry).text
        node = hashlib.sha256(b"\x00" + line).digest()
        assert node.hex() == proof.leaf
        for step in proof.steps:
            other = bytes.fromhex(step.hash)
            pair = other + node if step.side == "left" else node + other
            node = hashlib.sha256(b"\x01" + pair).digest()
        assert node.hex() == proof.root
        assert proof.size == (5 if checkpoint else 6)
        assert proof.note == (note if checkpoint else None)
    assert (made == before) == checkpoint


def test_every_place_in_a_log_can_be_proved(own: DecisionLog) -> None:
    for number in range(5, 14):
        advised(own, number)
    for sequence in range(14):
        proof = statement(own, sequence).proofs[-1]
        node = bytes.fromhex(proof.leaf)
        for step in proof.steps:
            other = bytes.fromhex(step.hash)
            pair = other + node if step.side == "left" else node + other
            node = hashlib.sha256(b"\x01" + pair).digest()
        assert node.hex() == proof.root


def test_no_record_is_made_of_an_entry_that_was_altered(own: DecisionLog) -> None:
    with own.store.writing() as writer:
        text = own.entry(1).text.decode().replace("adopted", "refused")
        writer._database.execute("UPDATE entries SET entry = ? WHERE sequence = 1", (text,))
    with pytest.raises(AlteredError, match="entry 1 is not as it was written") as raised:
        statement(own, 0)
    assert raised.value.exit_code == ExitCode.ALTERED


@pytest.mark.parametrize("checkpoint", [False, True])
def test_no_record_is_made_of_an_entry_put_in_with_its_own_hash(
    own: DecisionLog, checkpoint: bool
) -> None:
    """Its leaf is right, but the tree does not hold it."""
    if checkpoint:
        own.add_checkpoint(new_key("norwich.example/decisions"))
    with own.store.writing() as writer:
        text = own.entry(1).text.decode().replace("adopted", "refused")
        writer._database.execute(
            "UPDATE entries SET entry = ?, leaf = ? WHERE sequence = 1",
            (text, leaf_hash(text.encode())),
        )
    with pytest.raises(AlteredError, match="verify the log"):
        statement(own, 1)


def test_no_record_is_made_with_a_name_that_was_changed(own: DecisionLog) -> None:
    with own.store.writing() as writer:
        writer._database.execute(
            "UPDATE personal SET value = ? WHERE sequence = 1 AND path = '/decided_by'",
            (json.dumps("Somebody Else"),),
        )
    with pytest.raises(AlteredError, match="personal value beside entry 1"):
        statement(own, 1)


def test_what_has_no_record(own: DecisionLog) -> None:
    with pytest.raises(UsageError, match='no entry "99"'):
        statement(own, "99")
    with pytest.raises(UsageError, match='no entry "nobody"'):
        statement(own, "nobody")
    erasure = own.erase("outcome-1", "asked for", "somebody")
    with pytest.raises(UsageError, match="tells of an erasure"):
        statement(own, erasure.sequence)


def test_a_record_is_the_same_from_either_database(log: DecisionLog, kept: DecisionLog) -> None:
    first = advised(log, 0, asked_by="the parks project officer")
    decided(log, 1, cabinet(first.id))
    made, other = statement(log, 1), statement(kept, 1)
    assert (made.parts, made.advice, made.references) == (
        other.parts, other.advice, other.references
    )  # fmt: skip
