"""Whatever is given as a choice or as a file, only the errors meant for it come out."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError, UsageError
from govrules.interop.choices.files import FORMATS, read_choices
from tests.choices.strategies import any_choices, json_values, plain_choices
from tests.choices.words import WORDS

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_and_tell(choice: Any) -> None:
    """Read a choice; if it is refused, every fault can be written out."""
    try:
        facts = read_choice(choice, WORDS)
    except ChoiceError as error:
        assert error.faults
        assert str(error).encode()
    else:
        again = read_choice(dict(facts.values), WORDS)
        assert again.values == facts.values, "what has been read reads the same again"


def read_file(data: bytes, format: str) -> None:
    try:
        for choice in read_choices(io.BytesIO(data), format):
            assert isinstance(choice.data, dict)
            assert choice.where("annual_value")
            read_and_tell(choice.data)
    except (ChoiceError, UsageError) as error:
        assert str(error).encode()


@UNHURRIED
@given(json_values | any_choices)
def test_any_json_value_as_a_choice(choice: Any) -> None:
    read_and_tell(choice)


@UNHURRIED
@given(plain_choices)
def test_a_fact_that_is_left_out_changes_no_other(choice: dict[str, Any]) -> None:
    facts = read_choice(choice, WORDS)
    for key in choice:
        rest = {other: value for other, value in choice.items() if other != key}
        expected = {other: value for other, value in facts.values.items() if other != key}
        assert read_choice(rest, WORDS).values == expected


@UNHURRIED
@given(plain_choices, st.randoms(use_true_random=False))
def test_the_order_of_keys_never_matters(choice: dict[str, Any], random: Any) -> None:
    keys = list(choice)
    random.shuffle(keys)
    assert read_choice({key: choice[key] for key in keys}, WORDS) == read_choice(choice, WORDS)


@pytest.mark.parametrize("format", FORMATS)
@UNHURRIED
@given(data=st.binary(max_size=200))
@example(data=b"\xff\xfe")
@example(data=b"\x00")
@example(data=b"\r")
def test_any_bytes_as_a_file(format: str, data: bytes) -> None:
    read_file(data, format)


@pytest.mark.parametrize("format", FORMATS)
@UNHURRIED
@given(data=st.text("{}[]\",:;.-+#&*!|>%@`'\n\t abn019eE~?\\\ufeff\x85\u2028é", max_size=60))
@example(data="? a")
@example(data="- - - a")
@example(data="!<x> a: 1")
@example(data="%TAG ! x\n---\na: 1")
@example(data="a: |\n b\n")
@example(data="<<: {a: 1}")
def test_any_text_of_signs_as_a_file(format: str, data: str) -> None:
    read_file(data.encode(), format)


@UNHURRIED
@given(st.lists(plain_choices, min_size=1, max_size=3), st.data())
def test_a_file_cut_or_changed_anywhere(choices: list[dict[str, Any]], data: Any) -> None:
    whole = json.dumps(choices, default=float).encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    read_file(whole[:at], "json")
    read_file(whole[:at], "yaml")
    read_file(whole[:at] + data.draw(st.binary(min_size=1, max_size=2)) + whole[at + 1 :], "json")


exact_json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@UNHURRIED
@given(st.dictionaries(st.text(), exact_json, max_size=5), st.decimals(allow_nan=False))
def test_json_gives_back_what_was_written(choice: dict[str, Any], number: Decimal) -> None:
    text = json.dumps(choice)
    (read,) = read_choices(io.BytesIO(text.encode()), "json")
    assert read.data == choice
    if number.is_finite():
        (read,) = read_choices(io.BytesIO(b'{"a": %s}' % str(number).encode()), "json")
        assert read.data["a"] == number
