"""Whatever the text, parsing ends soon and without an exception."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govrules.language.from_text import Parsed, parse
from govrules.language.outline import outline
from tests.language.parsing.reading import text_of

WHOLE = text_of("commissioning.policy")
PIECES = re.findall(r"\n *|[^\s]+", WHOLE + text_of("everything.policy"))
ODD = ["\x00", "\ud800", "\t", "\r\n", "“", '"', "(", ")", "[", "]", "|", "||", "- ", "£", "%", "#"]
UNHURRIED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def read(text: str) -> Parsed:
    outline(text)
    parsed = parse(text, "any.policy")
    assert parsed.policy is not None or parsed.diagnostics
    for fault in parsed.diagnostics:
        assert re.fullmatch(r"P1\d\d", fault.code) and fault.place.line >= 1
        str(fault)
    return parsed


@UNHURRIED
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read(data.decode("utf-8", errors="surrogateescape"))
    read('Policy "P"\nRule C1: t\n' + data.decode("latin-1"))


@UNHURRIED
@given(st.lists(st.sampled_from(PIECES + ODD), max_size=120))
def test_any_order_of_the_words_of_the_language(pieces: list[str]) -> None:
    read('Policy "P"\n' + " ".join(pieces))


@UNHURRIED
@given(st.data())
def test_any_change_of_a_policy(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    length = data.draw(st.integers(0, 40))
    new = data.draw(st.sampled_from(PIECES + ODD) | st.text(max_size=5))
    read(WHOLE[:start] + new + WHOLE[start + length :])


@UNHURRIED
@given(st.integers(0, len(WHOLE)))
def test_any_beginning_of_a_policy(length: int) -> None:
    read(WHOLE[:length])


P = 'Policy "P"\n'
LARGE = {
    "brackets": P + "Define x as " + "(" * 1_000_000,
    "nots": P + "Define x if " + "not " * 100_000,
    "sums": P + "Define x as a" + " plus a" * 30_000,
    "wheres": P + "Define x if " + "any a where " * 30_000,
    "bullets": P + "Define x if" + "".join(f" any of these\n{' ' * n}-" for n in range(1, 900)),
    "quotation marks": P + 'Rule C1: t\n because "a\n' + '"\n' * 50_000,
    "opening quotation marks": P + "“" * 500_000,
    "digits": P + "Figure x\n  " + "9" * 500_000,
    "commas": P + "Vocabulary\n  a is one of: b" + ",\n  b" * 20_000,
    "near misses": P + "Figure " + "a " * 5_000 + "b\nDefine x if " + "a " * 20_000,
    "bars": P + "Table T1: t\n" + "|" * 100_000,
    "headings": P + "Rule C1: t\n" * 5_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_texts_take_time_in_proportion(name: str) -> None:
    started = time.process_time()
    read(LARGE[name])
    assert time.process_time() - started < 20  # quadratic time would be minutes


@pytest.mark.parametrize(
    "meaning",
    [
        "if " + "not " * 51 + "g",
        "as a" + " plus a" * 70,
        "as " + "(" * 51 + "a" + ")" * 51,
        "if g" + "".join(f" and any of these\n{' ' * n}- g" for n in range(1, 52)),
    ],
)
def test_deep_nesting_is_refused(meaning: str) -> None:
    (fault,) = parse(P + "Define x " + meaning + "\n", "deep.policy").diagnostics
    assert fault.code == "P110"


@pytest.mark.parametrize(
    "meaning",
    ["if " + "not " * 50 + "g", "as " + "(" * 50 + "a" + ")" * 50, "if g" + " and g" * 999],
)
def test_what_is_not_deep_is_read(meaning: str) -> None:
    assert parse(P + "Define x " + meaning + "\n", "flat.policy").diagnostics == ()
