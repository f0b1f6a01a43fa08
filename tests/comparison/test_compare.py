"""What a comparison says: scales, weights, what is set aside, preferences, and every boundary."""

from __future__ import annotations

import datetime as dt

import pytest

from govrules.errors import ChoiceError, UsageError
from govrules.library import loads
from tests.comparison.books import (
    DATE,
    MONEY,
    PREFER,
    WEALTH,
    WORDS,
    book,
    compare,
    option,
    policy,
    totals,
)

BOTH = (WEALTH, MONEY)


# --- scales ------------------------------------------------------------------------------------


def test_best_to_worst_gives_the_best_100_the_worst_0_and_the_others_their_part() -> None:
    found = compare(
        book(MONEY), {"A": option(cost=300), "B": option(cost=100), "C": option(cost=150)}
    )
    assert totals(found) == {"B": "100", "C": "75", "A": "0"}
    assert (found.outcome, found.first) == ("first", ("B",))
    scale = found.criteria[0]
    assert (scale.scale, scale.low, scale.high, scale.better) == (
        "best to worst",
        "100",
        "300",
        "lower",
    )


def test_a_fixed_scale_counts_from_the_ends_that_the_policy_names() -> None:
    rulebook = book('rank by cost for "Money", lower is better, from £0 to £400')
    found = compare(rulebook, {"A": option(cost=300), "B": option(cost=100)})
    assert totals(found) == {"B": "75", "A": "25"}


@pytest.mark.parametrize(
    ("cost", "points", "beyond"),
    [("99.99", "100", "low"), ("100", "100", None), ("100.01", "99.99", None),
     ("199.99", "0.01", None), ("200", "0", None), ("200.01", "0", "high")],
)  # fmt: skip
def test_a_value_beyond_a_fixed_end_counts_as_that_end_and_says_so(
    cost: str, points: str, beyond: str | None
) -> None:
    rulebook = book('rank by cost for "Money", lower is better, from £100 to £200')
    score = compare(rulebook, {"A": option(cost=cost)}).option("A").scores[0]
    assert (score.points.low, score.points.high, score.beyond) == (points, points, beyond)


def test_all_equal_on_a_best_to_worst_scale_gives_all_full_points_and_says_so() -> None:
    found = compare(book(*BOTH), {"A": option(wealth=50), "B": option(wealth=40)})
    assert totals(found) == {"A": "70", "B": "64"}
    assert [one.all_equal for one in found.criteria] == [False, True]


def test_a_percentage_counts_against_ends_in_per_cent() -> None:
    rulebook = book('rank by share for "Money", higher is better, from 20% to 60%')
    found = compare(rulebook, {"A": option(share="30%")})
    assert totals(found) == {"A": "25"}
    assert (found.criteria[0].low, found.criteria[0].unit) == ("20", "per cent")


def test_a_definition_may_be_ranked_by() -> None:
    rulebook = book('rank by cost per reader for "Money", lower is better')
    found = compare(
        rulebook,
        {"A": option(cost=100, reach=3), "B": option(cost=100, reach=4), "C": option(reach=6)},
    )
    # a third, a quarter and a sixth of £100, exactly: the middle one is half way
    assert totals(found) == {"C": "100", "B": "50", "A": "0"}


# --- weights -----------------------------------------------------------------------------------


def test_only_the_priorities_ranked_by_count_and_their_weights_are_made_whole() -> None:
    """Wealth 60% and Reach 25% of the 85% that they make together; Money is not ranked by."""
    rulebook = book(WEALTH, 'rank by reach for "Reach", higher is better')
    found = compare(rulebook, {"A": option(wealth=100, reach=1), "B": option(wealth=0, reach=2)})
    assert [(one.priority, one.given) for one in found.priorities] == [
        ("Wealth", "60"), ("Reach", "25"),
    ]  # fmt: skip
    assert totals(found) == {"A": "70.588235294118", "B": "29.411764705882"}
    assert found.notes == ("the weights of the priorities ranked by make 85%; rescaled to 100%",)


def test_criteria_of_one_priority_share_it_equally() -> None:
    rulebook = book(*BOTH, 'rank by reach for "Money", higher is better')
    found = compare(rulebook, {"A": option(wealth=100, reach=1), "B": option(wealth=0, reach=2)})
    assert [one.weight for one in found.criteria] == ["60", "20", "20"]
    assert totals(found) == {"A": "80", "B": "40"}


