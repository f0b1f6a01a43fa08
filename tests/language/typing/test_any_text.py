"""Whatever is written, loading ends with a policy set or with faults, never with a trace."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.language.load import load_texts
from tests.language.typing.policy_texts import VOCABULARY
from tests.language.typing.test_scenarios import RULES

TEXT = 'Policy "Any" version 1\n' + RULES + (
    "Figure limit, as at start\n  £100,000 from 1 June 2026\n"
    "Define large if net value is at least the limit\n"
    'Priority "Value" weight 100%\n'
    'Comparison O1: best\n  rank by score for "Value", lower is better\n'
    "Portfolio rule P1: balance\n  across contracts in force\n"
    "  the total of net value must be at most £5 million\n"
    "Who decides\n  the Cabinet if large\n  otherwise the director\n"
    'Scenario "S"\n  given bidders is 3\n  and net value is £5\n  expect contested is yes\n'
)  # fmt: skip
WORDS = re.findall(r"\S+|\n *", TEXT)
SPARE = [*sorted(set(WORDS)), "£5", "3", "yes", "1 June 2026", '"text"', "6 months", "none"]
CHANGES = st.lists(
    st.tuples(st.integers(0, len(WORDS) - 1), st.sampled_from(["", *SPARE])), max_size=4
)


def test_the_text_itself_is_sound() -> None:
    loaded = load_texts({"any.policy": TEXT})
    assert loaded.policy_set is not None, loaded.diagnostics


@given(CHANGES)
@settings(max_examples=150, deadline=None)
def test_changed_words_give_a_policy_or_faults(changes: list[tuple[int, str]]) -> None:
    words = list(WORDS)
    for index, word in changes:
        words[index] = word
    loaded = load_texts({"any.policy": " ".join(words)})
    errors = [d for d in loaded.diagnostics if d.severity == "error"]
    assert (loaded.policy_set is None) == bool(errors)
    for diagnostic in loaded.diagnostics:
        assert diagnostic.place.file == "any.policy"
        assert diagnostic.place.line >= 1


VALUES = st.recursive(
    st.sampled_from(
        ["bidders", "net value", "gross value", "discount", "start", "contract length", "risk",
         "low", "£5", "3", "5%", "6 months", "10 working days", "1 June 2026", "service area",
         "bids", "reserved for", "weights", "price", "local", "total of price of bids",
         "number of bids where is local", 'weights for "price"', "days between start and start"]
    ),
    lambda inner: st.tuples(
        inner, st.sampled_from(["plus", "minus", "times", "divided by", "with VAT at"]), inner
    ).map(lambda parts: f"({' '.join(parts)})"),
    max_leaves=4,
)  # fmt: skip
OPERATORS = st.sampled_from(
    ["is", "is not", "is less than", "is at least", "is exactly", "is before", "is on or after",
     "includes", "is one of", "does not include"]
)  # fmt: skip


@given(VALUES, OPERATORS, VALUES)
@settings(max_examples=250, deadline=None)
def test_any_comparison_is_typed_or_refused(left: str, operator: str, right: str) -> None:
    text = f'Policy "P" version 1\n{VOCABULARY}Define x if {left} {operator} {right}\n'
    loaded = load_texts({"p.policy": text})
    if loaded.policy_set is None:
        assert loaded.diagnostics
    else:
        assert len(loaded.policy_set.policies[0].definitions) == 1
