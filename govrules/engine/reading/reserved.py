"""Read the keys of a choice that are not terms: its acts, judgements, departures and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from govrules.engine.reading.values import (
    MOST_ENTRIES,
    items_of,
    numbered,
    read_date,
    read_each,
    read_name,
    read_text,
    read_yes_no,
)
from govrules.engine.roles import bare_role, is_among
from govrules.model import facts
from govrules.model.facts import Judgement, RecordedDeparture
from govrules.model.near import alike, did_you_mean
from govrules.model.unreadable import (
    PartsUnreadableError,
    UnreadableError,
    faults_of,
    printable,
    shown,
)
from govrules.model.vocabulary import Vocabulary

JUDGEMENT_KEYS = ("value", "by", "reasons")
DEPARTURE_KEYS = ("rule", "by", "reasons")
DECISION_MAKER = "decision maker"
"""Whoever decides, so that any role may be the one."""
_FEW = 5


class ReservedReaders:
    """Reads each reserved key against one vocabulary. `readers` maps the key to its reader."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._roles = vocabulary.roles
        self._judges = vocabulary.judgements
        self._act = _word_reader(
            {word: act.name for word, act in vocabulary.acts.items()}, "an act of this rulebook"
        )
        self._judgement_text = _word_reader(
            {text: text for text in vocabulary.judgements},
            "a judgement that this rulebook asks for",
        )
        self._rule = _word_reader({label: label for label in vocabulary.rules}, "a rule")
        self._duty = _word_reader({label: label for label in vocabulary.duties}, "a duty")
        self._role = _role_reader(vocabulary.roles)
        self._fact = _word_reader(
            {name: name for name in vocabulary.askable()}, "a fact of this rulebook"
        )
        self.readers: dict[str, Callable[[Any], Any]] = {
            facts.ACTS: lambda given: self._names(given, self._act),
            facts.JUDGEMENTS: self._judgements,
            facts.DEPARTURES: self._departures,
            facts.REASONS: self._reasons,
            facts.SIGN_OFFS: lambda given: self._names(given, self._role),
            facts.DUTIES_DONE: lambda given: self._names(given, self._duty),
            facts.NOT_KNOWN: lambda given: self._names(given, self._fact),
            facts.DECISION_DATE: read_date,
        }

    def judgement(
        self, given: Mapping[Any, Any], judges: Iterable[str], read: Callable[[Any], Any]
    ) -> tuple[Any, str, str]:
        """The value, who judged it and why, of {"value": …, "by": …, "reasons": …}."""
        parts = _parts(
            given, JUDGEMENT_KEYS, {"value": read, "by": read_name, "reasons": read_text}
        )
        if "value" not in given:
            raise UnreadableError('the "value" of the judgement is missing')
        by = parts.get("by", "")
        self._refuse_wrong_judge(by, tuple(judges))
        return parts.get("value"), by, parts.get("reasons", "")

    def _refuse_wrong_judge(self, by: str, judges: tuple[str, ...]) -> None:
        # a person's own name may stand for the role, but another role of the policy may not
        is_judge = is_among(by, judges)
        anybody = is_among(DECISION_MAKER, judges)
        if by and not (is_judge or anybody) and is_among(by, self._roles):
            rightful = " or ".join(f"the {bare_role(judge)}" for judge in judges)
            raise PartsUnreadableError([(".by", f"{shown(by)} may not judge this; {rightful} may")])

    def _names(self, given: Any, read: Callable[[Any], str]) -> frozenset[str]:
        return frozenset(read_each(numbered(items_of(given, "a list")), read))

    def _judgements(self, given: Any) -> dict[str, Judgement]:
        read: dict[str, Judgement] = {}
        for text, judgement in _keyed(given, self._judgement_text, self._judgement):
            if judgement is not None:
                read[text] = judgement
        return read

    def _judgement(self, text: str, given: Any) -> Judgement | None:
        if given is None:
            return None
        if not isinstance(given, Mapping):
            return Judgement(read_yes_no(given))
        value, by, reasons = self.judgement(given, self._judges[text], read_yes_no)
        return None if value is None else Judgement(value, by, reasons)

    def _departures(self, given: Any) -> tuple[RecordedDeparture, ...]:
        wanted = "a list of departures with rule, by and reasons"
        if isinstance(given, str):
            raise UnreadableError(f"{shown(given)} is not {wanted}")
        return tuple(read_each(numbered(items_of(given, wanted)), self._departure))

    def _departure(self, given: Any) -> RecordedDeparture:
        if not isinstance(given, Mapping):
            raise UnreadableError(f"{shown(given)} is not a departure with rule, by and reasons")
        parts = _parts(
            given, DEPARTURE_KEYS, {"rule": self._rule, "by": read_name, "reasons": read_text}
        )
        for key in ("rule", "by"):
            if key not in parts:
                raise UnreadableError(f'the "{key}" of the departure is missing')
        return RecordedDeparture(parts["rule"], parts["by"], parts.get("reasons", ""))

    def _reasons(self, given: Any) -> dict[str, str]:
        return {
            label: reasons
            for label, reasons in _keyed(given, self._rule, _optional_text)
            if reasons is not None
        }


