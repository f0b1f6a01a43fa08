"""What is found in decision tables: the textbook cases, and laws held against brute force."""

from __future__ import annotations

import datetime as dt
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.analysis.finding import Finding
from govrules.engine.reading.choice import read_choice
from govrules.engine.reference import Evaluation
from govrules.library import Rulebook, loads
from govrules.model.kleene import TRUE
from govrules.model.vocabulary import Vocabulary
from tests.analysis.finding_out import HEAD, analysed, told

WORDS = """
Vocabulary
  applicant is one of: member, resident, visitor
  age is a number from 0 to 130
  fee is money
  disabled is yes or no
  fare is one of: full, reduced, free
"""
ONE, FIRST = "exactly one row applies", "first row that applies"
EVERY = "every row that applies"


def table(hit: str, head: str, *rows: str) -> str:
    lines = "\n".join(f"  {row}" for row in (head, *rows))
    words = WORDS.replace("fare is one of", "fare is several of") if hit == EVERY else WORDS
    return f"{words}Table F1: what to pay\n  {hit}\n{lines}\n"


# --- the textbook cases -------------------------------------------------------------------------


def test_a_complete_table_without_overlaps_is_left_in_peace() -> None:
    text = table(
        ONE, "| applicant | age || fare |",
        "| member | any || free |",
        "| resident, visitor | less than 18 || reduced |",
        "| resident, visitor | at least 18 || full |",
    )  # fmt: skip
    assert told(text) == []


def test_an_age_between_two_bands_falls_through() -> None:
    text = table(
        ONE, "| age || fare |",
        "| less than 18 || free |", "| more than 18 || full |",
    )  # fmt: skip
    assert told(text) == ["A300 F1 has no row for the case that age is 18"]


def test_a_penny_between_two_bands_falls_through() -> None:
    text = table(
        FIRST, "| fee || fare |",
        "| at most £99.98 || free |", "| at least £100 || full |",
    )  # fmt: skip
    assert told(text) == [
        "A300 F1 has no row for the case that fee is more than £99.98 and less than £100"
    ]
    nothing_between = text.replace("£99.98", "£99.99")
    assert told(nothing_between) == []


def test_a_gap_is_told_by_the_fewest_facts() -> None:
    text = table(
        ONE, "| applicant | disabled | age || fare |",
        "| member | any | any || free |",
        "| resident | yes | any || free |",
        "| resident | no | any || full |",
    )  # fmt: skip
    assert told(text) == ["A300 F1 has no row for the case that applicant is visitor"]


def test_two_rows_that_meet_at_their_boundary() -> None:
    text = table(
        ONE, "| age || fare |",
        "| at most 18 || reduced |", "| at least 18 || full |",
    )  # fmt: skip
    assert told(text) == ["A301 rows 1 and 2 of F1 both apply when age is 18, and only one may"]


def test_rows_that_agree_still_may_not_both_apply() -> None:
    text = table(
        ONE, "| applicant | disabled || fare |",
        "| any | yes || free |", "| member | any || free |", "| resident, visitor | no || full |",
    )  # fmt: skip
    (found,) = told(text)
    assert found.startswith("A301 rows 1 and 2 of F1 both apply when disabled is yes and applicant")


def test_where_the_first_row_counts_rows_may_meet_but_not_hide() -> None:
    meeting = ["| any | yes || free |", "| member | any || reduced |", "| any | any || full |"]
    assert told(table(FIRST, "| applicant | disabled || fare |", *meeting)) == []
    hidden = [meeting[2], *meeting[:2]]
    assert told(table(FIRST, "| applicant | disabled || fare |", *hidden)) == [
        f"A302 row {n} of F1 is never reached: rows before it take every case in which it applies"
        for n in (2, 3)
    ]


def test_several_rows_together_may_hide_one() -> None:
    text = table(
        FIRST, "| age || fare |",
        "| less than 18 || free |", "| at least 18 || full |", "| between 10 and 30 || reduced |",
    )  # fmt: skip
    assert [line.partition(" of ")[0] for line in told(text)] == ["A302 row 3"]


def test_a_row_inside_another_that_gives_the_same_changes_nothing() -> None:
    text = table(
        FIRST, "| applicant | age || fare |",
        "| member | less than 18 || free |", "| member | any || free |", "| any | any || full |",
    )  # fmt: skip
    assert told(text) == [
        "A304 row 1 of F1 changes nothing: without it the table gives the same in every case"
    ]


def test_a_row_is_not_idle_for_amounts_that_are_merely_odd() -> None:
    """A fee below nothing is left aside where gaps are looked for, but it can be given."""
    text = table(
        FIRST, "| fee || fare |",
        "| less than £0 || free |", "| at least £0 || full |",
    )  # fmt: skip
    assert told(text) == []


def test_a_gap_beside_a_cell_that_nothing_meets_is_shown_with_a_value_for_it() -> None:
    """Without an age it would be open whether the first row applies."""
    text = table(
        ONE, "| age | disabled || fare |",
        "| between 20 and 10 | yes || free |", "| any | no || full |",
    )  # fmt: skip
    gap, never = analysed(text).findings
    assert gap.message == "F1 has no row for the case that disabled is yes"
    assert gap.witness is not None and set(gap.witness.choice) == {"age", "disabled"}
    assert never.code == "A303"


