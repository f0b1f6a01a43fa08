"""Say what a choice gives, fact by fact, in the policy's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govrules.engine.reading.choice import read_choice
from govrules.engine.roles import with_article
from govrules.explain.paper.phrases import listed
from govrules.explain.values import say, say_text
from govrules.model.facts import Facts
from govrules.model.policy import Term
from govrules.model.vocabulary import Vocabulary


def said(choice: Mapping[str, Any], vocabulary: Vocabulary) -> list[str]:
    """The facts and records of a choice in words. Raises ChoiceError."""
    facts = read_choice(choice, vocabulary)
    found = [_fact(vocabulary.terms[key], value) for key, value in facts.values.items()]
    return [*found, *_records(facts)]


def _fact(term: Term, value: Any) -> str:
    is_ = ":" if isinstance(value, (tuple, Mapping)) and value else " is"
    return f"{term.name}{is_} {_value(term, value)}"


def _value(term: Term, value: Any) -> str:
    if isinstance(value, tuple) and value:
        return " ".join(f"({_entry(term, entry)})" for entry in value)
    if isinstance(value, Mapping) and value:
        of = getattr(term.type, "of", None)
        return ", ".join(
            name if entry is None else f"{name} {say(entry, of)}" for name, entry in value.items()
        )
    return say(value, term.type)


def _entry(term: Term, entry: Mapping[str, Any]) -> str:
    fields = getattr(term.type, "fields", ())
    return ", ".join(
        f"{field.name} {say(entry[field.key], field.type)}"
        for field in fields
        if entry.get(field.key) is not None
    )


def _records(facts: Facts) -> list[str]:
    said = []
    if facts.acts is not None:
        acts = listed(sorted(facts.acts))
        said.append(f"it is proposed to {acts}" if acts else "no act is proposed")
    for text, judgement in facts.judgements.items():
        is_so = "judged to be so" if judgement.value else "judged not to be so"
        said.append(f"{say_text(text)} is {is_so}")
    for departure in facts.departures:
        who = with_article(departure.by)
        reasons = f" because {say_text(departure.reasons)}" if departure.reasons else ""
        said.append(f"{who} departs from {departure.rule}{reasons}")
    said += [f"reasons are recorded for {rule}" for rule in facts.reasons]
    said += [f"{with_article(who)} has signed off" for who in sorted(facts.sign_offs)]
    said += [f"duty {label} is done" for label in sorted(facts.duties_done)]
    return said
