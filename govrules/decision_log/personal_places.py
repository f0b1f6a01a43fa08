"""Find where a personal value shows in what is recorded: in its own place and wherever else.

A fact that a policy holds as personal data stands in the choice. What is worked out from it tells
something of it too, and texts may repeat it: the reasons of a departure, a note, a label. All of
these are kept beside the entry with it, so that erasing it leaves nothing behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from govrules.decision_log.personal import pointer_part
from govrules.decision_log.spellings import folded, is_bare, spellings
from govrules.engine.roles import bare_role
from govrules.model.facts import (
    ACTS,
    DECISION_DATE,
    DEPARTURES,
    DUTIES_DONE,
    JUDGEMENTS,
    NOT_KNOWN,
    SIGN_OFFS,
)
from govrules.model.policy import Definition, PolicySet, Term
from govrules.model.vocabulary import Vocabulary
from govrules.model.words import plain

_OF_THE_POLICY: Final = frozenset({ACTS, DUTIES_DONE, SIGN_OFFS, NOT_KNOWN, DECISION_DATE})
"""Parts of a choice that hold words of the policies only, and the date that every entry tells."""
_MOST_KNOWN: Final = 64
_NAME: Final = re.compile(r"/decided_by|/asked_by|/interests/[0-9]+/member|/choice/.*/by")


@dataclass(frozen=True, slots=True)
class Marked:
    """What policies hold as personal data, by key, and the roles, which are nobody's names.

    `derived` are the definitions and results of tables that read a personal fact, however far off.
    """

    facts: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


_known: dict[str, Marked] = {}


def marked(policies: PolicySet) -> Marked:
    """What these policies hold as personal data; found once for each rulebook."""
    found = _known.get(policies.digest)
    if found is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        found = _known[policies.digest] = _marked(policies)
    return found


def _marked(policies: PolicySet) -> Marked:
    words = Vocabulary.of(policies)
    facts = {term.key for term in words.given_terms() if term.personal}
    roles = frozenset(map(_role, words.roles))
    reads = {d.key: _read(d.condition or d.value) for d in words.definitions.values()}
    for policy in policies.policies:
        for table in policy.tables:
            read = _read(tuple(row.condition for row in table.rows))
            reads |= {term.key: reads.get(term.key, frozenset()) | read for term in table.outputs}
    derived: set[str] = set()
    while True:
        tainted = facts | derived
        more = {key for key, read in reads.items() if key not in derived and read & tainted}
        if not more:
            break
        derived |= more
    told_or_worked_out = facts & set(reads)
    return Marked(frozenset(facts), frozenset(derived | told_or_worked_out), roles)


def _read(meaning: Any) -> frozenset[str]:
    """The keys of the terms and definitions that a condition or value reads itself."""
    found: set[str] = set()
    waiting, seen = [meaning], set[int]()
    while waiting:
        part = waiting.pop()
        if isinstance(part, Term | Definition):
            found.add(part.key)
        elif isinstance(part, tuple):
            waiting += part
        elif is_dataclass(part) and id(part) not in seen:
            seen.add(id(part))
            waiting += [getattr(part, field.name) for field in fields(part)]
    return frozenset(found)


# --- where it shows ------------------------------------------------------------------------------


def places_in_advice(body: dict[str, Any], policies: Marked) -> set[str]:
    """Every place (a JSON Pointer) of an advice where something personal shows."""
    choice, decision = body["choice"], body["decision"]
    facts = {key: choice[key] for key in policies.facts if key in choice}
    names = _names(body, policies)
    found = {f"/choice/{pointer_part(key)}" for key in facts} | set(names)
    found |= {f"/decision/terms/{pointer_part(key)}" for key in policies.derived
              if key in decision["terms"]}  # fmt: skip
    by_name = [name for name in names.values() if not _is_role(name, policies)]
    looked_for = sought([*facts.values(), *by_name])
    if looked_for is None:
        return found
    free = {key: each for key, each in choice.items() if key not in _OF_THE_POLICY}
    found |= set(showing(looked_for, free, "/choice"))
    found |= set(showing(looked_for, body["labels"], "/labels"))
    for key in ("notes", "conditions", "terms"):
        found |= set(showing(looked_for, decision[key], f"/decision/{key}"))
    for number, finding in enumerate(decision["findings"]):
        told = {"reasons": finding.get("reasons")}
        found |= set(showing(looked_for, told, f"/decision/findings/{number}"))
    return found


def _names(body: dict[str, Any], policies: Marked) -> dict[str, str]:
    """The names of who asked, judged and departed, by their places."""
    choice = body["choice"]
    given: list[tuple[str, Any]] = [("", {"by": body["asked_by"]})]
    for key, each in choice.items():
        if key == JUDGEMENTS and isinstance(each, dict):
            given += [(f"/choice/{key}/{pointer_part(text)}", one) for text, one in each.items()]
        elif key == DEPARTURES and isinstance(each, list):
            # a departure counts by its role, which is told in the decision: no name, so no secret
            given += [
                (f"/choice/{key}/{number}", one)
                for number, one in enumerate(each)
                if isinstance(one, dict) and not _is_role(str(one.get("by")), policies)
            ]
        elif key not in _OF_THE_POLICY:
            given.append((f"/choice/{pointer_part(key)}", each))
    names = {
        f"{path}/by": one["by"]
        for path, one in given
        if isinstance(one, dict) and isinstance(one.get("by"), str)
    }
    return {"/asked_by" if path == "/by" else path: name for path, name in names.items()}


def places_in_outcome(body: dict[str, Any], personal: Iterable[Any]) -> set[str]:
    """Every place of an outcome where its names show, or personal values of the advice."""
    names = [body["decided_by"], *(each["member"] for each in body["interests"])]
    found = {"/decided_by"} | {f"/interests/{n}/member" for n in range(len(body["interests"]))}
    nobody = Marked(roles=frozenset({_role(body["capacity"])}))
    people = [name for name in names if not _is_role(name, nobody)]
    looked_for = sought([*personal, *people])
    if looked_for is None:
        return found
    for key in ("reasons", "alternatives", "interests", "labels"):
        found |= set(showing(looked_for, {key: body[key]}, ""))
    return found


def is_name(path: str) -> bool:
    """Is this the place of the name of who acted, and not of a text that repeats something?"""
    return _NAME.fullmatch(path) is not None


def sought(values: Iterable[Any]) -> re.Pattern[str] | None:
    """What finds any of the values in a text that was folded; None where there is nothing to find.

    Yes and no are in every text, so that they are not looked for.
    """
    found = {each for value in values for each in spellings(value)}
    # the longest first, so that a part of a name does not hide the whole
    return re.compile("|".join(sorted(found, key=len, reverse=True))) if found else None


def showing(looked_for: re.Pattern[str], value: Any, path: str) -> Iterator[str]:
    """The places of the texts that hold what is looked for; of a table, where a name in it does."""
    if isinstance(value, str):
        # an amount or date that is the same by chance repeats nothing; in a sentence it does
        if not is_bare(value) and looked_for.search(folded(value)):
            yield path
    elif isinstance(value, dict):
        for key, each in value.items():
            own = f"{path}/{pointer_part(key)}"
            if isinstance(each, dict) and any(looked_for.search(folded(name)) for name in each):
                yield own
            else:
                yield from showing(looked_for, each, own)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from showing(looked_for, each, f"{path}/{number}")


def _is_role(name: str, policies: Marked) -> bool:
    """Nobody is called "the Cabinet"."""
    return bare_role(name) != plain(name) or _role(name) in policies.roles


def _role(name: str) -> str:
    return bare_role(name).casefold()
