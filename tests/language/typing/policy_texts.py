"""Load small policies and say what is wrong with them, for the tests of this folder."""

from __future__ import annotations

from govrules.language.load import Loaded, load_texts
from govrules.model.expression import Condition, Value
from govrules.model.policy import Definition, Policy, PolicySet

HEADING = 'Policy "Test" version 1\n'
DEPARTURES = "\nDepartures\n  council policy may be departed from by the Cabinet\n"

VOCABULARY = """\
Vocabulary
  provider form is one of: in-house team, mutual, private company
  last provider form is one of: in-house team, mutual, private company
  risk is one of: low, medium, high
  net value is money excluding VAT
  gross value is money including VAT
  grant is money
  bidders is a number
  score is a number from 0 to 100
  discount is a percentage
  contract length is a duration
  start is a date
  last contract is a date or none
  local is yes or no
  exempt is yes or no or none
  service area is text
  reserved for is several of: local area, small firms
  bids is a list with: bidder, price (money excluding VAT), quality (a number), is local (yes or no)
  weights is a table of names and percentages
  acts: award the contract, extend the contract
"""


def load(text: str) -> Loaded:
    """A policy of this text; a heading is put before it when it has none."""
    return load_texts({"test.policy": text if "Policy" in text else HEADING + text})


def load_all(*texts: str) -> Loaded:
    return load_texts({f"{number}.policy": text for number, text in enumerate(texts, start=1)})


def policy_set(text: str) -> PolicySet:
    loaded = load(text)
    assert loaded.policy_set is not None, "\n".join(map(str, loaded.diagnostics))
    return loaded.policy_set


def policy(text: str) -> Policy:
    (one,) = policy_set(text).policies
    return one


def codes(loaded: Loaded) -> list[str]:
    return [diagnostic.code for diagnostic in loaded.diagnostics]


def faults(text: str) -> list[str]:
    """The code and the sentence of every fault."""
    return [f"{d.code} {d.message}" for d in load(text).diagnostics]


def faults_of_condition(condition: str) -> list[str]:
    """What is wrong with a condition over the vocabulary above."""
    return faults(f"{VOCABULARY}Define tested if {condition}\n")


def faults_of_value(value: str) -> list[str]:
    return faults(f"{VOCABULARY}Define worked as {value}\n")


def _defined(meaning: str) -> Definition:
    (definition,) = policy(f"{VOCABULARY}Define tested {meaning}\n").definitions
    return definition


def condition(text: str) -> Condition:
    """The typed condition, over the vocabulary above."""
    typed = _defined(f"if {text}").condition
    assert typed is not None
    return typed


def value(text: str) -> Value:
    typed = _defined(f"as {text}").value
    assert typed is not None
    return typed
