"""The policy as it is written: one frozen node for each construct of the language.

Names are still plain words here (`Name`), which `to_typed` looks up and types. Places never count
in a comparison, so two policies that say the same in another layout are equal.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal as OneOf

from govrules.model.place import NOWHERE, Place

Modality = OneOf["must", "must not", "should", "should not", "may"]
Operator = OneOf["is", "is not", "less than", "at most", "more than", "at least", "exactly",
                 "before", "after", "on or before", "on or after"]  # fmt: skip
Unit = OneOf["day", "week", "month", "year", "working day", "clear day"]


@dataclass(frozen=True, slots=True)
class Node:
    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


# --- words and literals ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A phrase of the policy, blanks made single: a term, value, act, figure or definition.

    `article` when "the" was written before it; it means nothing and is kept for the formatter.
    """

    text: str
    article: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Role(Node):
    """A person or body, without its article: "corporate director", "Cabinet"."""

    text: str


@dataclass(frozen=True, slots=True)
class Money(Node):
    amount: Decimal
    vat: OneOf["", "including", "excluding"] = ""


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Decimal


@dataclass(frozen=True, slots=True)
class Percentage(Node):
    """`12%` has the value 12."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Duration(Node):
    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Date(Node):
    value: dt.date


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class YesNo(Node):
    value: bool


Literal = Money | Number | Percentage | Duration | Date | Text | YesNo


@dataclass(frozen=True, slots=True)
class Citation(Node):
    """`[CON rule 4.2]`: the label of a declared source, and the part of it ("rule 4.2")."""

    source: str
    part: str = ""


# --- values ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`with VAT at` turns money excluding VAT into money including it; `without VAT at` back."""

    operator: OneOf["plus", "minus", "times", "divided by", "with VAT at", "without VAT at"]
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class FirstKnown(Node):
    """`first known of gross value, net value with VAT at VAT rate`."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """`number of bids where …`, `total of price of bids`, `share of price of bids where …`."""

    kind: OneOf["number", "total", "share", "highest", "lowest"]
    list: Name
    field: Name | None = None
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Elapsed(Node):
    """`days between A and B`, `months between A and B`, `working days between A and B`."""

    unit: OneOf["days", "working days", "months", "years"]
    start: Value
    end: Value


@dataclass(frozen=True, slots=True)
class Lookup(Node):
    """`award criteria weights for "price"`: the entry of a table term."""

    table: Name
    key: Text


Value = Name | Role | Literal | Arithmetic | FirstKnown | Aggregate | Elapsed | Lookup
# A Role is a value only where the text said "the smal limit" and no such phrase is declared:
# `to_typed` then reports the unknown term.


# --- conditions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AllOf(Node):
    """Every item holds. `bulleted` when written with bullets ("all of these")."""

    items: tuple[Condition, ...]
    bulleted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    items: tuple[Condition, ...]
    bulleted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class NoneOf(Node):
    """`none of these` with bullets."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeastOf(Node):
    """`at least 2 of these` with bullets."""

    count: int
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not qualifying mutual`."""

    item: Condition


@dataclass(frozen=True, slots=True)
class Holds(Node):
    """A yes/no phrase on its own: `qualifying mutual`, `is local`."""

    name: Name | Role


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    left: Value
    operator: Operator
    right: Value


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`A is between B and C`, both ends included."""

    left: Value
    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class Among(Node):
    """`A is one of B, C` (or, negated, `is not one of`)."""

    left: Value
    values: tuple[Value, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Includes(Node):
    """`reservation includes local area` (or `does not include`)."""

    left: Value
    value: Value
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Known(Node):
    """`A is known`; negated `A is not known`."""

    left: Value
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Absent(Node):
    """`A is none`: known to be absent; negated `A is not none`."""

    left: Value
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Satisfied(Node):
    """`the decision maker is satisfied that "…"`: a judgement that the named role records."""

    role: Role
    text: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`any bids where …`, `every bids where …`."""

    kind: OneOf["any", "every"]
    list: Name
    where: Condition


@dataclass(frozen=True, slots=True)
class Proposes(Node):
    """`the council proposes to award the contract`."""

    role: Role
    act: Name
    negated: bool = False


Condition = (
    AllOf | AnyOf | NoneOf | AtLeastOf | Not | Holds | Comparison | Between | Among | Includes
    | Known | Absent | Satisfied | Quantified | Proposes
)  # fmt: skip


# --- vocabulary --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ValueName(Node):
    """One value of an enumeration; `written` is the code that choices use for it, if any."""

    text: str
    written: str | None = None


@dataclass(frozen=True, slots=True)
class TypeExpr(Node):
    """The declared type. `low`/`high` bound numbers and percentages; `unit` is for durations."""

    kind: OneOf[
        "money", "number", "percentage", "duration", "date", "yes or no", "one of", "several of",
        "text", "list", "table",
    ]  # fmt: skip
    vat: OneOf["", "including", "excluding"] = ""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: OneOf["", "days", "weeks", "months", "years"] = ""
    values: tuple[ValueName, ...] = ()
    fields: tuple[FieldDecl, ...] = ()
    of: OneOf["", "amounts", "money", "percentages", "dates"] = ""
    """For a table: what its names stand for (`a table of names and amounts`)."""


@dataclass(frozen=True, slots=True)
class FieldDecl(Node):
    """A field of a list: `price (money excluding VAT)`; without a type it is text."""

    name: Name
    type: TypeExpr


@dataclass(frozen=True, slots=True)
class TermDecl(Node):
    """`annual value is money excluding VAT or none, written value_net_gbp, judged by the panel`."""

    name: Name
    type: TypeExpr
    or_none: bool = False
    written: str | None = None
    judged_by: Role | None = None


@dataclass(frozen=True, slots=True)
class ActsDecl(Node):
    """`acts: award the contract, discontinue the service`."""

    acts: tuple[ValueName, ...]


@dataclass(frozen=True, slots=True)
class RolesDecl(Node):
    """`roles: the Cabinet, the corporate director` (optional; then a misspelt role is noticed)."""

    roles: tuple[Role, ...]


# --- the parts of a policy ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InForce(Node):
    start: dt.date | None = None
    end: dt.date | None = None
    """The last day, included."""


@dataclass(frozen=True, slots=True)
class Use(Node):
    title: str
    version: str | None = None
    or_later: bool = False


@dataclass(frozen=True, slots=True)
class Adoption(Node):
    body: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Header(Node):
    title: str
    version: str = "1"
    authority: str | None = None
    """"statute", "statutory guidance", "council policy" or "directorate policy"."""
    adopted: Adoption | None = None
    in_force: InForce | None = None
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Source(Node):
    label: str
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary(Node):
    declarations: tuple[TermDecl | ActsDecl | RolesDecl, ...]


@dataclass(frozen=True, slots=True)
class FigureValue(Node):
    value: Literal
    in_force: InForce
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure(Node):
    name: Name
    values: tuple[FigureValue, ...]
    as_at: Name | None = None


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """`Define X if CONDITION` (yes or no) or `Define X as VALUE`."""

    name: Name
    meaning: Condition | Value
    written: str | None = None
    citations: tuple[Citation, ...] = ()
    is_condition: bool = True


@dataclass(frozen=True, slots=True)
class Assumption(Node):
    """`assume value of options is £0 if not given`."""

    name: Name
    value: Literal | Name


@dataclass(frozen=True, slots=True)
class Priority(Node):
    title: str
    weight: Decimal | None = None
    """Per cent."""


@dataclass(frozen=True, slots=True)
class Principle(Node):
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """`for at most 6 months`: states how far a permission or duty goes."""

    operator: OneOf["at most", "at least"]
    amount: Literal


@dataclass(frozen=True, slots=True)
class ActNorm(Node):
    """`the council must not award the contract`."""

    role: Role
    modality: Modality
    act: Name
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class TermNorm(Node):
    """`number of bids must be at least 3`.

    `requirement` is the condition that the modality asks for, written positively: for
    `X must not be Y` the modality is "must not" and the requirement `X is Y`.
    """

    modality: Modality
    requirement: Condition


Norm = ActNorm | TermNorm


@dataclass(frozen=True, slots=True)
class Rule(Node):
    label: str
    title: str
    norms: tuple[Norm, ...]
    condition: Condition | None = None
    unless: Condition | None = None
    despite: tuple[str, ...] = ()
    subject_to: tuple[str, ...] = ()
    sign_offs: tuple[Role, ...] = ()
    because: str | None = None
    serves: tuple[str, ...] = ()
    in_force: InForce | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure(Node):
    """`council policy may be departed from by the Cabinet with recorded reasons`.

    `by` is None for `statute may not be departed from`.
    """

    authority: str
    by: Role | None = None
    with_reasons: bool = False


@dataclass(frozen=True, slots=True)
class Departures(Node):
    entries: tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class CellTest(Node):
    """One alternative in a cell: an operator and a value ("at least £250,000"), or a value."""

    operator: Operator
    value: Value
    high: Value | None = None
    """The upper end for `between A and B`; the operator is then "is"."""


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """The alternatives of a cell, any of which may hold; none for `any`."""

    tests: tuple[CellTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Row(Node):
    cells: tuple[Cell, ...]
    outputs: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A decision table. `hit` is its hit policy."""

    label: str
    title: str
    hit: OneOf["exactly one row applies", "first row that applies", "every row that applies"]
    inputs: tuple[Value, ...]
    outputs: tuple[Name, ...]
    rows: tuple[Row, ...]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class PortfolioNorm(Node):
    """`the share of annual value where … must be at most 60%`."""

    measure: OneOf["share", "total", "number", "number of different", "highest", "lowest"]
    term: Name
    modality: Modality
    operator: Operator
    limit: Value
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class PortfolioRule(Node):
    label: str
    title: str
    across: str
    """What is looked at, in words: "contracts in force"."""
    norms: tuple[PortfolioNorm, ...]
    where: Condition | None = None
    for_each: Name | None = None
    otherwise_refer_to: Role | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion(Node):
    """`rank by whole-life cost for "Value for money", lower is better`.

    `low` and `high` are the ends of a fixed scale (`from £0 to £5 million`), if the policy names
    them.
    """

    term: Name
    priority: str
    higher_is_better: bool
    low: Literal | None = None
    high: Literal | None = None


@dataclass(frozen=True, slots=True)
class Preference(Node):
    """`if within 2 points prefer provider form in order: in-house team, mutual`."""

    points: Decimal
    term: Name
    order: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class OptionComparison(Node):
    label: str
    title: str
    criteria: tuple[Criterion, ...]
    preference: Preference | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty(Node):
    """`the corporate director must consult "residents who use it" for at least 12 weeks`.

    `action` is the verb with the words about it ("consult"), `about` the quoted object.
    `within` is a deadline after the decision, `lasting` a minimum length before it.
    """

    role: Role
    modality: Modality
    action: str
    about: str = ""
    lasting: Duration | None = None
    within: Duration | None = None


@dataclass(frozen=True, slots=True)
class Duties(Node):
    """`Duties D1: before a decision to discontinue the service`, with an optional `if`."""

    label: str
    timing: OneOf["before", "after"]
    act: Name
    duties: tuple[Duty, ...]
    condition: Condition | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Decider(Node):
    """`the Cabinet if annual value is at least £500,000`."""

    role: Role
    condition: Condition


@dataclass(frozen=True, slots=True)
class WhoDecides(Node):
    deciders: tuple[Decider, ...]
    otherwise: Role | None = None
    sign_offs: tuple[Decider, ...] = ()


# --- scenarios ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GivenFact(Node):
    """`provider form is mutual`; several values for a term of type "several of"."""

    name: Name
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class GivenNone(Node):
    """`date of last comparable contract is none`."""

    name: Name


@dataclass(frozen=True, slots=True)
class GivenEntry(Node):
    """`award criteria weights for "price" is 60%`."""

    table: Name
    key: str
    value: Value


@dataclass(frozen=True, slots=True)
class GivenList(Node):
    """`bids are` and a table of their fields."""

    name: Name
    fields: tuple[Name, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    """None where the cell is `not given`."""


@dataclass(frozen=True, slots=True)
class GivenJudgement(Node):
    role: Role
    text: str
    satisfied: bool


@dataclass(frozen=True, slots=True)
class GivenAct(Node):
    """`the council proposes to award the contract`."""

    role: Role
    act: Name


@dataclass(frozen=True, slots=True)
class GivenNoActs(Node):
    """`the council proposes no act`."""

    role: Role


@dataclass(frozen=True, slots=True)
class GivenDeparture(Node):
    """`the Cabinet departs from C2 because "…"`."""

    role: Role
    rule: str
    reasons: str | None = None


@dataclass(frozen=True, slots=True)
class GivenReasons(Node):
    """`reasons are recorded for C4: "…"`: reasons for not following a `should`."""

    rule: str
    reasons: str


@dataclass(frozen=True, slots=True)
class GivenSignOff(Node):
    """`the monitoring officer has signed off`."""

    role: Role


@dataclass(frozen=True, slots=True)
class GivenDone(Node):
    """`duty D1 is done`."""

    label: str


Given = (
    GivenFact | GivenNone | GivenEntry | GivenList | GivenJudgement | GivenAct | GivenNoActs
    | GivenDeparture | GivenReasons | GivenSignOff | GivenDone
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExpectVerdict(Node):
    verdict: str
    without: tuple[Name, ...] = ()
    """`expect cannot be decided without delivery risk`."""


@dataclass(frozen=True, slots=True)
class ExpectRule(Node):
    """`expect C2 not applicable`, `expect C2 displaced by C3`."""

    rule: str
    status: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectTerm(Node):
    """`expect monitoring is enhanced`, `expect value per user is £4.20`."""

    name: Name
    value: Value


@dataclass(frozen=True, slots=True)
class ExpectUndecidedTerm(Node):
    """`expect monitoring cannot be decided without delivery risk`."""

    name: Name
    without: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectDecider(Node):
    """`expect the Cabinet decides`."""

    role: Role


@dataclass(frozen=True, slots=True)
class ExpectSignOff(Node):
    """`expect sign-off by the monitoring officer`."""

    role: Role


@dataclass(frozen=True, slots=True)
class ExpectDuty(Node):
    """`expect duty D2 by 7 July 2026` (the date may be left out)."""

    label: str
    by: dt.date | None = None


Expectation = (
    ExpectVerdict | ExpectRule | ExpectTerm | ExpectUndecidedTerm | ExpectDecider | ExpectSignOff
    | ExpectDuty
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scenario(Node):
    title: str
    given: tuple[Given, ...]
    expect: tuple[Expectation, ...]
    on: dt.date | None = None


Item = (
    Source | Vocabulary | Figure | Definition | Assumption | Priority | Principle | Rule
    | Departures | Table | PortfolioRule | OptionComparison | Duties | WhoDecides | Scenario
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comment:
    """A `#` comment. `own_line` is false for one that follows other words on its line.

    For one on its own line, so many blank lines stand before and after it.
    """

    text: str
    place: Place
    own_line: bool
    blank_before: int = 0
    blank_after: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy file. Comments are kept for the formatter and mean nothing."""

    header: Header
    items: tuple[Item, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False)
