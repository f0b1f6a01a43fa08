"""The verdict that questions settle on, where several open facts decide one test together."""

from __future__ import annotations

import datetime as dt

import pytest

from govrules.analysis.asking.masks import may_become
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


LARGE = """Policy "Large" version 1
  authority: council policy

Vocabulary
  amount is a number
  acts: award the contract

Define large if amount is at least 3

Rule L1: nothing is awarded
  the council must not award the contract

Rule L2: four are two
  if not large
  and amount is 4
  then amount should be 2
"""


def test_what_no_amount_can_owe_is_no_condition() -> None:
    """A check does not know that 4 is large, and speaks of reasons that may have to be recorded."""
    found = next_question(loads(LARGE, cache=False)._decider, {"acts": []}, ON, ())
    assert found.decision.verdict == Verdict.CONDITIONS
    assert (found.question, found.verdict) == (None, Verdict.COMPLIES)


@pytest.mark.parametrize(
    ("verdict", "others"),
    [
        (Verdict.CONFLICT, []),
        (Verdict.DOES_NOT_COMPLY, [Verdict.CONFLICT]),
        (Verdict.UNDECIDED, [v for v in Verdict if v != Verdict.UNDECIDED]),
    ],
)
def test_what_a_verdict_may_turn_into(verdict: Verdict, others: list[Verdict]) -> None:
    assert may_become(verdict) == {verdict, *others}
    assert Verdict.DOES_NOT_COMPLY not in may_become(Verdict.CONDITIONS)
    assert Verdict.CONDITIONS not in may_become(Verdict.COMPLIES)
