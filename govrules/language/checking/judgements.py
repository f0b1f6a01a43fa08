"""Refuse a judgement whose text is also a term: what a decision needs names both in one list."""

from __future__ import annotations

from govrules.language.checking.names import fold
from govrules.language.checking.scope import Words
from govrules.language.faults import names as faults_names
from govrules.model.diagnostic import Diagnostic
from govrules.model.facts import RESERVED
from govrules.model.policy import Term


def judgement_faults(words: Words) -> list[Diagnostic]:
    """One fault for each judgement that reads as the name or key of a term, or as a taken key."""
    terms: dict[str, Term] = {}
    for found in words.found.values():
        if isinstance(found, Term):
            terms.setdefault(fold(found.key), found)
            terms.setdefault(fold(found.name), found)
    faults = []
    for text, place in words.judgements.items():
        term = terms.get(fold(text))
        if term is not None:
            faults.append(faults_names.judgement_is_term(text, term.name, place, term.place))
        elif fold(text) in RESERVED:
            faults.append(faults_names.judgement_is_key(text, place))
    return faults
