"""Policies as text for tests: a choice, a date, and what the reference evaluator makes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from govrules.engine.reading.choice import read_choice
from govrules.engine.reference import Evaluation
from govrules.language.load import load_texts
from govrules.model.policy import Definition, PolicySet, Term
from govrules.model.vocabulary import Vocabulary

DATE = dt.date(2026, 7, 3)
HEADER = """Policy "North" version 1
  authority: council policy
  in force from 1 June 2026 until 31 March 2030

Source CON: "Constitution"

"""
VOCABULARY = """Vocabulary
  value is money
  cost is money
  users is a number
  rate is a percentage
  length is a duration
  start is a date
  finish is a date
  ready is yes or no
  checked is yes or no
  last contract is a date or none
  form is one of: mutual, company, charity
  reservation is several of: local area, small firms
  title is text
  weights is a table of names and percentages
  bids is a list with: bidder, price (money), is local (yes or no)
  acts: award the contract, discontinue the service

"""


@cache
def loaded(text: str) -> PolicySet:
    found = load_texts({"north.policy": text})
    assert found.policy_set is not None, "\n".join(str(fault) for fault in found.diagnostics)
    return found.policy_set


def evaluate(
    body: str, choice: Mapping[str, Any], on: dt.date = DATE, *, whole: bool = False
) -> Evaluation:
    """What the policy makes of the choice; `whole` when the body is the whole policy."""
    policy_set = loaded(body if whole else HEADER + VOCABULARY + body)
    return Evaluation(policy_set, read_choice(choice, Vocabulary.of(policy_set)), on)


def condition(words: str, **choice: Any) -> int:
    """The truth of a condition."""
    body = f"Rule C1: test\n  if {words}\n  then the council must award the contract\n  [CON 1]\n"
    evaluation = evaluate(body, choice)
    rule = evaluation.policy_set.rules()[0]
    assert rule.condition is not None
    return evaluation.truth(rule.condition)


def worked_out(words: str, **choice: Any) -> Any:
    """What a value comes to."""
    evaluation = evaluate(f"Define result as {words}\n", choice)
    return evaluation.definition(definition_of(evaluation, "result"))


def definition_of(evaluation: Evaluation, name: str) -> Definition:
    policies = evaluation.policy_set.policies
    return next(one for policy in policies for one in policy.definitions if one.name == name)


def term_of(evaluation: Evaluation, name: str) -> Term:
    policies = evaluation.policy_set.policies
    return next(one for policy in policies for one in policy.terms if one.name == name)
