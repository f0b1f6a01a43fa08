"""A choice keeps which facts nobody knows, so that questions can be put again from it alone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govrules.analysis.asking.next_question import next_question
from tests.analysis.asking.test_only_what_matters import OPEN, few
from tests.analysis.remedies.drawn import choices, policies
from tests.engine.test_agreement import decider_of

ON = dt.date(2026, 7, 1)
unknown_facts = st.sets(st.sampled_from(sorted(OPEN)), max_size=3)


def with_none(text: str) -> str:
    """The policy, in which there may be no size and no form."""
    for words in ("size is a number from 0 to 4", "form is one of: x, y, z"):
        assert words in text
        text = text.replace(words, f"{words} or none")
    return text + "Rule N1: whether there is a form\n  if form is none\n  then urgent must be yes\n"


@few
@given(policies(together=False).map(with_none), choices, unknown_facts, st.booleans())
def test_no_question_is_put_twice_whatever_nobody_knows(
    text: str, full: dict[str, Any], unknown: set[str], has_none: bool
) -> None:
    """Between two questions there is only the choice, as JSON."""
    decider = decider_of(text)
    if has_none:
        full = {**full, "form": None, "size": None}
    choice = {key: value for key, value in full.items() if key not in OPEN}
    asked: set[str] = set()
    while (found := next_question(decider, json.loads(json.dumps(choice)), ON)).question:
        question = found.question
        assert question.key not in asked
        asked.add(question.key)
        if question.key in unknown:
            choice = question.unanswered(choice)
        else:
            choice = question.answered(choice, full[question.key])
        assert decider.facts_of(choice).values.keys() >= asked - unknown - {"acts"}
        assert not decider.facts_of(choice).values.keys() & unknown
    said = {key: value for key, value in full.items() if key not in asked & unknown}
    assert decider.decide(said, ON).verdict == found.verdict
