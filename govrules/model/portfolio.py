"""The decision on a portfolio: what portfolio rules say of many contracts taken together.

Frozen values with a published JSON Schema. Numbers are text, so that no digit is lost.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from govrules.model.decision import Frozen, RulebookRef, SourceRef, Status, Verdict

Unit = Literal["money", "per cent", "number", "contracts", "different", "date", "duration"]
Answer = Literal["yes", "no", "unknown"]
Effect = Literal["caused", "perhaps caused", "worsened", "stands", "eased"]
Modality = Literal["must", "must not", "should", "should not", "may"]
Measure = Literal["share", "total", "number", "number of different", "highest", "lowest"]


class MeasuredBounds(Frozen):
    """The least and the most that a measure can be; null where there is no end.

    An end that is open is approached and never reached.
    """

    low: str | None
    high: str | None
    low_open: bool = False
    high_open: bool = False

    @property
    def certain(self) -> bool:
        return self.low == self.high and self.low is not None


class Headroom(Frozen):
    """How much more may come ("room"), must go ("over") or must come ("wanting").

    `of` tells of which contracts: those that count for the norm, or all the others. `least` holds
    whatever the unknown facts are, `most` at best (for "over" and "wanting" the other way about:
    at least so much, at most so much); null is without end. Money is told to the penny, contracts
    and names whole, so that the amount itself still keeps the rule; where `exclusive` is true it
    does not, only less (or more) than it does.
    """

    kind: Literal["room", "over", "wanting"]
    of: Literal["those that count", "the others"]
    unit: Unit
    least: str | None
    most: str | None
    exclusive: bool = False


class State(Frozen):
    """A norm before or after the award: what it measures, and whether it holds.

    `measured` is null where there is nothing to measure, such as the share of nothing; `holds` is
    whether the relation to the limit holds (for a `must not`, what must not hold).
    """

    measured: MeasuredBounds | None
    holds: Answer
    headroom: Headroom | None = None


class MixPart(Frozen):
    """A part of the whole, before and after: the amount, and of how many contracts.

    `counts` is whether the part counts for the norm; "unknown" also where it may not belong to the
    portfolio at all.
    """

    name: str
    counts: Answer
    before: str
    after: str | None
    contracts_before: int
    contracts_after: int | None


class Mix(Frozen):
    """The whole by its parts: by the values of the term `by`, or by whether contracts count.

    `amount_unknown` is how many contracts have no known amount and so are in no part.
    """

    by: str | None
    unit: Unit
    parts: tuple[MixPart, ...]
    amount_unknown: int = 0


class UncertainContract(Frozen):
    """A contract of which facts are missing; `narrows_by` is by how much the bounds would close
    in once they are known (null where that cannot be said, as its amount is not known)."""

    contract: str
    title: str | None = None
    missing: tuple[str, ...]
    narrows_by: str | None = None


class MissingFact(Frozen):
    key: str
    term: str
    contracts: int


class Uncertain(Frozen):
    """What keeps a measure open: how many contracts, the most decisive first, and which facts."""

    contracts: int
    decisive: tuple[UncertainContract, ...]
    missing: tuple[MissingFact, ...]


class NormFinding(Frozen):
    """One norm in one group; `after` is null without an award.

    `words` are the policy's own, and so are `term`, what is measured (null where contracts are
    counted), and `where`, which of them count (null where all do).
    """

    words: str
    term: str | None
    where: str | None
    modality: Modality
    measure: Measure
    unit: Unit
    relation: Literal["=", "!=", "<", "<=", ">", ">="]
    limit: str | None
    before: State
    after: State | None = None
    effect: Effect | None = None
    mix: Mix | None = None
    uncertain: Uncertain | None = None

    @property
    def now(self) -> State:
        """After the award where there is one, else as the register stands."""
        return self.after or self.before


class GroupFinding(Frozen):
    """A rule on one group of contracts; `group` is null where the rule has no `for each`.

    `given` is false for the group that contracts would be if a fact that is not given were a value
    that no other contract has.
    """

    group: str | None
    given: bool = True
    status: Status
    status_before: Status | None = None
    effect: Effect | None = None
    contracts: int
    contracts_possible: int
    norms: tuple[NormFinding, ...]


class Referral(Frozen):
    """To whom a rule that is not kept is referred; `status` is "possible" while that is open."""

    rule: str
    to: str
    status: Literal["due", "possible"]


class PortfolioFinding(Frozen):
    """The result of one portfolio rule, over all its groups, the worst of them first."""

    rule: str
    title: str
    policy: str
    authority: str
    norm: Modality
    across: str
    for_each: str | None
    status: Status
    status_before: Status | None = None
    effect: Effect | None = None
    sources: tuple[SourceRef, ...] = ()
    referral: Referral | None = None
    reasons: str | None = None
    groups: tuple[GroupFinding, ...]


class RegisterRef(Frozen):
    """What was decided on: how many contracts were read, and how many rows were set aside.

    `left_aside` names the columns for which the policies have no word.
    """

    contracts: int
    set_aside: int = 0
    left_aside: tuple[str, ...] = ()


class Award(Frozen):
    contract: str | None
    title: str | None


class PortfolioDecision(Frozen):
    """What portfolio rules say of a register, with or without a proposed award.

    `verdict` is of the portfolio after the award where there is one; `verdict_before` of the
    register as it stands. It advises; a person decides.
    """

    verdict: Verdict
    verdict_before: Verdict | None = None
    award: Award | None = None
    findings: tuple[PortfolioFinding, ...]
    referrals: tuple[Referral, ...] = ()
    register_read: RegisterRef
    notes: tuple[str, ...] = ()
    rulebook: RulebookRef
    decision_date: dt.date
    engine: str
    run_at: dt.datetime = Field(exclude=True, repr=False)
    """When the decision was made (UTC). Not in the JSON, whose bytes are the same every time."""

    def finding(self, rule: str) -> PortfolioFinding:
        """The finding of a rule by its label. Raises KeyError when there is no such rule."""
        for finding in self.findings:
            if finding.rule == rule:
                return finding
        raise KeyError(rule)

    def to_json(self, *, indent: int | None = None) -> str:
        """The decision as JSON, byte for byte the same for the same contracts in any order."""
        return self.model_dump_json(indent=indent)
