"""Large, long and deep policies are decided, or refused in plain words: no traceback, no hang."""

from __future__ import annotations

import datetime as dt

import pytest

import govrules
from govrules.compiler.python_source import Source
from govrules.engine.period import PLAIN_CHOICES
from tests.library.test_every_way_agrees import decider_of

HEAD = """Policy "Large" version 1
  authority: council policy
Vocabulary
  a is yes or no
  b is yes or no
  amount is money
  n is a number
  acts: go ahead
"""
ON = dt.date(2026, 7, 1)


def test_a_very_long_number_in_generated_code() -> None:
    """Python refuses to write out, or read, whole numbers of more than 4,300 digits."""
    source = Source()
    source.line(f"return {source.constant(3**20_000)} + {source.constant(3)}")
    scope = dict(source.constants)
    exec(source.function("total()"), scope)
    assert scope["total"]() == 3**20_000 + 3


@pytest.mark.slow
def test_so_many_rules_that_their_indexes_make_a_very_long_number() -> None:
    rules = "\n".join(
        f"Rule R{number}: r\n  if a\n  and amount is more than £{number}\n  then b must be yes"
        for number in range(1900)
    )
    decider = decider_of({"p.policy": HEAD + rules + "\n"})
    assert decider.has_quick_way(ON)
    for b, verdict in ((True, "complies"), (False, "does not comply")):
        for _ in range(PLAIN_CHOICES + 1):
            assert decider.decide({"a": True, "b": b, "amount": 7}, ON).verdict == verdict
    found = decider.decide({"a": True, "b": False, "amount": 7}, ON).findings
    assert [one.status.value for one in found[5:9]] == [
        "breached", "breached", "not applicable", "not applicable",
    ]  # fmt: skip


def test_definitions_that_each_read_the_one_before_twice() -> None:
    """Walked through naively, the work would double with each of the sixty."""
    chain = "".join(
        f"Define d{number}\n  if d{number - 1}\n  or at least 1 of these\n"
        f"    - d{number - 1}\n    - b\n"
        for number in range(1, 60)
    )
    text = HEAD + "Define d0 if a\n" + chain + "Rule R1: r\n  d59 must be met\n"
    text = text.replace("d59 must be met", "if d59\n  then amount must be at most £5")
    decider = decider_of({"p.policy": text})
    assert decider.decide({"a": True, "b": False, "amount": 6}, ON).verdict == "does not comply"
    assert decider.decide({"a": True, "b": False, "amount": 5}, ON).verdict == "complies"


def test_a_number_squared_again_and_again_is_not_known_in_the_end() -> None:
    chain = "".join(f"Define v{n} as v{n - 1} times v{n - 1}\n" for n in range(1, 30))
    text = HEAD + "Define v0 as n plus 1\n" + chain + "Rule R1: r\n  v29 must be at least 1\n"
    decider = decider_of({"p.policy": text})
    decision = decider.decide({"n": 999_999}, ON)
    assert decision.verdict == "cannot be decided"
    assert decision.terms["v3"] == "1" + "0" * 48
    assert decision.terms["v29"] is None
    (note,) = decision.notes
    assert "too many digits" in note
    assert decider.decide({"n": 0}, ON).verdict == "complies"


def test_a_chain_too_long_is_refused_in_plain_words() -> None:
    chain = "".join(f"Define v{n} as v{n - 1} plus £1\n" for n in range(1, 1000))
    text = HEAD + "Define v0 as amount\n" + chain + "Rule R1: r\n  v999 must be at least £1\n"
    with pytest.raises(govrules.PolicyError, match="P408"):
        govrules.loads(text, cache=False)


@pytest.mark.parametrize("on", ["2026-07-01", 20260701, object(), b"\xff"])
def test_a_decision_date_that_is_none(on: object) -> None:
    decider = decider_of({"p.policy": HEAD + "Rule R1: r\n  a must be yes\n"})
    with pytest.raises(govrules.UsageError, match=r"must be a datetime\.date"):
        decider.decide({}, on)  # type: ignore[arg-type]


def test_a_moment_stands_for_its_day() -> None:
    text = HEAD.replace("Vocabulary", "  in force until 1 July 2026\nVocabulary")
    decider = decider_of({"p.policy": text + "Rule R1: r\n  a must be yes\n"})
    late = dt.datetime(2026, 7, 1, 23, 59, tzinfo=dt.UTC)
    decision = decider.decide({"a": True}, late)
    assert (decision.verdict, decision.decision_date) == ("complies", ON)
    assert type(decision.decision_date) is dt.date
