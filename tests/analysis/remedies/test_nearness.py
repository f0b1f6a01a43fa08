"""How near each amount and date is to the next limit, held against trying every value between."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from govrules.analysis.remedies.nearness import Near, nearness
from govrules.engine.decider import Decider
from tests.analysis.library import near
from tests.analysis.remedies.drawn import VALUES, choices, policies
from tests.engine.test_agreement import decider_of

ON = dt.date(2026, 7, 1)
few = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def seen(decider: Decider, choice: dict[str, Any]) -> tuple[Any, ...]:
    decision = decider.decide(choice, ON)
    return decision.verdict, [finding.status for finding in decision.findings], decision.conditions


def next_otherwise(decider: Decider, choice: dict[str, Any], key: str, step: int) -> int | None:
    """The next whole number from which on something is decided otherwise, by trying them."""
    now, value = seen(decider, choice), choice[key] + step
    while value in VALUES[key]:
        if seen(decider, {**choice, key: value}) != now:
            return int(value)
        value += step
    return None


@few
@given(policies(together=True), choices)
def test_no_limit_is_nearer_and_each_is_one(text: str, choice: dict[str, Any]) -> None:
    decider = decider_of(text)
    found = nearness(decider, choice, ON)
    limits = {(each.key, each.direction): each for each in found.limits}
    for key in ("amount", "size"):
        for direction, step in (("up", 1), ("down", -1)):
            each = limits.get((key, direction))
            wanted = next_otherwise(decider, choice, key, step)
            assert (None if each is None else each.limit) == wanted, (key, direction)
            if each is not None:
                assert each.distance == abs(each.limit - choice[key])
                assert seen(decider, {**choice, key: each.last}) == seen(decider, choice)
                assert each.turns or each.beyond.verdict != found.decision.verdict


def limit(key: str, direction: str, **other: Any) -> Near:
    return next(e for e in near(**other).limits if (e.key, e.direction) == (key, direction))


def test_the_distance_to_the_penny_and_to_the_day() -> None:
    value = limit("annual_value", "up")
    assert (value.distance, value.limit, value.turns[0].rule) == (1200, 120_000, "L1")
    start = limit("contract_start", "down")
    assert (start.distance, start.limit, start.last) == (
        9,
        dt.date(2026, 9, 11),
        dt.date(2026, 9, 12),
    )


def test_at_below_and_above_a_limit() -> None:
    at, above = (limit("annual_value", "down", annual_value=v) for v in (50_000, "50000.01"))
    assert [str(each.distance) for each in (at, above)] == ["0.01", "0.02"]
    below = limit("annual_value", "up", annual_value="49999.99")
    assert (str(below.distance), below.limit) == ("0.01", 50_000)


def test_who_decides_and_who_signs_off_are_limits_too() -> None:
    other = {"provider_form": "mutual", "annual_value": 145_000}
    up, down = (limit("annual_value", way, **other) for way in ("up", "down"))
    assert (up.limit, up.beyond.decided_by, up.turns) == (150_000, "Cabinet", ())
    assert (down.limit, down.beyond.verdict) == (140_000, "complies")