def test_of_a_table_of_which_every_row_applies_nothing_is_a_gap() -> None:
    text = """
Vocabulary
  age is a number
  steps is several of: register, check, waive
Table F1: what to do
  every row that applies
  | age         || steps    |
  | at least 18 || register |
  | at least 20 || check    |
  | at least 30 || check    |
"""
    assert told(text) == [
        "A304 row 3 of F1 changes nothing: without it the table gives the same in every case"
    ]


def test_a_definition_is_looked_into() -> None:
    text = WORDS.replace("Vocabulary", "Vocabulary", 1) + (
        "Define of age if age is at least 18\n"
        "Table F1: what to pay\n  exactly one row applies\n"
        "  | of age | age          || fare |\n"
        "  | yes    | any          || full |\n"
        "  | no     | less than 18 || free |\n"
    )
    assert told(text) == []
    assert told(text.replace("less than 18", "less than 17")) == [
        "A300 F1 has no row for the case that age is 17"
    ]


def test_a_figure_may_open_a_gap_from_a_day_on() -> None:
    text = f"""{HEAD}  in force from 1 June 2026
{WORDS}
Figure full age
  18 from 1 June 2026
  21 from 1 June 2028
Table F1: what to pay
  exactly one row applies
  | age                   || fare |
  | less than 18          || free |
  | at least the full age || full |
"""
    (finding,) = analysed(text).findings
    assert finding.message == (
        "F1 has no row for the case that age is at least 18 and less than 21"
    )
    assert finding.witness is not None
    assert finding.witness.on.isoformat() == "2028-06-01"


LISTS = """
Vocabulary
  fee is money
  levy is money
  age is a number from 0 to 130
  begun is a date
  ended is a date
  bids is a list with: price (money), is local (yes or no), form (one of: mutual, company)
  fare is one of: full, reduced, free
"""


def asking(column: str, *rows: str) -> str:
    lines = "".join(f"  | {row} |\n" for row in rows)
    return f"{LISTS}Table F1: what to pay\n  {ONE}\n  | {column} || fare |\n{lines}"


@pytest.mark.parametrize(
    ("column", "choice"),
    [
        ("fee plus levy", {"fee": 100, "levy": 0}),
        ("fee minus levy", {"fee": 100, "levy": 0}),
        ("fee divided by age", {"fee": 100, "age": 1}),
        ("total of price of bids", {"bids": [{"price": 100}]}),
        (
            "total of price of bids where form is not company",
            {"bids": [{"form": "mutual", "price": 100}]},
        ),
        ("highest price of bids where is local", {"bids": [{"is_local": True, "price": 100}]}),
        ("lowest price of bids", {"bids": [{"price": 100}]}),
        ("total of price of bids divided by number of bids", {"bids": [{"price": 100}]}),
    ],
)
def test_a_gap_of_a_sum_or_an_average_is_shown(column: str, choice: dict[str, object]) -> None:
    (finding,) = analysed(
        asking(column, "less than £100 || free", "more than £100 || full")
    ).findings
    assert (finding.code, finding.witness and finding.witness.choice) == ("A300", choice)


def test_a_gap_of_a_share_is_shown_by_two_entries() -> None:
    column = "share of price of bids where is local"
    (finding,) = analysed(asking(column, "less than 30% || free", "more than 30% || full")).findings
    assert finding.witness is not None
    assert finding.witness.choice == {
        "bids": [{"is_local": True, "price": 30}, {"is_local": False, "price": 70}]
    }


def test_what_is_given_beside_a_sum_is_part_of_it() -> None:
    text = asking("fee plus levy | fee", "less than £100 | less than £50 || free",
                  "at least £100 | any || full")  # fmt: skip
    (finding,) = analysed(text).findings
    assert finding.witness is not None and finding.witness.choice == {"fee": 50, "levy": 0}
    text = asking("total of price of bids | number of bids",
                  "less than £100 | at most 2 || free", "at least £100 | any || full")  # fmt: skip
    (finding,) = analysed(text).findings
    assert finding.witness is not None and len(finding.witness.choice["bids"]) == 3


def test_rows_that_sums_make_overlap_are_shown() -> None:
    text = asking("total of price of bids", "less than £100 || free", "at least £90 || full")
    (finding,) = analysed(text).findings
    assert finding.code == "A301"


def test_a_gap_that_no_sum_can_come_to_is_not_claimed() -> None:
    """Above £100 in all there is always somebody who asks for more than nothing."""
    text = asking("total of price of bids | number of bids", "at most £100 | any || free",
                  "more than £100 | at least 1 || full")  # fmt: skip
    report = analysed(text)
    assert not report.findings
    assert [each.code for each in report.unsettled] == ["A300"]


def test_what_is_worked_out_otherwise_is_not_settled_rather_than_claimed() -> None:
    rows = ("less than 6 || free", "more than 6 || full")
    report = analysed(asking("months between begun and ended", *rows))
    assert not report.findings
    assert [each.code for each in report.unsettled] == ["A300"]


