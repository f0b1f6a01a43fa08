"""Put a decision together, with the names of the rulebook and the engine in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from govrules.model.decision import Decision, Finding, PolicyRef, RulebookRef, Verdict
from govrules.model.policy import PolicySet
from govrules.model.version import __version__

_FIELDS = set(Decision.model_fields)
# a model keeps what it holds in slots; each is filled at once, as validation would leave it
_set_values, _set_fields, _set_extra, _set_private = (
    vars(BaseModel)[slot].__set__
    for slot in (
        "__dict__",
        "__pydantic_fields_set__",
        "__pydantic_extra__",
        "__pydantic_private__",
    )
)
_new, _now, _UTC = object.__new__, dt.datetime.now, dt.UTC


@cache
def engine_version() -> str:
    """The versions that decide: govrules and durable-rules."""
    return f"govrules {__version__}, durable-rules {_durable_version()}"


def _durable_version() -> str:
    """By the name of the folder that pip keeps beside the engine, else as Python's own library
    tells it, which takes longer to load than a policy."""
    spec = find_spec("durable_rules_engine")
    if spec is None:  # then the session says so, in words, when it is loaded
        return "not installed"
    beside = Path(spec.origin or "").parent.glob("durable_rules-*.dist-info")
    named = [path.name.removesuffix(".dist-info").partition("-")[2] for path in beside]
    if len(named) == 1:
        return named[0]
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("durable_rules")
    except PackageNotFoundError:
        return "not known"


def usual_fields(rulebook: RulebookRef, notes: tuple[str, ...] = ()) -> dict[str, Any]:
    """All fields in the order in which JSON writes them, with what they usually hold."""
    fields = Decision.model_fields.items()
    usual = {name: None if field.is_required() else field.default for name, field in fields}
    return usual | {"notes": notes, "rulebook": rulebook, "engine": engine_version()}


def rulebook_ref(policy_set: PolicySet) -> RulebookRef:
    """A rulebook is named after the policies that no other policy of it uses."""
    used = {title for policy in policy_set.policies for title in policy.uses}
    top = [policy.title for policy in policy_set.policies if policy.title not in used]
    return RulebookRef.model_construct(
        name="; ".join(top) or "; ".join(policy.title for policy in policy_set.policies),
        policies=tuple(
            PolicyRef.model_construct(title=p.title, version=p.version) for p in policy_set.policies
        ),
        digest=policy_set.digest,
    )


def new_decision(
    usual: Mapping[str, Any],
    verdict: Verdict,
    findings: tuple[Finding, ...],
    terms: dict[str, Any],
    decision_date: dt.date,
    **others: Any,
) -> Decision:
    """A decision from values that are right by construction, without checking them again.

    `others` are the fields besides that do not hold what they usually do.
    """
    decision = _new(Decision)
    values = {**usual}
    values["verdict"] = verdict
    values["findings"] = findings
    values["terms"] = terms
    values["decision_date"] = decision_date
    values["run_at"] = _now(_UTC)
    if others:
        values |= others
    _set_values(decision, values)
    _set_fields(decision, _FIELDS)
    _set_extra(decision, None)
    _set_private(decision, None)
    return decision
