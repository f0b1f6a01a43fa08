"""What an amendment changes, told of rules as a council would write them."""

from __future__ import annotations

import datetime as dt

import pytest

import govrules
from govrules.analysis.difference import Change, Difference
from govrules.analysis.solving.comparing.changes import Comparer
from govrules.analysis.solving.solver import Answer
from govrules.compiler.to_z3.rails import Bool

DAY = dt.date(2026, 7, 1)
OLD = """Policy "Contract rules" version 1
  authority: council policy
  in force from 1 April 2026

Vocabulary
  provider form is one of: mutual, charity, company
  contract value is money
  bidders is a number from 0 to 50
  signed is a date
  review is a date
  acts: award the contract

Figure small contract limit
  £100,000 from 1 April 2026

Rule C1: test the market
  if contract value is at least the small contract limit
  then bidders must be at least 3

Departures
  council policy may be departed from by the Cabinet

Who decides
  the Cabinet if contract value is at least £500,000
  otherwise the director
"""


def compared(*edits: tuple[str, str], old: str = OLD, on: dt.date = DAY) -> Difference:
    new = old.replace("version 1", "version 2")
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    return govrules.loads(old).difference(govrules.loads(new), on, seconds=20)


def verdict_changes(found: Difference) -> set[tuple[str, str, frozenset[str]]]:
    return {(each.was, each.now, frozenset(each.kind)) for each in found.verdicts.found}


def test_the_same_rules_in_other_words_are_proved_to_decide_alike() -> None:
    found = compared(
        ("contract value is at least the small contract limit\n",
         "not contract value is less than the small contract limit\n"),
        ("test the market", "ask three firms"),
    )  # fmt: skip
    assert found.same == "proved"
    assert not found.unsettled


def test_a_higher_limit_frees_the_contracts_between_the_two() -> None:
    found = compared(("£100,000 from", "£120,000 from"))
    between = "contract value is at least £100,000 and less than £120,000"
    assert verdict_changes(found) == {
        ("complies", "outside this policy", frozenset({between, "bidders is at least 3"})),
        ("does not comply", "outside this policy", frozenset({between, "bidders is less than 3"})),
    }
    assert found.verdicts.whole


def test_each_kind_is_shown_by_a_choice_that_both_decided() -> None:
    found = compared(("must be at least 3", "must be at least 4"))
    change = only(found)
    assert (change.was, change.now) == ("complies", "does not comply")
    assert set(change.kind) == {
        "contract value is at least £100,000",
        "bidders is at least 3 and less than 4",
    }
    assert change.before.verdict == "complies"
    assert change.after.finding("C1").status == "breached"
    assert change.choice["bidders"] == 3


def test_a_penny_more_or_less_is_seen() -> None:
    found = compared(("contract value is at least the", "contract value is more than the"))
    assert found.verdicts.whole
    for change in found.verdicts.found:
        assert change.now == "outside this policy"
        assert change.choice["contract_value"] == 100_000
    assert {change.was for change in found.verdicts.found} == {"complies", "does not comply"}


def test_who_decides_is_compared_too() -> None:
    found = compared(("£500,000", "£400,000"))
    assert not found.verdicts.found
    assert found.verdicts_same == "proved"
    (change,) = found.deciders.found
    assert (change.was, change.now) == ("director", "Cabinet")
    assert change.kind == ("contract value is at least £400,000 and less than £500,000",)


def test_a_departure_that_no_longer_counts_is_seen() -> None:
    found = compared(("from by the Cabinet", "from by Full Council"))
    told = {(each.was, each.now): each for each in found.verdicts.found}
    lost = told["complies", "does not comply"]
    assert "the Cabinet departs from C1" in lost.kind
    assert lost.choice["departures"] == [{"rule": "C1", "by": "Cabinet"}]


def test_a_new_rule_is_told_with_the_choices_that_it_catches() -> None:
    found = compared(
        ("Departures\n", "Rule C2: a company is the last resort\n  if provider form is company\n"
         "  then contract value must be at most £50,000\n\nDepartures\n"),
    )  # fmt: skip
    (rule,) = found.rules
    assert (rule.label, rule.was, rule.now) == ("C2", None, "a company is the last resort")
    assert ("not applicable", "breached") in {(c.was, c.now) for c in rule.changes.found}


