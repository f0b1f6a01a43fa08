"""The canonical layout, on whole policies: a tidy one stays as it is, an untidy one becomes so."""

from __future__ import annotations

from pathlib import Path

import pytest

from govrules.errors import PolicyError
from govrules.language.format import format_text
from govrules.language.from_text import parse
from govrules.language.to_text import to_text

HERE = Path(__file__).parent
CANONICAL = (HERE / "canonical.policy").read_text(encoding="utf-8")
UNTIDY = (HERE / "untidy.policy").read_text(encoding="utf-8")
TIDY = (HERE / "tidy.policy").read_text(encoding="utf-8")


def test_a_policy_in_canonical_layout_stays_as_it_is() -> None:
    assert format_text(CANONICAL, "canonical.policy") == CANONICAL


def test_an_untidy_policy_becomes_tidy_and_says_the_same() -> None:
    """Parts come into their order, comments stay with their lines."""
    assert format_text(UNTIDY, "untidy.policy") == TIDY
    assert format_text(TIDY, "tidy.policy") == TIDY


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_any_machine_are_read(ending: str) -> None:
    assert format_text(UNTIDY.replace("\n", ending), "untidy.policy") == TIDY


def test_a_byte_order_mark_and_a_missing_last_line_end_are_mended() -> None:
    assert format_text("\ufeff" + CANONICAL.rstrip("\n"), "canonical.policy") == CANONICAL


def test_faults_of_syntax_are_raised_all_together() -> None:
    text = 'Policy "Parks"\n\nRule P1: open\n  if then\n\nRule P2: shut\n  because unless\n'
    with pytest.raises(PolicyError) as raised:
        format_text(text, "parks.policy")
    assert [fault.place.line for fault in raised.value.diagnostics] == [4, 7]
    assert {fault.place.file for fault in raised.value.diagnostics} == {"parks.policy"}


def test_phrases_of_a_used_policy_are_known() -> None:
    """Without the phrase, "not yet let" would be the negation of "yet let"."""
    text = 'Policy "Parks" version 1\n\nDefine idle\n  if not yet let\n'
    assert format_text(text, "parks.policy", {"not yet let"}) == text
    with_phrase = parse(text, "", {"not yet let"}).policy
    without = parse(text, "").policy
    assert with_phrase != without


def test_long_lists_of_the_vocabulary_go_on_further_in() -> None:
    values = ", ".join(f"kind of care {number}" for number in range(1, 9))
    text = f'Policy "P"\nVocabulary\n  care is one of: {values}, written kind\n'
    formatted = format_text(text, "p.policy").splitlines()
    assert formatted[3:] == [
        "  care is one of: kind of care 1, kind of care 2, kind of care 3, kind of care 4, "
        "kind of care 5,",
        "    kind of care 6, kind of care 7, kind of care 8, written kind",
    ]


@pytest.mark.parametrize(("letters", "lines"), [(76, 1), (77, 1), (78, 2)])
def test_a_line_of_a_hundred_letters_is_not_broken(letters: int, lines: int) -> None:
    """With 77 letters in the second value the line is just 100 wide."""
    text = f'Policy "P"\nVocabulary\n  care is one of: day, {"n" * letters}\n'
    formatted = format_text(text, "p.policy").splitlines()[3:]
    assert len(formatted) == lines
    assert len(" ".join(line.strip() for line in formatted)) + 2 == letters + 23


def test_bullets_inside_brackets_keep_their_depth() -> None:
    text = """\
Policy "P" version 1

Vocabulary
  bids is a list with: price (money), is local (yes or no)

Define contested
  if any of these
    - (number of bids where all of these
        - is local
        - price is at most £5
      ) is at least 3
    - total of price of bids is more than £5 million

Rule R1: enough bids
  if any bids where none of these
    - is local
    - price is at most £5
  and not any of these
    - price is known
    - is local
  then number of bids where any of these
    - is local
    - price is less than £7
  must be at least 2
"""
    assert format_text(text, "p.policy") == text


def test_a_list_inside_a_list_is_given_bullets() -> None:
    """And/or never mix: an "or" written inside a bullet becomes a group of its own."""
    text = """\
Policy "P" version 1
Define urgent
  if any of these
    - care stops
      and winter is near
    - fire is out
"""
    policy = parse(text, "p.policy").policy
    assert policy is not None
    assert (
        to_text(policy)
        == """\
Policy "P" version 1

Define urgent
  if any of these
    - all of these
      - care stops
      - winter is near
    - fire is out
"""
    )
