"""Every question to the law library is a term of it, and the facts listed for it decide it."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.model.types import DateType, OneOfType, SeveralOfType, Type, YesNoType
from tests.policies.catalogue import ENGLAND, answer, vocabulary

QUESTIONS = Path(__file__).parents[3] / "shared" / "domain" / "questions.csv"
NEEDED = pytest.mark.skipif(
    not QUESTIONS.is_file(), reason="the list of questions is not part of the project"
)

# The questions that rest on the law of procurement; those on the rest of local government law and
# on councils' own rules are added to this set as their policies come.
OWN = frozenset({
    "cdn_in_time", "change_notice_required", "da_c_available", "direct_award_permitted",
    "duty_met", "is_horizontal_exempt", "is_notifiable_below_threshold", "is_public_contract",
    "is_vertical_exempt", "kpi_duty_met", "mfa_available", "notices_sufficient",
    "payment_compliant", "pipeline_listing_required", "prequalification_permitted",
    "reservation_permitted", "s70_publication_required", "standstill_respected",
    "subsidy_database_entry_required", "tender_must_be_disregarded",
})  # fmt: skip

# Wales is left out: from 2026 a person looks in the Welsh column, and nothing is decided before.
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)).map(str)
FIGURES = st.sampled_from(
    (20_000, 30_000, 100_000, 135_018, 207_720, 210_000, 214_904, 315_000, 500_000, 663_540,
     1_000_000, 2_000_000, 5_000_000, 5_193_000, 5_372_609)
)  # fmt: skip
POUNDS = st.builds(
    lambda figure, off: figure + Decimal(off) / 100, FIGURES, st.sampled_from((-1, 0, 1))
)
SPECIAL: dict[str, st.SearchStrategy[Any]] = {
    "nation": st.sampled_from(("england", "scotland", "northern_ireland")),
    "notices": st.dictionaries(st.sampled_from(("UK4", "UK5", "UK6", "UK7")), DAYS),
    "vat_rate": st.sampled_from(("0", "0.05", "0.2")),
    "max_term_months": st.integers(1, 120),
    "mutual_last_comparable_contract": st.none() | DAYS,
    "annual_relevant_spend_gbp": st.sampled_from(("99999999.99", "100000000", "100000000.01")),
    "value_gross_gbp": POUNDS, "value_net_gbp": POUNDS, "options_value_gross_gbp": POUNDS,
    "existing_lifetime_value_gbp": POUNDS, "subsidy_3yr_gbp": POUNDS,
    "payment_amount_gbp": POUNDS,
}  # fmt: skip


@lru_cache(maxsize=1)
def questions() -> dict[str, tuple[str, ...]]:
    """The facts that each question may rest on, by the key of its term."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return {row["term"]: tuple(row["facts_it_may_use"].split()) for row in csv.DictReader(file)}


def given_facts(term: str) -> st.SearchStrategy[dict[str, Any]]:
    """All the facts that a question may rest on, each with a value."""
    terms = vocabulary(ENGLAND).terms
    return st.fixed_dictionaries(
        {
            key: SPECIAL[key] if key in SPECIAL else values_of(terms[key].type)
            for key in questions()[term]
        }
    )


# What counts where the choice shows it, and what stands in where it does not: without the day on
# which the procurement commenced, the first dated step that is told; without a gross value, the
# net value; without a value of options, none. See docs/reference/law-library.md.
SHOWN = frozenset({
    "above_threshold", "procurement_commenced", "contract_date", "award_date", "notices",
    "procedure", "value_gross_gbp", "options_value_gross_gbp",
})  # fmt: skip


def values_of(kind: Type) -> st.SearchStrategy[Any]:
    if isinstance(kind, OneOfType):
        return st.sampled_from([value.written for value in kind.values])
    if isinstance(kind, SeveralOfType):
        return st.lists(st.sampled_from([value.written for value in kind.values]), unique=True)
    if isinstance(kind, YesNoType):
        return st.booleans()
    if isinstance(kind, DateType):
        return DAYS
    return st.integers(0, 100)


@NEEDED
def test_every_question_of_its_own_is_in_the_list() -> None:
    assert set(questions()) >= OWN


@NEEDED
def test_the_questions_of_the_law_of_procurement_are_all_owned() -> None:
    prefixes = ("PA-", "S17", "PIT", "SVA", "PSR", "MFA")
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["rules"].startswith(prefixes)]
    assert {row["term"] for row in rows} <= OWN


@NEEDED
def test_every_question_is_a_yes_or_no_term_of_the_library() -> None:
    """Those on local government and on councils' own rules too: all load as one folder."""
    held = vocabulary(ENGLAND).definitions
    assert not [term for term in questions() if term not in held or held[term].condition is None]


@NEEDED
@pytest.mark.parametrize("term", sorted(OWN))
def test_the_listed_facts_decide_a_question(term: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(facts=given_facts(term))
    def decided(facts: dict[str, Any]) -> None:
        assert answer(ENGLAND, term, **facts) is not None

    decided()


@NEEDED
@pytest.mark.parametrize("term", sorted(OWN))
def test_fewer_facts_never_give_another_answer(term: str) -> None:
    """What is decided while facts are missing stays so when they come."""

    @settings(max_examples=60, deadline=None)
    @given(facts=given_facts(term), data=st.data())
    def steady(facts: dict[str, Any], data: st.DataObject) -> None:
        kept = [key for key in facts if key in SHOWN or data.draw(st.booleans(), label=key)]
        some = {key: facts[key] for key in kept}
        assert answer(ENGLAND, term, **some) in (None, answer(ENGLAND, term, **facts))

    steady()
