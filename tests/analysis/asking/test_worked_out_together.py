"""The verdict that questions settle on, where several open facts decide one test together."""

from __future__ import annotations

import datetime as dt

from govrules.analysis.asking.next_question import next_question
from govrules.library import loads
from govrules.model.decision import Verdict

ON = dt.date(2026, 7, 1)
POLICY = """Policy "Watching" version 1
  authority: council policy

Vocabulary
  begun is a date
  local is yes or no
  urgent is yes or no
  watch is one of: light, standard, enhanced
  acts: award the contract

Define followed if urgent
  or begun is not known

Table W1: how closely
  first row that applies
  | followed | local || watch    |
  | no       | yes   || enhanced |
  | any      | any   || light    |

Rule W2: what is watched lightly
  if at least 2 of these
    - urgent
    - watch is not enhanced
    - watch is light
  then the council must award the contract

Departures
  council policy may be departed from by the Cabinet with recorded reasons
"""


def test_tests_of_the_same_facts_do_not_come_out_against_each_other() -> None:
    """The watch is light whatever else is answered; that it is not, and is enhanced as well, as if
    its tests had nothing to do with each other, would be outside the policy."""
    found = next_question(loads(POLICY, cache=False)._decider, {"urgent": True, "acts": []}, ON, ())
    assert found.question is None
    assert found.verdict == found.decision.verdict == Verdict.DOES_NOT_COMPLY
