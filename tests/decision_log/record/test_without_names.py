"""A record for publication: no name of a person in any form of it, every role, the same proofs."""

from __future__ import annotations

import json

import pytest

from govrules.decision_log.drafts import Alternative, Interest
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.record.from_entries import statement
from govrules.decision_log.record.withhold import NAME_WITHHELD
from govrules.decision_log.record.write import FORMS, Form, record
from tests.decision_log.record.examples import advised, cabinet, choice, decided
from tests.decision_log.record.test_forms import pdf_text, squeezed, word_text
from tests.decision_log.record.test_statement import part, told
from tests.explain.test_hostile import Page


@pytest.fixture
def named(own: DecisionLog) -> DecisionLog:
    """Advice (5) and decision (6) with a name wherever one can stand."""
    judged = "the estimated value reaches the threshold in the Welsh column"
    given = choice(
        title="The depot that Ann Ex asked for",
        judgements={judged: {"value": True, "by": "J. Judge", "reasons": "J. judge worked it out"}},
    )
    advice = advised(own, 5, given, asked_by="Ann Ex")
    outcome = cabinet(
        advice.id,
        decided_by="Cllr Rhŷs Example",
        capacity="the Cabinet Member for Depots",
        reasons="Rhŷs  EXAMPLE was asked by Ann Ex.\nThe lowest of three quotes was taken.",
        alternatives=[Alternative("wait for Ann Ex", "ANN EX leaves")],
        interests=[Interest("Zoë Member", "Zoë Member's sister quoted", "granted to Zoë Member")],
    )
    decided(own, 6, outcome)
    return own


def text_of(form: Form, made: str | bytes) -> str:
    match form:
        case "prov":
            return squeezed(json.dumps(json.loads(made), ensure_ascii=False))
        case "html":
            return squeezed(Page(str(made)).text)
        case "docx":
            return word_text(made)
        case "pdf":
            return pdf_text(made)
        case _:
            return squeezed(
                str(made).encode().decode("unicode_escape" if form == "prov" else "utf-8")
            )


@pytest.mark.parametrize("form", FORMS)
def test_no_form_names_anybody(named: DecisionLog, form: Form) -> None:
    shown = text_of(form, record(named, 6, form, names=False)).casefold()
    whole = text_of(form, record(named, 6, form)).casefold()
    for name in ("Ann Ex", "Rhŷs Example", "Zoë Member", "J. Judge"):
        assert squeezed(name).casefold() not in shown
        if form != "prov" or name in ("Ann Ex", "Rhŷs Example"):
            assert squeezed(name).casefold() in whole
    assert squeezed("the Cabinet Member for Depots").casefold() in shown
    assert squeezed("The lowest of three quotes was taken.").casefold() in shown
    assert "withheld" in shown and "withheld" not in whole


def test_what_is_withheld_is_said_in_its_place(named: DecisionLog) -> None:
    made = statement(named, 6, names=False)
    assert made.title == f"The depot that {NAME_WITHHELD} asked for"
    assert "decided by somebody (name withheld), in the capacity of “the Cabinet Member" in told(
        made.parts[0]
    )
    assert f"“{NAME_WITHHELD} was asked by {NAME_WITHHELD}.”" in told(made.parts[1])
    assert "A member (name withheld) declared an interest" in told(made.parts[3])
    assert "asked for by somebody whose name is withheld" in told(made.advice)
    last = part(made, "What is withheld from this copy")
    assert told(last).startswith("4 names are withheld from this copy")
    assert last.sentences[0].state == "withheld"


def test_the_proofs_are_those_of_the_whole_record(named: DecisionLog) -> None:
    made, whole = statement(named, 6, names=False), statement(named, 6)
    assert made.proofs == whole.proofs
    assert [one.leaf for one in made.references][:5] == [one.leaf for one in whole.references][:5]


def test_roles_stay(kept: DecisionLog) -> None:
    """Those of the policies, the capacity itself, bodies, and what is clearly no name."""
    every = str(record(kept, 3, "text", names=False))
    assert "A departure by “the chief finance officer”" in every
    assert "P. Example" not in every
    assert "the parks project officer" in str(record(kept, 1, "text", names=False))


@pytest.mark.parametrize(
    ("by", "stays"),
    [
        ("the Cabinet", True),
        ("The Cabinet Member for Depots", True),  # the capacity
        ("the monitoring officer", True),
        ("the Rev. J. Example", False),
        ("The Mayor, Cllr A. Example", False),
        ("the Honourable Jane Example", False),
        ("cabinet member jane example", False),
        ("李小龍", False),
        ("X", False),
    ],
)
def test_who_may_be_a_person_is_withheld(own: DecisionLog, by: str, stays: bool) -> None:
    decided(own, 5, cabinet("advice-4", decided_by=by, capacity="the Cabinet Member for Depots"))
    made = statement(own, 5, names=False)
    assert made.made is not None
    assert made.made.decided_by == (f"“{by}”" if stays else "somebody (name withheld)")


@pytest.mark.parametrize("capacity", ["Jane Example", "the finance officer, Jane Example"])
def test_a_name_that_stands_as_the_capacity_is_withheld(own: DecisionLog, capacity: str) -> None:
    decided(own, 5, cabinet("advice-4", decided_by="Jane Example", capacity=capacity))
    assert "Jane" not in str(record(own, 5, "text", names=False))
    assert "Jane" not in str(record(own, 5, "prov", names=False))


def test_personal_facts_are_withheld_too(own: DecisionLog) -> None:
    advice = advised(own, 5, choice(title="For a widow of 93"), personal=["title"])
    decided(own, 6, cabinet(advice.id))
    made = statement(own, 6, names=False)
    assert made.title is None
    assert [row.state for row in made.facts if row.key == "contract title"] == ["withheld"]
    assert "widow" not in str(record(own, 6, "prov", names=False))


def test_an_erased_name_stays_erased(own: DecisionLog) -> None:
    own.erase("outcome-1", "asked for by D. Protector", "D. Protector")
    made = statement(own, 1, names=False)
    assert "name erased" in told(made.parts[0])
    erased = told(part(made, "What was erased"))
    assert "by somebody (name withheld)" in erased and f"asked for by {NAME_WITHHELD}" in erased
