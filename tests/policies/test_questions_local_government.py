"""Every question on local government has its term, decided from the facts that it may use.

The list of questions is not part of the project; the tests are skipped where it is missing.
"""

from __future__ import annotations

import csv
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.catalogue import POLICIES, answer, rulebook, vocabulary
from tests.policies.local_government import ANSWERS, choices

ENGLAND = POLICIES / "england"
RULES = {"BV", "BV-3M", "CARE5", "PSED", "CONSULT", "CRC", "ACV", "TRADE", "KEYDEC", "KD-LOCAL",
         "CALLIN", "LGTC", "TUPE"}  # fmt: skip
_BESIDE = Path(__file__).parents[3] / "shared" / "domain"


@lru_cache(maxsize=1)
def questions() -> dict[str, frozenset[str]]:
    """The facts that each question on these rules may use; skips where the list is not there."""
    path = Path(os.environ.get("GOVRULES_DOMAIN", _BESIDE)) / "questions.csv"
    if not path.exists():
        pytest.skip(f"questions not found: {path} (set GOVRULES_DOMAIN to their folder)")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["term"]: frozenset(row["facts_it_may_use"].split())
            for row in csv.DictReader(file)
            if RULES.intersection(row["rules"].split())
        }


def test_every_question_has_a_reckoning_to_be_held_against() -> None:
    assert set(questions()) == set(ANSWERS)


@pytest.mark.parametrize("key", sorted(ANSWERS))
def test_a_question_is_a_yes_or_no_term_of_exactly_its_name(key: str) -> None:
    assert key in questions()
    definition = vocabulary(ENGLAND).definitions[key]
    assert definition.condition is not None


@pytest.mark.parametrize("key", sorted(ANSWERS))
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_the_facts_that_it_may_use_decide_it(key: str, data: st.DataObject) -> None:
    facts = data.draw(choices(questions()[key]))
    assert answer(ENGLAND, key, **facts) is ANSWERS[key](facts)


@pytest.mark.parametrize("key", sorted(ANSWERS))
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_a_decision_reports_it(key: str, data: st.DataObject) -> None:
    facts: dict[str, Any] = data.draw(choices(questions()[key]))
    assert rulebook(ENGLAND).check(facts).terms[key] is ANSWERS[key](facts)
