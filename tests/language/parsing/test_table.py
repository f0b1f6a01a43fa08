"""The kept parse table is that of the grammar. After a change of the grammar, make it again:

python -m govrules.language.parsing.table
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lark import Lark

from govrules.language import share
from govrules.language.parsing import table
from govrules.language.parsing.grammar import STARTS, built


def parse_table(parser: Lark) -> Any:
    return parser.parser.parser._parse_table


def steps(parser: Lark, state: int) -> dict[str, tuple[str, Any]]:
    """By token: shift to a state, or reduce by a rule, told with all that the builder sees."""
    return {
        token: ("shift", arg) if str(action) == "Shift" else ("reduce", told(arg))
        for token, (action, arg) in parse_table(parser).states[state].items()
    }


def told(rule: Any) -> tuple[Any, ...]:
    return (
        rule.origin.name,
        [part.name for part in rule.expansion],
        rule.alias,
        rule.options.expand1,
    )


def differences(one: Lark, other: Lark) -> Iterator[str]:
    """Walk both tables from each start; their numbers differ, their steps must not."""
    starts = parse_table(one).start_states, parse_table(other).start_states
    todo = [(starts[0][start], starts[1][start]) for start in STARTS]
    same = dict(todo)
    while todo:
        state, twin = todo.pop()
        here, there = steps(one, state), steps(other, twin)
        if here.keys() != there.keys():
            yield f"{state}: {sorted(here)} and {sorted(there)}"
        for token in here.keys() & there.keys():
            (kind, arg), (other_kind, other_arg) = here[token], there[token]
            if kind != other_kind or (kind == "reduce" and arg != other_arg):
                yield f"{state} {token}: {here[token]} and {there[token]}"
            elif kind == "shift" and arg not in same:
                same[arg] = other_arg
                todo.append((arg, other_arg))
            elif kind == "shift" and same[arg] != other_arg:
                yield f"{state} {token}: two states where the other has one"
    if len(same) != len(parse_table(other).states):
        yield f"{len(same)} states are reached of {len(parse_table(other).states)}"


def test_the_kept_table_is_that_of_the_grammar() -> None:
    kept = table.kept_parser(None)
    assert kept is not None, "the table is of another grammar or Lark; make it again, see above"
    assert list(differences(built(), kept)) == []


@pytest.mark.parametrize("text", [None, "", "{", '{"made from": "another grammar"}'])
def test_without_a_table_for_it_the_grammar_itself_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    grammar = share.grammar_text()
    (tmp_path / "policy.lark").write_text(grammar, encoding="utf-8")
    if text is not None:
        (tmp_path / "policy.table.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(table, "shared_folder", lambda name: tmp_path)
    assert table.kept_parser(None) is None
