"""Which contracts count, groups, what an award does, and the other measures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, reject, settings
from hypothesis import strategies as st

from govrules.engine.portfolio.members import Members
from govrules.engine.portfolio.register import GivenContract, Register
from govrules.engine.reference import Evaluation
from govrules.errors import PolicyError, UsageError
from govrules.library import loads
from govrules.model.decision import Status, Verdict
from govrules.model.portfolio import PortfolioDecision
from tests.portfolio.register import DAY, decide, only, rule, rulebook
from tests.strategies import sound

PRIVATE, MUTUAL = "private company", "mutual"
SHARE = "the share of annual value where provider form is private company must be at most 60%"


def status(decision: PortfolioDecision, label: str = "P1") -> Status:
    return decision.finding(label).status


# --- which contracts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-07-03", "2026-07-03", ("1", "1")),
        ("2026-07-04", "2027-01-01", ("0", "0")),
        ("2020-01-01", "2026-07-02", ("0", "0")),
        ("2020-01-01", "none", ("1", "1")),
        ("2020-01-01", None, ("0", "1")),
        (None, "2026-07-03", ("0", "1")),
        (None, "2026-07-02", ("0", "0")),
        (None, None, ("0", "1")),
    ],
)
def test_contracts_in_force(start: str | None, end: str | None, count: tuple[str, str]) -> None:
    """From the first day to the last, both in force; not given is possibly so, none goes on."""
    text = rule("the number of contracts must be at most 5", across="contracts in force")
    given = {"start_date": start, "end_date": end}
    row = {key: value for key, value in given.items() if value is not None}
    measured = only(decide(text, [row])).before.measured
    assert measured is not None
    assert (measured.low, measured.high) == count


def test_across_contracts_is_all_of_them_whatever_their_dates() -> None:
    text = rule("the number of grants must be at most 5", across="grants")
    measured = only(decide(text, [{"start_date": "2030-01-01"}, {}])).before.measured
    assert measured is not None
    assert measured.low == measured.high == "2"


def test_a_policy_that_is_not_in_force_does_not_apply() -> None:
    text = rule("the number of contracts must be at most 0")
    decision = decide(text, [{}], on=dt.date(2024, 3, 31))
    assert (status(decision), decision.verdict) == (Status.NOT_APPLICABLE, Verdict.OUTSIDE)
    assert status(decide(text, [{}], on=dt.date(2024, 4, 1))) == Status.BREACHED


def test_the_award_counts_as_in_force_before_it_begins() -> None:
    text = rule("the number of contracts must be at most 0", across="contracts in force")
    decision = decide(text, [], {"start_date": "2027-01-01"})
    assert status(decision) == Status.BREACHED
    assert decision.finding("P1").status_before == Status.NOT_APPLICABLE


# --- groups ------------------------------------------------------------------------------------


def contract(area: str | None, form: str | None, value: object = 10) -> dict[str, Any]:
    given = {"service_area": area, "provider_form": form, "annual_value": value}
    return {key: each for key, each in given.items() if each is not None}


EACH = rule("for each service area", SHARE)


def test_each_group_by_itself() -> None:
    contracts = [contract("adults", PRIVATE), contract("adults", MUTUAL),
                 contract("children", PRIVATE)]  # fmt: skip
    decision = decide(EACH, contracts)
    groups = {group.group: group.status for group in decision.finding("P1").groups}
    assert groups == {"children": Status.BREACHED, "adults": Status.MET}
    assert status(decision) == Status.BREACHED


def test_a_contract_of_an_unknown_group_may_belong_to_any() -> None:
    contracts = [contract("adults", PRIVATE), contract("adults", MUTUAL), contract(None, PRIVATE)]
    decision = decide(EACH, contracts)
    groups = {group.group: (group.status, group.given) for group in decision.finding("P1").groups}
    assert groups == {
        "adults": (Status.UNDETERMINED, True),
        "not given": (Status.UNDETERMINED, False),
    }
    kept = [
        contract("adults", MUTUAL, 90),
        contract("children", MUTUAL, 90),
        contract(None, PRIVATE),
    ]
    decision = decide(EACH, kept)
    assert [group.group for group in decision.finding("P1").groups] == ["adults", "children"]
    assert status(decision) == Status.MET


def test_a_contract_in_several_wards_counts_in_each() -> None:
    text = rule("for each wards", "the number of contracts must be at most 1")
    contracts = [{"wards": ["north", "south"]}, {"wards": ["south"]}]
    groups = {g.group: g.status for g in decide(text, contracts).finding("P1").groups}
    assert groups == {"south": Status.BREACHED, "north": Status.MET}


GROUPED = st.lists(
    st.builds(
        contract,
        st.sampled_from(["adults", "children", None]),
        st.sampled_from([PRIVATE, MUTUAL, None]),
        st.sampled_from([1, 10, 20, None]),
    ),
    max_size=5,
)


@given(contracts=GROUPED, award=st.none() | GROUPED.filter(len).map(lambda some: some[0]),
       data=st.data())  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_the_order_of_contracts_never_matters(
    contracts: list[dict[str, Any]], award: dict[str, Any] | None, data: st.DataObject
) -> None:
    """Byte for byte the same, as long as contracts have names of their own."""
    named = [{**one, "contract_id": f"C{n}"} for n, one in enumerate(contracts)]
    shuffled = data.draw(st.permutations(named))
    different = "the number of different locality should be at least 2"
    text = f"{EACH}\n{rule(SHARE, different, label='P2')}"
    assert decide(text, named, award).to_json() == decide(text, shuffled, award).to_json()


@given(contracts=GROUPED, award=GROUPED.filter(len).map(lambda some: some[0]))
@settings(max_examples=40, deadline=None)
def test_after_the_award_is_the_register_with_it(
    contracts: list[dict[str, Any]], award: dict[str, Any]
) -> None:
    before, alone = decide(EACH, contracts, award), decide(EACH, contracts)
    together = decide(EACH, [*contracts, award])
    assert before.verdict == together.verdict
    assert before.verdict_before == alone.verdict
    after = {g.group: (g.status, [n.after for n in g.norms]) for g in before.finding("P1").groups}
    expected = {
        g.group: (g.status, [n.before for n in g.norms]) for g in together.finding("P1").groups
    }
    assert after == expected


# --- what the award does -----------------------------------------------------------------------

PLAIN = rule(SHARE, "otherwise refer to the Cabinet")


@pytest.mark.parametrize(
    ("register", "award", "effect", "found"),
    [
        ([(PRIVATE, 50), (MUTUAL, 50)], (PRIVATE, 26), "caused", Status.BREACHED),
        ([(PRIVATE, 50), (MUTUAL, 50)], (PRIVATE, 25), None, Status.MET),
        ([(PRIVATE, 70), (MUTUAL, 30)], (PRIVATE, 1), "worsened", Status.BREACHED),
        ([(PRIVATE, 70), (MUTUAL, 30)], (MUTUAL, 1), "eased", Status.BREACHED),
        ([(PRIVATE, 70), (MUTUAL, 30)], (PRIVATE, 0), "stands", Status.BREACHED),
        ([(PRIVATE, 70), (MUTUAL, 30)], (MUTUAL, 30), None, Status.MET),
        ([(PRIVATE, 50), (MUTUAL, 50)], (None, 26), "perhaps caused", Status.UNDETERMINED),
        ([(PRIVATE, 50), (None, 50)], (PRIVATE, 100), "perhaps caused", Status.BREACHED),
    ],
)
def test_a_breach_that_stood_is_told_from_one_that_the_award_causes(
    register: list[tuple[str, int]], award: tuple[str | None, int], effect: str, found: Status
) -> None:
    contracts = [contract("adults", *one) for one in register]
    decision = decide(PLAIN, contracts, contract("adults", *award))
    finding = decision.finding("P1")
    assert (finding.status, finding.effect) == (found, effect)
    referral = {Status.BREACHED: "due", Status.UNDETERMINED: "possible"}.get(found)
    assert (finding.referral.status if finding.referral else None) == referral


def test_should_is_departed_from_and_reasons_are_told() -> None:
    text = rule("the number of contracts should be at least 2")
    decision = decide(text, [{}])
    assert (status(decision), decision.verdict) == (Status.DEPARTED, Verdict.CONDITIONS)
    decision = decide(text, [], {"reasons": {"P1": "nobody else works here"}})
    assert decision.finding("P1").reasons == "nobody else works here"


def test_a_recorded_departure_displaces_a_portfolio_rule() -> None:
    award = contract("adults", PRIVATE)
    departure = {"rule": "P1", "by": "the Cabinet", "reasons": "one lot only"}
    decision = decide(PLAIN, [], {**award, "departures": [departure]})
    assert status(decision) == Status.DISPLACED
    assert decision.verdict != Verdict.DOES_NOT_COMPLY


# --- measures and limits -----------------------------------------------------------------------


def test_a_share_of_nothing_is_not_decided_and_says_so() -> None:
    decision = decide(rule(SHARE), [contract("adults", PRIVATE, 0)])
    assert status(decision) == Status.UNDETERMINED
    assert any("nothing to measure" in note for note in decision.notes)


def test_a_figure_as_limit_has_the_value_in_force() -> None:
    text = rule("the total of annual value must be at most the cap")
    contracts = [{"annual_value": 100}]
    assert status(decide(text, contracts)) == Status.MET
    assert status(decide(text, [{"annual_value": "100.01"}])) == Status.BREACHED
    later = decide(text, contracts, on=dt.date(2027, 4, 1))
    assert status(later) == Status.UNDETERMINED
    assert any("limit" in note for note in later.notes)


@pytest.mark.parametrize(
    ("lengths", "found"),
    [
        (["3 months"], Status.MET),
        (["3 months", "91 days"], Status.UNDETERMINED),
        (["3 months", "93 days"], Status.BREACHED),
        (["89 days", None], Status.UNDETERMINED),
        (["100 days", None], Status.BREACHED),
    ],
)
def test_lengths_are_compared_one_by_one(lengths: list[str | None], found: Status) -> None:
    """91 days are at most 3 months or not, as the months go; 93 days never are."""
    text = rule("the highest length must be at most 3 months")
    contracts: list[dict[str, Any]] = [{} if each is None else {"length": each} for each in lengths]
    assert status(decide(text, contracts)) == found


@pytest.mark.parametrize(
    ("norm", "met", "broken"),
    [
        ("the total of annual value must be at most £60.50", "60.50", "60.51"),
        ("the total of annual value must be less than £60.50", "60.49", "60.50"),
        ("the highest annual value must be at most £60.50", "60.50", "60.51"),
        ("the lowest annual value must be at least £60.50", "60.50", "60.49"),
        ("the highest score must be at least 33.3", "33.3", "33.29"),
        ("the lowest let on must be after 1 May 2026", "2026-05-02", "2026-05-01"),
    ],
)
def test_limits_with_decimals_and_dates(norm: str, met: str, broken: str) -> None:
    text = rule(norm)
    key = "score" if "score" in norm else "let_on" if "let on" in norm else "annual_value"
    assert status(decide(text, [{key: met}])) == Status.MET
    assert status(decide(text, [{key: broken}])) == Status.BREACHED


@pytest.mark.parametrize(("share", "found"), [("33.3", Status.MET), ("33.4", Status.BREACHED)])
def test_a_share_with_decimals(share: str, found: Status) -> None:
    contracts = [contract("adults", PRIVATE, share), contract("adults", MUTUAL, 1)]
    contracts[1]["annual_value"] = str(Decimal(100) - Decimal(share))
    text = rule(
        "the share of annual value where provider form is private company must be at most 33.3%"
    )
    assert status(decide(text, contracts)) == found


def test_a_moment_counts_as_its_day() -> None:
    text = rule("the number of contracts must be at most 1", across="contracts in force")
    moment = dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC)
    decision = decide(text, [{"start_date": "2026-07-03", "end_date": "none"}], on=moment)
    assert decision.decision_date == DAY
    assert decision.findings[0].groups[0].contracts == 1


def test_none_adds_nothing_and_is_no_name() -> None:
    text = rule("the total of fee must be at most £5", "the number of fee must be at most 1")
    decision = decide(text, [{"fee": "none"}, {"fee": 5}])
    assert status(decision) == Status.MET
    total, number = decision.finding("P1").groups[0].norms
    assert total.before.measured is not None
    assert number.before.measured is not None
    assert (total.before.measured.high, number.before.measured.high) == ("5", "1")


@pytest.mark.parametrize(
    ("term", "low", "high"),
    [("stars", "3", "8"), ("score", "3", "103"), ("points", None, None), ("fee", "3", None)],
)
def test_what_is_not_given_is_within_its_type(term: str, low: str, high: str) -> None:
    """Stars may be none and so add nothing, or up to five; of points nothing is known."""
    text = rule(f"the total of {term} must be at most {'£' if term == 'fee' else ''}5")
    measured = only(decide(text, [{term: 3}, {}])).before.measured
    assert measured is not None
    assert (measured.low, measured.high) == (low, high)


# --- durable-rules and the reference evaluator -------------------------------------------------

PLAIN_FACTS = {key: values for key, values in sound.FACTS.items() if key != "judgements"}
FACTS = st.fixed_dictionaries({}, optional=PLAIN_FACTS)
DRAWN = (
    sound.VOCABULARY
    + """
