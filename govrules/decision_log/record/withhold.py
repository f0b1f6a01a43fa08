"""Leave the names of people, and what is held as personal data, out of what a record is made of.

Roles and bodies stay. What is left out is still in the log, so that the proofs hold, and the record
says in each place that something is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, TypeGuard

from govrules.decision_log.personal import is_commitment, pointer_part
from govrules.decision_log.personal_places import is_name, sought
from govrules.decision_log.record.gather import Gathered, Held
from govrules.decision_log.record.law import maker
from govrules.decision_log.record.words import WITHHELD
from govrules.decision_log.spellings import folded
from govrules.engine.roles import bare_role, is_among
from govrules.model.facts import DEPARTURES, JUDGEMENTS
from govrules.model.words import plain

NAME_WITHHELD: Final = "[name withheld]"
_COURTESY: Final = re.compile(
    r"(?:(?:councillor|cllr|alderman|mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|rev"
    r"|reverend)\.?\s+)+",
    re.IGNORECASE,
)
_SHORT: Final = 4
"""Shorter names are found as whole words only, as when they are recorded."""
_FREE: Final = ("terms", "conditions", "notes")
"""Parts of a decision that may repeat what was given; the rest are words of the policies."""


def without_names(found: Gathered, roles: frozenset[str]) -> Gathered:
    """The entries of a record for publication; `roles` are those of the policies."""
    every = [*found.used, *found.others, *found.erasures]
    known = roles | {name for held in every for name in _offices(held.body.get("capacity"))}
    names = {name for held in every for name in _names(held) if not _is_role(name, known)}
    cleaned = _Cleaner(names).held
    return replace(
        found,
        advice=cleaned(found.advice),
        outcome=cleaned(found.outcome) if found.outcome is not None else None,
        others=tuple(map(cleaned, found.others)),
        erasures=tuple(map(cleaned, found.erasures)),
        withheld=len(names),
    )


# --- who is named --------------------------------------------------------------------------------


def _names(held: Held) -> Iterator[str]:
    """The names of who acted; those that were erased are not there any more."""
    body = held.body
    given = [body.get(key) for key in ("asked_by", "decided_by", "erased_by")]
    given += [row.get("member") for row in _tables(body.get("interests"))]
    choice = body.get("choice")
    for key, value in choice.items() if isinstance(choice, dict) else ():
        rows = [value]
        if key == DEPARTURES:
            rows = value if isinstance(value, list) else []
        elif key == JUDGEMENTS and isinstance(value, dict):
            rows = list(value.values())
        given += [row.get("by") for row in _tables(rows)]
    return (name for name in given if _is_text(name))


def _offices(capacity: Any) -> Iterator[str]:
    """What was decided as, where that is an office; some write their own name there."""
    if _is_text(capacity) and maker(capacity) is not None and "," not in capacity:
        yield capacity


def _is_role(name: str, known: frozenset[str]) -> bool:
    """Is this a role or body for certain? Who may be a person is taken to be one."""
    if is_among(name, known) or maker(name) == "body":
        return True
    bare = bare_role(name)
    return bare != plain(name) and bare.islower() and bare.replace(" ", "").isalpha()


# --- leaving out ---------------------------------------------------------------------------------


class _Cleaner:
    """Takes names out of texts; where something of one would be left, the text is withheld."""

    def __init__(self, names: set[str]) -> None:
        wanted = names | {_COURTESY.sub("", name, count=1) for name in names}
        # the longest first, so that no part of a name is left
        patterns = [_spaced(name) for name in sorted(wanted, key=len, reverse=True) if name.strip()]
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
        self._names = {folded(name) for name in names}
        self._sought = sought(sorted(wanted))

    def held(self, held: Held) -> Held:
        body = self._without_facts(held.entry.body, held.body, "")
        clean = {key: self._clean(value) for key, value in body.items() if key != "decision"}
        if "decision" in body:
            clean["decision"] = self._decision(body["decision"])
        return replace(held, body=clean)

    def _without_facts(self, written: Any, value: Any, path: str) -> Any:
        """What is kept beside the entry for the sake of a fact is withheld; names are for later."""
        if is_commitment(written):
            stays = is_commitment(value) or is_name(path)
            return value if stays or self._names_somebody(value) else WITHHELD
        if isinstance(written, dict):
            return {
                key: self._without_facts(written.get(key), each, f"{path}/{pointer_part(key)}")
                for key, each in value.items()
            }
        if isinstance(written, list):
            pairs = enumerate(zip(written, value, strict=True))
            return [self._without_facts(old, new, f"{path}/{at}") for at, (old, new) in pairs]
        return value

    def _decision(self, decision: Any) -> Any:
        findings = [
            finding | {"reasons": self._clean(finding.get("reasons"))}
            for finding in decision["findings"]
        ]
        free = {key: self._clean(decision[key]) for key in _FREE if key in decision}
        return decision | free | {"findings": findings}

    def _clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return list(map(self._clean, value))
        if not isinstance(value, dict) or is_commitment(value) or value == WITHHELD:
            return value
        if any(map(self._names_somebody, value)):
            return WITHHELD
        return {key: self._clean(each) for key, each in value.items()}

    def _text(self, text: str) -> Any:
        if folded(text) in self._names:
            return WITHHELD
        if self._pattern is None or not self._names_somebody(text):
            return text
        without = self._pattern.sub(NAME_WITHHELD, text)
        return WITHHELD if self._names_somebody(without) else without

    def _names_somebody(self, value: Any) -> bool:
        found = self._sought
        return isinstance(value, str) and found is not None and bool(found.search(folded(value)))


def _spaced(name: str) -> str:
    pattern = r"\s+".join(map(re.escape, name.split()))
    return rf"(?<!\w){pattern}(?!\w)" if len(name) < _SHORT else pattern


def _tables(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _is_text(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())
