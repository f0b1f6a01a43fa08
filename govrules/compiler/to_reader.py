"""The vocabulary → one generated Python function that reads plain choices quickly.

It takes only what needs no thought: whole numbers, true and false, ISO dates, declared words. For
anything else, right or wrong, it gives None, and `engine.read_choice` reads the choice with care.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import ceil, floor
from typing import Any

from govrules.compiler.python_source import Source
from govrules.model.facts import ACTS, DECISION_DATE
from govrules.model.policy import Act, Term
from govrules.model.types import (
    DateType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    TextType,
    YesNoType,
)

_LARGEST = 10**18
_LONGEST_TEXT = 100_000

Read = tuple[tuple[Any, ...], frozenset[str] | None]
Reader = Callable[[Mapping[str, Any]], Read | None]


@lru_cache(maxsize=65_536)
def iso_date(text: str) -> dt.date | None:
    """The date that `2026-07-03` writes; None for any other text."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def is_plain_text(text: object) -> bool:
    """Whether a text needs no care: half characters, say, cannot be written out again."""
    return type(text) is str and len(text) <= _LONGEST_TEXT and text.isascii()


def to_reader(terms: Sequence[Term], acts: Sequence[Act]) -> Reader:
    """A function from a choice to its facts, in the order of `terms`, and its acts; or None."""
    source = Source()
    keys = source.constant(frozenset([ACTS, *(term.key for term in terms)]))
    source.line(f"if choice.__class__ is not dict or not {keys}.issuperset(choice): return None")
    source.line("get = choice.get")
    names = [_read_term(source, term) for term in terms]
    words = {act.name: act.name for act in acts} | {act.written: act.name for act in acts}
    source.line("acts = None")
    source.line(f"if {ACTS!r} in choice:")
    source.line(f"    if choice[{ACTS!r}].__class__ is not list: return None")
    source.line(f"    acts = frozenset(map({source.constant(words)}.get, choice[{ACTS!r}]))")
    source.line("    if None in acts: return None")
    source.line(f"return ({', '.join(names)}{',' if names else ''}), acts")
    scope: dict[str, Any] = source.constants | {
        "is_plain_text": is_plain_text,
        "iso_date": iso_date,
    }
    exec(source.function("read(choice)"), scope)
    read: Callable[[Mapping[str, Any]], Read | None] = scope["read"]

    def reader(choice: Mapping[str, Any]) -> Read | None:
        try:
            return read(choice)
        except TypeError:  # a value that cannot be looked up, such as a list for a word
            return None

    return reader


PlainTests = Mapping[str, Callable[[Any], bool]]


def plain_tests(terms: Sequence[Term], acts: Sequence[Act]) -> PlainTests:
    """For each key that a plain choice may have, whether a value of it needs no care.

    A value that cannot be looked up at all gives a TypeError.
    """
    words = {word for act in acts for word in (act.name, act.written)}

    def are_acts(value: Any) -> bool:
        return type(value) is list and words.issuperset(value)

    source = Source()
    tests = [f"{term.key!r}: lambda x: not ({_plain_test(source, term, 'x')})" for term in terms]
    scope: dict[str, Any] = source.constants | {
        "is_plain_text": is_plain_text,
        "iso_date": iso_date,
    }
    by_key: dict[str, Callable[[Any], bool]] = eval(f"{{{', '.join(tests)}}}", scope)
    return {DECISION_DATE: is_plain_date, ACTS: are_acts} | by_key


def is_plain_date(value: object) -> bool:
    return type(value) is str and iso_date(value) is not None


def _read_term(source: Source, term: Term) -> str:
    name = source.fresh("x")
    source.line(f"{name} = get({term.key!r})")
    plain = _plain_test(source, term, name)
    source.line(f"if {name} is None:")
    source.line(f"    if {term.key!r} in choice: return None")
    if term.assumed is not None:
        source.line("    return None")
    source.line(f"elif {plain}: return None")
    if isinstance(term.type, OneOfType):
        words = {word.text: word.text for word in term.type.values}
        words |= {word.written: word.text for word in term.type.values}
        source.line(f"else: {name} = {source.constant(words)}[{name}]")
    return name


def _plain_test(source: Source, term: Term, name: str) -> str:
    """A test that is true when the value needs care; it may turn the value into its canonical."""
    match term.type:
        case NumberType() | PercentageType() | MoneyType():
            least, most = whole_number_bounds(term)
            return f"{name}.__class__ is not int or not {least} <= {name} <= {most}"
        case DateType():
            return f"{name}.__class__ is not str or ({name} := iso_date({name})) is None"
        case YesNoType():
            return f"{name} is not True and {name} is not False"
        case OneOfType(values):
            words = frozenset(word for value in values for word in (value.text, value.written))
            return f"{name} not in {source.constant(words)}"
        case TextType() if not term.or_none:
            return f"not is_plain_text({name})"
        case _:
            return "True"


def whole_number_bounds(term: Term) -> tuple[int, int]:
    """The least and the largest whole number that a term takes."""
    least, most = 1 - _LARGEST, _LARGEST - 1
    if isinstance(term.type, NumberType | PercentageType):
        low, high = term.type.low, term.type.high
        least = least if low is None else max(least, ceil(low))
        most = most if high is None else min(most, floor(high))
    return least, most
