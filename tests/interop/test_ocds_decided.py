"""Real notices, decided: what the thresholds say, against what the buyer says."""

from __future__ import annotations

from typing import Any

from govrules.engine.decider import Decider
from govrules.interop.ocds import ImportedChoice, choices_from_ocds, summary
from tests.interop.real_data import real
from tests.policies.catalogue import NORWICH, THRESHOLDS, answer, policy_set

PUBLIC = "is_public_contract"


def label(choice: ImportedChoice) -> bool | None:
    """Does the buyer say that the contract is above the threshold?"""
    return choice.claims.get("above_threshold")


def decided(choice: ImportedChoice, **more: Any) -> bool | None:
    return answer(THRESHOLDS, PUBLIC, **(choice.data | more))


def test_decided_thresholds_agree_with_the_buyers_own_label() -> None:
    """Where the notice says enough to decide, and the buyer labels it, the two agree."""
    found = choices_from_ocds(real("cf_ocds_2025.json")).choices
    both = [(choice, decided(choice)) for choice in found if label(choice) is not None]
    settled = [(choice, answer) for choice, answer in both if answer is not None]
    assert len(settled) >= 10
    disagree = {choice.data["title"]: answer for choice, answer in settled
                if answer is not label(choice)}  # fmt: skip
    assert disagree == KNOWN_DISAGREEMENTS


KNOWN_DISAGREEMENTS: dict[str, bool] = {}
"""Title: what is decided, which is the opposite of the label."""


def test_with_the_date_supplied_more_labels_can_be_compared() -> None:
    """Award notices leave out when the procurement commenced; all of these did in 2024 or 2025,
    when the figures were the same."""
    found = choices_from_ocds(real("cf_ocds_2025.json")).choices
    day = {"procurement_commenced": "2025-01-02", "nation": "england"}
    settled = [
        (choice, answer)
        for choice in found
        if label(choice) is not None and (answer := decided(choice, **day)) is not None
    ]
    agree = [choice for choice, answer in settled if answer is label(choice)]
    assert len(settled) >= 30
    disagree = {choice.data["title"] for choice, answer in settled if answer is not label(choice)}
    assert disagree == KNOWN_WITH_A_DATE
    assert len(agree) >= len(settled) - 8


KNOWN_WITH_A_DATE: set[str] = set()


def test_the_real_record_is_below_the_works_threshold() -> None:
    """Find a Tender says aboveThreshold: false, and so it is decided once the date is supplied."""
    choice = choices_from_ocds(real("fts/fts_record_ocds-h6vhtk-0525b3.json")).choices[0]
    assert decided(choice) is None
    assert decided(choice, procurement_commenced="2026-03-02") is False is label(choice)


def test_notices_of_wales_are_not_decided_by_english_law_of_2026() -> None:
    found = choices_from_ocds(real("sell2wales_ocds_2025.json")).choices
    welsh = [choice for choice in found if choice.data.get("nation") == "wales"]
    assert welsh
    for choice in welsh:
        assert decided(choice, procurement_commenced="2026-03-02") is not True


def test_a_summary_counts_verdicts_and_missing_facts() -> None:
    decider = Decider(policy_set(NORWICH))
    rows = [
        ("No facts at all", decider.decide({})),
        ("Two quotes", decider.decide({
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
    assert any(line.split() == ["1", "procedure"] for line in lines)


def test_a_summary_of_nothing() -> None:
    assert summary([]) == "no choices"
