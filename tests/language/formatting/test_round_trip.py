"""Laws of the formatter: its text reads back as the same policy, and formats to itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from random import Random
from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govrules.language import syntax as s
from govrules.language.from_text import parse
from govrules.language.to_text import to_text, words
from tests.strategies import WORLD, items, policies
from tests.strategies.scenarios import scenarios

generated = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> s.Policy:
    parsed = parse(text, "generated.policy", frozenset())
    assert not parsed.diagnostics, "\n".join(map(str, parsed.diagnostics)) + "\n" + text
    assert parsed.policy is not None
    return parsed.policy


@generated
@given(policies())
def test_the_text_of_a_policy_reads_back_as_that_policy(policy: s.Policy) -> None:
    text = to_text(policy)
    again = read(text)
    assert again.header == policy.header
    for item, other in zip(policy.items, again.items, strict=True):
        assert other == item, text
    assert to_text(again) == text


@generated
@given(policies(), st.integers(0, 10**6))
def test_no_comment_is_lost_wherever_it_stands(policy: s.Policy, seed: int) -> None:
    text = _with_comments(to_text(policy), seed)
    comments = read(text).comments
    formatted = to_text(read(text))
    kept = read(formatted)
    assert sorted(c.text for c in kept.comments) == sorted(c.text for c in comments)
    assert kept == policy
    assert to_text(kept) == formatted


@generated
@given(policies(), st.integers(0, 10**6))
def test_a_comment_keeps_its_neighbour(policy: s.Policy, seed: int) -> None:
    """In a text that is laid out already, comments between lines and at their ends stay there."""
    text = _with_comments(to_text(policy), seed, where=("end", "own"))
    formatted = to_text(read(text))
    assert [line.strip() for line in formatted.splitlines() if line] == [
        line.strip() for line in text.splitlines() if line
    ]


def _with_comments(text: str, seed: int, where: tuple[str, ...] = ()) -> str:
    """The text with numbered comments at ends of lines, between lines, and on lines apart."""
    dealer = Random(seed)
    places = ["", "", "", *(where or ("end", "own", "flush", "apart"))]
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()):
        place = dealer.choice(places)
        comment = f"# remark {number}"
        indent = line[: len(line) - len(line.lstrip())]
        if place == "own" and line:
            lines.append(indent + comment)
        elif place == "flush":
            lines.append(comment)
        elif place == "apart":
            lines += ["", comment, ""]
        lines.append(f"{line}  {comment}" if place == "end" and line else line)
    return "\n".join(lines) + "\n"


# --- the strategies themselves -----------------------------------------------------------------


def _nodes(thing: Any) -> Iterator[s.Node]:
    if isinstance(thing, tuple):
        for item in thing:
            yield from _nodes(item)
    elif dataclasses.is_dataclass(thing) and isinstance(thing, s.Node | s.Policy):
        if isinstance(thing, s.Node):
            yield thing
        for field in dataclasses.fields(thing):
            if field.name != "place":
                yield from _nodes(getattr(thing, field.name))


ALL_NODES = {
    kind for kind in vars(s).values() if isinstance(kind, type) and issubclass(kind, s.Node)
} - {s.Node}


def test_generated_policies_hold_every_construct() -> None:
    seen: set[type] = set()

    several = st.lists(items(WORLD), min_size=4, max_size=4).map(tuple)
    scenes = st.lists(scenarios(WORLD), min_size=4, max_size=4).map(tuple)

    @settings(max_examples=160, derandomize=True, deadline=None, database=None)
    @given(policies(most=1), several, scenes)
    def look(policy: s.Policy, others: tuple[s.Item, ...], more: tuple[s.Item, ...]) -> None:
        seen.update(type(node) for part in (policy, others, more) for node in _nodes(part))

    look()
    assert {kind.__name__ for kind in ALL_NODES - seen} == set()


@settings(generated, max_examples=25)
@given(policies())
def test_every_node_has_words_on_one_line(policy: s.Policy) -> None:
    sayable = {kind for union in (s.Condition, s.Value, s.Norm, s.Given, s.Expectation, s.Item)
               for kind in get_args(union)}  # fmt: skip
    for node in _nodes(policy):
        if type(node) in sayable:
            text = words(node)
            assert text and "\n" not in text
