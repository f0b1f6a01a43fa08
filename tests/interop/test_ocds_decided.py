"""Real notices, decided under the law and a council's rules."""

from __future__ import annotations

from typing import Any

from govrules.interop.ocds.to_choices import ImportedChoice, choices_from_ocds, summary
from tests.interop.real_data import real
from tests.policies.catalogue import NORWICH, THRESHOLDS, answer, rulebook

PUBLIC = "is_public_contract"


def decided(choice: ImportedChoice, **missing: Any) -> bool | None:
    """Is it a public contract? `missing` are facts that count where the notice leaves them out."""
    return answer(THRESHOLDS, PUBLIC, **(missing | choice.data))


def test_the_real_record_is_below_the_works_threshold() -> None:
    """Find a Tender says aboveThreshold: false, and so it is decided once the date is supplied."""
    choice = choices_from_ocds(real("fts/fts_record_ocds-h6vhtk-0525b3.json")).choices[0]
    assert decided(choice) is None
    assert decided(choice, procurement_commenced="2026-03-02") is False
    assert choice.claims == {"above_threshold": False}


def test_notices_of_wales_are_not_decided_by_english_law_of_2026() -> None:
    found = choices_from_ocds(real("sell2wales_ocds_2025.json")).choices
    welsh = [choice for choice in found if choice.data.get("nation") == "wales"]
    assert welsh
    for choice in welsh:
        assert decided(choice, procurement_commenced="2026-03-02") is not True


def test_a_summary_counts_verdicts_and_missing_facts() -> None:
    norwich = rulebook(NORWICH)
    rows = [
        ("No facts at all", norwich.check({})),
        ("Two quotes", norwich.check({
            "value_net_gbp": 60_000, "procedure": "quotes", "quotes_obtained": 2,
            "advertised": False, "pre_qualification_stage": False, "acts": [],
        })),
    ]  # fmt: skip
    text = summary(rows)
    lines = text.splitlines()
    assert lines[0].split() == ["choice", "verdict", "missing"]
    assert any("No facts at all" in line and "cannot be decided" in line for line in lines)
    assert any("Two quotes" in line and "does not comply" in line for line in lines)
    assert "2 choices" in lines
    assert "1 choice" in summary(rows[:1]).splitlines()
    assert any(line.split() == ["1", "procedure"] for line in lines)


def test_a_summary_of_nothing() -> None:
    assert summary([]) == "no choices"
