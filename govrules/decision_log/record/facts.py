"""The facts of a choice in the words of the policies that the log keeps, as far as they read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govrules.decision_log.record.gather import Held, as_json
from govrules.decision_log.record.references import References, pointer
from govrules.decision_log.record.statement import FactRow
from govrules.decision_log.record.words import missing_in
from govrules.engine.reading.choice import read_choice
from govrules.errors import GovrulesError
from govrules.explain.values import say
from govrules.language.load import load_texts
from govrules.model.facts import NOT_KNOWN, RESERVED
from govrules.model.types import TextType
from govrules.model.vocabulary import Vocabulary


def facts(advice: Held, texts: Mapping[str, str], references: References) -> tuple[FactRow, ...]:
    """A row for each fact that was given, and for each that nobody knew; what the policies have no
    words for as it was given."""
    vocabulary = vocabulary_of(texts)
    choice = advice.body.get("choice")
    given = choice if isinstance(choice, dict) else {}
    rows = [
        _row(key, given[key], vocabulary, references.to(advice, pointer("choice", key)))
        for key in sorted(given)
        if key not in RESERVED
    ]
    unknown = _unknown(given, vocabulary)
    at = references.to(advice, pointer("choice", NOT_KNOWN)) if unknown else ()
    return (*rows, *(FactRow(_name(key, vocabulary), say(None), at) for key in unknown))


def _unknown(given: Mapping[str, Any], vocabulary: Vocabulary | None) -> list[str]:
    """The terms that the choice says nobody knows."""
    said = {NOT_KNOWN: given.get(NOT_KNOWN)}
    try:
        names = read_choice(said, vocabulary).not_known if vocabulary is not None else ()
    except GovrulesError:
        return []
    return sorted(name for name in names if vocabulary and name in vocabulary.terms)


def _name(key: str, vocabulary: Vocabulary | None) -> str:
    term = vocabulary.terms.get(key) if vocabulary is not None else None
    return term.name if term is not None else key


def vocabulary_of(texts: Mapping[str, str]) -> Vocabulary | None:
    """The words of these policies; None where they cannot be read."""
    try:
        loaded = load_texts(texts)
    except GovrulesError:
        return None
    return Vocabulary.of(loaded.policy_set) if loaded.policy_set is not None else None


def _row(
    key: str, value: Any, vocabulary: Vocabulary | None, references: tuple[int, ...]
) -> FactRow:
    term = vocabulary.terms.get(key) if vocabulary is not None else None
    name = _name(key, vocabulary)
    missing = missing_in(value)
    if missing != "recorded":
        return FactRow(name, missing, references, missing)
    if vocabulary is None or term is None or isinstance(term.type, TextType):
        return FactRow(name, as_json(value), references)
    if isinstance(value, (dict, list)):  # its parts tell more than how many there are
        return FactRow(name, as_json(value), references)
    try:
        read = read_choice({key: value}, vocabulary)
    except GovrulesError:
        return FactRow(name, as_json(value), references)
    return FactRow(name, say(read.values.get(key), term.type), references)
