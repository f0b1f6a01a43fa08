"""A choice made out of one that a scenario gives, by giving some of its facts otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.model.duration import Duration
from govrules.model.facts import NONE, Facts, Judgement
from govrules.model.policy import Term
from govrules.model.types import (
    DateType,
    DurationType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    SeveralOfType,
    TextType,
    Type,
    YesNoType,
)
from govrules.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Base:
    """A choice that a scenario gives, as read and as written; or one in which nothing is given."""

    facts: Facts
    date: dt.date
    given: tuple[s.Given, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Different:
    """What is given otherwise: values of terms by key, the acts, judgements by text, the date."""

    values: Mapping[str, Any] = field(default_factory=dict)
    acts: frozenset[str] | None = None
    judgements: Mapping[str, bool] = field(default_factory=dict)
    on: dt.date | None = None

    def and_also(self, other: Different) -> Different | None:
        """Both together; None where they speak of the same thing."""
        same = set(self.values) & set(other.values) or set(self.judgements) & set(other.judgements)
        if same or (self.acts is not None and other.acts is not None) or (self.on and other.on):
            return None
        return Different(
            {**self.values, **other.values},
            self.acts if self.acts is not None else other.acts,
            {**self.judgements, **other.judgements},
            self.on or other.on,
        )


@dataclass(frozen=True, slots=True)
class Variation:
    base: Base
    different: Different

    @property
    def date(self) -> dt.date:
        return self.different.on or self.base.date

    @property
    def facts(self) -> Facts:
        facts, new = self.base.facts, self.different
        return replace(
            facts,
            values={**facts.values, **new.values},
            acts=facts.acts if new.acts is None else new.acts,
            judgements={
                **facts.judgements,
                **{text: Judgement(value) for text, value in new.judgements.items()},
            },
            decision_date=new.on or facts.decision_date,
        )

    def given(self, vocabulary: Vocabulary, role: str) -> tuple[s.Given, ...] | None:
        """How a scenario gives it, `role` proposing what acts it has; None where none can."""
        anew = self.given_anew(vocabulary, role)
        if anew is None:
            return None
        left = {_name_of(each): each for each in anew if _name_of(each) is not None}
        found: list[s.Given] = []
        for each in self.base.given:
            name = _name_of(each)
            if name in left:
                found.append(left.pop(name))
            elif not self._is_replaced(each, name, vocabulary):
                found.append(each)
        rest = [each for each in anew if _name_of(each) in left or _name_of(each) is None]
        return (*found, *rest)

    def _is_replaced(self, given: s.Given, name: str | None, vocabulary: Vocabulary) -> bool:
        """Whether something given by the base is given otherwise."""
        new = self.different
        if isinstance(given, s.GivenAct | s.GivenNoActs):
            return new.acts is not None
        if isinstance(given, s.GivenJudgement):
            return given.text in new.judgements
        return name in {fold(vocabulary.terms[key].name) for key in new.values}

    def given_anew(self, vocabulary: Vocabulary, role: str) -> tuple[s.Given, ...] | None:
        """How a scenario gives what is given otherwise; None where the language has no words."""
        new = self.different
        found = [given_fact(vocabulary.terms[key], value) for key, value in new.values.items()]
        if new.acts is not None:
            found += _given_acts(new.acts, role)
        for text, satisfied in new.judgements.items():
            judge = vocabulary.judgements[text][0]
            found.append(s.GivenJudgement(s.Role(judge), text, satisfied))
        sayable = tuple(each for each in found if each is not None)
        return sayable if len(sayable) == len(found) else None


def _name_of(given: s.Given) -> str | None:
    match given:
        case s.GivenFact(name=name) | s.GivenNone(name=name) | s.GivenList(name=name):
            return fold(name.text)
        case s.GivenEntry(table=name):
            return fold(name.text)
    return None


def _given_acts(acts: frozenset[str], role: str) -> list[s.Given | None]:
    if not acts:
        return [s.GivenNoActs(s.Role(role))]
    return [s.GivenAct(s.Role(role), s.Name(act)) for act in sorted(acts)]


def given_fact(term: Term, value: Any) -> s.Given | None:
    """`annual value is £25,000`; None where the language has no words for the value."""
    name = s.Name(term.name)
    if value is NONE:
        return s.GivenNone(name)
    if isinstance(term.type, SeveralOfType):
        element: Type = OneOfType(term.type.values) if term.type.values else TextType()
        nodes = [value_node(each, element) for each in sorted(value)]
        written = tuple(node for node in nodes if node is not None)
        return s.GivenFact(name, written) if written else s.GivenNone(name)
    node = value_node(value, term.type)
    return None if node is None else s.GivenFact(name, (node,))


def value_node(value: Any, kind: Type) -> s.Value | None:
    """A canonical value as it is written; None where the language has no words for it."""
    if isinstance(value, Fraction):
        return None
    match kind:
        case MoneyType():
            return s.Money(Decimal(value))
        case NumberType():
            return s.Number(Decimal(value))
        case PercentageType():
            return s.Percentage(Decimal(value))
        case DateType():
            return s.Date(value)
        case YesNoType():
            return s.YesNo(value)
        case OneOfType():
            return s.Name(value)
        case TextType():
            return s.Text(value)
        case DurationType():
            return _duration_node(value)
    return None


def _duration_node(length: Duration) -> s.Duration | None:
    """In years, months or days; a length of both, and a negative one, has no one literal."""
    if length.months < 0 or length.days < 0 or not length.comparable:
        return None
    if length.months and length.days:
        return None
    if not length.months:
        return s.Duration(length.days, "day")
    whole_years = length.months % 12 == 0
    return s.Duration(length.months // 12 if whole_years else length.months,
                      "year" if whole_years else "month")  # fmt: skip
