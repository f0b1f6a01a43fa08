"""Each code of syntax has an example that gives it alone, and one that is free of faults."""

import pytest

from govrules.language.faults.syntax import CODES
from govrules.language.from_text import parse
from govrules.language.parsing.scanner import MOST_WORDS, scan

SHOWN = [code for code, info in CODES.items() if info.bad_example]


@pytest.mark.parametrize("code", SHOWN)
def test_the_bad_example_gives_the_code_alone(code: str) -> None:
    found = parse(CODES[code].bad_example, "care.policy").diagnostics
    assert [fault.code for fault in found] == [code], [str(fault) for fault in found]


@pytest.mark.parametrize("code", SHOWN)
def test_the_good_example_has_no_fault(code: str) -> None:
    found = parse(CODES[code].good_example, "care.policy").diagnostics
    assert [str(fault) for fault in found] == []


def test_only_the_code_for_long_items_has_no_example() -> None:
    assert set(CODES) - set(SHOWN) == {"P111"}


@pytest.mark.parametrize(("words", "refused"), [(-1, False), (0, False), (1, True)])
def test_an_item_may_have_so_many_words_and_no_more(words: int, refused: bool) -> None:
    text = "a " * (MOST_WORDS + words)
    assert scan(text, 0, len(text), 1, "p").cut_short is refused


def test_a_longer_item_is_left_out_with_its_own_code() -> None:
    text = 'Policy "P"\nDefine x if ' + "(" * MOST_WORDS + "\nDefine y as £5\n"
    parsed = parse(text, "p.policy")
    assert [fault.code for fault in parsed.diagnostics] == ["P111"]
    assert parsed.policy is not None and len(parsed.policy.items) == 1


@pytest.mark.parametrize("code", SHOWN)
def test_messages_keep_to_the_style(code: str) -> None:
    for fault in parse(CODES[code].bad_example, "care.policy").diagnostics:
        assert fault.message[0].islower() or fault.message[0] in '"£'
        assert not fault.message.endswith(".")
