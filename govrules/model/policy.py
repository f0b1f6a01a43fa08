"""The typed policy: every name looked up, every type known, ready to compile and to explain."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from decimal import Decimal
from hashlib import sha256
from typing import Literal as OneOf

from govrules.model.dataclass import dataclass
from govrules.model.expression import Condition, Constant, Relation, TermValue, Value
from govrules.model.place import NOWHERE, Place
from govrules.model.scenario import Scenario
from govrules.model.types import Type

Modality = OneOf["must", "must not", "should", "should not", "may"]
BINDING: tuple[Modality, ...] = ("must", "must not")

AUTHORITIES = ("statute", "statutory guidance", "council policy", "directorate policy")
"""Highest first. A rule may never displace a rule of a higher authority."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A part of a source: `Citation("CON", "rule 4.2", "Council Constitution, Part 3", "https://…")`."""

    label: str
    part: str
    title: str
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.title}, {self.part}" if self.part else self.title


@dataclass(frozen=True, slots=True)
class InForce:
    """First and last day, both included; None where there is no end."""

    start: dt.date | None = None
    end: dt.date | None = None

    def on(self, date: dt.date) -> bool:
        return (self.start is None or self.start <= date) and (self.end is None or date <= self.end)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary. `key` is its key in a choice.

    `worked_out_by` is the label of the decision table that gives its value, if one does; such a
    term may not be given in a choice. `assumed` is the spoken default for when it is not given.
    What is given for a `personal` term is kept apart in the decision log, so that it can be erased.
    A `changeable` term is one that the council may still settle otherwise, such as a price not yet
    agreed; only such are changed where it is asked what would make a choice comply.
    """

    name: str
    key: str
    type: Type
    or_none: bool = False
    judged_by: str | None = None
    worked_out_by: str | None = None
    assumed: Constant | None = None
    personal: bool = False
    changeable: bool = False
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Act:
    """Something the council may propose to do: `award the contract`; its code is `written`."""

    name: str
    written: str
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class DatedValue:
    value: Constant
    in_force: InForce
    citations: tuple[Citation, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Figure:
    """A parameter with dated values, as at the decision date or the date that `as_at` gives."""

    name: str
    type: Type
    values: tuple[DatedValue, ...]
    as_at: TermValue | None = None
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Definition:
    """A derived term: one of `condition` and `value` is set. `key` names it in a decision.

    Its hash leaves out what it reads: definitions that read each other twice and more, link after
    link, would be walked through again and again, doubling with every link.
    """

    name: str
    key: str
    condition: Condition | None = None
    value: Value | None = None
    citations: tuple[Citation, ...] = ()
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    def __hash__(self) -> int:
        return hash((self.key, self.policy))


@dataclass(frozen=True, slots=True)
class Priority:
    title: str
    weight: Decimal | None
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Principle:
    number: str
    text: str
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """States how far a permission or duty goes; `words` is "for at most 6 months"."""

    words: str


@dataclass(frozen=True, slots=True)
class ActNorm:
    modality: Modality
    role: str
    act: Act
    limit: Limit | None = None
    words: str = field(default="", compare=False)
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class TermNorm:
    """`requirement` is positive: for "must not" and "should not" it is what must not hold."""

    modality: Modality
    requirement: Condition
    words: str = field(default="", compare=False)
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


Norm = ActNorm | TermNorm


@dataclass(frozen=True, slots=True)
class Rule:
    """A labelled rule. `despite` and `subject_to` hold labels of rules of the same rulebook."""

    label: str
    title: str
    norms: tuple[Norm, ...]
    condition: Condition | None = None
    unless: Condition | None = None
    despite: tuple[str, ...] = ()
    subject_to: tuple[str, ...] = ()
    sign_offs: tuple[str, ...] = ()
    because: str | None = None
    serves: tuple[str, ...] = ()
    in_force: InForce = InForce()
    """The rule's own dates within those of its policy."""
    citations: tuple[Citation, ...] = ()
    authority: str = "council policy"
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Departure:
    """Who may depart from rules of an authority level; `by` is None where nobody may."""

    authority: str
    by: str | None
    with_reasons: bool
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """What analysis may find, known by its code and what it is about, and why it is let stand.

    `about` has labels and words as they are written; capitals do not count in them.
    """

    code: str
    about: tuple[str, ...]
    because: str
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class TableRow:
    """`condition` is None where every cell says "any"."""

    condition: Condition | None
    outputs: tuple[Constant, ...]
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Table:
    label: str
    title: str
    hit: OneOf["exactly one row applies", "first row that applies", "every row that applies"]
    outputs: tuple[Term, ...]
    rows: tuple[TableRow, ...]
    citations: tuple[Citation, ...] = ()
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class PortfolioNorm:
    measure: OneOf["share", "total", "number", "number of different", "highest", "lowest"]
    term: Term | None
    """None where contracts themselves are counted."""
    where: Condition | None
    modality: Modality
    relation: Relation
    limit: Value
    words: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class PortfolioRule:
    label: str
    title: str
    across: str
    where: Condition | None
    for_each: Term | None
    norms: tuple[PortfolioNorm, ...]
    otherwise_refer_to: str | None
    citations: tuple[Citation, ...] = ()
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Criterion:
    value: Value
    priority: str
    higher_is_better: bool
    low: Constant | None = None
    high: Constant | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Preference:
    points: Decimal
    term: Term
    order: tuple[str, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class OptionComparison:
    label: str
    title: str
    criteria: tuple[Criterion, ...]
    preference: Preference | None
    citations: tuple[Citation, ...] = ()
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A length of time counted in one unit; `clear day` excludes both ends."""

    count: int
    unit: OneOf["day", "week", "month", "year", "working day", "clear day"]

    def __str__(self) -> str:
        return f"{self.count} {self.unit}" + ("" if self.count == 1 else "s")


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `label` is its section's label, with ".2", ".3" for the second, third, …"""

    label: str
    timing: OneOf["before", "after"]
    act: Act
    role: str
    modality: Modality
    action: str
    about: str
    lasting: Deadline | None
    within: Deadline | None
    condition: Condition | None
    citations: tuple[Citation, ...] = ()
    words: str = ""
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Decider:
    role: str
    condition: Condition
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class WhoDecides:
    """The first decider whose condition holds decides; `sign_offs` all apply on their own."""

    deciders: tuple[Decider, ...]
    otherwise: str | None
    sign_offs: tuple[Decider, ...]
    policy: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Policy:
    """One typed policy, with the words it declares; imported words are in their own policies."""

    title: str
    version: str
    authority: str
    file: str
    in_force: InForce = InForce()
    adopted_by: str | None = None
    adopted_on: dt.date | None = None
    uses: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    acts: tuple[Act, ...] = ()
    roles: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    definitions: tuple[Definition, ...] = ()
    priorities: tuple[Priority, ...] = ()
    principles: tuple[Principle, ...] = ()
    rules: tuple[Rule, ...] = ()
    departures: tuple[Departure, ...] = ()
    tables: tuple[Table, ...] = ()
    portfolio_rules: tuple[PortfolioRule, ...] = ()
    comparisons: tuple[OptionComparison, ...] = ()
    duties: tuple[Duty, ...] = ()
    who_decides: tuple[WhoDecides, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    text: str = field(default="", repr=False)
    """The canonical text (as formatted), over which the rulebook's digest is taken."""


@dataclass(frozen=True, slots=True)
class PolicySet:
    """Policies that are decided together, imports included, in the order of their titles."""

    policies: tuple[Policy, ...]
    digest: str
    """SHA-256, in hexadecimal, over the canonical texts."""

    @classmethod
    def of(cls, policies: tuple[Policy, ...]) -> PolicySet:
        """The set with its digest: over the texts, each after its length, so that none can run
        into the next."""
        digest = sha256()
        for policy in policies:
            data = policy.text.encode(errors="surrogatepass")
            digest.update(f"{len(data)}\n".encode() + data)
        return cls(policies, digest.hexdigest())

    def part_of(self, policy: Policy) -> PolicySet:
        """The policy with all that it uses, and all that these use, on their own."""
        by_title = {each.title: each for each in self.policies}
        wanted, waiting = {policy.title}, [policy]
        while waiting:
            new = [title for title in waiting.pop().uses if title not in wanted]
            wanted.update(new)
            waiting += [by_title[title] for title in new]
        return PolicySet.of(tuple(each for each in self.policies if each.title in wanted))

    def portfolio(self) -> tuple[str, ...]:
        """The labels of the portfolio rules."""
        return tuple(r.label for policy in self.policies for r in policy.portfolio_rules)

    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for policy in self.policies for rule in policy.rules)