Portfolio rule P1: drawn
  across contracts where {where}
  the number of contracts where {counts} must be at most 2
"""
)


@given(where=sound.tests, counts=sound.tests, rows=st.lists(FACTS, min_size=8, max_size=8))
@settings(max_examples=8, deadline=None, phases=[Phase.generate])
def test_durable_rules_and_the_reference_agree_on_who_counts(
    where: str, counts: str, rows: list[dict[str, Any]]
) -> None:
    """Generated conditions and contracts, unknown facts among them."""
    try:
        book = loads(DRAWN.format(where=where, counts=counts), cache=False)
    except PolicyError:  # a drawn test that cannot stand after "where"
        reject()
    decider = book._portfolio_decider
    logic, members = decider._logic, Members(decider._logic, decider._members, DAY)
    register = Register(logic)
    for number, row in enumerate(rows):
        name, facts = register.read(GivenContract(f"contract {number}", row))
        contract = members.contract(name, facts)
        evaluation = Evaluation(logic.members, contract.facts, DAY)
        for each in logic.members.policies[-1].definitions:
            assert each.condition is not None
            assert contract.truths[each.key] == evaluation.truth(each.condition)


def test_policies_without_portfolio_rules_are_told() -> None:
    with pytest.raises(UsageError, match="no portfolio rule"):
        rulebook("").portfolio([])
