"""What the systems decide from some of the facts is what they decide from all of them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.model.decision import Decision
from tests.policies.catalogue import POLICIES, rulebook

EXAMPLES = sorted((POLICIES / "systems").rglob("examples/*.json"))
NAMES = [f"{path.parents[1].name}/{path.stem}" for path in EXAMPLES]

# A rule may ask that a fact be known at all; then leaving it out is the breach.
ASKED_FOR = {"responsible_councillor", "responsible_officer"}
KEPT = {"acts", "decision_date", *ASKED_FOR}
MAY_BECOME = {"met": ("displaced", "not applicable"), "displaced": ("not applicable",)}


@lru_cache(maxsize=64)
def whole(path: Path) -> tuple[dict[str, Any], Decision]:
    choice = json.loads(path.read_text("utf-8"))
    return choice, rulebook(path.parents[1]).check(choice)


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_another_fact_never_acquits_or_revives_a_rule(path: Path, data: st.DataObject) -> None:
    """What is breached, departed from, permitted or not applicable stays so as more is known.

    A rule that is met may turn out to be displaced, and either of them not to apply after all.
    """
    choice, full = whole(path)
    left_out = data.draw(st.sets(st.sampled_from(sorted(set(choice) - KEPT))))
    some = {key: value for key, value in choice.items() if key not in left_out}
    decision = rulebook(path.parents[1]).check(some)
    for finding in decision.findings:
        if finding.status == "undetermined":
            continue
        later = full.finding(finding.rule).status
        assert later in {finding.status, *MAY_BECOME.get(finding.status, ())}, finding.rule
    if decision.verdict == "complies":
        assert full.verdict in ("complies", "outside this policy")
    if decision.verdict == "does not comply":
        assert full.verdict in ("does not comply", "rules conflict")