def test_a_sum_with_one_fact_is_turned_round() -> None:
    text = f"""{WORDS}
Define fee with levy as fee times 2 plus £10
Table F1: what to pay
  exactly one row applies
  | fee with levy || fare |
  | less than £50 || free |
  | more than £50 || full |
"""
    (finding,) = analysed(text).findings
    assert finding.witness is not None
    assert finding.witness.choice == {"fee": 20}


# --- laws ---------------------------------------------------------------------------------------

CELLS = {
    "applicant": ["any", "member", "resident", "resident, visitor", "not member"],
    "age": ["any", "less than 18", "at most 18", "at least 18", "more than 18", "between 10 and 20",
            "20", "less than 10", "between 20 and 10"],
    "disabled": ["any", "yes", "no"],
    "fee": ["any", "less than £5", "at least £5", "at most £5", "£7.50"],
}  # fmt: skip
DAY = dt.date(2026, 6, 1)
VALUES = {
    "applicant": ["member", "resident", "visitor"],
    "age": [0, 9, 10, 11, 17, 18, 19, 20, 21, 130],
    "disabled": [True, False],
    "fee": [0, "4.99", 5, "5.01", "7.49", "7.50", "7.51", 100],
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """A hit policy, the text of a table, and the columns it has."""
    columns = draw(st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=3, unique=True))
    hit = draw(st.sampled_from([ONE, FIRST, EVERY]))
    rows = [
        "| " + " | ".join(draw(st.sampled_from(CELLS[name])) for name in columns)
        + f" || {draw(st.sampled_from(['free', 'reduced', 'full']))} |"
        for _ in range(draw(st.integers(1, 5)))
    ]  # fmt: skip
    return hit, table(hit, f"| {' | '.join(columns)} || fare |", *rows), columns


def matches(rulebook: Rulebook, columns: list[str]) -> list[tuple[bool, ...]]:
    """Which rows match, for every choice of a few values: by the reference evaluator."""
    policy_set = rulebook._decider.policy_set
    (policy,) = policy_set.policies
    vocabulary = Vocabulary.of(policy_set)
    found = []
    for values in product(*(VALUES[name] for name in columns)):
        facts = read_choice(dict(zip(columns, values, strict=True)), vocabulary)
        evaluation = Evaluation(policy_set, facts, DAY)
        found.append(tuple(m == TRUE for m in evaluation.row_matches(policy.tables[0])))
    return found


@settings(max_examples=30, deadline=None)
@given(tables())
def test_what_is_found_is_what_brute_force_finds(drawn: tuple[str, str, list[str]]) -> None:
    hit, text, columns = drawn
    rulebook = loads(HEAD + text, cache=False)
    report = rulebook.analyse(solver=False)
    assert not report.unsettled
    cases = matches(rulebook, columns)
    outputs = [row.outputs for row in rulebook._decider.policy_set.policies[0].tables[0].rows]
    numbers = range(len(outputs))

    gap = hit != EVERY and any(not any(case) for case in cases)
    assert gap == any(f.code == "A300" for f in report.findings)
    if hit == ONE:
        both = sum(any(c[a] and c[b] for c in cases) for a, b in combinations(numbers, 2))
        assert both == sum(f.code == "A301" for f in report.findings)
    never = {n for n in numbers if not any(case[n] for case in cases)}
    hidden = {n for n in numbers if not any(case[n] and not any(case[:n]) for case in cases)}
    idle = {n for n in numbers if all(_given(c, outputs) == _given(c, outputs, n) for c in cases)}
    assert _rows(report.findings, "A303") == never
    if hit == FIRST:
        assert _rows(report.findings, "A302") == hidden - never
        assert _rows(report.findings, "A304") == idle - hidden
    if hit == EVERY:
        doubled = {n for n in numbers if all(_given_again(case, outputs, n) for case in cases)}
        assert _rows(report.findings, "A304") == doubled - never


def _given(case: tuple[bool, ...], outputs: list[object], but: int = -1) -> object:
    """What the first row that applies gives, without the one row."""
    return next((outputs[n] for n, m in enumerate(case) if m and n != but), None)


def _given_again(case: tuple[bool, ...], outputs: list[object], row: int) -> bool:
    """Whether another row gives the same wherever this one applies."""
    others = (n for n, applies in enumerate(case) if applies and n != row)
    return not case[row] or any(outputs[n] == outputs[row] for n in others)


def _rows(findings: tuple[Finding, ...], code: str) -> set[int]:
    return {int(f.message.split()[1]) - 1 for f in findings if f.code == code}


@pytest.mark.parametrize("hit", [ONE, FIRST])
def test_the_order_of_unrelated_columns_does_not_matter(hit: str) -> None:
    rows = [("member", "yes", "free"), ("any", "no", "full")]
    one = table(
        hit, "| applicant | disabled || fare |", *(f"| {a} | {d} || {f} |" for a, d, f in rows)
    )
    other = table(
        hit, "| disabled | applicant || fare |", *(f"| {d} | {a} || {f} |" for a, d, f in rows)
    )
    assert len(told(one)) == len(told(other)) == 1
