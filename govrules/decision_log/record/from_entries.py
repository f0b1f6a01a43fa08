"""Make the record of a decision from the entries of a log; nothing in it is from elsewhere."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from govrules.decision_log.log import DecisionLog
from govrules.decision_log.personal import is_commitment
from govrules.decision_log.record.advice_parts import AdviceParts
from govrules.decision_log.record.facts import facts, vocabulary_of
from govrules.decision_log.record.gather import Gathered, Held, gathered, policy_texts
from govrules.decision_log.record.legal_parts import LegalParts
from govrules.decision_log.record.proofs import proofs
from govrules.decision_log.record.references import References, pointer
from govrules.decision_log.record.statement import Made, Part, Sentence, Statement
from govrules.decision_log.record.withhold import without_names
from govrules.decision_log.record.words import (
    date_of,
    date_words,
    is_withheld,
    moment_words,
    named,
    quoted,
    state_of,
)
from govrules.decision_log.summary import ERASED
from govrules.errors import LogError
from govrules.model.decision import Decision


def statement(log: DecisionLog, wanted: str | int, *, names: bool = True) -> Statement:
    """The record of the decision in an entry, given by its id or number.

    For an advice it is that of the last decision on it; where there is none, everything that the
    law asks for is said not to be recorded. Without `names` those of people, and personal facts,
    are withheld. Raises UsageError when there is no such entry, AlteredError when one is not as it
    was written, LogError when one cannot be read.
    """
    found = entries_of(log, wanted, names=names)
    return from_entries(log, found, decision_of(found.advice))


def entries_of(log: DecisionLog, wanted: str | int, *, names: bool = True) -> Gathered:
    """The entries that a record is made of, with the names of people or without."""
    found = gathered(log, wanted)
    if names:
        return found
    decision = decision_of(found.advice)
    words = vocabulary_of(policy_texts(log, decision.rulebook.digest))
    roles = {*(words.roles if words is not None else ()), *(one.who for one in decision.duties)}
    roles |= {one.who for one in decision.sign_offs}
    return without_names(found, frozenset(roles))


def decision_of(advice: Held) -> Decision:
    """What the entry says was advised."""
    recorded = _with_words(advice.body.get("decision"))
    try:
        # when it was worked out is no part of a decision; the entry's own time stands for it
        return Decision.model_validate({**(recorded or {}), "run_at": advice.entry.time})
    except (ValidationError, TypeError):
        raise LogError(
            f"entry {advice.entry.sequence} holds an advice of a form that this version of "
            "govrules does not know"
        ) from None


def _with_words(recorded: Any) -> Any:
    """The decision with a word where something is not there; a decision holds texts there."""
    if is_commitment(recorded):
        return ERASED
    if is_withheld(recorded):
        return "[withheld]"
    if isinstance(recorded, dict):
        return {key: _with_words(each) for key, each in recorded.items()}
    return list(map(_with_words, recorded)) if isinstance(recorded, list) else recorded


def from_entries(log: DecisionLog, found: Gathered, decision: Decision) -> Statement:
    references = References()
    advised = AdviceParts(found.advice, decision, references)
    legal = LegalParts(found, advised, references)
    parts = legal.parts()  # in the order of the document, so that references count up in it
    advice, findings = advised.advice(), advised.findings()
    further = (
        *advised.further(),
        *_others(found, references),
        _erased(found, references),
        *_withheld(found, references),
    )
    texts = policy_texts(log, decision.rulebook.digest)
    choice = found.advice.body.get("choice")
    rows = facts(found.advice, texts, references)
    law = legal.law()
    return Statement(
        title=_text(choice, "title"),
        council=_text(choice, "authority_name"),
        made=_made(found.outcome),
        verdict=decision.verdict.value,
        advised=found.advice.entry.sequence,
        decision_date=decision.decision_date,
        maker=legal.maker,
        provisions=legal.provisions,
        law=law,
        parts=parts,
        advice=advice,
        findings=findings,
        further=further,
        facts=rows,
        references=references.all(),
        proofs=proofs(log, [held.entry for held in found.used]),
        rulebook=decision.rulebook.digest,
        policies=tuple(f"{one.title}, version {one.version}" for one in decision.rulebook.policies),
        engine=decision.engine,
        names=found.withheld is None,
    )


def _made(outcome: Held | None) -> Made | None:
    if outcome is None:
        return None
    body = outcome.body
    return Made(
        outcome=str(body.get("outcome")),
        capacity=named(body.get("capacity"), "a body or person"),
        decided_by=named(body.get("decided_by"), "somebody"),
        on=date_of(body.get("decided_on")),
        sequence=outcome.entry.sequence,
    )


def _text(choice: Any, key: str) -> str | None:
    given = choice.get(key) if isinstance(choice, dict) else None
    return given if state_of(given) == "recorded" else None


def _others(found: Gathered, references: References) -> tuple[Part, ...]:
    """The other decisions on the same advice; each has a record of its own."""
    sentences = tuple(
        Sentence(
            f"Entry {held.entry.sequence}: {held.body.get('outcome')}, on "
            f"{date_words(held.body.get('decided_on'))}, in the capacity of "
            f"{named(held.body.get('capacity'), 'a body or person')}.",
            references.to(held, "/outcome"),
        )
        for held in found.others
    )
    return (Part("Other decisions on the same advice", sentences),) if sentences else ()


def _erased(found: Gathered, references: References) -> Part:
    sentences = []
    for held in found.erasures:
        body, count = held.body, len(held.body.get("paths") or ())
        words = (
            f"{count:,} personal {'value' if count == 1 else 'values'} of entry "
            f"{body.get('entry')} {'was' if count == 1 else 'were'} erased on "
            f"{moment_words(held.entry.time)} by {named(body.get('erased_by'), 'somebody')}"
        )
        reason = body.get("reason")
        words += f": {quoted(reason)}." if isinstance(reason, str) else "; why is withheld."
        sentences.append(Sentence(words, references.to(held, pointer("paths")), "erased"))
    if not sentences:
        last = found.used[-1]
        none = "The log tells of no erasure from the entries of this record."
        sentences.append(Sentence(none, references.to(last, "")))
    return Part("What was erased", tuple(sentences))


def _withheld(found: Gathered, references: References) -> tuple[Part, ...]:
    if found.withheld is None:
        return ()
    at = tuple(number for held in found.used for number in references.to(held, ""))
    count = "1 name is" if found.withheld == 1 else f"{found.withheld:,} names are"
    words = (
        f"{count} withheld from this copy, and with them what is held as personal data; roles and "
        "bodies stay. The log holds them, and so does the record that the regulations ask for."
    )
    return (Part("What is withheld from this copy", (Sentence(words, at, "withheld"),)),)
