"""Canonical JSON against an implementation of RFC 8785."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.decision_log.canonical import canonical, read_canonical

texts = st.text(st.characters(exclude_categories=["Cs"]))
plain_keys = st.text(st.characters(max_codepoint=0xD7FF))
leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_keys, inner, max_size=4),
    max_leaves=30,
)


@settings(max_examples=400, deadline=None)
@given(value=values)
def test_the_text_is_that_of_the_standard(value: Any) -> None:
    text = canonical(value)
    assert text.encode() == rfc8785.dumps(value)
    assert read_canonical(text) == value


@pytest.mark.parametrize(
    "value",
    [1.5, float("nan"), 2**53, -(2**53), {"a": [0.1]}, {"\U0001f600": 1}, "\ud800", {"\ud800": 1}],
)
def test_what_has_no_canonical_text_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical(value)


@pytest.mark.parametrize(
    "text", ['{"b":1,"a":2}', '{"a": 1}', "1.0", "1e3", '"\\u00e9"', '{"a":1,"a":2}', "NaN", "{"]
)
def test_any_other_text_is_not_canonical(text: str) -> None:
    with pytest.raises(ValueError):
        read_canonical(text)
