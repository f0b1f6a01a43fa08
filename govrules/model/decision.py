"""The decision: what is answered to one choice, as frozen values with a published JSON Schema."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Verdict(StrEnum):
    """The one word of a decision; the first that holds, in this order."""

    CONFLICT = "rules conflict"
    DOES_NOT_COMPLY = "does not comply"
    UNDECIDED = "cannot be decided"
    OUTSIDE = "outside this policy"
    CONDITIONS = "complies with conditions"
    COMPLIES = "complies"


class Status(StrEnum):
    """What became of one rule."""

    MET = "met"
    BREACHED = "breached"
    DEPARTED = "departed"
    PERMITS = "permits"
    DISPLACED = "displaced"
    NOT_APPLICABLE = "not applicable"
    UNDETERMINED = "undetermined"


class Frozen(BaseModel):
    # a command need not wait until pydantic is ready to check them: the engine makes them by
    # `model_construct`, from values of which mypy has checked that they are of the right types
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class SourceRef(Frozen):
    """A part of a source that a rule rests on."""

    label: str
    part: str
    title: str
    url: str | None = None


class Finding(Frozen):
    """The result of one rule.

    `norm` is the strongest of the rule's norms. `displaced_by` holds labels of rules, "unless" for
    the rule's own exception, or "departure" for a recorded one. `needs` holds the keys of the facts
    for want of which it is undetermined. `reasons` are those recorded for not following a `should`.
    """

    rule: str
    title: str
    policy: str
    authority: str
    norm: Literal["must", "must not", "should", "should not", "may"]
    status: Status
    sources: tuple[SourceRef, ...] = ()
    displaced_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    reasons: str | None = None


class Need(Frozen):
    """A fact that was not given and that some result waits for.

    `key` is its key in a choice (a judgement's is its text). `who` can supply it, where the policy
    says. `rules` are the rules, tables, definitions and duties (or "who decides") that wait for it.
    `matters` is false when it cannot change the verdict, as long as no fact that matters is given.
    """

    key: str
    term: str
    kind: Literal["fact", "judgement", "acts"]
    type: str
    who: str | None = None
    rules: tuple[str, ...] = ()
    matters: bool = True


class DutyOwed(Frozen):
    """A duty that the proposed act brings with it.

    `by` is the last day to do it; for a duty that must last a while before the decision, the last
    day to begin. `status` is "unsure" when a missing fact leaves open whether it applies.
    """

    duty: str
    who: str
    norm: Literal["must", "must not", "should", "should not", "may"]
    action: str
    about: str
    timing: Literal["before", "after"]
    act: str
    time: str | None = None
    by: dt.date | None = None
    status: Literal["owed", "done", "unsure"] = "owed"
    sources: tuple[SourceRef, ...] = ()


class SignOff(Frozen):
    """A sign-off; `required_by` is the rule that asks for it, or "who decides"."""

    who: str
    required_by: str
    status: Literal["owed", "given", "unsure"] = "owed"


class Assumption(Frozen):
    """A fact that was not given, and the value that the policy assumes for it."""

    key: str
    term: str
    value: Any
    policy: str


class PolicyRef(Frozen):
    title: str
    version: str


class RulebookRef(Frozen):
    """The rulebook that decided: its policies and the SHA-256 over their canonical texts."""

    name: str
    policies: tuple[PolicyRef, ...]
    digest: str


class Decision(Frozen):
    """What a rulebook says of one choice. It advises; a person decides.

    `terms` maps the key of every derived term (definitions and results of tables) to its value:
    true or false, a number as a string, a date in ISO form, text, or null where it is not known.
    `conditions` says in words what a choice that complies with conditions still owes. `notes` tells
    what a reader should know, such as a division by zero or a departure that could not count.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    conflicts: tuple[tuple[str, str], ...] = ()
    terms: dict[str, Any]
    needs: tuple[Need, ...] = ()
    conditions: tuple[str, ...] = ()
    duties: tuple[DutyOwed, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    decided_by: str | None = None
    assumptions: tuple[Assumption, ...] = ()
    notes: tuple[str, ...] = ()
    rulebook: RulebookRef
    decision_date: dt.date
    engine: str
    run_at: dt.datetime = Field(exclude=True, repr=False)
    """When the decision was made (UTC). Not in the JSON, whose bytes are the same every time."""

    def finding(self, rule: str) -> Finding:
        """The finding of a rule by its label. Raises KeyError when there is no such rule."""
        for finding in self.findings:
            if finding.rule == rule:
                return finding
        raise KeyError(rule)

    def to_json(self, *, indent: int | None = None) -> str:
        """The decision as JSON, byte for byte the same for the same rulebook, choice and date."""
        return self.model_dump_json(indent=indent)
