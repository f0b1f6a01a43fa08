"""Names: what is declared, what is unknown, and what its writer may have meant."""

from __future__ import annotations

import pytest

from govrules.model.types import MoneyType, OneOfType, ValueWord
from tests.language.typing.policy_texts import (
    DEPARTURES,
    VOCABULARY,
    codes,
    faults,
    faults_of_condition,
    load,
    load_all,
    policy,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bider is at least 3", 'P203 unknown term "bider"; did you mean "bidders"?'),
        (
            "total spend is at least 3",
            'P203 unknown term "total spend"; declare it in the vocabulary',
        ),
        (
            "provider form is privat company",
            'P204 "privat company" is not a value of "provider form"; did you mean '
            '"private company"?',
        ),
        (
            "risk is tremendous",
            'P204 "tremendous" is not a value of "risk"; its values are "low", "medium", "high"',
        ),
        (
            "reserved for includes smal firms",
            'P204 "smal firms" is not a value of "reserved for"; did you mean "small firms"?',
        ),
        (
            "the council proposes to award the contrakt",
            'P205 unknown act "award the contrakt"; did you mean "award the contract"?',
        ),
        (
            "total of prise of bids is at least £3",
            'P206 "prise" is not a field of "bids"; did you mean "price"?',
        ),
    ],
)
def test_unknown_words_are_told_with_what_may_be_meant(text: str, message: str) -> None:
    assert faults_of_condition(text) == [message]


def test_an_unknown_left_side_does_not_make_the_right_side_a_fault() -> None:
    assert codes(load(VOCABULARY + "Define x if provider frm is mutual\n")) == ["P203"]


def test_the_place_of_an_unknown_term_is_the_term() -> None:
    text = 'Policy "P" version 1\nVocabulary\n  bidders is a number\nDefine few if bider is 1\n'
    (fault,) = load(text).diagnostics
    assert (fault.place.line, fault.place.column, fault.place.end_column) == (4, 15, 20)


def test_capitals_and_blanks_do_not_count_in_a_phrase() -> None:
    assert (
        faults("Vocabulary\n  VAT rate is a percentage\nDefine high if VAT  rate is at least 20%\n")
        == []
    )


def test_keys_are_snake_case_or_as_written() -> None:
    typed = policy(
        "Vocabulary\n  whole-life cost is money\n  annual value is money, written value_net_gbp\n"
        "Define public contract, written is_public_contract if annual value is at least £5,000\n"
    )
    assert [term.key for term in typed.terms] == ["whole_life_cost", "value_net_gbp"]
    assert typed.definitions[0].key == "is_public_contract"


def test_the_codes_of_values_are_kept() -> None:
    (term,) = policy("Vocabulary\n  form is one of: mutual, company (written plc)\n").terms
    assert term.type == OneOfType((ValueWord("mutual", "mutual"), ValueWord("company", "plc")))


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (
            "in-house, in house",
            'the values "in house" and "in-house" of "form" would look the same',
        ),
        ("Mutual, mutual", 'the values "mutual" and "Mutual" of "form" would look the same'),
        ("mutual, mutual", '"mutual" stands twice among the values of "form"'),
    ],
)
def test_values_must_differ_in_a_choice(values: str, fault: str) -> None:
    (found,) = faults(f"Vocabulary\n  form is one of: {values}\n")
    assert found.startswith(f"P218 {fault}")


@pytest.mark.parametrize("value", ["none", "nothing (written none)"])
def test_none_may_not_mean_two_things(value: str) -> None:
    assert codes(load(f"Vocabulary\n  harm is one of: {value}, some or none\n")) == ["P218"]


@pytest.mark.parametrize("key", ["acts", "judgements", "departures", "reasons", "duties_done"])
def test_reserved_keys(key: str) -> None:
    assert codes(load(f"Vocabulary\n  x is text, written {key}\n")) == ["P219"]


def test_the_decision_date_may_be_declared_as_a_date_only() -> None:
    assert codes(load("Vocabulary\n  decision date is a date\n")) == []
    assert codes(load("Vocabulary\n  decision date is text\n")) == ["P219"]


def test_two_terms_with_one_key_are_both_shown() -> None:
    loaded = load("Vocabulary\n  a-b is a number\n  a b is text\n")
    (fault,) = loaded.diagnostics
    assert fault.code == "P214"
    assert (fault.place.line, fault.related[0].place.line) == (4, 3)


TOLD = "Vocabulary\n  told is {kind}, written large\n  amount is a number\n"


@pytest.mark.parametrize(
    ("kind", "meaning", "found"),
    [
        ("yes or no", "told", []),
        ("yes or no", "amount is 3", ["P214"]),
        ("text", 'told is "yes"', ["P214"]),
    ],
)
def test_a_definition_may_share_the_key_of_the_answer_that_it_reads(
    kind: str, meaning: str, found: list[str]
) -> None:
    text = TOLD.format(kind=kind) + f"Define large if {meaning}\n"
    assert [code for code in codes(load(text)) if code < "P500"] == found


@pytest.mark.parametrize(
    "second",
    [
        "Vocabulary\n  bidders is a number\n",
        "Figure bidders\n  3 from 1 June 2026\n",
        "Define bidders as 3\n",
        "Vocabulary\n  acts: bidders\n",
    ],
)
def test_one_phrase_is_declared_once_in_a_policy(second: str) -> None:
    assert codes(load("Vocabulary\n  bidders is a number\n" + second)) == ["P213"]


@pytest.mark.parametrize(
    "items",
    [
        'Source CON: "a"\nSource CON: "b"\n',
        'Priority "Local" weight 50%\nPriority "Local" weight 50%\n',
        'Principle 1 "a"\nPrinciple 1 "b"\n',
    ],
)
def test_titles_are_given_once_in_a_policy(items: str) -> None:
    assert codes(load(items)) == ["P213"]