def test_a_change_that_only_comes_later_is_found_on_its_day() -> None:
    found = compared(
        ("£100,000 from 1 April 2026",
         "£100,000 from 1 April 2026 until 31 March 2027\n  £150,000 from 1 April 2027"),
    )  # fmt: skip
    assert found.on == dt.date(2027, 4, 1)
    assert found.verdicts_same == "different"


def test_words_that_come_and_go_are_told() -> None:
    found = compared(("mutual, charity, company", "mutual, company, partnership"))
    assert set(found.vocabulary) == {
        '"provider form" may now be "partnership"',
        '"provider form" can no longer be "charity"',
    }


def test_a_policy_that_has_ended_is_compared_as_on_its_last_day() -> None:
    old = OLD.replace(
        "in force from 1 April 2026", "in force from 1 April 2025 until 31 March 2026"
    )
    old = old.replace("£100,000 from 1 April 2026", "£100,000 from 1 April 2025")
    found = compared(("from 1 April 2025 until 31 March 2026", "from 1 April 2026"), old=old)
    assert found.was_on == dt.date(2026, 3, 31)
    assert found.verdicts_same == "proved"


@pytest.mark.parametrize(
    "condition",
    [
        "months between signed and review is at least 6",
        "signed plus 10 working days is before review",
        "signed plus 6 months is on or before review",
    ],
)
def test_months_and_working_days_are_made_exact(condition: str) -> None:
    old = OLD.replace("contract value is at least the small contract limit", condition)
    assert compared(("test the market", "ask three firms"), old=old).same == "proved"
    found = compared(("must be at least 3", "must be at least 4"), old=old)
    assert only(found).after.finding("C1").status == "breached"


def only(found: Difference) -> Change:
    (change,) = found.verdicts.found
    return change


DUTIES = """
Source CON: "Standing orders"

Duties D1: after a decision to award the contract
  the director must publish "the award" within 20 working days [CON rule 4]
"""


@pytest.mark.parametrize(
    ("edit", "was", "now"),
    [
        (("within 20", "within 30"), "within 20 working days", "within 30 working days"),
        ((DUTIES, ""), "within 20 working days", ""),
    ],
)
def test_what_is_owed_in_other_words_is_a_change(edit: tuple[str, str], was: str, now: str) -> None:
    found = compared(edit, old=OLD + DUTIES)
    assert found.same == "different"
    (worded,) = found.worded
    assert worded.of == "duties D1"
    assert (worded.was or "").endswith(was)
    assert (worded.now or "").endswith(now) and bool(worded.now) == bool(now)


def test_another_citation_of_a_duty_is_no_change() -> None:
    found = compared(("[CON rule 4]", "[CON rule 5]"), old=OLD + DUTIES)
    assert (found.same, found.worded) == ("proved", ())


def test_a_portfolio_rule_and_the_weight_of_a_priority_are_compared_by_their_words() -> None:
    more = """
Priority "Local wealth" weight 40%

Priority "Value for money" weight 60%

Portfolio rule P1: a mixed market
  across contracts in force
  the number of contracts must be at least 2
"""
    found = compared(
        ("weight 40%", "weight 50%"), ("weight 60%", "weight 50%"), ("at least 2", "at least 3"),
        old=OLD + more,
    )  # fmt: skip
    assert found.verdicts_same == "proved"
    assert [each.of for each in found.worded] == [
        'priority "Local wealth"', 'priority "Value for money"', "portfolio rule P1",
    ]  # fmt: skip


MARKET = """
Figure most contracts
  2 from 1 April 2024
  3 from 1 April 2026

Define large
  if contract value is at least £300,000

Portfolio rule P1: a mixed market
  across contracts in force where large
  the number of contracts must be at most most contracts
"""


@pytest.mark.parametrize(
    ("edit", "was", "now"),
    [
        (("  3 from", "  4 from"), "3 from 1 April 2026", "4 from 1 April 2026"),
        (
            ("  3 from 1 April 2026\n", "  3 from 1 April 2026\n  4 from 1 April 2029\n"),
            "3 from 1 April 2026", "4 from 1 April 2029",
        ),
        (("£300,000", "£300,000.01"), "£300,000", "£300,000.01"),
    ],
)  # fmt: skip
def test_what_a_portfolio_rule_reads_is_a_change_of_it(
    edit: tuple[str, str], was: str, now: str
) -> None:
    found = compared(edit, old=OLD + MARKET)
    assert (found.same, found.verdicts_same) == ("different", "proved")
    (worded,) = found.worded
    assert worded.of == "portfolio rule P1"
    assert (worded.was or "").endswith(was) and (worded.now or "").endswith(now)
    assert "mixed market" not in f"{worded.was}{worded.now}"  # its own words are as they were


