"""Read a choice as JSON gives it into facts that fit the vocabulary, or tell all that is wrong.

The shapes of values are described in docs/reference/choices.md. A reader is made once for each
vocabulary, so that a choice is read in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from govrules.engine.reading.reserved import JUDGEMENT_KEYS, ReservedReaders
from govrules.engine.reading.values import Reader, reader_of
from govrules.errors import ChoiceError
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import (
    ACTS,
    DECISION_DATE,
    JUDGEMENTS,
    NONE,
    NOT_KNOWN,
    RESERVED,
    Facts,
    Judgement,
)
from govrules.model.near import alike, did_you_mean
from govrules.model.policy import Term
from govrules.model.types import OneOfType
from govrules.model.unreadable import UnreadableError, faults_of, printable, shown
from govrules.model.vocabulary import Vocabulary

Where = Callable[[str], str]

MOST_KEYS = 10_000
MOST_FAULTS = 200


def read_choice(
    choice: Mapping[str, Any], vocabulary: Vocabulary, where: Where | None = None
) -> Facts:
    """The facts of a choice, checked and in canonical form.

    `where` gives the place of a key (or of a path such as `bids[2].price`) for messages. Raises
    ChoiceError with every fault of the choice.
    """
    return choice_reader(vocabulary).read(choice, where)


@lru_cache(maxsize=64)
def choice_reader(vocabulary: Vocabulary) -> ChoiceReader:
    """The reader of choices for a vocabulary, made once."""
    return ChoiceReader(vocabulary)


class ChoiceReader:
    """Reads choices against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._reserved = ReservedReaders(vocabulary)
        self._plain: dict[str, Reader] = {}
        self._judged: dict[str, tuple[Reader, str]] = {}
        for term in vocabulary.given_terms():
            reader = _term_reader(term)
            if term.judged_by is not None:
                self._judged[term.key] = (reader, term.judged_by)
            elif term.key not in RESERVED:
                self._plain[term.key] = reader
        self._or_none = frozenset(t.key for t in vocabulary.given_terms() if t.or_none)

    def read(self, choice: Mapping[str, Any], where: Where | None = None) -> Facts:
        """The facts of a choice. Raises ChoiceError with every fault."""
        if not isinstance(choice, Mapping):
            raise ChoiceError([ChoiceFault("", _not_a_choice(choice), where("") if where else "")])
        if len(choice) > MOST_KEYS:
            message = f"a choice may have at most {MOST_KEYS:,} keys; this has {len(choice):,}"
            raise ChoiceError([ChoiceFault("", message, where("") if where else "")])
        values: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        faults: list[ChoiceFault] = []
        readers, or_none = self._plain, self._or_none
        for key, given in choice.items():
            reader = readers.get(key)
            try:
                if reader is None:
                    self._read_other(key, given, values, rest)
                elif given is not None:
                    values[key] = reader(given)
                elif key in or_none:
                    values[key] = NONE
            except UnreadableError as fault:
                faults += _faults(key, fault, where)
                if len(faults) > MOST_FAULTS:
                    break
        if NOT_KNOWN in rest:
            faults += _known_after_all(values, rest, where)
        if faults:
            raise ChoiceError(_at_most(faults))
        return Facts(values, **rest)

    def _read_other(
        self, key: Any, given: Any, values: dict[str, Any], rest: dict[str, Any]
    ) -> None:
        """Read a key that is not a plain term: a reserved one, a judged term, or a fault."""
        if key in self._judged:
            if given is not None or key in self._or_none:
                self._read_judged(key, given, values, rest)
        elif key in RESERVED:
            if given is not None:
                rest[key] = self._reserved.readers[key](given)
            if key == JUDGEMENTS and given is not None:
                _record_judges(rest[key], rest)
            if key == DECISION_DATE:
                self._read_decision_date(given, values, rest)
        else:
            raise UnreadableError(self._why_unknown(key))

    def _read_judged(
        self, key: str, given: Any, values: dict[str, Any], rest: dict[str, Any]
    ) -> None:
        reader, judge = self._judged[key]
        if not _has_judge(given):
            values[key] = NONE if given is None else reader(given)
            return
        value, by, reasons = self._reserved.judgement(given, (judge,), reader)
        if value is None:
            if key not in self._or_none:
                return
            value = NONE
        values[key] = value
        if by or reasons:
            rest.setdefault("judged", {})[key] = Judgement(value, by, reasons)

    def _read_decision_date(self, given: Any, values: dict[str, Any], rest: dict[str, Any]) -> None:
        """A policy may declare the decision date as a term of its own; then it is a fact too."""
        term = self._vocabulary.terms.get(DECISION_DATE)
        if term is None or term.worked_out_by is not None:
            return
        if given is not None:
            values[DECISION_DATE] = _term_reader(term)(given)
        elif term.or_none:
            values[DECISION_DATE] = NONE

    def _why_unknown(self, key: Any) -> str:
        """What is wrong with a key that may not be given, and what to write instead."""
        if not isinstance(key, str):
            return "is not a key; a key is text in double quotes"
        words = self._vocabulary
        if (term := words.terms.get(key)) is not None:
            return f"is worked out by table {term.worked_out_by} and cannot be given"
        if (definition := words.definitions.get(key)) is not None:
            return f'is worked out by the definition "{definition.name}" and cannot be given'
        if (figure := words.figures.get(key)) is not None:
            return f'is the figure "{figure.name}" of the policy and cannot be given'
        return self._why_not_a_term(key)

    def _why_not_a_term(self, key: str) -> str:
        given = self._vocabulary.given_terms()
        look = alike(key) if len(key) <= MOST_KEYS else ""
        for term in given:
            if look in (alike(term.key), alike(term.name)):
                return f'is not a key; "{term.name}" is written "{term.key}"'
        near = did_you_mean(key, [*(term.key for term in given), *sorted(RESERVED)])
        return f"is not a term of this rulebook{near}"