def _optional_text(_: str, given: Any) -> str | None:
    return None if given is None else read_text(given)


def _keyed(
    given: Any, read_key: Callable[[Any], str], read: Callable[[str, Any], Any]
) -> list[tuple[str, Any]]:
    """The entries of a mapping, both sides read. Raises UnreadableError with every fault."""
    if not isinstance(given, Mapping):
        raise UnreadableError(f"{shown(given)} is not a table of names")
    if len(given) > MOST_ENTRIES:
        raise UnreadableError(f"a table may have at most {MOST_ENTRIES:,} names")

    def entry(pair: tuple[Any, Any]) -> tuple[str, Any]:
        key = read_key(pair[0])
        return key, read(key, pair[1])

    entries = read_each(((path_of(key), (key, value)) for key, value in given.items()), entry)
    if len({key for key, _ in entries}) < len(entries):
        raise UnreadableError("one entry is given twice, in different spellings")
    return entries


def path_of(key: Any) -> str:
    """The path of a key within its table."""
    return f".{printable(key) if isinstance(key, str) else shown(key)}"


def _parts(
    given: Mapping[Any, Any], known: tuple[str, ...], read: Mapping[str, Callable[[Any], Any]]
) -> dict[str, Any]:
    """The parts of a mapping with fixed keys; those that are null are left out."""
    parts: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for key, value in list(given.items())[:100]:
        reader = read.get(key)
        try:
            if reader is None:
                near = did_you_mean(key, known) if isinstance(key, str) else ""
                raise UnreadableError(f"is not one of the keys {', '.join(known)}{near}")
            if value is not None:
                parts[key] = reader(value)
        except UnreadableError as fault:
            faults += [(path_of(key) + inner, message) for inner, message in faults_of(fault)]
    if faults:
        raise PartsUnreadableError(faults)
    return parts


def _word_reader(words: Mapping[str, str], wanted: str) -> Callable[[Any], str]:
    """Reads one of the words, case and the kind of gap ignored, as what it stands for."""
    looks = {alike(word): meant for word, meant in words.items()}

    def read(given: Any) -> str:
        if isinstance(given, str):
            if given in words:
                return words[given]
            if len(given) <= 10_000 and (meant := looks.get(alike(given))) is not None:
                return meant
            near = did_you_mean(given, words) or _all_if_few(words)
            raise UnreadableError(f"{shown(given)} is not {wanted}{near}")
        raise UnreadableError(f"{shown(given)} is not {wanted}")

    return read


def _all_if_few(words: Mapping[str, str]) -> str:
    known = list(dict.fromkeys(words.values()))
    if not 0 < len(known) <= _FEW:
        return ""
    return "; there is " + " and ".join(f'"{printable(word)}"' for word in known)


def _role_reader(roles: tuple[str, ...]) -> Callable[[Any], str]:
    """Reads a role as the policy writes it; articles and capitals do not count."""
    by_look = {alike(bare_role(role)): role for role in reversed(roles)}

    def read(given: Any) -> str:
        name = read_name(given)
        role = by_look.get(alike(bare_role(name))) if len(name) <= 10_000 else None
        if role is None:
            near = did_you_mean(bare_role(name), [bare_role(role) for role in roles])
            raise UnreadableError(f"{shown(given)} is nobody that this rulebook names{near}")
        return role

    return read
