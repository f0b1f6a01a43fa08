"""Bounds held against every completion of small registers, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.model.decision import Status
from tests.portfolio.register import decide, only, rule

FORMS = ("private company", "mutual", "charity")
AMOUNTS = (0, 10, 30, 60)
"""What an unknown amount is tried as, with one so large that it stands for any."""
HUGE = 10**9
SCORES = (0, 40, 100)

CONTRACTS = st.lists(
    st.fixed_dictionaries(
        {
            "provider_form": st.sampled_from([*FORMS, None]),
            "service_area": st.sampled_from(["adults", "children", None]),
            "annual_value": st.sampled_from([*AMOUNTS, None]),
            "score": st.sampled_from([*SCORES, None]),
            "locality": st.sampled_from(["A", "B", None]),
        }
    ),
    max_size=4,
)

MEASURES = {
    "share": ("the share of annual value", "{}%"),
    "total": ("the total of annual value", "£{}"),
    "number": ("the number of contracts", "{}"),
    "different": ("the number of different locality", "{}"),
    "highest": ("the highest score", "{}"),
    "lowest": ("the lowest score", "{}"),
}


def norm_of(kind: str, relation: str, limit: int) -> str:
    what, written = MEASURES[kind]
    where = "where provider form is private company"
    return rule(
        f"{what} {where} must be {relation} {written.format(limit)}",
        across="contracts where service area is adults",
    )


LIMITS = {
    "share": (0, 50, 60, 100),
    "total": (0, 10, 40),
    "number": (0, 1, 2),
    "different": (1, 2),
    "highest": (0, 40, 100),
    "lowest": (0, 40, 100),
}
RELATIONS = ("at most", "less than", "at least", "more than")


def completions(contract: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """Every way to fill in what is missing, of what the measure reads."""
    ways: dict[str, tuple[Any, ...]] = {
        "provider_form": FORMS[:2],
        "service_area": ("adults", "children"),
    }
    if kind in ("share", "total"):
        ways["annual_value"] = (*AMOUNTS, HUGE)
    if kind in ("highest", "lowest"):
        ways["score"] = SCORES
    if kind == "different":
        ways["locality"] = ("A", "B", object(), object())
    keys = [key for key, values in ways.items() if contract[key] is None]
    for values in product(*(ways[key] for key in keys)):
        yield {**contract, **dict(zip(keys, values, strict=True))}


def measured(kind: str, contracts: tuple[dict[str, Any], ...]) -> Fraction | None:
    """What is measured where nothing is missing, straight from the meaning."""
    members = [one for one in contracts if one["service_area"] == "adults"]
    counting = [one for one in members if one["provider_form"] == "private company"]
    match kind:
        case "share":
            whole = sum(one["annual_value"] for one in members)
            part = sum(one["annual_value"] for one in counting)
            return Fraction(100 * part, whole) if whole else None
        case "total":
            return Fraction(sum(one["annual_value"] for one in counting))
        case "number":
            return Fraction(len(counting))
        case "different":
            return Fraction(len({one["locality"] for one in counting}))
        case _:
            scores = [one["score"] for one in counting]
            best = max if kind == "highest" else min
            return Fraction(best(scores)) if scores else None


def found(kind: str, contracts: list[dict[str, Any]]) -> set[Fraction]:
    ways = product(*(list(completions(one, kind)) for one in contracts))
    values = {measured(kind, way) for way in ways}
    return {value for value in values if value is not None}


def as_given(contracts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in one.items() if value is not None} for one in contracts]


@pytest.mark.parametrize("kind", MEASURES)
@given(contracts=CONTRACTS)
@settings(max_examples=40, deadline=None)
def test_bounds_are_those_of_all_completions(kind: str, contracts: list[dict[str, Any]]) -> None:
    """The bounds are the least and the most of all completions, and so neither wrong nor wide."""
    norm = only(decide(norm_of(kind, "at most", 50), as_given(contracts)))
    values = found(kind, contracts)
    if not values:
        assert norm.before.measured is None
        return
    bounds = norm.before.measured
    assert bounds is not None
    low, high = min(values), max(values)
    if bounds.high is None:
        assert high >= HUGE
    elif bounds.high_open:
        assert Fraction(bounds.high) - high < Fraction(1, 1000) and high < Fraction(bounds.high)
    else:
        assert abs(Fraction(bounds.high) - high) < Fraction(1, 10**9)
    assert bounds.low is not None
    if bounds.low_open:
        assert low - Fraction(bounds.low) < Fraction(1, 1000) and low > Fraction(bounds.low)
    else:
        assert abs(low - Fraction(bounds.low)) < Fraction(1, 10**9)


def holds(relation: str, value: Fraction, limit: int) -> bool:
    return {
        "at most": value <= limit,
        "less than": value < limit,
        "at least": value >= limit,
        "more than": value > limit,
    }[relation]


@pytest.mark.parametrize("kind", MEASURES)
@given(contracts=CONTRACTS, relation=st.sampled_from(RELATIONS), data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_rule_is_undetermined_only_where_completions_differ(
    kind: str, contracts: list[dict[str, Any]], relation: str, data: st.DataObject
) -> None:
    """Met where every completion meets it, breached where none does, and open only in between."""
    limit = data.draw(st.sampled_from(LIMITS[kind]))
    norm = only(decide(norm_of(kind, relation, limit), as_given(contracts)))
    answers = {holds(relation, value, limit) for value in found(kind, contracts)}
    expected = {frozenset({True}): "yes", frozenset({False}): "no"}.get(
        frozenset(answers), "unknown"
    )
    assert norm.before.holds == expected


def test_status_follows_from_the_bounds() -> None:
    text = norm_of("share", "at most", 60)
    adults = {"service_area": "adults"}
    private = {**adults, "provider_form": "private company", "annual_value": 60}
    mutual = {**adults, "provider_form": "mutual", "annual_value": 40}
    assert decide(text, [private, mutual]).findings[0].status == Status.MET
    over = {**private, "annual_value": "60.01"}
    assert decide(text, [over, mutual]).findings[0].status == Status.BREACHED
    unsure = {**adults, "annual_value": 1}
    assert decide(text, [private, mutual, unsure]).findings[0].status == Status.UNDETERMINED
    assert decide(text, []).findings[0].status == Status.NOT_APPLICABLE
    assert decide(text, []).verdict == "outside this policy"