def test_priorities_without_a_weight_share_what_the_others_leave() -> None:
    rulebook = book(WEALTH, 'rank by reach for "Quality", higher is better')
    found = compare(rulebook, {"A": option(wealth=100, reach=1), "B": option(wealth=0, reach=2)})
    assert totals(found) == {"A": "60", "B": "40"}
    assert found.notes == (
        '"Quality" has no weight: what the others leave of 100% is shared equally',
    )


@pytest.mark.parametrize(
    ("weights", "expected", "note"),
    [
        (("", ""), "50", 'no weights are given, so "X", "Y" count equally'),
        ((" weight 0%", " weight 0%"), "50", "all weights are 0%, so the priorities count equally"),
        ((" weight 100%", ""), "100",
         '"Y" has no weight and the others leave none of 100%, so it does not count'),
        ((" weight 0%", ""), "0",
         '"Y" has no weight: what the others leave of 100% is shared equally'),
    ],
)  # fmt: skip
def test_weights_that_are_missing_or_nothing(
    weights: tuple[str, str], expected: str, note: str
) -> None:
    words = f'{WORDS}\nPriority "X"{weights[0]}\nPriority "Y"{weights[1]}\n'
    lines = ('rank by wealth for "X", higher is better, from 0 to 100', MONEY.replace("Money", "Y"))
    rulebook = loads(policy(*lines, words=words))
    found = compare(rulebook, {"A": option(wealth=100, cost=200), "B": option(wealth=0, cost=100)})
    assert found.option("A").total.low == expected
    assert found.notes == (note,)


# --- set aside ---------------------------------------------------------------------------------


def test_options_that_do_not_comply_are_set_aside_with_the_rules_that_say_so() -> None:
    firm = option(provider_form="private company", appraised=False, cost=1)
    found = compare(book(MONEY), {"Firm": firm, "Mutual": option()})
    assert (found.first, totals(found)) == (("Mutual",), {"Mutual": "100"})
    (aside,) = found.set_aside
    assert (aside.name, aside.verdict, aside.may_return) == ("Firm", "does not comply", False)
    assert [finding.rule for finding in aside.findings] == ["C2"]


def test_one_that_cannot_be_decided_is_told_apart_and_may_still_come_first() -> None:
    firm = option(provider_form="private company", cost=1)
    found = compare(book(MONEY), {"Firm": firm, "Mutual": option()})
    (aside,) = found.set_aside
    assert (aside.verdict, aside.may_return) == ("cannot be decided", True)
    assert [need.key for need in aside.needs] == ["appraised"]
    assert (found.outcome, found.first) == ("open", ())
    assert found.may_be_first == ("Firm", "Mutual")
    assert [(fact.option, fact.key) for fact in found.missing] == [("Firm", "appraised")]


def test_one_that_cannot_be_decided_leaves_it_certain_where_it_could_not_win() -> None:
    firm = option(provider_form="private company", wealth=10)
    found = compare(book(WEALTH), {"Firm": firm, "Mutual": option(wealth=11)})
    assert (found.outcome, found.first) == ("first", ("Mutual",))


def test_all_set_aside() -> None:
    found = compare(book(MONEY), {"A": option(cost=1_000_001), "B": option(cost="1000000.01")})
    assert (found.outcome, found.first, found.options) == ("none", (), ())
    assert [one.name for one in found.set_aside] == ["A", "B"]
    assert compare(book(MONEY), {"A": option(cost=1_000_000)}).first == ("A",)


def test_one_option_alone_comes_first() -> None:
    found = compare(book(*BOTH), {"A": option(wealth=1)})
    assert (found.outcome, found.first, found.lead, found.next) == ("first", ("A",), None, None)
    assert totals(found) == {"A": "40.6"}


# --- preference, ties and close calls ----------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "first", "decided"),
    [("71", "Mutual", False), ("72", "Unit", True), ("72.01", "Unit", True),
     ("71.99", "Mutual", False), ("74", "Unit", True), ("74.01", "Unit", False)],
)  # fmt: skip
def test_within_the_points_the_order_of_preference_decides(
    unit: str, first: str, decided: bool
) -> None:
    """The mutual has 74 points; exactly 2 apart is within 2 points."""
    rulebook = book(WEALTH, PREFER)
    team = option(wealth=unit, provider_form="in-house team")
    found = compare(rulebook, {"Mutual": option(wealth=74), "Unit": team})
    assert (found.outcome, found.first) == ("first", (first,))
    assert found.preference is not None and found.preference.decided is decided


