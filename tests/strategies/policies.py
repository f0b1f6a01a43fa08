"""Whole policies: every construct of the syntax tree, over words that the policy declares."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from govrules.language import syntax as s
from tests.strategies import rules as r
from tests.strategies.phrases import World, worlds
from tests.strategies.scenarios import scenarios
from tests.strategies.vocabulary import (
    assumptions,
    definitions,
    figures,
    headers,
    sources,
    vocabularies,
)


@cache
def items(world: World) -> st.SearchStrategy[s.Item]:
    """One item that declares no phrase."""
    return st.one_of(
        sources(),
        assumptions(world),
        r.priorities(),
        r.principles(),
        r.rules(world),
        r.rules(world),
        r.departures(world),
        r.tables(world),
        r.portfolio_rules(world),
        r.comparisons(world),
        r.duties(world),
        r.who_decides(world),
        r.accepted_findings(),
        scenarios(world),
    )


def _label(item: s.Item) -> str | None:
    return getattr(item, "label", None)


@st.composite
def policies(draw: st.DrawFn, most: int = 4) -> s.Policy:
    """A policy whose vocabulary declares every phrase it uses; no two items share a label."""
    world = draw(worlds())
    declared: list[s.Item] = [draw(vocabularies(world))]
    declared += [draw(figures(name, world)) for name in world.figures]
    declared += [draw(definitions(name, world, if_=True)) for name in world.facts]
    declared += [draw(definitions(name, world, if_=False)) for name in world.amounts]
    others = draw(st.lists(items(world), max_size=most))
    kept = {_label(item) or position: item for position, item in enumerate(others)}
    everything = (
        draw(st.permutations([*declared, *kept.values()]))
        if draw(st.booleans())
        else [*declared, *kept.values()]
    )
    return s.Policy(draw(headers()), tuple(everything))
