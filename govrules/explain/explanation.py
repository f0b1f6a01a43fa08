"""The explanation of a decision, as a tree that every rendering reads: the answer comes first."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from govrules.model.dataclass import dataclass
from govrules.model.decision import DutyOwed, Need, RulebookRef, SignOff, SourceRef

Kind = Literal[
    "rule", "norm", "condition", "fact", "judgement", "assumption", "figure", "definition",
    "exception", "displacement", "departure", "dates", "table", "table row", "entry", "act",
    "calculation",
]  # fmt: skip
TruthWord = Literal["true", "false", "unknown"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the reasoning: what is said, with its values, and whether it holds.

    `truth` is None for a step that is no condition, such as a fact or a figure; `value` is then
    what it comes to. `place` is where in which file it is written.
    """

    words: str
    kind: Kind
    truth: TruthWord | None = None
    value: str | None = None
    sources: tuple[SourceRef, ...] = ()
    place: str | None = None
    children: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleExplanation:
    """What became of one rule, and why: `headline` says it in one sentence."""

    rule: str
    title: str
    policy: str
    authority: str
    norm: str
    status: str
    headline: str
    reason: Reason
    needs: tuple[str, ...] = ()
    because: str | None = None
    serves: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What, in principle, would change what became of a rule: `lead`, then any one of the ways."""

    rule: str
    lead: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one status that did not decide the answer, with their number.

    There are no `findings` where they were only to be counted.
    """

    status: str
    count: int
    findings: tuple[RuleExplanation, ...]


@dataclass(frozen=True, slots=True)
class TermExplanation:
    """What a definition or a table comes to, and why."""

    key: str
    name: str
    value: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a decision is what it is.

    `deciding` holds the two or three findings that decided it, of `deciding_count` that did;
    `others` all that are not among them. `decided_by` is who takes the decision.
    """

    verdict: str
    sentence: str
    decision_date: dt.date
    decided_by: str | None
    deciding: tuple[RuleExplanation, ...]
    deciding_count: int
    conflicts: tuple[str, ...]
    conditions: tuple[str, ...]
    needs: tuple[Need, ...]
    changes: tuple[Change, ...]
    others: tuple[Group, ...]
    terms: tuple[TermExplanation, ...]
    duties: tuple[DutyOwed, ...]
    sign_offs: tuple[SignOff, ...]
    assumptions: tuple[Reason, ...]
    notes: tuple[str, ...]
    rulebook: RulebookRef
    engine: str

    def findings(self) -> tuple[RuleExplanation, ...]:
        """Every rule's explanation, those that decided first."""
        return self.deciding + tuple(one for group in self.others for one in group.findings)