@pytest.mark.parametrize(
    "edit",
    [
        ("  2 from 1 April 2024\n", ""),
        ("  2 from", "  1 from"),
        ("  3 from 1 April 2026\n", "  3 from 1 April 2026\n  3 from 1 April 2029\n"),
    ],
)
def test_what_a_figure_was_before_the_day_is_no_change(edit: tuple[str, str]) -> None:
    found = compared(edit, old=OLD + MARKET)
    assert (found.same, found.worded) == ("proved", ())


def test_a_figure_as_at_another_date_counts_from_its_first_day() -> None:
    figure = "Figure size limit, as at signed\n  £2 from 1 April 2024\n  £3 from 1 April 2026\n\n"
    old = OLD + MARKET.replace("£300,000", "size limit").replace("Define", f"{figure}Define")
    assert [each.of for each in compared(("£2", "£1"), old=old).worded] == ["portfolio rule P1"]


SIGNED = OLD.replace(
    "  then bidders must be at least 3\n",
    "  then bidders must be at least 3\n  with sign-off by the monitoring officer\n",
).replace(
    "  otherwise the director\n",
    "  otherwise the director\n"
    "  the section 151 officer signs off if contract value is at least £50,000\n",
)


def test_who_must_sign_off_is_compared_whatever_the_verdict() -> None:
    """Below the limit no rule applies, and above it something is owed in any case."""
    found = compared(
        ("by the monitoring officer", "by the head of law"), ("£50,000\n", "£60,000\n"),
        old=SIGNED,
    )  # fmt: skip
    assert found.same == "different"
    assert {
        (role.of, change.was, change.now, change.kind)
        for role in found.sign_offs
        for change in role.found
    } == {
        ("sign-off by the monitoring officer", "must sign off", "need not sign off",
         ("contract value is at least £100,000",)),
        ("sign-off by the head of law", "need not sign off", "must sign off",
         ("contract value is at least £100,000",)),
        ("sign-off by the section 151 officer", "must sign off", "need not sign off",
         ("contract value is at least £50,000 and less than £60,000",)),
    }  # fmt: skip
    assert all(role.whole for role in found.sign_offs)


def test_a_role_by_another_article_or_in_capitals_is_the_same() -> None:
    found = compared(("by the monitoring officer", "by the Monitoring Officer"), old=SIGNED)
    assert (found.same, found.sign_offs) == ("proved", ())


TABLE = """
Rule C2: small ones may be awarded
  if contract value is at most £10
  then the director may award the contract for at most 6 months

Table T1: how closely to watch
  first row that applies
  | contract value    || watch    |
  | at least £500,000 || enhanced |
  | any               || standard |
"""


@pytest.mark.parametrize(
    ("edit", "of"),
    [
        (("| at least £500,000 ||", "| at least £500,001 ||"), "table T1"),
        (("at most 6 months", "at most 12 months"), "how far C2 goes"),
    ],
)
def test_a_table_that_no_rule_reads_and_how_far_a_rule_goes(edit: tuple[str, str], of: str) -> None:
    watch = "  watch is one of: standard, enhanced\n"
    found = compared(edit, old=(OLD + TABLE).replace("  bidders is", f"{watch}  bidders is"))
    assert (found.same, [each.of for each in found.worded]) == ("different", [of])


def test_an_interrupt_leaves_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Comparer._ask
    times = iter(range(1_000))

    def ask(comparer: Comparer, *goal: Bool) -> Answer:
        if next(times) == 8:
            raise KeyboardInterrupt
        return asked(comparer, *goal)

    monkeypatch.setattr(Comparer, "_ask", ask)
    found = compared(("bidders must be at least 3", "bidders must be at least 4"))
    assert found.partial
    assert found.verdicts.found and found.verdicts.whole  # these were asked about first
    (rule,) = found.rules
    assert not rule.changes.whole
    assert {(each.what, each.why) for each in found.unsettled} == {
        ("all changes of rule C1", "interrupted")
    }
    assert next(times) == 9  # nothing was asked any more


def test_an_interrupt_before_anything_is_found_proves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask(comparer: Comparer, *goal: Bool) -> Answer:
        raise KeyboardInterrupt

    monkeypatch.setattr(Comparer, "_ask", ask)
    found = compared()
    assert (found.partial, found.same, found.verdicts_same) == (True, "not settled", "not settled")
