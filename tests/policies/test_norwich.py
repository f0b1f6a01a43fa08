"""The bands of Norwich against a plain reckoning in Python."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.catalogue import COUNCILS, NORWICH, answer, evaluation

PROCEDURES = ("none", "single_quote", "quotes", "open", "competitive_flexible", "restricted_quote",
              "framework_call_off", "dynamic_market", "direct_award")  # fmt: skip
VALUES = st.sampled_from(
    [Decimal(v) for v in ("24999.99", "25000", "25000.01", "99999.99", "100000", "100000.01")]
) | st.decimals(1, 200_000, places=2)


def follows(value: Decimal, procedure: str, quotes: int, justified: bool, advertised: bool) -> bool:
    if procedure in ("framework_call_off", "dynamic_market"):
        return True
    if value < 25_000:
        return justified
    if value <= 100_000:
        return quotes >= 3
    return advertised and procedure in ("open", "competitive_flexible")


@settings(max_examples=150, deadline=None)
@given(
    value=VALUES, procedure=st.sampled_from(PROCEDURES), quotes=st.integers(0, 5),
    justified=st.booleans(), advertised=st.booleans(),
)  # fmt: skip
def test_the_bands(
    value: Decimal, procedure: str, quotes: int, justified: bool, advertised: bool
) -> None:
    facts: dict[str, Any] = {
        "value_net_gbp": value, "procedure": procedure, "quotes_obtained": quotes,
        "justification_recorded": justified, "advertised": advertised,
    }  # fmt: skip
    expected = follows(value, procedure, quotes, justified, advertised)
    assert answer(COUNCILS, "cpr_compliant", authority_name="Norwich City Council", **facts) is (
        expected
    )
    rules = evaluation(NORWICH, facts | {"acts": []})
    breached = [label for label in ("N1", "N2", "N3") if rules.rule(label).status == "breached"]
    assert (not breached) is expected
