"""Turn a syntax tree into the policy's canonical text, or one node of it into words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, get_args

from govrules.language import syntax as s
from govrules.language.writing.layout import Line, line
from govrules.language.writing.say_comments import Block, page
from govrules.language.writing.say_conditions import (
    say_condition,
    say_limit,
    say_norm,
    say_portfolio_norm,
    value_text,
)
from govrules.language.writing.say_items import (
    accepted_lines,
    comparison_lines,
    departures_lines,
    duties_lines,
    portfolio_lines,
    rule_lines,
    say_accepted,
    say_cell,
    say_cell_test,
    say_criterion,
    say_departure,
    say_duty,
    say_preference,
    say_principle,
    say_priority,
    say_row,
    table_lines,
    who_decides_lines,
)
from govrules.language.writing.say_scenarios import (
    say_entry,
    say_expected,
    say_given,
    scenario_lines,
)
from govrules.language.writing.say_values import say_citation, say_role
from govrules.language.writing.say_vocabulary import (
    assumption_line,
    definition_lines,
    figure_lines,
    header_lines,
    say_field,
    say_figure_period,
    say_in_force,
    say_term,
    say_type,
    say_use,
    say_value_name,
    source_lines,
    vocabulary_lines,
)

# Items of these kinds stand without blank lines between them.
_RUNS: dict[type, str] = {
    s.Source: "sources",
    s.Figure: "figures",
    s.Definition: "definitions",
    s.Assumption: "assumptions",
    s.Priority: "priorities",
    s.Principle: "priorities",
    s.Duties: "duties",
}


def to_text(policy: s.Policy) -> str:
    """The canonical text of the policy, comments and all. Formatting it again changes nothing."""
    blocks = [Block(tuple(header_lines(policy.header)))]
    for run, items in groupby(enumerate(policy.items), key=_run):
        del run
        blocks += _run_blocks([item for _, item in items])
    return "\n".join(page(blocks, policy.comments)) + "\n"


_HEADING = s.Header("A policy")


def item_text(item: s.Item) -> str:
    """One item of a policy in canonical layout."""
    heading = to_text(s.Policy(_HEADING, ()))
    return to_text(s.Policy(_HEADING, (item,)))[len(heading) :].strip("\n") + "\n"


def _run(numbered: tuple[int, s.Item]) -> str | int:
    """Items that follow one another with the same answer stand together."""
    number, item = numbered
    return _RUNS.get(type(item), number)


def _run_blocks(items: Sequence[s.Item]) -> list[Block]:
    sources = [item for item in items if isinstance(item, s.Source)]
    texts = [[line] for line in source_lines(sources)] if sources else map(_item_lines, items)
    return [
        _block(item, lines, joined=number > 0)
        for number, (item, lines) in enumerate(zip(items, texts, strict=True))
    ]


def _block(node: s.Node, lines: Sequence[Line], joined: bool) -> Block:
    return Block(tuple(lines), node.place.end_line, joined)


def _item_lines(item: s.Item) -> list[Line]:
    return _ITEM_LINES[type(item)](item)


_ITEM_LINES: dict[type, Callable[[Any], list[Line]]] = {
    s.Source: lambda source: source_lines([source]),
    s.Vocabulary: vocabulary_lines,
    s.Figure: figure_lines,
    s.Definition: definition_lines,
    s.Assumption: lambda assumption: [assumption_line(assumption)],
    s.Priority: lambda priority: [line(say_priority(priority), priority, 0)],
    s.Principle: lambda principle: [line(say_principle(principle), principle, 0)],
    s.Rule: rule_lines,
    s.Departures: departures_lines,
    s.Table: table_lines,
    s.PortfolioRule: portfolio_lines,
    s.OptionComparison: comparison_lines,
    s.Duties: duties_lines,
    s.WhoDecides: who_decides_lines,
    s.AcceptedFindings: accepted_lines,
    s.Scenario: scenario_lines,
}


# --- one node in words -------------------------------------------------------------------------


def words(node: s.Node) -> str:
    """The node in one line of the policy's own words, for an explanation to quote.

    Groups stand inline: `any of these: A; B`.
    """
    say = _WORDS.get(type(node))
    if say is not None:
        return say(node)
    if isinstance(node, s.Header):
        return header_lines(node)[0].text
    return "; ".join(line.text for line in _item_lines(node))  # type: ignore[arg-type]


def _say_decider(decider: s.Decider) -> str:
    return f"{say_role(decider.role)} if {say_condition(decider.condition)}"


def _say_given_list(given: s.GivenList) -> str:
    rows = (", ".join(map(say_entry, row)) for row in given.rows)
    return f"{say_given(given)} {'; '.join(rows)}".rstrip()


_Say = Callable[[Any], str]


def _by_type(*kinds_and_words: tuple[Any, _Say]) -> dict[type, _Say]:
    """A union of node types counts for each of them; a later entry wins."""
    return {kind: say for kinds, say in kinds_and_words for kind in (get_args(kinds) or (kinds,))}


_WORDS = _by_type(
    (s.Condition, say_condition),
    (s.Value, value_text),
    (s.Norm, say_norm),
    (s.PortfolioNorm, say_portfolio_norm),
    (s.Limit, say_limit),
    (s.Citation, say_citation),
    (s.Row, say_row),
    (s.Cell, say_cell),
    (s.CellTest, say_cell_test),
    (s.Duty, say_duty),
    (s.Departure, say_departure),
    (s.AcceptedFinding, say_accepted),
    (s.Criterion, say_criterion),
    (s.Preference, say_preference),
    (s.Given, say_given),
    (s.GivenList, _say_given_list),
    (s.Expectation, say_expected),
    (s.Decider, _say_decider),
    (s.TermDecl, say_term),
    (s.TypeExpr, say_type),
    (s.ValueName, say_value_name),
    (s.FieldDecl, say_field),
    (s.FigureValue, say_figure_period),
    (s.InForce, say_in_force),
    (s.Use, say_use),
)
