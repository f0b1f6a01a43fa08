"""What is to be recorded, as drafts of entries: an advice, an outcome, an erasure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal
from uuid import uuid4

from govrules.decision_log.canonical import canonical
from govrules.decision_log.entry import Columns, Draft, Kind, utc_text
from govrules.decision_log.personal import committed
from govrules.decision_log.personal_places import Marked, places_in_advice, places_in_outcome
from govrules.errors import LogError
from govrules.model.decision import Decision

OutcomeWord = Literal["adopted", "departed from", "refused"]
OUTCOMES: tuple[OutcomeWord, ...] = ("adopted", "departed from", "refused")
KnownNone = Literal["alternatives", "interests", "dispensations"]
KNOWN_NONE: tuple[KnownNone, ...] = ("alternatives", "interests", "dispensations")
_NOTHING_MARKED = Marked()


@dataclass(frozen=True, slots=True)
class Alternative:
    """An option that was considered and not chosen, and why not."""

    option: str
    why_rejected: str


@dataclass(frozen=True, slots=True)
class Interest:
    """A declared conflict of interest, and the dispensation that was granted for it, if any."""

    member: str
    interest: str
    dispensation: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person or body decided on an advice. It may follow the advice or not.

    `advice` is the id of its entry; `capacity` is what the person decided as ("the Cabinet", "the
    corporate director"). `known_none` is what was asked about and there was none of: an empty list
    alone does not say that anybody asked. With "dispensations" in it, none was granted but those
    that stand with an interest.
    """

    advice: str
    outcome: OutcomeWord
    decided_by: str
    capacity: str
    decided_on: dt.date
    reasons: str
    alternatives: Sequence[Alternative] = ()
    interests: Sequence[Interest] = ()
    labels: Sequence[str] = ()
    known_none: Collection[KnownNone] = ()


def advice_draft(
    choice: Mapping[str, Any],
    decision: Decision,
    *,
    policies: Marked = _NOTHING_MARKED,
    personal: Collection[str] = (),
    asked_by: str | None = None,
    labels: Sequence[str] = (),
    id: str | None = None,
) -> Draft:
    """An advice: the choice as given and what the rulebook said of it.

    What `policies` hold as personal data is kept beside the entry wherever it shows, and so are
    the names of who asked, who judged and who departed. `personal` names more keys of the choice.
    """
    given = plain_json(choice)
    body: dict[str, Any] = {
        "choice": given,
        "decision": decision.model_dump(mode="json"),
        "asked_by": asked_by,
        "labels": list(labels),
    }
    if personal:
        policies = replace(policies, facts=policies.facts.union(personal))
    paths = places_in_advice(body, policies)
    columns = (decision.decision_date.isoformat(), str(decision.verdict), decision.rulebook.digest)
    return _draft("advice", body, paths, None, id, columns)


def outcome_draft(
    outcome: Outcome, id: str | None = None, *, personal: Iterable[Any] = ()
) -> Draft:
    """An outcome. Where its texts repeat a name in it, or one of the `personal` values of the
    advice, they are kept beside the entry. Raises LogError when it contradicts itself, or is none
    of the outcomes that there are."""
    fault = fault_in(outcome)
    if fault is not None:
        raise LogError(fault)
    body: dict[str, Any] = {
        "outcome": outcome.outcome,
        "decided_by": outcome.decided_by,
        "capacity": outcome.capacity,
        "decided_on": outcome.decided_on.isoformat(),
        "reasons": outcome.reasons,
        "alternatives": [
            {"option": each.option, "why_rejected": each.why_rejected}
            for each in outcome.alternatives
        ],
        "interests": [
            {
                "member": each.member,
                "interest": each.interest,
                "dispensation": each.dispensation,
            }
            for each in outcome.interests
        ],
        "labels": list(outcome.labels),
        "known_none": [each for each in KNOWN_NONE if each in outcome.known_none],
    }
    paths = places_in_outcome(body, personal)
    return _draft("outcome", body, paths, outcome.advice, id)


def fault_in(outcome: Outcome) -> str | None:
    """What no outcome may say, if this one does."""
    if outcome.outcome not in OUTCOMES:
        return f'"{outcome.outcome}" is no outcome: write one of {_words(OUTCOMES)}'
    strange = [each for each in outcome.known_none if each not in KNOWN_NONE]
    if strange:
        return f'"{strange[0]}" cannot be known to be none: write some of {_words(KNOWN_NONE)}'
    if "alternatives" in outcome.known_none and outcome.alternatives:
        return "the outcome gives alternatives and says that there were none: leave one of them out"
    if "interests" in outcome.known_none and outcome.interests:
        return "the outcome gives interests and says that none were declared: leave one of them out"
    return None


def _words(known: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in known)


def erasure_draft(
    sequence: int, paths: Sequence[str], reason: str, erased_by: str, about: str
) -> Draft:
    body = {"entry": sequence, "paths": list(paths), "reason": reason, "erased_by": erased_by}
    return _draft("erasure", body, (), about, None)


def _draft(
    kind: Kind,
    body: dict[str, Any],
    paths: Collection[str],
    about: str | None,
    id: str | None,
    columns: Columns = (None, None, None),
) -> Draft:
    try:
        body, values = committed(body, paths)
        text = canonical(body)
    except (ValueError, RecursionError) as error:
        raise LogError(f"this cannot be recorded: {error}") from None
    moment = utc_text(dt.datetime.now(dt.UTC))
    return Draft(id or str(uuid4()), kind, text, moment, about, values, columns)


def plain_json(value: Any) -> Any:
    """A choice as entries keep it: numbers with a point as text with all their digits."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_json(each) for key, each in value.items()}
    if isinstance(value, Sequence | frozenset | set):
        return [plain_json(each) for each in value]
    return str(value)