def _term_reader(term: Term) -> Reader:
    """Reads the values of a term; `none` in words where the term says `or none`."""
    read = reader_of(term.type)
    if not term.or_none:
        return read
    kind = term.type
    if isinstance(kind, OneOfType) and any(alike(v.text) == "none" for v in kind.values):
        return read

    def reader(value: Any) -> Any:
        if value is NONE or (isinstance(value, str) and value.strip().casefold() == "none"):
            return NONE
        return read(value)

    return reader


def _has_judge(given: Any) -> bool:
    """Whether it says who judged; a table of names may have one that is called "value"."""
    return isinstance(given, Mapping) and "value" in given and len(given) <= len(JUDGEMENT_KEYS)


def _record_judges(judgements: Mapping[str, Judgement], rest: dict[str, Any]) -> None:
    for text, judgement in judgements.items():
        if judgement.by or judgement.reasons:
            rest.setdefault("judged", {})[text] = judgement


def _not_a_choice(choice: Any) -> str:
    return f'{shown(choice)} is not a choice; a choice has keys, such as {{"annual_value": 420000}}'


def _known_after_all(
    values: Mapping[str, Any], rest: Mapping[str, Any], where: Where | None
) -> list[ChoiceFault]:
    """Faults for what is said to be not known, and given as well."""
    given = {*values, *rest.get(JUDGEMENTS, ())} | ({ACTS} if ACTS in rest else set())
    place = where(NOT_KNOWN) if where else ""
    return [
        ChoiceFault(NOT_KNOWN, f"says that nobody knows {shown(name)}, which is given", place)
        for name in sorted(rest[NOT_KNOWN] & given)
    ]


def _faults(key: Any, fault: UnreadableError, where: Where | None) -> list[ChoiceFault]:
    root = printable(key) if isinstance(key, str) else shown(key)
    found: list[ChoiceFault] = []
    for inner, message in faults_of(fault):
        path = root + inner
        found.append(ChoiceFault(path, message, where(path) if where else ""))
    return found


def _at_most(faults: list[ChoiceFault]) -> list[ChoiceFault]:
    if len(faults) <= MOST_FAULTS:
        return faults
    more = ChoiceFault("", "there are more faults than these", faults[0].where)
    return [*faults[:MOST_FAULTS], more]
