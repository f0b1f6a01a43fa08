"""Conditions and norms in one line, as an explanation quotes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govrules.language import syntax as s
from govrules.language.to_text import words

VALUE, FORM = s.Name("annual value"), s.Name("provider form")
LIMIT = s.Money(Decimal(100_000))
BIDS = s.Aggregate("number", s.Name("bids"))
LOCAL = s.Holds(s.Name("is local"))
CHEAP = s.Comparison(VALUE, "less than", LIMIT)
COUNCIL = s.Role("council")


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (s.Comparison(FORM, "is", s.Name("mutual")), "provider form is mutual"),
        (s.Comparison(FORM, "is not", s.Name("mutual")), "provider form is not mutual"),
        (s.Comparison(VALUE, "at least", LIMIT), "annual value is at least £100,000"),
        (s.Comparison(VALUE, "exactly", LIMIT), "annual value is exactly £100,000"),
        (s.Between(VALUE, LIMIT, s.Name("limit")), "annual value is between £100,000 and limit"),
        (s.Among(FORM, (s.Name("mutual"), s.Name("co-operative"))),
         "provider form is one of mutual, co-operative"),
        (s.Among(FORM, (s.Name("mutual"),), negated=True), "provider form is not one of mutual"),
        (s.Includes(FORM, s.Name("mutual")), "provider form includes mutual"),
        (s.Includes(FORM, s.Name("mutual"), negated=True), "provider form does not include mutual"),
        (s.Known(VALUE), "annual value is known"),
        (s.Known(VALUE, negated=True), "annual value is not known"),
        (s.Absent(VALUE), "annual value is none"),
        (s.Absent(VALUE, negated=True), "annual value is not none"),
        (s.Not(LOCAL), "not is local"),
        (s.Satisfied(COUNCIL, "care stops"), 'the council is satisfied that "care stops"'),
        (s.Satisfied(COUNCIL, "care stops", negated=True),
         'the council is not satisfied that "care stops"'),
        (s.Quantified("any", s.Name("bids"), LOCAL), "any bids where is local"),
        (s.Proposes(COUNCIL, s.Name("award it")), "the council proposes to award it"),
        (s.AllOf((LOCAL, CHEAP)), "is local and annual value is less than £100,000"),
        (s.AnyOf((LOCAL, CHEAP)), "is local or annual value is less than £100,000"),
        (s.AnyOf((LOCAL, CHEAP), True),
         "any of these: is local; annual value is less than £100,000"),
        (s.AtLeastOf(2, (LOCAL, s.NoneOf((LOCAL, CHEAP)), LOCAL)),
         "at least 2 of these: is local; (none of these: is local; annual value is less than "
         "£100,000); is local"),
    ],
)  # fmt: skip
def test_conditions(condition: s.Condition, text: str) -> None:
    assert words(condition) == text


@pytest.mark.parametrize(
    ("norm", "text"),
    [
        (s.ActNorm(COUNCIL, "must not", s.Name("award it")), "the council must not award it"),
        (s.ActNorm(COUNCIL, "may", s.Name("award it"),
                   s.Limit("at most", s.Duration(6, "month"))),
         "the council may award it for at most 6 months"),
        (s.TermNorm("must", s.Comparison(BIDS, "at least", s.Number(Decimal(3)))),
         "number of bids must be at least 3"),
        (s.TermNorm("must not", s.Comparison(FORM, "is", s.Name("mutual"))),
         "provider form must not be mutual"),
        (s.TermNorm("must", s.Includes(FORM, s.Name("mutual"))),
         "provider form must include mutual"),
        (s.TermNorm("should", s.Known(VALUE)), "annual value should be known"),
        (s.TermNorm("must", s.Holds(s.Name("fair share"))), "fair share must hold"),
        (s.TermNorm("must", s.AnyOf((LOCAL, CHEAP))),
         "any of these must hold: is local; annual value is less than £100,000"),
        (s.TermNorm("should", s.AtLeastOf(2, (LOCAL, s.NoneOf((CHEAP,)), LOCAL))),
         "at least 2 of these should hold: is local; (none of these: annual value is less than "
         "£100,000); is local"),
        (s.TermNorm("must", s.Between(VALUE, LIMIT, LIMIT)),
         "annual value must be between £100,000 and £100,000"),
    ],
)  # fmt: skip
def test_norms(norm: s.Norm, text: str) -> None:
    assert words(norm) == text
