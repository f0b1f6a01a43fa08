"""Definitions, tables and figures that lean on one another: in any order, but never in a circle."""

from __future__ import annotations

import datetime as dt

import pytest

from govrules.model.expression import DefinedValue, Meets, TermValue
from govrules.model.policy import InForce
from tests.language.typing.policy_texts import VOCABULARY, codes, faults, load, policy


def test_a_definition_may_stand_before_what_it_needs() -> None:
    typed = policy(
        "Vocabulary\n  bidders is a number\n"
        "Define fine if not poor\nDefine poor if twice is less than 6\n"
        "Define twice as bidders times 2\n"
    )
    by_name = {definition.name: definition for definition in typed.definitions}
    fine = by_name["fine"].condition
    assert isinstance(fine.item, Meets)  # type: ignore[union-attr]
    assert fine.item.definition is by_name["poor"]  # type: ignore[union-attr]
    poor = by_name["poor"].condition
    assert isinstance(poor.left, DefinedValue)  # type: ignore[union-attr]
    assert poor.left.definition is by_name["twice"]  # type: ignore[union-attr]


def test_a_circle_shows_all_its_places() -> None:
    loaded = load("Define a as b plus 1\nDefine b as c plus 1\nDefine c as a plus 1\n")
    (fault,) = loaded.diagnostics
    assert fault.code == "P315"
    assert '"a" needs "b" needs "c" needs "a"' in fault.message
    assert [fault.place.line, *(related.place.line for related in fault.related)] == [2, 3, 4]


def test_a_definition_of_itself() -> None:
    assert codes(load("Define a as a plus 1\n")) == ["P315"]


TABLE = (
    "Vocabulary\n  risk is one of: low, high\n  visits is a number\n"
    "Table T1: visits\n  first row that applies\n"
    "  | CELL || visits |\n  | yes  || 2      |\n  | any  || 1      |\n"
)


def test_a_circle_through_a_table() -> None:
    text = TABLE.replace("CELL", "busy") + "Define busy if visits is at least 2\n"
    (fault,) = load(text).diagnostics
    assert fault.code == "P315"
    assert '"busy" needs "table T1" needs "busy"' in fault.message


def test_a_table_that_reads_its_own_result() -> None:
    text = TABLE.replace("| CELL || visits |", "| visits || visits |").replace("yes ", "3   ")
    assert "P315" in codes(load(text))


def test_a_circle_through_the_date_of_a_figure() -> None:
    text = (
        "Vocabulary\n  started is a date\nFigure limit, as at started\n  £5 from 1 June 2026\n"
        "Table T1: start\n  first row that applies\n"
        "  | limit    || started     |\n  | £5       || 1 June 2026 |\n"
    )
    (fault,) = load(text).diagnostics
    assert fault.code == "P315"
    assert '"limit" needs "table T1"' in fault.message


def test_each_circle_is_told_once() -> None:
    text = (
        "Define a as b plus 1\nDefine b as a plus 1\nDefine c as d plus 1\nDefine d as c plus 1\n"
    )
    assert codes(load(text)) == ["P315", "P315"]


def test_a_long_chain_of_definitions_is_refused_in_one_sentence() -> None:
    lines = [f"Define d{n} as d{n + 1} plus 1" for n in range(3000)]
    text = "Vocabulary\n  bidders is a number\n" + "\n".join(lines) + "\nDefine d3000 as bidders\n"
    assert codes(load(text)) == ["P408"]


def test_definitions_that_double_are_no_trouble() -> None:
    """Were each definition looked through again, forty of them would take for ever."""
    lines = [f"Define d{n} as d{n + 1} plus d{n + 1}" for n in range(60)]
    text = "Figure limit\n  £5 from 1 June 2026\n" + "\n".join(lines) + "\nDefine d60 as limit\n"
    assert faults(text + VOCABULARY + "Define large if gross value is at least d0\n") == []


FIGURE = "Figure limit\n"


def periods(text: str) -> list[InForce]:
    return [value.in_force for value in policy(FIGURE + text).figures[0].values]


def test_a_value_without_an_end_ends_when_the_next_begins() -> None:
    june, may = dt.date(2026, 6, 1), dt.date(2026, 5, 31)
    april = dt.date(2024, 4, 1)
    in_order = [InForce(april, may), InForce(june, None)]
    assert periods("  £1 from 1 April 2024\n  £2 from 1 June 2026\n") == in_order
    assert periods("  £2 from 1 June 2026\n  £1 from 1 April 2024\n") == in_order


@pytest.mark.parametrize(
    ("until", "codes_"), [("30 May 2026", ["P506"]), ("31 May 2026", []), ("1 June 2026", ["P407"])]
)
def test_values_neither_overlap_nor_leave_a_hole(until: str, codes_: list[str]) -> None:
    text = f"{FIGURE}  £1 from 1 April 2024 until {until}\n  £2 from 1 June 2026\n"
    assert codes(load(text)) == codes_


def test_two_values_from_one_day() -> None:
    assert codes(load(f"{FIGURE}  £1 from 1 June 2026\n  £2 from 1 June 2026\n")) == ["P407"]


@pytest.mark.parametrize("second", ["120000", "£5 including VAT", "5%", "1 June 2026"])
def test_a_figure_is_of_one_kind(second: str) -> None:
    text = f"{FIGURE}  £1 from 1 April 2024\n  {second} from 1 June 2026\n"
    assert codes(load(text)) == ["P322"]


@pytest.mark.parametrize(
    ("name", "codes_"),
    [("started", []), ("bidders", ["P323"]), ("early", ["P323"]), ("startd", ["P203"])],
)
def test_as_at_is_a_term_that_is_a_date(name: str, codes_: list[str]) -> None:
    text = (
        "Vocabulary\n  started is a date\n  bidders is a number\nDefine early as started\n"
        f"Figure limit, as at {name}\n  £1 from 1 April 2024\n"
    )
    loaded = load(text)
    assert codes(loaded) == codes_
    if loaded.policy_set is not None:
        (figure,) = loaded.policy_set.policies[0].figures
        assert isinstance(figure.as_at, TermValue)
        assert figure.as_at.term.name == "started"