def test_within_is_counted_from_the_one_with_the_most_points() -> None:
    """B is within 2 of A, and C within 2 of B but not of A: C is no candidate."""
    rulebook = book(WEALTH, PREFER)
    found = compare(
        rulebook,
        {
            "A": option(wealth=80, provider_form="social enterprise"),
            "B": option(wealth=78),
            "C": option(wealth="77.99", provider_form="in-house team"),
        },
    )
    assert found.first == ("B",)
    assert [call.option for call in found.close_calls] == ["A", "C"]


def test_two_of_the_same_preference_are_told_apart_by_points() -> None:
    found = compare(book(WEALTH, PREFER), {"A": option(wealth=80), "B": option(wealth="80.01")})
    assert found.first == ("B",)
    assert found.preference is not None and not found.preference.decided


def test_ties_are_shown_as_ties() -> None:
    same = {"Zeta": option(wealth=80), "Alpha": option(wealth=80), "Mid": option(wealth=10)}
    for rulebook in (book(WEALTH), book(WEALTH, PREFER)):
        found = compare(rulebook, same)
        assert (found.outcome, found.first, found.lead) == ("tie", ("Alpha", "Zeta"), None)


def test_a_tie_in_points_is_decided_by_the_preference_where_there_is_one() -> None:
    team = option(wealth=80, provider_form="in-house team")
    found = compare(book(WEALTH, PREFER), {"Alpha": option(wealth=80), "Zeta": team})
    assert (found.first, found.lead and found.lead.low) == (("Zeta",), "0")
    assert found.preference is not None and found.preference.decided


@pytest.mark.parametrize(("other", "close"), [("75", ["B"]), ("74.99", [])])
def test_a_close_call_is_within_five_points_where_the_policy_names_none(
    other: str, close: list[str]
) -> None:
    found = compare(book(WEALTH), {"A": option(wealth=80), "B": option(wealth=other)})
    assert [call.option for call in found.close_calls] == close


# --- what is not known -------------------------------------------------------------------------


def test_an_unknown_score_gives_a_range_within_the_bounds_of_its_type() -> None:
    found = compare(book(*BOTH), {"A": option(cost=100), "B": option(wealth=50, cost=200)})
    assert totals(found) == {"A": "40 to 100", "B": "30"}
    assert (found.outcome, found.first) == ("first", ("A",))
    assert found.option("A").scores[0].missing == ("wealth",)
    assert found.missing == ()


def test_who_could_come_first_and_what_is_missing() -> None:
    found = compare(book(*BOTH), {"A": option(cost=200), "B": option(wealth=50, cost=100)})
    assert totals(found) == {"A": "0 to 60", "B": "70"}
    assert found.first == ("B",)
    found = compare(book(*BOTH), {"A": option(cost=200), "B": option(wealth=30, cost=100)})
    assert totals(found) == {"A": "0 to 60", "B": "58"}
    assert (found.outcome, found.may_be_first) == ("open", ("A", "B"))
    (fact,) = found.missing
    assert (fact.option, fact.key, fact.term, fact.who) == ("A", "wealth", "wealth", "panel")


def test_an_unknown_value_moves_the_points_of_the_others_on_a_best_to_worst_scale() -> None:
    rulebook = book('rank by reach for "Reach", higher is better')
    found = compare(rulebook, {"A": option(reach=10), "B": option(reach=20), "C": option()})
    # C may reach from nobody up to any number
    assert totals(found) == {"A": "0 to 50", "B": "0 to 100", "C": "0 to 100"}
    assert found.may_be_first == ("B", "C")


def test_a_value_known_to_be_none_may_have_any_points_and_no_fact_is_missing() -> None:
    rulebook = book('rank by rating for "Quality", higher is better')
    found = compare(rulebook, {"A": option(rating="none"), "B": option(rating=3)})
    assert totals(found) == {"B": "100", "A": "0 to 100"}
    assert (found.outcome, found.missing) == ("open", ())
    assert found.option("A").scores[0].none


def test_a_division_by_zero_is_not_known_and_says_why() -> None:
    rulebook = book('rank by cost per reader for "Money", lower is better')
    found = compare(rulebook, {"A": option(reach=0), "B": option(reach=5)})
    assert found.outcome == "open"
    assert found.option("A").notes == (
        '"cost divided by reach" divides by zero, so it is not known',
    )


