"""Each code of syntax has an example that gives it alone, and one that is free of faults."""

import pytest

from govrules.language import scanner
from govrules.language.from_text import parse
from govrules.language.syntax_faults import CODES

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


@pytest.mark.parametrize(("words", "codes"), [(-1, []), (0, ["P111"])])
def test_an_item_may_have_so_many_words_and_no_more(words: int, codes: list[str]) -> None:
    text = 'Policy "P"\nVocabulary\n  x is one of: a' + ", a" * 1000 + ", b" + "\n"
    rest = scanner.MOST_WORDS + words - len(text.split("\n", 1)[1].replace(",", " ,").replace(":", " :").split())  # noqa: E501
    text += "  acts: z" + " z" * (rest - 3) + "\n"
    assert [fault.code for fault in parse(text, "p").diagnostics] == codes


@pytest.mark.parametrize("code", SHOWN)
def test_messages_keep_to_the_style(code: str) -> None:
    for fault in parse(CODES[code].bad_example, "care.policy").diagnostics:
        assert fault.message[0].islower() or fault.message[0] in '"£'
        assert not fault.message.endswith(".")
