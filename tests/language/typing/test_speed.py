"""Typing stays quick for large policies and for policies with very many faults."""

from __future__ import annotations

import time

from govrules.language.from_text import parse
from govrules.language.load import load_texts
from govrules.language.to_typed import to_typed

HEADING = (
    'Policy "Large" version 1\nVocabulary\n  annual value is money\n  risk is one of: low, high\n'
)


def seconds_to_type(text: str) -> tuple[float, int]:
    """Processor time, so that other work on the machine does not count, and the faults found."""
    policy = parse(text, "large.policy").policy
    assert policy is not None
    begun = time.process_time()
    typed = to_typed([policy])
    return time.process_time() - begun, len(typed.diagnostics)


def test_a_thousand_rules() -> None:
    rules = "".join(
        f"Rule R{n}: rule {n}\n  if annual value is at least £{n}\n  and risk is not low\n"
        "  then the council must not award the contract\n"
        for n in range(1000)
    )
    text = f"{HEADING}  acts: award the contract\n{rules}"
    seconds, faults = seconds_to_type(text)
    assert faults == 1
    assert seconds < 2


def test_a_thousand_unknown_terms_among_a_thousand() -> None:
    words = "".join(f"  service area number {n} cost is money\n" for n in range(1000))
    unknown = "".join(f"Define x{n} if servce area numbr {n} cost is £3\n" for n in range(1000))
    seconds, faults = seconds_to_type(HEADING + words + unknown)
    assert faults == 1000
    assert seconds < 8


def test_ten_thousand_rules_that_cannot_be_read() -> None:
    """No fault may cost a search of the whole file or a fresh look at what could stand there."""
    rules = "".join(f"Rule R{n}: t\n must\n" for n in range(10_000))
    begun = time.process_time()
    loaded = load_texts({"large.policy": HEADING + rules})
    assert {fault.code for fault in loaded.diagnostics} == {"P102"}
    assert len(loaded.diagnostics) == 10_000
    assert time.process_time() - begun < 6