def test_an_assumption_is_used_and_told() -> None:
    found = compare(
        book('rank by fee for "Money", lower is better'), {"A": option(), "B": option(fee=6)}
    )
    assert (found.first, found.option("A").assumed) == (("A",), ("fee",))
    assert found.option("B").assumed == ()


def test_an_unknown_preference_leaves_it_open_within_the_points_alone() -> None:
    """Without its form, B may be an in-house team, which is preferred."""
    unknown = option(wealth=79, appraised=True)
    del unknown["provider_form"]
    found = compare(book(WEALTH, PREFER), {"A": option(wealth=80), "B": unknown})
    assert (found.outcome, found.may_be_first) == ("open", ("A", "B"))
    assert [fact.key for fact in found.missing] == ["provider_form"]
    found = compare(book(WEALTH, PREFER), {"A": option(wealth=82), "B": unknown})
    assert found.first == ("A",)


# --- which comparison, which date, which names -------------------------------------------------


def test_several_comparisons_must_be_named() -> None:
    rulebook = loads(policy(WEALTH) + policy(MONEY, label="O2", words=""))
    options = {"A": option(wealth=10, cost=5), "B": option(wealth=5, cost=1)}
    assert rulebook.comparisons() == ("O1", "O2")
    assert rulebook.compare(options, DATE, "O1").first == ("A",)
    assert rulebook.compare(options, DATE, "o2").first == ("B",)
    with pytest.raises(UsageError, match="there are several comparisons; name one of O1, O2"):
        rulebook.compare(options, DATE)
    with pytest.raises(UsageError, match='there is no comparison "O3" in this rulebook'):
        rulebook.compare(options, DATE, "O3")


def test_a_rulebook_without_a_comparison_says_so() -> None:
    with pytest.raises(UsageError, match="there is no comparison in this rulebook"):
        loads(WORDS).compare({"A": option()}, DATE)


@pytest.mark.parametrize(
    ("date", "in_force"),
    [("2026-05-31", False), ("2026-06-01", True), ("2030-03-31", True), ("2030-04-01", False)],
)
def test_a_comparison_counts_while_its_policy_is_in_force(date: str, in_force: bool) -> None:
    day = dt.date.fromisoformat(date)
    if in_force:
        assert book(MONEY).compare({"A": option()}, day).decision_date == day
        return
    with pytest.raises(UsageError, match="comparison O1 is not in force on"):
        book(MONEY).compare({"A": option()}, day)


def test_the_options_are_compared_on_one_date() -> None:
    dated = {"A": option(decision_date="2026-08-01"), "B": option()}
    assert book(MONEY).compare(dated).decision_date == dt.date(2026, 8, 1)
    dated["B"]["decision_date"] = "2026-08-02"
    with pytest.raises(UsageError, match=r"different decision dates \(2026-08-01 and 2026-08-02\)"):
        book(MONEY).compare(dated)
    assert book(MONEY).compare(dated, DATE).decision_date == DATE


def test_options_of_one_name_none_at_all_or_too_many_are_refused() -> None:
    from govrules.engine.comparing.deciding import Option

    twice = [Option("A", option()), Option("A", option(cost=5))]
    with pytest.raises(ChoiceError, match='2 options are called "A"; give each its own name'):
        book(MONEY).compare(twice, DATE)
    with pytest.raises(UsageError, match="there is no option to compare"):
        book(MONEY).compare({}, DATE)
    with pytest.raises(UsageError, match="at most 100 options; these are 101"):
        book(MONEY).compare({f"option {n}": option() for n in range(101)}, DATE)
    for name in (" ", "x" * 201):
        with pytest.raises(ChoiceError, match="the name of an option has 1 to 200 characters"):
            book(MONEY).compare({name: option()}, DATE)
    with pytest.raises(ChoiceError, match="half a character"):
        book(MONEY).compare({"\ud800": option()}, DATE)


def test_every_fault_of_every_option_is_told() -> None:
    with pytest.raises(ChoiceError) as caught:
        book(MONEY).compare({"A": option(cots=1), "B": option(cost="dear")}, DATE)
    assert [str(fault).split()[:3] for fault in caught.value.faults] == [
        ["option", '"A"', '"cots"'], ["option", '"B"', '"cost"'],
    ]  # fmt: skip


def test_a_hundred_options_are_compared_while_one_waits() -> None:
    options = {f"option {n:03}": option(cost=100 + n, wealth=n % 50) for n in range(100)}
    found = compare(book(WEALTH, MONEY, PREFER), options)
    assert len(found.options) == 100 and found.outcome == "first"
