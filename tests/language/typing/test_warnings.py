"""Warnings: what a policy may say, though its writer probably did not mean it."""

from __future__ import annotations

import pytest

from tests.language.typing.policy_texts import DEPARTURES, codes, load, load_all

VOCABULARY = "Vocabulary\n  bidders is a number\n  acts: award the contract\n"
RULE = "Rule C1: bidders\n  bidders must be at least 3\n"


def test_warnings_do_not_stop_a_policy() -> None:
    loaded = load(VOCABULARY + RULE)
    assert codes(loaded) == ["P500"]
    assert loaded.policy_set is not None
    assert [diagnostic.severity for diagnostic in loaded.diagnostics] == ["warning"]


def test_a_policy_of_words_alone_needs_no_departures() -> None:
    assert codes(load(VOCABULARY)) == []


def test_terms_and_figures_that_nothing_reads() -> None:
    unread = "Vocabulary\n  service area is text\nFigure limit\n  £5 from 1 June 2026\n"
    assert codes(load(VOCABULARY + unread + RULE + DEPARTURES)) == ["P501", "P502"]
    assert codes(load(VOCABULARY + unread)) == []


@pytest.mark.parametrize(
    "reader",
    [
        'Define parks if service area is "parks"\n',
        'Rule C2: parks\n  if service area is "parks"\n  then bidders must be at least 3\n',
        'Portfolio rule P1: parks\n  across contracts where service area is "parks"\n'
        "  the total of bidders must be at most 9\n",
        'Who decides\n  the Cabinet if service area is "parks"\n  otherwise the director\n',
        'Duties D1: after a decision to award the contract\n  if service area is "parks"\n'
        '  the director must publish "it" within 2 working days\n',
    ],
)
def test_a_term_is_read_wherever_a_decision_may_need_it(reader: str) -> None:
    text = VOCABULARY + "Vocabulary\n  service area is text\n" + RULE + reader + DEPARTURES
    assert codes(load(text)) == []


def test_a_scenario_is_no_reader() -> None:
    scenario = 'Scenario "S"\n  given service area is "parks"\n  expect C1 undetermined\n'
    text = VOCABULARY + "Vocabulary\n  service area is text\n" + RULE + DEPARTURES + scenario
    assert codes(load(text)) == ["P501"]


def test_a_term_read_by_another_policy_is_read() -> None:
    loaded = load_all(
        f'Policy "A" version 1\n{VOCABULARY}Vocabulary\n  service area is text\n{RULE}{DEPARTURES}',
        'Policy "B" version 1\n  uses "A" version 1\nDefine parks if service area is "parks"\n',
    )
    assert codes(loaded) == []


def test_the_result_of_a_table_is_not_left_over() -> None:
    table = (
        "Vocabulary\n  check is one of: light, full\n"
        "Table T1: check\n  first row that applies\n"
        "  | bidders    || check |\n  | at least 3 || light |\n  | any        || full  |\n"
    )
    assert codes(load(VOCABULARY + table + RULE + DEPARTURES)) == []


def test_citations_are_asked_for_only_where_sources_are_named() -> None:
    source = 'Source CON: "Constitution"\n'
    assert codes(load(VOCABULARY + RULE + DEPARTURES)) == []
    assert codes(load(source + VOCABULARY + RULE + DEPARTURES)) == ["P503"]
    cited = RULE + "  [CON rule 1]\n"
    assert codes(load(source + VOCABULARY + cited + DEPARTURES)) == []


@pytest.mark.parametrize(
    ("norm", "codes_"),
    [
        ("may award the contract for at most 6 months", ["P504"]),
        ("may award the contract", []),
        ("must award the contract for at most 6 months", []),
    ],
)
def test_the_limit_of_a_permission(norm: str, codes_: list[str]) -> None:
    text = VOCABULARY + RULE + f"Rule C2: a while\n  the director {norm}\n" + DEPARTURES
    assert codes(load(text)) == codes_


@pytest.mark.parametrize(
    ("adopted", "codes_"), [("31 May 2026", []), ("1 June 2026", []), ("2 June 2026", ["P507"])]
)
def test_adoption_comes_first(adopted: str, codes_: list[str]) -> None:
    heading = f'Policy "P" version 1\n  adopted by Full Council on {adopted}\n'
    assert codes(load(heading + "  in force from 1 June 2026\n")) == codes_


@pytest.mark.parametrize(
    ("weights", "codes_"),
    [
        (["60%", "39%"], ["P508"]),
        (["60%", "40%"], []),
        (["60%", "41%"], ["P508"]),
        (["33.4%", "33.3%", "33.3%"], []),
        (["60%", ""], []),
        (["60%", "41%", ""], ["P508"]),
        (["", ""], []),
    ],
)
def test_weights_add_up(weights: list[str], codes_: list[str]) -> None:
    text = "".join(
        f'Priority "{n}"' + (f" weight {weight}" if weight else "") + "\n"
        for n, weight in enumerate(weights)
    )
    assert codes(load(text)) == codes_


def test_somebody_decides() -> None:
    some = VOCABULARY + "Who decides\n  the Cabinet if bidders is at least 3\n"
    assert codes(load(some)) == ["P509"]
    assert codes(load(some + "  otherwise the director\n")) == []
