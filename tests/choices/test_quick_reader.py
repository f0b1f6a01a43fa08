"""The quick reader of plain choices never disagrees with the careful one."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from govrules.compiler.to_reader import to_reader
from govrules.engine.reading.choice import read_choice
from tests.choices.strategies import KEYS, json_values, plain_choices
from tests.choices.words import POLICY, WORDS

GIVEN = tuple(term for term in WORDS.given_terms() if term.key != "decision_date")
QUICK = to_reader(GIVEN, POLICY.acts)

odd_values = json_values | st.sampled_from(
    ["none", "\ud800", 10**18, -1, 101, True, ["award"], "2026-02-30", "20260703", "mutual", "PRIV"]
)
odd_choices = st.dictionaries(st.sampled_from([*KEYS, "acts"]), odd_values, max_size=3)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(odd_choices | plain_choices)
@example({"procurement_commenced": "2026-W27-5"})
@example({"previous_provider": "none"})
@example({"service_area": "\ud800"})
def test_what_is_read_quickly_is_what_is_read_with_care(choice: dict[str, Any]) -> None:
    quick = QUICK(choice)
    if quick is None:
        return  # left to the careful reader
    facts = read_choice(choice, WORDS)
    values, acts = quick
    assert acts == facts.acts
    assert {t.key: v for t, v in zip(GIVEN, values, strict=True) if v is not None} == facts.values
