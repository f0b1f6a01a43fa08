"""Parse tokens with the static LALR grammar, building the nodes of the policy as they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from lark import Lark
from lark.exceptions import UnexpectedToken

from govrules.language.faults.syntax import SyntaxFault, ends_early
from govrules.language.parsing.depth import refuse_deep
from govrules.language.parsing.expected import in_words, say
from govrules.language.parsing.from_tree_conditions import Conditions
from govrules.language.parsing.from_tree_rules import Rules
from govrules.language.parsing.from_tree_scenarios import Scenarios
from govrules.language.parsing.from_tree_values import Values
from govrules.language.parsing.from_tree_words import Words
from govrules.language.parsing.scanner import Word
from govrules.language.parsing.table import kept_parser
from govrules.language.parsing.tokens import Token
from govrules.language.share import grammar_text

STARTS = (
    "policy", "source", "priority", "principle", "declaration", "assumption", "figure",
    "definition", "rule", "departures", "table_frame", "table_heading", "table_row", "portfolio",
    "comparison", "duties", "deciders", "accepted", "scenario_heading", "on_step", "given_step",
    "expect_step",
)  # fmt: skip

_NO_WORD = Word("end", "", "", 0, 0, 0, 0, 0, 0, False, 0)
_END = Token("$END", "", _NO_WORD, _NO_WORD)


class _Methods(Values, Conditions, Words, Rules, Scenarios):
    """Every rule of the grammar has the method of its name in one of these classes."""


class _Builder:
    """Hands the children of a rule to the method of its name, one argument each."""

    def __init__(self) -> None:
        self._methods = _Methods()

    def __getattr__(self, rule: str) -> Callable[[list[Any]], Any]:
        method = getattr(self._methods, rule)
        return lambda children: method(*children)


@cache
def load() -> Lark:
    """The parser; loaded once, and without state of its own, so that any thread may use it."""
    return kept_parser(_Builder()) or built()


def built() -> Lark:
    """The parser, made from the grammar itself."""
    return Lark(
        grammar_text(),
        parser="lalr",
        start=list(STARTS),
        transformer=_Builder(),
        keep_all_tokens=True,
        maybe_placeholders=False,
        propagate_positions=False,
    )


def build(start: str, what: str, tokens: Sequence[Token], text: str) -> Any:
    """The node that the tokens make up. Raises SyntaxFault, which calls the item `what`."""
    parser = load().parse_interactive(start=start)
    feed: Callable[..., Any] = parser.parser_state.feed_token
    done = 0
    try:
        for token in tokens:
            feed(token)
            done += 1
        node = feed(_END, True)
    except UnexpectedToken:
        accepted = _accepted(start, tokens[:done])
        if done < len(tokens):
            raise SyntaxFault(say(text, tokens, done, accepted)) from None
        raise SyntaxFault(ends_early(what, in_words(accepted), tokens[-1].place)) from None
    refuse_deep(node, tokens)
    return node


def _accepted(start: str, tokens: Sequence[Token]) -> frozenset[str]:
    """The terminals that may follow; found afresh, since a parser that failed has gone on."""
    parser = load().parse_interactive(start=start)
    feed: Callable[..., Any] = parser.parser_state.feed_token
    for token in tokens:
        feed(token)
    return _accepted_in(start, tuple(parser.parser_state.state_stack))


@lru_cache(maxsize=1000)
def _accepted_in(start: str, states: tuple[int, ...]) -> frozenset[str]:
    """A policy often has the same fault many times over, and this is slow."""
    parser = load().parse_interactive(start=start)
    parser.parser_state.state_stack = list(states)
    parser.parser_state.value_stack = [None] * (len(states) - 1)
    return frozenset(parser.accepts())  # type: ignore[no-untyped-call]
