"""Decision tables: the condition of each row and the results, checked against their columns."""

from __future__ import annotations

import pytest

from govrules.model.expression import AllOf, Among, AnyOf, Compare, Holds, Meets, Not
from govrules.model.policy import Table, Term
from govrules.model.types import MoneyType
from tests.language.typing.policy_texts import codes, load, policy

VOCABULARY = """\
Vocabulary
  risk is one of: low, medium, high
  annual value is money excluding VAT
  trusted is yes or no
  monitoring is one of: light touch, enhanced
  fee is money including VAT
  visits is a number from 0 to 12
  checks is several of: visit, report
Define large if annual value is at least £1 million
"""


def text_of(*rows: str, hit: str = "first row that applies") -> str:
    return VOCABULARY + f"Table T1: a table\n  {hit}\n" + "".join(f"  {row}\n" for row in rows)


def table(*rows: str, hit: str = "first row that applies") -> Table:
    (typed,) = policy(text_of(*rows, hit=hit)).tables
    return typed


def test_a_row_holds_when_all_its_cells_do() -> None:
    typed = table(
        "| trusted | annual value         | risk         || monitoring  |",
        "| yes     | less than £250,000   | low          || light touch |",
        "| no      | at least £1          | medium, high || enhanced    |",
        "| any     | any                  | any          || enhanced    |",
    )
    first, second, last = (row.condition for row in typed.rows)
    assert isinstance(first, AllOf)
    assert [type(item) for item in first.items] == [Holds, Compare, Compare]
    assert first.items[1].right.type == MoneyType("excluding")  # type: ignore[union-attr]
    assert isinstance(second, AllOf)
    assert [type(item) for item in second.items] == [Not, Compare, Among]
    assert last is None
    assert [row.outputs[0].value for row in typed.rows] == ["light touch", "enhanced", "enhanced"]


def test_alternatives_with_operators_and_ranges() -> None:
    typed = table(
        "| annual value                               || monitoring  |",
        "| less than £5, at least £9                  || enhanced    |",
        "| between £5 and £9                          || light touch |",
    )
    either, between = (row.condition for row in typed.rows)
    assert isinstance(either, AnyOf)
    assert [item.relation for item in either.items] == ["<", ">="]  # type: ignore[union-attr]
    assert isinstance(between, AllOf)
    assert [item.relation for item in between.items] == [">=", "<="]  # type: ignore[union-attr]


def test_a_definition_may_head_a_column() -> None:
    typed = table(
        "| large || monitoring  |", "| yes   || enhanced    |", "| no    || light touch |"
    )
    yes, no = (row.condition for row in typed.rows)
    assert isinstance(yes, Meets)
    assert isinstance(no, Not)


def test_one_row_may_work_out_several_terms() -> None:
    typed = table("| risk || monitoring | fee | visits |", "| low  || enhanced   | £50 | 12     |")
    assert [output.name for output in typed.outputs] == ["monitoring", "fee", "visits"]
    (row,) = typed.rows
    assert [constant.value for constant in row.outputs] == ["enhanced", 50, 12]
    assert row.outputs[1].type == MoneyType("including")


def test_the_term_knows_its_table_everywhere() -> None:
    text = text_of("| risk || monitoring |", "| any  || enhanced   |")
    typed = policy(text + "Define watched if monitoring is enhanced\n")
    (output,) = typed.tables[0].outputs
    assert output.worked_out_by == "T1"
    watched = typed.definitions[1].condition
    assert isinstance(watched, Compare)
    assert watched.left.term is output  # type: ignore[union-attr]
    assert output in typed.terms
    assert isinstance(output, Term)


def test_every_row_collects_its_results() -> None:
    typed = table(
        "| risk || checks |",
        "| high || visit  |",
        "| any  || report |",
        hit="every row that applies",
    )
    assert [row.outputs[0].value for row in typed.rows] == ["visit", "report"]


@pytest.mark.parametrize(
    ("hit", "output", "codes_"),
    [
        ("every row that applies", "monitoring", ["P321"]),
        ("exactly one row applies", "checks", ["P319"]),
        ("first row that applies", "checks", ["P319"]),
        ("every row that applies", "checks", []),
        ("exactly one row applies", "monitoring", []),
    ],
)
def test_several_results_need_several_of(hit: str, output: str, codes_: list[str]) -> None:
    value = "visit" if output == "checks" else "enhanced"
    text = text_of(f"| risk || {output} |", f"| any || {value} |", hit=hit)
    assert codes(load(text)) == codes_


@pytest.mark.parametrize(
    ("heading", "row", "code"),
    [
        ("| risk || monitoring |", "| lowish || enhanced |", "P204"),
        ("| risk || monitoring |", "| at least low || enhanced |", "P302"),
        ("| annual value || monitoring |", "| less than 5 || enhanced |", "P300"),
        ("| trusted || monitoring |", "| 5 || enhanced |", "P300"),
        ("| risk || monitoring |", "| low || strict |", "P204"),
        ("| risk || fee |", "| low || 5 |", "P317"),
        ("| risk || fee |", "| low || £5 excluding VAT |", "P317"),
        ("| risk || visits |", "| low || 13 |", "P316"),
        ("| rsk || visits |", "| low || 12 |", "P203"),
        ("| risk || visit |", "| low || 12 |", "P203"),
        ("| risk || large |", "| low || yes |", "P319"),
    ],
)
def test_cells_fit_their_columns(heading: str, row: str, code: str) -> None:
    loaded = load(text_of(heading, row))
    assert codes(loaded) == [code]


def test_two_tables_for_one_term_show_both_places() -> None:
    text = text_of("| risk || visits |", "| any || 1 |")
    second = text_of("| risk || visits |", "| any || 2 |").removeprefix(VOCABULARY)
    (fault,) = load(text + second.replace("T1", "T2")).diagnostics
    assert fault.code == "P319"
    assert (fault.place.line, fault.related[0].place.line) == (17, 11)
