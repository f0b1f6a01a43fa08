"""What a draft changes, against the same worked out plainly, and why each verdict changes."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

import govrules
from govrules.decision_log.entry import Entry
from govrules.decision_log.impact import (
    Case,
    Impact,
    amount_of,
    cases_of,
    impact,
    way_of,
)
from govrules.decision_log.impact_document import impact_document, impact_json
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.select import Selection, selected
from govrules.explain.write_html import write_html
from govrules.model.decision import Verdict
from tests.decision_log.commissioning import CHOICES, JULY, POLICY, choice, filled, rulebook

DRAFT = (
    POLICY.replace("version 1", "version 2")
    .replace("local provider should be yes", "local provider must be yes")
    .replace("must be at least 3", "must be at least 2")
    .replace(
        "Rule C4",
        "Rule C5: a ceiling\n  if net value is at least £200,000\n"
        "  then the council must not award the contract\n\nRule C4",
    )
)


def cases(*choices: dict[str, Any], on: dt.date = JULY) -> list[Case]:
    book = rulebook()
    return [
        Case(f"choice {n}", given, on, book.check(given, on).model_dump(mode="json"))
        for n, given in enumerate(choices)
    ]


def under(draft: str, *choices: dict[str, Any], **more: Any) -> Impact:
    return impact(cases(*choices), govrules.loads(draft, cache=False).check, **more)


def altered(entry: Entry) -> None:
    raise AssertionError(entry.sequence)


def test_a_draft_that_changes_nothing(log: DecisionLog) -> None:
    filled(log)
    found = impact(cases_of(selected(log, Selection(), altered)), rulebook().check)
    assert (found.decided.count, found.flipped.count, found.flips) == (9, 0, [])
    assert found.decided.amount == sum(given["value_net_gbp"] for given, _ in CHOICES)


def test_the_log_under_a_draft(log: DecisionLog) -> None:
    entries = filled(log)
    log.erase(entries[0].id, "asked for", "the records officer")
    draft = govrules.loads(DRAFT, cache=False)
    found = impact(
        cases_of(selected(log, Selection(), altered)), draft.check, policies=draft.policy_set
    )
    assert [(flip.name, flip.before, flip.after) for flip in found.flips] == [
        ("entry 5", "complies with conditions", "does not comply"),
        ("entry 6", "complies with conditions", "does not comply"),
    ]
    (cause,) = found.flips[0].causes
    assert (cause.rule, cause.was, cause.now) == ("C3", "departed", "breached")
    assert found.not_decided == []  # no rule asks who the provider is
    assert found.areas["libraries"].not_decided == 0
    assert found.areas["parks"].flipped.amount == Decimal(12_000)


def test_every_count_is_that_of_plain_loops() -> None:
    chosen = random.Random(2012)
    given = [
        choice(
            chosen.choice([1_000, 6_000, "15000.50", 250_000]),
            chosen.choice(["parks", "libraries", "waste"]),
            number_of_quotes=chosen.choice([1, 2, 3, None]),
            emergency=chosen.random() < 0.2,
            local_provider=chosen.choice([True, False, None]),
        )
        for _ in range(150)
    ]
    draft = govrules.loads(DRAFT, cache=False)
    found = under(DRAFT, *given)
    flipped, amounts, areas, pairs = 0, Decimal(0), Counter[str](), Counter[tuple[str, str]]()
    for each in given:
        old, new = rulebook().check(each, JULY).verdict, draft.check(each, JULY).verdict
        pairs[old, new] += 1
        if old != new:
            flipped += 1
            amounts += Decimal(each["value_net_gbp"])
            areas[each["service_area"]] += 1
    assert flipped > 20
    assert (found.flipped.count, found.flipped.amount) == (flipped, amounts)
    assert {pair: tally.count for pair, tally in found.verdicts.items()} == pairs
    assert {name: area.flipped.count for name, area in found.areas.items()} == areas
    for flip in found.flips:
        assert flip.causes, flip
        assert all(cause.was != cause.now for cause in flip.causes), flip
    for label, rule in found.rules.items():
        caused = [flip for flip in found.flips if label in [c.rule for c in flip.causes]]
        assert rule.flipped.count == len(caused) == rule.ways.total()


def caused(draft: str, **facts: Any) -> tuple[str, str, list[tuple[str, str, str]]]:
    (flip,) = under(draft, choice(facts.pop("value", 20_000), **facts)).flips
    return flip.before, flip.after, [(c.rule, c.was, c.now) for c in flip.causes]


def test_why_a_verdict_changes() -> None:
    """One for each way from one verdict to another."""
    looser = POLICY.replace("at least 3", "at least 1")
    assert caused(looser, number_of_quotes=2) == (
        "does not comply", "complies", [("C1", "breached", "met")],
    )  # fmt: skip
    gone = POLICY[: POLICY.index("Rule C1")] + POLICY[POLICY.index("Rule C3") :]
    assert caused(gone, number_of_quotes=2) == (
        "does not comply", "complies", [("C1", "breached", "not in the policies")],
    )  # fmt: skip
    higher = POLICY.replace("£10,000", "£30,000").replace("£5,000", "£30,000")
    assert caused(higher) == (
        "complies", "outside this policy",
        [("C1", "met", "not applicable"), ("C3", "met", "not applicable")],
    )  # fmt: skip
    lower = POLICY.replace("£5,000", "£500")
    assert caused(lower, value=1_000) == (
        "outside this policy", "complies", [("C3", "not applicable", "met")],
    )  # fmt: skip
    softer = POLICY.replace("at least 3", "at least 4")
    assert caused(softer) == ("complies", "does not comply", [("C1", "met", "breached")])
    assert caused(lower, value=1_000, local_provider=False) == (
        "outside this policy", "complies with conditions", [("C3", "not applicable", "departed")],
    )  # fmt: skip
    other = POLICY.replace("if emergency is yes", "if emergency is no")
    assert caused(other, number_of_quotes=2) == (
        "does not comply", "complies", [("C1", "breached", "displaced by C2")],
    )  # fmt: skip


def test_what_the_draft_cannot_read_is_counted() -> None:
    draft = POLICY.replace("  local provider is yes or no\n", "").replace(
        "local provider should be yes", "number of quotes should be at least 1"
    )
    found = under(draft, choice(20_000), choice(20_000, local_provider=None))
    assert (found.decided.count, found.flipped.count) == (1, 1)
    (bad,) = found.not_decided
    assert (bad.name, bad.reason[:16]) == ("choice 0", '"local_provider"')


def test_a_draft_that_is_not_in_force_yet_is_told() -> None:
    later = POLICY.replace(
        "authority: council policy\n",
        "authority: council policy\n  in force from 1 April 2027\n", 1,
    )  # fmt: skip
    found = under(later, choice(20_000))
    assert found.all_outside
    draft = govrules.loads(later, cache=False)
    page = write_html(
        impact_document(found, draft.reference, on=None, amounts=["value_net_gbp"], before="x")
    )
    assert "give a day when it is in force" in page
    assert not under(later, choice(20_000), on=dt.date(2027, 4, 1)).flips


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ({"value_net_gbp": 5}, 5),
        ({"value_net_gbp": "5.10", "value_gross_gbp": 6}, Decimal("5.10")),
        ({"value_gross_gbp": "£5 million"}, 5_000_000),
        ({"value_net_gbp": None, "value_gross_gbp": 6}, 6),
        ({"value_net_gbp": "a lot"}, None),
        ({"value_net_gbp": True}, None),
        ({"value_net_gbp": {"personal:sha256": "00"}}, None),
        ({"value_net_gbp": "1e999999999"}, None),
        ({}, None),
    ],
)
def test_the_amount_of_a_choice(given: dict[str, Any], amount: object) -> None:
    assert amount_of(given, ("value_net_gbp", "value_gross_gbp")) == amount


def test_sums_are_exact() -> None:
    values = ["999999999999999999.99", "0.01", "0.000000000001"]
    found = under(POLICY, *(choice(value) for value in values))
    assert str(found.decided.amount) == "1000000000000000000.000000000001"


def test_every_change_of_verdict_comes_to_something() -> None:
    for old in Verdict:
        for new in Verdict:
            assert way_of(old, new)


def test_nobody_s_text_runs_in_the_page() -> None:
    text = '<script>alert(1)</script>"\x1b[31m\u202e'
    flip = choice(20_000, text, title=text, number_of_quotes=2, provider_name=text)
    found = under(DRAFT, flip, choice(1, text))
    assert len(found.flips) == 1
    draft = govrules.loads(DRAFT, cache=False)
    told = {"on": None, "amounts": ["value_net_gbp"], "before": text}
    page = write_html(impact_document(found, draft.reference, **told))  # type: ignore[arg-type]
    assert "<script>alert" not in page and not set(page) & {"\x1b", "\u202e"}
    assert impact_json(found, draft.reference, **told)["flips"][0]["title"] == text  # type: ignore[arg-type]