def test_two_policies_that_declare_a_word_alike_share_one_term() -> None:
    vocabulary = "Vocabulary\n  bidders is a number\nDefine few if bidders is less than 3\n"
    loaded = load_all(f'Policy "B" version 1\n{vocabulary}', f'Policy "A" version 1\n{vocabulary}')
    assert loaded.policy_set is not None
    a, b = loaded.policy_set.policies
    assert [term.name for term in a.terms] == ["bidders"]
    assert b.terms == ()
    assert [definition.name for definition in (*a.definitions, *b.definitions)] == ["few"]


def test_two_policies_that_declare_a_word_differently_are_both_shown() -> None:
    loaded = load_all(
        'Policy "A" version 1\nVocabulary\n  annual value is money excluding VAT\n',
        'Policy "B" version 1\nVocabulary\n  annual value is money including VAT\n',
    )
    (fault,) = loaded.diagnostics
    assert fault.code == "P215"
    assert (fault.place.file, fault.related[0].place.file) == ("2.policy", "1.policy")


def test_a_policy_sees_the_words_of_those_it_uses_and_of_theirs() -> None:
    chain = (
        'Policy "Top" version 1\n  uses "Middle" version 1\nDefine few if bidders is less than 3\n',
        'Policy "Middle" version 1\n  uses "Words" version 1\n',
        'Policy "Words" version 1\nVocabulary\n  bidders is a number\n',
    )
    assert codes(load_all(*chain)) == []


def test_a_word_of_a_policy_that_is_not_used_is_unknown_with_advice() -> None:
    loaded = load_all(
        'Policy "Top" version 1\nDefine few if bidders is less than 3\n',
        'Policy "Words" version 1\nVocabulary\n  bidders is a number\n',
    )
    (fault,) = loaded.diagnostics
    assert fault.message == (
        'unknown term "bidders"; "Words" declares it: write uses "Words" in the heading'
    )


def test_labels_are_the_sets_own() -> None:
    rule = "Vocabulary\n  bidders is a number\nRule C1: some\n  bidders must be at least 3\n"
    loaded = load_all(
        f'Policy "A" version 1\n{rule}{DEPARTURES}', f'Policy "B" version 1\n{rule}{DEPARTURES}'
    )
    assert codes(loaded) == ["P216"]


@pytest.mark.parametrize(
    ("item", "codes_"),
    [
        ('Define x if the Cabinett is satisfied that "it is so"\n', ["P212"]),
        ('Define x if the Cabinet is satisfied that "it is so"\n', []),
        ('Define x if the decision maker is satisfied that "it is so"\n', []),
        ("Departures\n  statute may be departed from by the Kabinet\n", ["P212"]),
        ("Who decides\n  otherwise the Cabnet\n", ["P212"]),
    ],
)
def test_roles_are_checked_where_they_are_declared(item: str, codes_: list[str]) -> None:
    assert codes(load(f"Vocabulary\n  roles: the Cabinet, the director\n{item}")) == codes_
    assert codes(load(item)) == []


def test_sources_are_a_policys_own_first() -> None:
    loaded = load_all(
        'Policy "A" version 1\n  uses "B" version 1\nSource CON: "Ours"\nSource X: "Ours too"\n'
        "Figure one\n  £1 from 1 June 2026 [CON rule 1]\nFigure two\n  £2 from 1 June 2026 [ACT s "
        "2]\n",
        'Policy "B" version 1\nSource CON: "Theirs"\nSource ACT: "The Act" at '
        '"https://x.example"\n',
    )
    assert loaded.policy_set is not None
    one, two = loaded.policy_set.policies[0].figures
    (ours,), (theirs,) = one.values[0].citations, two.values[0].citations
    assert (ours.title, ours.part) == ("Ours", "rule 1")
    assert (theirs.title, theirs.url) == ("The Act", "https://x.example")


def test_assumed_values_keep_to_type_and_bounds() -> None:
    typed = policy(
        "Vocabulary\n  value of options is money including VAT\nassume value of options is £0 if "
        "not given\n"
    )
    (term,) = typed.terms
    assert term.assumed is not None
    assert (term.assumed.value, term.assumed.type) == (0, MoneyType("including"))
    for value, code in (("5", "P317"), ("£5 excluding VAT", "P317"), ("large", "P203")):
        text = f"Vocabulary\n  grant is money including VAT\nassume grant is {value} if not given\n"
        assert codes(load(text)) == [code]


@pytest.mark.parametrize(("score", "fits"), [(-1, False), (0, True), (100, True), (101, False)])
def test_bounds_at_below_and_above(score: int, fits: bool) -> None:
    text = f"Vocabulary\n  score is a number from 0 to 100\nassume score is {score} if not given\n"
    assert codes(load(text)) == ([] if fits else ["P316"])


def test_very_long_words_are_cut_in_messages() -> None:
    (fault,) = faults("Define x if " + "very " * 500 + "long is 3\n")
    assert len(fault) < 200


def test_a_figure_with_a_fault_of_its_own_is_not_unknown_as_well() -> None:
    figure = "Figure limit\n  £100 from 1 April 2024\n  100 from 1 April 2026\n"
    assert codes(load(figure + "Define big if limit is more than £5\n")) == ["P322"]


@pytest.mark.parametrize("name", ["limit", "first day"])
def test_a_figure_cannot_be_as_at_a_figure(name: str) -> None:
    figures = f"Figure limit, as at {name}\n  £100\nFigure first day\n  1 April 2026\n"
    used = "Define big if limit is more than £5\nDefine late if first day is after 1 May 2026\n"
    assert codes(load(figures + used)) == ["P323"]
