"""The examples of docs/reference/choices.md do what the page says."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.interop.choices.files import FORMATS, read_choices
from govrules.language.load import load_texts
from govrules.model.facts import NONE
from govrules.model.types import ListType
from tests.choices.words import WORDS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "choices.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(.*?)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def blocks(kind: str) -> list[str]:
    return [text for label, text in BLOCKS if label == kind]


def test_the_page_has_its_examples() -> None:
    assert len(blocks("json")) >= 10
    assert len(blocks("json refused")) == len(blocks("text")) == 1
    assert len(blocks("csv")) == 1


@pytest.mark.parametrize("text", blocks("json"))
def test_the_examples_are_read(text: str) -> None:
    (choice,) = read_choices(io.BytesIO(text.encode()))
    facts = read_choice(choice.data, WORDS)
    assert facts.values or facts.acts


def test_what_is_refused_is_refused_in_these_words() -> None:
    stream = io.BytesIO(blocks("json refused")[0].encode())
    stream.name = "choice.json"
    (choice,) = read_choices(stream)
    with pytest.raises(ChoiceError) as refused:
        read_choice(choice.data, WORDS, choice.where)
    assert str(refused.value) == blocks("text")[0].strip()


def test_the_table_of_values_is_what_is_read() -> None:
    """Each form in the first two columns of values, by a term of that type."""
    terms = {
        "money": "annual_value",
        "a number": "number_of_users",
        "a percentage": "discount",
        "a duration": "contract_length",
        "a date": "procurement_commenced",
        "yes or no": "trusted_provider",
        "several of": "areas_served",
        "text": "service_area",
        "a list": "bids",
        "a table of names": "award_criteria",
    }
    rows = re.findall(r"^\| ([a-z ]+) \| (.*) \| (.*) \|$", PAGE, re.MULTILINE)
    tested = 0
    for kind, plain, more in rows:
        if kind not in terms:
            continue
        for form in re.findall(r"`([^`]+)`", plain + more):
            text = f'{{"{terms[kind]}": {form}}}'
            (choice,) = read_choices(io.BytesIO(text.encode()))
            assert read_choice(choice.data, WORDS).values, form
            tested += 1
    assert tested >= 25


def test_the_rows_of_csv_are_read() -> None:
    first, second = read_choices(io.BytesIO(blocks("csv")[0].encode()), "csv")
    facts = read_choice(first.data, WORDS).values
    assert facts["annual_value"] == 420000
    assert facts["last_comparable_contract"] is NONE
    assert facts["award_criteria"] == {"price": 60, "quality": 40}
    assert read_choice(second.data, WORDS).values["provider_form"] == "private company"


def test_the_vocabulary_of_the_page_is_the_one_of_these_tests() -> None:
    """Read as a policy, so that the page says what the language says."""
    (vocabulary,) = (text for text in blocks("") if text.startswith("Vocabulary"))
    rule = "Rule C1: one\n  the council may award the contract\n"
    policy = f'Policy "P" version 1\n\n{vocabulary}\n{rule}'
    loaded = load_texts({"page.policy": policy})
    assert loaded.policy_set is not None, loaded.diagnostics
    (page,) = loaded.policy_set.policies
    assert len(page.terms) >= 15
    for term in page.terms:
        known = WORDS.terms[term.key]
        assert (term.name, term.or_none, term.judged_by) == (
            known.name, known.or_none, known.judged_by,
        )  # fmt: skip
        if isinstance(term.type, ListType) and isinstance(known.type, ListType):
            assert term.type.fields == known.type.fields[: len(term.type.fields)]
        else:
            assert term.type == known.type
    assert [(act.name, act.written) for act in page.acts] == [
        ("award the contract", "award"),
        ("extend the contract", "extend the contract"),
    ]


def test_every_format_has_its_row() -> None:
    for format in FORMATS:
        assert f"| `.{format}`" in PAGE
