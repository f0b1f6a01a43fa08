"""Decide a choice of which something was erased, as far as what is left decides it.

Facts that were erased are not given, so they are unknown, and what unknown facts leave open the
decision says itself. Only where a policy asks whether a fact is known does its absence say more
than that; such a fact is needed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from govrules.decision_log.personal import commitments_in, is_commitment, pointer_parts
from govrules.decision_log.summary import ERASED
from govrules.model.decision import Decision
from govrules.model.expression import FirstKnown, IsKnown
from govrules.model.facts import DEPARTURES, RESERVED
from govrules.model.policy import Definition, PolicySet, Term
from govrules.model.vocabulary import Vocabulary

_ONLY_TOLD: Final = re.compile(rf"/{DEPARTURES}/[0-9]+/reasons")
"""Whose words do not count in a departure, only that there are some."""


def without_erased(choice: Mapping[str, Any]) -> dict[str, Any]:
    """The choice as far as it is still known: erased facts are not given, erased texts say so."""
    known = {}
    for key, value in choice.items():
        judged = isinstance(value, dict) and "value" in value
        if key in RESERVED or (judged and not commitments_in(value["value"])):
            known[key] = _told(value)
        elif not commitments_in(value):
            known[key] = value
    return known


def _told(value: Any) -> Any:
    """With words in place of an erased text; who judged is left out, which may be left open."""
    if is_commitment(value):
        return ERASED
    if isinstance(value, dict):
        judged = "value" in value
        return {
            key: _told(each)
            for key, each in value.items()
            if not (judged and key == "by" and is_commitment(each))
        }
    return [_told(each) for each in value] if isinstance(value, list) else value


def wanting(erased: Iterable[str]) -> str:
    """Why a choice is not decided again, by the places in it that were erased."""
    keys = dict.fromkeys(pointer_parts(path)[0] for path in erased)
    return f"personal values of the choice were erased: {', '.join(keys)}"


def needed(
    decision: Decision, erased: Collection[str], asked_if_known: Collection[str]
) -> tuple[str, ...]:
    """The erased places of a choice for want of which a decision without them is not the one.

    That is so where the verdict or a finding waits for the fact, where it was assumed instead,
    where a policy asks whether it is known, and where it is not known who departed from a rule.
    """
    waited_for = {need.key for need in decision.needs if need.matters}
    waited_for |= {key for finding in decision.findings for key in finding.needs}
    waited_for |= {assumption.key for assumption in decision.assumptions}
    waited_for |= set(asked_if_known)

    def is_needed(path: str) -> bool:
        key = pointer_parts(path)[0]
        if key == DEPARTURES:
            return not _ONLY_TOLD.fullmatch(path)
        return key in waited_for

    return tuple(path for path in erased if is_needed(path))


def asked_if_known(policies: PolicySet) -> frozenset[str]:
    """The keys of facts of which the policies ask whether they are known, however far off.

    These are what "is known" and "first known of" stand over, and what is worked out where it is
    not given.
    """
    definitions = Vocabulary.of(policies).definitions
    found: set[str] = {definition.key for definition in definitions.values()}
    waiting = [
        part
        for asking in _parts(policies, (FirstKnown, IsKnown))
        for part in _parts(_below(asking), (Term, Definition))
    ]
    seen: set[int] = set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        found.add(part.key)
        waiting += _parts(_below(part), (Term, Definition))
        if isinstance(part, Term) and part.worked_out_by is not None:
            tables = [t for policy in policies.policies for t in policy.tables
                      if t.label == part.worked_out_by]  # fmt: skip
            waiting += _parts(tables, (Term, Definition))
    return frozenset(found)


def _parts(meaning: Any, kinds: tuple[type, ...]) -> Iterator[Any]:
    """Every part of these kinds in an expression or policy; what stands in such a part is left."""
    waiting, seen = [meaning], set[int]()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, kinds):
            yield part
        elif isinstance(part, tuple | list):
            waiting += part
        elif is_dataclass(part):
            waiting += _below(part)


def _below(part: Any) -> list[Any]:
    return [getattr(part, each.name) for each in fields(part)]
