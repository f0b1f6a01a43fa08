"""What is too large, too long or too deep is refused with a sentence of its own, and soon."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

import govrules
from govrules.errors import PolicyError
from govrules.language.load import load_texts
from tests.language.typing.policy_texts import DEPARTURES, HEADING, codes, faults, load

FEES = "Vocabulary\n  fee is money\n"
BIDDERS_ALONE = "Vocabulary\n  bidders is a number\n"
BIDDERS = BIDDERS_ALONE + "  urgent is yes or no\n"


def fees(count: int, nested: int = 1) -> str:
    """So many definitions, each of which adds so many pounds to the one before."""
    lines = [
        f"Define fee {n} as {'(' * nested}{f'fee {n - 1}' if n > 1 else 'fee'}"
        f"{' plus £1)' * nested}\n"
        for n in range(1, count + 1)
    ]
    return FEES + "".join(lines)


def conditions(count: int) -> str:
    lines = [
        f"Define urgent {n} if urgent{f' {n - 1}' if n > 1 else ''} and bidders is {n}\n"
        for n in range(1, count + 1)
    ]
    return BIDDERS + "".join(lines)


def displacing(count: int, relation: str = "despite") -> str:
    rules = [
        f"Rule C{n}{f', {relation} C{n - 1}' if n > 1 else ''}: t\n  bidders must be at least {n}\n"
        for n in range(1, count + 1)
    ]
    return BIDDERS_ALONE + "".join(rules) + DEPARTURES


def counted(count: int, bullets: int) -> str:
    lines = "".join(f"  - bidders is {n}\n" for n in range(bullets))
    return f"{BIDDERS}Define counted if at least {count} of these\n{lines}"


@pytest.mark.parametrize("chain", [fees, conditions])
def test_a_chain_of_a_hundred_definitions(chain: Callable[[int], str]) -> None:
    assert codes(load(chain(99))) == []
    assert codes(load(chain(100))) == []
    assert codes(load(chain(101))) == ["P408"]


def test_a_long_chain_is_shown_with_both_of_its_ends() -> None:
    (fault,) = load(fees(101)).diagnostics
    assert fault.message == (
        '101 words are explained by each other in a chain, from "fee 101" down to "fee 1"; '
        "at most 100 may, so join some of them into one"
    )
    assert (fault.place.line, fault.related[0].place.line) == (104, 4)


def test_each_end_of_a_long_chain_is_told_once() -> None:
    ends = "Define tall as fee 101 plus £2\nDefine wide as fee 101 plus £3\n"
    found = load(fees(101) + ends).diagnostics
    assert [(fault.code, fault.place.line) for fault in found] == [("P408", 105), ("P408", 106)]


def test_calculations_that_nest_too_deep_together() -> None:
    """Each definition counts as one level, and each calculation in it as one more."""
    assert codes(load(fees(10, 19))) == []
    (fault,) = load(fees(10, 20)).diagnostics
    assert fault.code == "P408"
    assert 'from "fee 10" down to "fee 1" nest 210 deep' in fault.message


def tables(count: int) -> str:
    """So many tables, each of which looks at the result of the one before."""
    words = "".join(f"  fee {n} is money\n" for n in range(1, count + 1))
    lines = "".join(
        f"Table T{n}: t\n  exactly one row applies\n"
        f"  | {f'fee {n - 1}' if n > 1 else 'fee'} || fee {n} |\n  | at least £1 || £2 |\n"
        for n in range(1, count + 1)
    )
    return FEES + words + lines


def test_a_table_counts_as_four_levels() -> None:
    assert codes(load(tables(50))) == []
    assert codes(load(tables(51))) == ["P408"]


def test_a_very_long_chain_takes_no_stack_and_no_time() -> None:
    started = time.process_time()
    assert codes(load(fees(5000))) == ["P408"]
    assert codes(load(displacing(5000))) == ["P409"]
    assert time.process_time() - started < 20


@pytest.mark.parametrize("relation", ["despite", "subject to"])
def test_a_chain_of_a_hundred_displacements(relation: str) -> None:
    assert codes(load(displacing(99, relation))) == []
    assert codes(load(displacing(100, relation))) == []
    assert codes(load(displacing(101, relation))) == ["P409"]


def test_rules_that_all_displace_one_rule_are_no_chain() -> None:
    rules = "".join(
        f"Rule C{n}, despite C0: t\n  bidders must be at least {n}\n" for n in range(1, 150)
    )
    text = f"{BIDDERS_ALONE}Rule C0: t\n  bidders must be at least 1\n{rules}{DEPARTURES}"
    assert codes(load(text)) == []


@pytest.mark.parametrize(
    ("count", "bullets", "found"),
    [
        (2, 39, []),
        (2, 40, []),
        (2, 41, ["P334"]),
        (1, 41, []),
        (40, 41, ["P334"]),
        (41, 41, []),
        (42, 41, ["P333"]),
        (50, 1000, ["P334"]),
    ],
)
def test_bullets_to_count(count: int, bullets: int, found: list[str]) -> None:
    assert codes(load(counted(count, bullets))) == found


def test_the_longest_chains_and_groups_are_decided() -> None:
    """Just below each limit, the engine must not give way."""
    rule = "Rule C1: t\n  if {} \n  then fee should be at least £1\n"
    for text in (
        fees(100) + rule.format("fee 100 is more than £5") + DEPARTURES,
        tables(50) + rule.format("fee 50 is more than £1") + DEPARTURES,
        fees(10, 19) + rule.format("fee 10 is more than £5") + DEPARTURES,
    ):
        decision = govrules.loads(HEADING + text, cache=False).check({"fee": "£2"})
        assert decision.verdict == "complies"


JUDGED = "{}Define pressing if urgent or the decision maker is satisfied that {}\n"
WRITTEN = "Vocabulary\n  urgent is yes or no, written is_urgent\n"


@pytest.mark.parametrize("text", ['"urgent"', '"Urgent"', '"is_urgent"'])
def test_a_judgement_that_is_a_term(text: str) -> None:
    (fault,) = load(JUDGED.format(WRITTEN, text)).diagnostics
    assert fault.code == "P223"
    assert 'cannot be told from the term "urgent"' in fault.message
    assert (fault.place.line, fault.related[0].place.line) == (4, 3)


def test_a_judgement_that_is_a_key_of_every_choice() -> None:
    assert codes(load(JUDGED.format(BIDDERS, '"acts"'))) == ["P223"]


def test_a_judgement_that_only_speaks_of_a_term() -> None:
    assert codes(load(JUDGED.format(BIDDERS, '"it is urgent"'))) == []


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        ("0.5", "50% (or 0.5%)"),
        ("0.125", "12.5% (or 0.125%)"),
        ("1", "100% (or 1%)"),
        ("1.01", "1.01%"),
        ("50", "50%"),
        ("0", "0%"),
    ],
)
def test_a_number_beside_a_percentage(number: str, advice: str) -> None:
    share = "Vocabulary\n  share held is a percentage\n"
    (fault,) = faults(f"{share}Define large if share held is more than {number}\n")
    assert fault.startswith("P300 ")
    assert fault.endswith(f"; write {advice}")


# --- the size of a text --------------------------------------------------------------------------

LIMIT = 500_000


def of_size(size: int, filling: str = " ") -> str:
    """A policy of so many bytes, which ends in a comment."""
    start = HEADING + FEES + "#"
    room = size - len(start.encode())
    one = len(filling.encode())
    return start + filling * (room // one) + " " * (room % one)


@pytest.mark.parametrize("filling", [" ", "£"])
def test_a_text_may_be_as_large_as_a_file(filling: str) -> None:
    for size, found in ((LIMIT - 1, []), (LIMIT, []), (LIMIT + 1, ["P192"])):
        assert codes(load_texts({"large.policy": of_size(size, filling)})) == found


def test_a_huge_text_is_refused_before_it_is_read() -> None:
    huge = HEADING + "a " * 20_000_000
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(PolicyError) as refused:
        govrules.loads(huge, cache=False)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [fault.code for fault in refused.value.diagnostics] == ["P192"]
    assert time.process_time() - started < 2
    assert peak < 10_000_000


def test_other_texts_are_still_read_beside_a_huge_one() -> None:
    loaded = load_texts({"huge.policy": of_size(LIMIT + 1), "other.policy": "Rule C1 t"})
    assert [fault.code for fault in loaded.diagnostics if fault.place.file == "huge.policy"] == [
        "P192"
    ]
    assert any(fault.place.file == "other.policy" for fault in loaded.diagnostics)


def test_nesting_far_past_the_limit_is_refused_at_once() -> None:
    """The deepest that fits into a file, and a text that is far deeper."""
    for deep, found in ((900, ["P110"]), (3000, ["P192"])):
        bullets = "".join(
            f"{' ' * n}- {('any', 'all')[n % 2]} of these\n" for n in range(1, deep + 1)
        )
        text = f"{BIDDERS}Define deep if all of these\n{bullets}{' ' * (deep + 1)}- urgent\n"
        started = time.process_time()
        assert codes(load(text)) == found
        assert time.process_time() - started < 2


@pytest.mark.parametrize("words", ["a ", "- ", "( ", "£1 ", "a\n", "Rule C1: t\n", '"" ', "| "])
def test_memory_stays_in_proportion_to_the_text(words: str) -> None:
    def peak(size: int) -> int:
        text = HEADING + words * (size // len(words))
        tracemalloc.start()
        load(text)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    load(HEADING)  # the grammar is read once
    small, large = peak(10_000), peak(40_000)
    assert large < 6 * small + 1_000_000
