"""For each type of fact the change that makes the choice comply, at the limit and to the penny."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from govrules.analysis.remedies.find import find_remedies
from govrules.analysis.remedies.told import remedies_section
from tests.analysis.library import COMPLIES, ON, decider, remedies, words
from tests.engine.test_agreement import decider_of


def test_a_choice_that_complies_needs_no_remedy() -> None:
    found = remedies()
    assert (found.decision.verdict, found.found, found.nearest) == ("complies", (), None)


@pytest.mark.parametrize(
    ("other", "first"),
    [
        ({"annual_value": 120_000}, "annual value: £119,999.99 instead of £120,000"),
        ({"annual_value": "120000.005"}, "annual value: £119,999.999 instead of £120,000.005"),
        ({"quotes_obtained": 2}, "quotes obtained: 3 instead of 2"),
        ({"quotes_obtained": "2.5"}, "quotes obtained: 3 instead of 2.5"),
        ({"contract_length": "5 years"}, "contract length: 4 years instead of 5 years"),
        (
            {"contract_start": "2026-09-11"},
            "contract start: 12 September 2026 instead of 11 September 2026",
        ),
        (
            {"contract_end": "2027-10-20"},
            "contract end: 19 October 2027 instead of 20 October 2027",
        ),
        ({"wards_served": []}, "wards served: south instead of none of them"),
        ({"wards_served": ["north"]}, "wards served: north, south instead of north"),
        ({"reserve": None}, "reserve: £1,000 instead of none"),
        (
            {"area": "parks", "discount": 20, "annual_value": 118_800},
            "discount: 25% instead of 20%",
        ),
    ],
)
def test_the_nearest_value_on_the_other_side_of_the_limit(
    other: dict[str, Any], first: str
) -> None:
    found = remedies(**other)
    assert first in words(found), words(found)
    assert all(remedy.complies for remedy in found.found)


def test_several_words_that_do_as_well_are_told_together() -> None:
    assert words(remedies(annual_value=130_000)) == [
        "annual value: £119,999.99 instead of £130,000",
        "options appraisal: complete instead of not complete",
        "provider form: in-house team or mutual instead of private company",
    ]


def test_one_more_entry_in_a_list_is_a_change_of_one() -> None:
    found = remedies(annual_value=200_000, provider_form="mutual")
    bids = next(each for each in found.found if each.changes[0].key == "bids")
    assert bids.choice["bids"] == [{"is_local": True}]
    assert (bids.changes[0].words, found.settled) == ("bids: 1 entry instead of 0 entries", False)


def test_a_table_of_names_is_never_changed() -> None:
    found = remedies(annual_value=300_000, provider_form="mutual", bids=[{"is_local": True}])
    assert all(change.key != "weights" for each in found.found for change in each.changes)
    assert (bool(found.found), found.settled) == (True, False)


def test_a_date_gone_by_is_history() -> None:
    """The contract began before the decision: only the end may still be moved, and not into the
    past."""
    gone = {"contract_start": "2026-06-01", "consultation_begun": "2026-01-01"}
    found = remedies(**gone, contract_end="2027-07-01")
    assert words(found) == ["contract end: 30 June 2027 instead of 1 July 2027"]
    assert "contract start" not in found.changeable
    late = remedies(dt.date(2027, 7, 1), **gone, contract_end="2027-07-02")
    assert (words(late), late.nearest, late.stuck) == ([], None, ())


def test_what_is_assumed_may_be_changed() -> None:
    assert "discount: 25% instead of 0%" in words(remedies(area="parks"))


def test_what_was_not_given_is_not_changed() -> None:
    given = {key: value for key, value in COMPLIES.items() if key != "quotes_obtained"}
    found = find_remedies(decider(), given | {"contract_length": "5 years"}, ON)
    assert (found.decision.verdict, "quotes obtained" in found.changeable) == (
        "does not comply",
        False,
    )
    assert all(each.changes[0].key != "quotes_obtained" for each in found.found)


def test_money_is_not_moved_below_nothing() -> None:
    text = (
        'Policy "P" version 1\nVocabulary\n  price is money, may be changed\n'
        "  rebate is money, may be changed\nRule R1: r\n  price plus rebate must be at most £100\n"
    )
    found = find_remedies(decider_of(text), {"price": 150, "rebate": 20}, ON)
    assert words(found) == ["price: £80 instead of £150"]
    signed = find_remedies(decider_of(text), {"price": 150, "rebate": -20}, ON)
    assert words(signed) == [
        "price: £120 instead of £150",
        "rebate: -£50 instead of -£20",
    ]


def test_a_choice_that_lacks_facts_is_sent_to_the_questions() -> None:
    section = remedies_section(find_remedies(decider(), {"population_served": 60_000}, ON))
    assert section is not None
    assert "govrules ask" in repr(section.blocks[0])


def test_rules_that_read_nothing_changeable_are_named_and_the_nearest_told() -> None:
    found = remedies(population_served=60_000, local_score=10, quotes_obtained=1)
    assert (found.found, found.stuck) == ((), ("L4",))
    assert found.nearest is not None
    breached = [f.rule for f in found.nearest.decision.findings if f.status == "breached"]
    assert (len(found.nearest.changes), breached) == (1, ["L4"])


def test_the_choice_with_the_changes_is_read_back_as_it_was_decided() -> None:
    for remedy in remedies(annual_value=130_000, quotes_obtained=1).found:
        again = decider().decide(remedy.choice, ON)
        assert again.to_json() == remedy.decision.to_json()


def test_a_fact_that_was_assumed_is_known_once_it_is_changed() -> None:
    policy = decider_of(
        """Policy "Extras" version 1
  authority: council policy
Vocabulary
  extra cost is money, may be changed
  annual value is money
  assume extra cost is £500 if not given
Rule E1: extras stay small
  extra cost must be at most £400
"""
    )
    found = find_remedies(policy, {"not_known": ["Extra Cost", "annual_value"]}, ON)
    assert words(found) == ["extra cost: £400 instead of £500"]
    assert found.found[0].choice == {"extra_cost": 400, "not_known": ["annual_value"]}
