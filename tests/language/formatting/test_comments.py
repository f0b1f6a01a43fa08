"""Where comments go when a policy is formatted."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from govrules.language import syntax as s
from govrules.language.format import format_text
from govrules.language.to_text import to_text
from govrules.model.place import Place

HEAD = 'Policy "Parks" version 1\n\n'
RULE = """\
Rule P1: parks stay open
  if annual value is at least £5
  then the council must not close the park
  because "They are loved."
"""


def single_blanks(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text)


def formatted(text: str) -> str:
    return format_text(HEAD + text, "parks.policy").removeprefix(HEAD)


def test_a_comment_at_the_end_of_a_line_stays_there() -> None:
    text = RULE.replace("£5", "£5# five  ").replace('loved."', 'loved."     # by all')
    assert formatted(text) == RULE.replace("£5", "£5  # five").replace(
        'loved."', 'loved."  # by all'
    )


def test_a_comment_goes_where_its_line_goes() -> None:
    """The parts of a rule come into their order and take their comments along."""
    text = """\
Rule P1: parks stay open
  # the reason
  because "They are loved."
  if annual value is at least £5  # the test
  # the order
  then the council must not close the park
"""
    assert formatted(text).count("#") == 3
    assert "at least £5  # the test\n  # the order\n  then the council" in formatted(text)


def test_comments_on_words_that_join_one_line_all_stay() -> None:
    """One line ends in one comment, so the earlier one moves up."""
    text = "Vocabulary\n  care is one of: day,  # by day\n    night  # by night\n"
    assert formatted(text) == ("Vocabulary\n  # by day\n  care is one of: day, night  # by night\n")


def test_an_indented_comment_ends_its_item_and_a_flush_one_begins_the_next() -> None:
    text = RULE + "    # ends P1\n# begins P2\n" + RULE.replace("P1", "P2")
    assert formatted(text) == (RULE + "  # ends P1\n\n# begins P2\n" + RULE.replace("P1", "P2"))


def test_a_blank_line_between_comments_is_kept_as_one() -> None:
    text = "# Part 1\n\n\n\n# about P1\n" + RULE + "\n\n# the end"
    assert formatted(text) == "# Part 1\n\n# about P1\n" + RULE + "\n# the end\n"


def test_blank_lines_around_comments_keep_sections_apart() -> None:
    """One blank line where there was one or more; none where there was none."""
    text = """\
Vocabulary
  # --- the contract


  annual value is money
  # in years
  length is a duration



  # --- the provider

  # as registered
  provider form is one of: mutual, charity
  acts: close the park
"""
    assert formatted(text) == single_blanks(text)
    assert formatted(single_blanks(text)) == single_blanks(text)


@pytest.mark.parametrize("blanks", ["\n", "\n\n", "\n\n\n"])
def test_comments_around_parts_without_a_place_of_their_own_stay(blanks: str) -> None:
    text = RULE.replace("  because", f"{blanks}  # why{blanks}  because") + '  serves "Joy"\n'
    assert formatted(text) == single_blanks(text)
    assert formatted(single_blanks(text)) == single_blanks(text)


def test_blank_lines_without_a_comment_are_set_by_the_layout() -> None:
    assert formatted(RULE.replace("  then", "\n  then")) == RULE


def test_a_comment_before_the_policy_stays_at_the_top() -> None:
    text = "   # licence\n\n# title\n" + HEAD + RULE
    assert format_text(text, "p.policy") == "# licence\n\n# title\n" + HEAD + RULE


def test_a_comment_in_the_heading_stays_before_its_line() -> None:
    text = 'Policy "P" version 1\n  # by whom\n  authority: statute  # of 2023\n'
    assert format_text(text, "p.policy") == text


def test_a_hash_inside_quotation_marks_is_no_comment() -> None:
    text = RULE.replace("They are loved.", "They are # 1.")
    assert formatted(text) == text


def test_comments_between_sources_leave_them_together() -> None:
    text = 'Source A: "One"\n# the second\nSource BB: "Two"  # in force\n'
    assert formatted(text) == 'Source A:  "One"\n# the second\nSource BB: "Two"  # in force\n'


@pytest.mark.parametrize("line", [0, 1, 99])
@pytest.mark.parametrize("own_line", [True, False])
def test_a_policy_made_by_hand_keeps_its_comments_too(line: int, own_line: bool) -> None:
    """Nothing in it has a place, so the comment may stand anywhere, but it stands."""
    comment = s.Comment("# made by hand", Place("", line, 1, line, 15), own_line)
    policy = s.Policy(s.Header("Parks"), (s.Principle("1", "Parks stay open."),))
    text = to_text(replace(policy, comments=(comment,)))
    assert text.count("# made by hand") == 1
    assert text.replace("# made by hand", "").split() == to_text(policy).split()
