"""The figures of the article's systems against plain reckonings, at and around their limits."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.engine.reading.choice import read_choice
from govrules.engine.reference import Evaluation
from govrules.language.load import load_files
from govrules.model.facts import DEPARTURES
from govrules.model.policy import PolicySet
from govrules.model.scenario import ExpectedStatus, Scenario
from govrules.model.vocabulary import Vocabulary
from tests.policies.catalogue import LAMBETH, POLICIES, evaluation, policy_set, rulebook

SYSTEMS = POLICIES / "systems"
CORE = SYSTEMS / "strategic-core" / "strategic-core.policy"
NEVER = SYSTEMS / "strategic-core" / "what-never-leaves.policy"
MIXED = SYSTEMS / "mixed-economy" / "mixed-economy.policy"
SPIN_OUTS = SYSTEMS / "mixed-economy" / "spin-outs.policy"
EASY = SYSTEMS / "easy-council" / "easy-council.policy"
SAVINGS = SYSTEMS / "easy-council" / "savings.policy"
COMPANY = SYSTEMS / "trading-company" / "trading-company.policy"
OVERSIGHT = SYSTEMS / "trading-company" / "oversight.policy"
MARKET = SYSTEMS / "local-market-making" / "local-market-making.policy"
VALUE = SYSTEMS / "local-market-making" / "local-value.policy"
DAY = dt.date(2026, 5, 5)

PENNY, ONE = Decimal("0.01"), Decimal(1)
MONEY = st.integers(1, 50_000_000_000).map(lambda pence: Decimal(pence) / 100)
PEOPLE = st.integers(1, 20_000).map(Decimal)
SCORE = st.decimals(0, 90, places=2)
HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "at least": lambda value, limit: value >= limit,
    "at most": lambda value, limit: value <= limit,
    "more than": lambda value, limit: value > limit,
    "exactly": lambda value, limit: value == limit,
}


@dataclass(frozen=True)
class Figure:
    """A rule that holds one number against a limit worked out from others.

    `tested` is the key of the number and `limit` the plain reckoning over the `others`.
    """

    path: Path
    rule: str
    tested: str
    relation: str
    limit: Callable[..., Fraction]
    others: dict[str, st.SearchStrategy[Decimal]]
    fixed: dict[str, Any] = field(default_factory=dict)
    unit: Decimal = PENNY
    advisory: bool = False
    least: int = 0
    most: int | None = None

    def __str__(self) -> str:
        return self.rule


def act(name: str) -> dict[str, Any]:
    return {"acts": [name]}


AWARD, TENDER = act("award the contract"), act("invite tenders")
SPIN = {"decision_kind": "spin_out"}
SOLD = {"optional_extras_chargeable": True} | act("offer an optional extra")
OWN = {"provider_form": "latco"}
VENTURE = {"provider_form": "joint_venture", "kind_of_company": "joint_venture"}
DIRECT = VENTURE | {"procedure": "direct_award"} | AWARD
NO_EMERGENCY = {"judgements": {"the service fails residents and another can put it right": False}}


def share(per_cent: int | str) -> Fraction:
    return Fraction(per_cent) / 100


FIGURES = [
    # Northamptonshire: 150 of 4,000
    Figure(
        CORE, "SC6", "people_in_the_core", "at most",
        lambda people: people * 150 / 4000,
        {"people_employed_before_the_change": PEOPLE}, unit=ONE, advisory=True,
    ),
    Figure(
        CORE, "SC7", "yearly_value_of_what_others_provide", "at most",
        lambda managers: managers * 10_000_000,
        {"people_in_the_core_who_manage_contracts": st.integers(0, 300).map(Decimal)},
    ),
    Figure(
        CORE, "SC8", "core_posts_held_by_agency_staff", "at most",
        lambda people: people * share(10), {"people_in_the_core": PEOPLE}, unit=ONE, advisory=True,
    ),
    Figure(
        CORE, "SC12", "contingency_for_the_service", "at least",
        lambda monthly: monthly * 6, {"monthly_cost_of_the_service": MONEY},
        {"where_the_function_would_be_done": "outside", "alternative_provider_in_operation": False},
    ),
    Figure(
        NEVER, "SN4", "number_of_councillors", "at most",
        lambda staff: staff * 10,
        {"staff_who_support_councillors": st.integers(1, 40).map(Decimal)}, unit=ONE, least=1,
    ),
    Figure(
        MIXED, "ME6", "score_of_the_chosen_supply", "at least",
        lambda earlier: earlier + 5, {"best_score_of_an_earlier_system": SCORE},
        {"decision_kind": "recommission", "provider_form": "mutual"}, advisory=True, most=100,
    ),
    Figure(
        SPIN_OUTS, "MS1", "staff_who_voted_for_the_spin_out", "more than",
        lambda voted: voted / 2, {"staff_who_voted": PEOPLE}, SPIN, unit=ONE,
    ),
    Figure(
        SPIN_OUTS, "MS2", "staff_who_voted", "at least",
        lambda staff: staff / 2, {"staff_in_scope": PEOPLE}, SPIN, unit=ONE, advisory=True,
    ),
    Figure(
        EASY, "EC6", "basic_cases_within_the_standard", "at least",
        lambda cases: cases * share(95), {"basic_cases_in_the_last_year": PEOPLE}, SOLD, unit=ONE,
    ),
    Figure(
        EASY, "EC8", "price_of_the_extra", "at most", lambda cost: cost,
        {"cost_of_the_extra": MONEY}, SOLD | {"charge_basis": "cost_recovery"},
    ),
    Figure(
        EASY, "EC10", "hours_spent_on_extras", "at most",
        lambda hours: hours * share(20), {"hours_of_the_team": PEOPLE}, SOLD, advisory=True,
    ),
    # Barnet: £9 million to save £100 million, and 45% off
    Figure(
        SAVINGS, "ES2", "savings_over_the_counted_years", "at least",
        lambda spent: spent * 11, {"money_spent_to_save": MONEY}, act("spend to save"),
    ),
    Figure(
        SAVINGS, "ES4", "cost_afterwards_in_today_s_prices", "at most",
        lambda before: before * (1 - share(45)), {"cost_before_in_today_s_prices": MONEY},
        act("outsource the service") | NO_EMERGENCY,
    ),
    # Norfolk: the company itself, more than 80%
    Figure(
        COMPANY, "TC6", "turnover_of_the_company_from_its_owners", "more than",
        lambda turnover: turnover * share(80), {"turnover_of_the_company": MONEY}, DIRECT,
    ),
    Figure(
        COMPANY, "TC7", "turnover_of_the_group_from_its_owners", "more than",
        lambda turnover: turnover * share(80), {"turnover_of_the_group": MONEY},
        DIRECT | {"kind_of_company": "group_parent"},
    ),
    Figure(
        COMPANY, "TC9", "profit_paid_to_the_partner_council", "exactly",
        lambda profit: profit / 2, {"profit_of_the_joint_venture": MONEY}, VENTURE,
    ),
    Figure(
        OVERSIGHT, "TO2", "directors_chosen_by_the_councils_that_own_it", "more than",
        lambda directors: directors / 2,
        {"directors_of_the_company": st.integers(1, 15).map(Decimal)}, OWN, unit=ONE,
    ),
    Figure(
        OVERSIGHT, "TO12", "interest_on_the_council_s_loan", "at least", lambda market: market,
        {"market_rate_of_interest": SCORE}, act("lend to the company"),
    ),
    Figure(
        MARKET, "LM11", "provider_s_turnover_from_the_council", "at most",
        lambda turnover: turnover * share(70), {"provider_s_turnover": MONEY}, AWARD,
        advisory=True,
    ),
    Figure(
        MARKET, "LM12", "turnover_asked_of_bidders", "at most",
        lambda yearly: yearly * 2, {"annual_cost_gbp": MONEY}, TENDER,
    ),
    Figure(
        VALUE, "LV6", "social_value_delivered_so_far", "at least",
        lambda promised, run: promised * share("1") * run * share(90),
        {"social_value_promised": MONEY, "share_of_the_contract_that_has_run": SCORE},
        AWARD | {"decision_kind": "extend"},
    ),
    Figure(
        VALUE, "LV11", "value_net_gbp", "at most",
        lambda offered: (offered + 1) * 1_000_000,
        {"apprenticeships_offered": st.integers(0, 40).map(Decimal)}, AWARD, advisory=True,
    ),
]  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES, ids=str)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_figure_at_its_limit_and_around_it(figure: Figure, data: st.DataObject) -> None:
    others = {key: data.draw(drawn, label=key) for key, drawn in figure.others.items()}
    limit = figure.limit(*map(Fraction, others.values()))
    steps = data.draw(st.sampled_from((-1, 0, 1)) | st.integers(-10_000, 10_000), label="steps")
    nearest = floor(limit / Fraction(figure.unit)) * figure.unit
    value = max(nearest + steps * figure.unit, Decimal(figure.least))
    value = value if figure.most is None else min(value, Decimal(figure.most))
    holds = HOLDS[figure.relation](Fraction(value), limit)
    broken = "departed" if figure.advisory else "breached"
    facts = figure.fixed | {figure.tested: value} | others
    assert _status(figure.path, figure.rule, facts) == ("met" if holds else broken)
    for key in (figure.tested, *others):
        known = {name: fact for name, fact in facts.items() if name != key}
        assert _status(figure.path, figure.rule, known) == "undetermined", key


@settings(max_examples=40, deadline=None)
@given(company=MONEY, owners=MONEY, group=MONEY, group_owners=MONEY)
def test_what_the_group_does_never_counts_for_a_company(
    company: Decimal, owners: Decimal, group: Decimal, group_owners: Decimal
) -> None:
    """Nor what the company does for the parent of a group."""
    of_company = {
        "turnover_of_the_company": company,
        "turnover_of_the_company_from_its_owners": owners,
    }
    of_group = {
        "turnover_of_the_group": group,
        "turnover_of_the_group_from_its_owners": group_owners,
    }
    alone = _status(COMPANY, "TC6", DIRECT | of_company)
    assert alone == ("met" if owners * 5 > company * 4 else "breached")
    assert _status(COMPANY, "TC6", DIRECT | of_company | of_group) == alone
    parent = DIRECT | {"kind_of_company": "group_parent"}
    as_parent = _status(COMPANY, "TC7", parent | of_group | of_company)
    assert as_parent == ("met" if group_owners * 5 > group * 4 else "breached")


@settings(max_examples=60, deadline=None)
@given(social=st.decimals(0, 60, places=2), environment=st.decimals(0, 40, places=2))
def test_manchester_weighs_social_value_and_the_environment(
    social: Decimal, environment: Decimal
) -> None:
    weights = {"social_value": social, "environment": environment}
    facts = TENDER | {"procedure": "open", "award_criteria_weights": weights}
    assert (_status(VALUE, "LV1", facts) == "met") is (social >= 20)
    assert (_status(VALUE, "LV2", facts) == "met") is (environment >= 10)


ORDER = {
    "in_house": 1, "latco": 2, "joint_venture": 2, "other_council": 2, "nhs": 2, "mutual": 3,
    "cooperative": 3, "social_enterprise": 4, "cic": 4, "charity": 4, "community_group": 5,
    "private": 6, "individual": 6,
}  # fmt: skip


def test_every_form_of_provider_has_its_place_in_the_order() -> None:
    vocabulary = Vocabulary.of(policy_set(MIXED))
    forms = vocabulary.terms["provider_form"].type
    assert {value.written for value in forms.values} == set(ORDER)  # type: ignore[union-attr]
    place = vocabulary.terms["place_in_the_order_of_supply"]
    for form, expected in ORDER.items():
        assert evaluation(MIXED, {"provider_form": form}, DAY).term(place) == expected


STAYS: dict[str, dict[str, Any]] = {
    "SN1": {
        "function_to_be_placed": "councillor_support",
        "where_the_function_would_be_done": "outside",
    },
    "SN2": {"statutory_officers_employed_by_the_council": False},
    "SN3": {"decisions_of_councillors_given_to_a_provider": True},
    "SN4": {"number_of_councillors": 51, "staff_who_support_councillors": 5},
    "SN5": {
        "where_the_function_would_be_done": "outside",
        "budget_for_councillor_support_now": 2,
        "budget_for_councillor_support_afterwards": 1,
    },
    "SN6": {
        "where_the_function_would_be_done": "outside",
        "scrutiny_may_call_the_provider": False,
    },
}


FOLDERS = ("strategic-core", "mixed-economy", "easy-council", "trading-company",
           "local-market-making")  # fmt: skip
OWN_FILES = [path for folder in FOLDERS for path in sorted((SYSTEMS / folder).glob("*.policy"))]


@pytest.mark.parametrize("path", OWN_FILES, ids=lambda path: path.stem)
def test_every_rule_is_shown_displaced_or_held_fast(path: Path) -> None:
    """A scenario displaces it, or shows that no departure counts where the policy lets nobody."""
    (own,) = [one for one in policy_set(path).policies if Path(one.file).resolve() == path]
    fast = any(departure.by is None for departure in own.departures)
    shown = {
        (expected.rule, expected.status, _departs(scenario, expected.rule))
        for scenario in own.scenarios
        for expected in scenario.expect
        if isinstance(expected, ExpectedStatus)
    }
    for rule in own.rules:
        if fast:
            assert (rule.label, "breached", True) in shown
        else:
            displaced = {(rule.label, "displaced", departs) for departs in (True, False)}
            assert displaced & shown, rule.label


def _departs(scenario: Scenario, rule: str) -> bool:
    return any(one["rule"] == rule for one in scenario.choice.get(DEPARTURES, ()))


SET_ASIDE = {"private-without-reasons", "private-partner-fifteen-years",
             "national-company-that-pays-late"}  # fmt: skip
OPTIONS = sorted(SYSTEMS.glob("*/examples/options/*.json"))


@pytest.mark.parametrize("path", OPTIONS, ids=lambda path: path.stem)
def test_an_option_complies_unless_it_is_there_to_be_set_aside(path: Path) -> None:
    decision = rulebook(path.parents[2]).check(json.loads(path.read_text("utf-8")))
    assert (decision.verdict == "does not comply") is (path.stem in SET_ASIDE)
    assert decision.verdict != "cannot be decided"


@pytest.mark.parametrize("by", ["the Cabinet", "the Full Council", "the head of paid service"])
@pytest.mark.parametrize("rule", STAYS)
def test_support_for_councillors_stays_whoever_would_depart_from_it(rule: str, by: str) -> None:
    """Also beside policies that let the Cabinet or the Full Council depart from council policy."""
    facts = STAYS[rule] | {"departures": [{"rule": rule, "by": by, "reasons": "it costs less"}]}
    found = _beside_others().rule(rule, facts)
    assert found.status == "breached"


def test_no_rule_stands_despite_what_never_leaves() -> None:
    stays = set(STAYS)
    every = [rule for path in SYSTEMS.rglob("*.policy") for rule in policy_set(path).rules()]
    assert stays == {rule.label for rule in policy_set(NEVER).rules() if rule.label[:2] == "SN"}
    for rule in every:
        assert not stays & set(rule.despite)
        if rule.label in stays:
            assert rule.unless is None
            assert not rule.subject_to


@dataclass(frozen=True)
class _Several:
    """Policies read together."""

    policies: PolicySet

    def rule(self, label: str, facts: dict[str, Any]) -> Any:
        choice = read_choice(facts, Vocabulary.of(self.policies))
        return Evaluation(self.policies, choice, DAY).rule(label)


@cache
def _beside_others() -> _Several:
    found = load_files([CORE, LAMBETH], search=[POLICIES / "england", CORE.parent])
    assert found.policy_set is not None, "\n".join(map(str, found.diagnostics))
    return _Several(found.policy_set)


def _status(path: Path, rule: str, facts: dict[str, Any]) -> str:
    return str(evaluation(path, facts, DAY).rule(rule).status)
