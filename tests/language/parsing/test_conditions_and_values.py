"""Each way to say a condition or a value, and the node that it becomes."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from govrules.language import syntax as s
from govrules.language.from_text import parse
from tests.language.parsing.reading import M, N, condition, faults, last, value

URGENT = s.Holds(N("urgent"))
LENGTH = N("contract length")
BIDS = N("bids")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("urgent", URGENT),
        ("not urgent", s.Not(URGENT)),
        ("urgent is yes", s.Comparison(N("urgent"), "is", s.YesNo(True))),
        ("urgent is not yes", s.Comparison(N("urgent"), "is not", s.YesNo(True))),
        ("annual value is £5", s.Comparison(N("annual value"), "is", M(Decimal(5)))),
        (
            "contract length is at least 6 months",
            s.Comparison(LENGTH, "at least", s.Duration(6, "month")),
        ),
        ("contract length at most 5 years", s.Comparison(LENGTH, "at most", s.Duration(5, "year"))),
        (
            "end date is on or after 2026-06-01",
            s.Comparison(N("end date"), "on or after", s.Date(dt.date(2026, 6, 1))),
        ),
        (
            "end date before 1 June 2026",
            s.Comparison(N("end date"), "before", s.Date(dt.date(2026, 6, 1))),
        ),
        (
            "number of users is between 3 and 5",
            s.Between(N("number of users"), s.Number(Decimal(3)), s.Number(Decimal(5))),
        ),
        (
            "provider form is one of mutual, private company",
            s.Among(N("provider form"), (N("mutual"), N("private company"))),
        ),
        ("provider form is not one of mutual", s.Among(N("provider form"), (N("mutual"),), True)),
        ("reservation includes local area", s.Includes(N("reservation"), N("local area"))),
        (
            "reservation does not include local area",
            s.Includes(N("reservation"), N("local area"), True),
        ),
        ("start date is known", s.Known(N("start date"))),
        ("start date is not known", s.Known(N("start date"), True)),
        (
            'the decision maker is satisfied that "it is so"',
            s.Satisfied(s.Role("decision maker"), "it is so"),
        ),
        (
            'the decision maker is not satisfied that "it is so"',
            s.Satisfied(s.Role("decision maker"), "it is so", True),
        ),
        (
            "the council proposes to award the contract",
            s.Proposes(s.Role("council"), N("award the contract")),
        ),
        (
            "the council does not propose to close the service",
            s.Proposes(s.Role("council"), N("close the service"), True),
        ),
        ("any bids where is local", s.Quantified("any", BIDS, s.Holds(N("is local")))),
        (
            "every of bids where price is less than £9",
            s.Quantified("every", BIDS, s.Comparison(N("price"), "less than", M(Decimal(9)))),
        ),
    ],
)
def test_condition(text: str, expected: Any) -> None:
    assert condition(text) == expected


def test_a_declared_value_wins_over_the_keywords_in_it() -> None:
    appraisal = N("options appraisal")
    assert condition("options appraisal is not complete") == s.Comparison(
        appraisal, "is", N("not complete")
    )
    assert condition("options appraisal is not not complete") == s.Comparison(
        appraisal, "is not", N("not complete")
    )
    assert condition("provider form is none") == s.Comparison(N("provider form"), "is", N("none"))


def test_none_is_absent_where_no_value_is_called_so() -> None:
    text = 'Policy "P"\nVocabulary\n  start is a date or none\nDefine a if start is none\n'
    policy = parse(text + "Define b if start is not none\n", "p").policy
    assert policy is not None
    absent, present = policy.items[-2:]
    assert absent.meaning == s.Absent(N("start"))  # type: ignore[union-attr]
    assert present.meaning == s.Absent(N("start"), True)  # type: ignore[union-attr]


def test_a_phrase_may_be_broken_over_lines_and_begin_with_a_capital() -> None:
    assert condition("\n  Annual\n    value is at least the small\n    contract limit") == (
        s.Comparison(N("annual value"), "at least", N("small contract limit"))
    )


def test_number_of_users_is_a_term_and_number_of_bids_a_count() -> None:
    assert value("number of users") == N("number of users")
    assert value("number of bids") == s.Aggregate("number", BIDS)


def test_a_comparison_after_where_belongs_to_the_count() -> None:
    counted = s.Aggregate("number", BIDS, None, s.Holds(N("is local")))
    expected = s.Comparison(counted, "at least", s.Number(Decimal(2)))
    assert condition("number of bids where is local is at least 2") == expected
    assert condition("number of bids where is local at least 2") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£1,234.56", M(Decimal("1234.56"))),
        ("£5 million", M(Decimal(5_000_000))),
        ("£1.5 billion", M(Decimal(1_500_000_000))),
        ("£100,000 excluding VAT", M(Decimal(100_000), "excluding")),
        ("12.5%", s.Percentage(Decimal("12.5"))),
        ("28 clear days", s.Duration(28, "clear day")),
        ("10 working days", s.Duration(10, "working day")),
        ("1 week", s.Duration(1, "week")),
        ('"text"', s.Text("text")),
        ("the small contract limit", N("small contract limit")),
        ("total of price of bids", s.Aggregate("total", BIDS, N("price"))),
        ("highest price of bids", s.Aggregate("highest", BIDS, N("price"))),
        ("lowest of price of bids", s.Aggregate("lowest", BIDS, N("price"))),
        (
            "the share of price of bids where is local",
            s.Aggregate("share", BIDS, N("price"), s.Holds(N("is local"))),
        ),
        (
            "working days between start date and end date",
            s.Elapsed("working days", N("start date"), N("end date")),
        ),
        (
            'award criteria weights for "price"',
            s.Lookup(N("award criteria weights"), s.Text("price")),
        ),
        (
            "first known of gross value, annual value with VAT at 20%",
            s.FirstKnown(
                (
                    N("gross value"),
                    s.Arithmetic("with VAT at", N("annual value"), s.Percentage(Decimal(20))),
                )
            ),
        ),
    ],
)
def test_value(text: str, expected: Any) -> None:
    assert value(text) == expected


def test_times_binds_closer_than_plus_and_brackets_closest() -> None:
    a, two = N("annual value"), s.Number(Decimal(2))
    product = s.Arithmetic("times", a, two)
    assert value("annual value plus annual value times 2") == s.Arithmetic("plus", a, product)
    assert value("(annual value plus annual value) times 2") == s.Arithmetic(
        "times", s.Arithmetic("plus", a, a), two
    )
    assert value("annual value minus 2 minus 2") == s.Arithmetic(
        "minus", s.Arithmetic("minus", a, two), two
    )


def test_bullets_nest_by_their_column() -> None:
    nested = condition(
        """any of these
    - urgent
    - all of these
      - urgent
        and start date is known
      - not urgent
    - at least 2 of these
      - urgent
      - urgent
  and urgent"""
    )
    known = s.Known(N("start date"))
    assert nested == s.AllOf(
        (
            s.AnyOf(
                (
                    URGENT,
                    s.AllOf((s.AllOf((URGENT, known)), s.Not(URGENT))),
                    s.AtLeastOf(2, (URGENT, URGENT)),
                )
            ),
            URGENT,
        )
    )


def test_a_line_as_far_out_as_the_bullets_ends_the_group() -> None:
    deeper = condition("none of these\n  - urgent\n    or start date is known")
    assert deeper == s.NoneOf((s.AnyOf((URGENT, s.Known(N("start date")))),))
    assert condition("none of these\n  - urgent\n  or urgent") == s.AnyOf(
        (s.NoneOf((URGENT,)), URGENT)
    )


def test_undeclared_words_become_one_name_and_no_fault_of_syntax() -> None:
    assert condition("contract valu is £5") == s.Comparison(N("contract valu"), "is", M(Decimal(5)))
    norm = last("Rule C1: t\n  the council must not cancel the whole scheme\n").norms[0]
    assert norm == s.ActNorm(s.Role("council"), "must not", N("cancel the whole scheme"))
    unknown = condition("the smal limit is £5")
    assert unknown == s.Comparison(s.Role("smal limit"), "is", M(Decimal(5)))


@pytest.mark.parametrize(
    "role", ["section 151 officer", "Head of Legal and Governance", "Cabinet Member for Housing"]
)
def test_roles_need_no_declaration(role: str) -> None:
    norm = last(f"Rule C1: t\n  the {role} may award the contract\n").norms[0]
    assert norm.role == s.Role(role)


@pytest.mark.parametrize(
    ("text", "instead"),
    [("over", "more than"), ("under", "less than"), ("up to", "at most"), (">=", "at least"),
     ("more than or equal to", "at least"), ("<", "less than"), ("≤", "at most"),
     ("no more than", "at most")],
)  # fmt: skip
def test_unclear_words_are_refused_with_the_word_to_use(text: str, instead: str) -> None:
    assert faults(f"Define x if annual value is {text} £5\n") == [
        f'1:29 P106 "{text}" is not used here; write "{instead}"'
    ]


def test_shall_is_refused_but_the_rule_is_kept() -> None:
    text = "Rule C1: t\n  the council shall not award the contract\n"
    assert faults(text) == ['2:15 P106 "shall not" is not used here; write "must not"']


def test_imported_phrases_are_known_as_declared_ones_are() -> None:
    text = 'Policy "P"\nDefine x if form and size is not given in full\n'
    parsed = parse(text, "p", known=["form and size", "not given in full"])
    assert parsed.diagnostics == () and parsed.policy is not None
    (definition,) = parsed.policy.items
    assert isinstance(definition, s.Definition)
    assert definition.meaning == s.Comparison(N("form and size"), "is", N("not given in full"))


def test_a_value_called_hold_leaves_must_hold_alone() -> None:
    text = 'Policy "P"\nVocabulary\n  g is yes or no\n  state is one of: hold, proceed\n'
    parsed = parse(text + "Rule C1: t\n  if state is hold\n  then g must hold\n", "p")
    assert parsed.diagnostics == () and parsed.policy is not None
    rule = parsed.policy.items[-1]
    assert isinstance(rule, s.Rule)
    assert rule.norms == (s.TermNorm("must", s.Holds(N("g"))),)


PORTFOLIO = "Portfolio rule P1: t\n  across contracts"


def portfolio(text: str) -> s.PortfolioRule:
    rule = last(f"{PORTFOLIO} {text}\n")
    assert isinstance(rule, s.PortfolioRule)
    return rule


PRICES = s.Aggregate("highest", BIDS, N("price"))
NO_PRICE = s.Comparison(N("price"), "is", M(Decimal(5)))


def test_only_the_measure_of_a_portfolio_norm_has_no_list() -> None:
    rule = portfolio(
        "where urgent and highest price of bids is £5\n"
        "  for each provider form, the lowest annual value\n"
        "  where (highest price of bids where price is £5) is £5 must be at most £5\n"
        "  and the highest of annual value where gross value is between £5 and highest price of"
        " bids\n  should be at least highest price of bids and the total of annual value must be"
        " £5\n"
    )
    five = M(Decimal(5))
    assert rule.where == s.AllOf((URGENT, s.Comparison(PRICES, "is", five)))
    value = N("annual value")
    priced = s.Comparison(s.Aggregate("highest", BIDS, N("price"), NO_PRICE), "is", five)
    assert rule.norms == (
        s.PortfolioNorm("lowest", value, "must", "at most", five, priced),
        s.PortfolioNorm("highest", value, "should", "at least", PRICES,
                        s.Between(N("gross value"), five, PRICES)),
        s.PortfolioNorm("total", value, "must", "is", five),
    )  # fmt: skip


def test_a_group_may_have_to_hold() -> None:
    rule = last(
        "Rule C1: t\n  if urgent\n  then any of these must hold\n    - urgent\n"
        "    - none of these\n      - urgent\n"
        "  and at least 2 of these should hold\n    - urgent\n    - not urgent\n"
        "  and annual value must be £5\n"
    )
    assert rule.norms == (
        s.TermNorm("must", s.AnyOf((URGENT, s.NoneOf((URGENT,))))),
        s.TermNorm("should", s.AtLeastOf(2, (URGENT, s.Not(URGENT)))),
        s.TermNorm("must", s.Comparison(N("annual value"), "is", M(Decimal(5)))),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("any of these must not hold\n    - urgent",
         '2:16 P126 "must not hold" after a group can be read in two ways;'
         ' write "none of these must hold"'),
        ("at least 2 of these should not hold\n    - urgent",
         '2:23 P126 "should not hold" after a group can be read in two ways;'
         ' write "none of these should hold"'),
        ("any of these\n    - urgent",
         '3:5 P102 "-" cannot stand here; expected "must hold"'),
        ("any of these must be\n    - urgent",
         '3:5 P112 a bullet stands here without a group; write "any of these", "all of these",'
         ' "none of these" or "at least 2 of these" before the first bullet'),
        ("any of these must hold urgent",
         '2:21 P113 this group has no bullets of its own; put each item on a line that begins with'
         ' "-", further in than the bullets around it'),
    ],
)  # fmt: skip
def test_faults_of_a_group_that_must_hold(text: str, fault: str) -> None:
    assert faults(f"Rule C1: t\n  {text}\n") == [fault]


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("£123456789012345678 million", "123456789012345678000000"),
        ("£0.12345678901234567 billion", "123456789.01234567"),
        ("-£2.5 million", "-2500000"),
    ],
)
def test_no_digit_of_large_money_is_lost(text: str, pounds: str) -> None:
    assert value(text) == M(Decimal(pounds))


def test_the_day_a_month_has_not_is_told_with_its_name() -> None:
    assert faults("Define x if end date is 31 June 2026\n") == [
        '1:25 P107 "31 June 2026" is not a date; June 2026 has 30 days'
    ]


def test_the_body_that_adopts_is_kept_as_written() -> None:
    policy = parse('Policy "P"\n  adopted by the Cabinet on 1 June 2026\n', "p").policy
    assert policy is not None
    assert policy.header.adopted == s.Adoption("the Cabinet", dt.date(2026, 6, 1))
