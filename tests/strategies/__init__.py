"""Hypothesis strategies for syntax trees: policies that a person could write, in every shape."""

from tests.strategies.conditions import conditions, term_norms
from tests.strategies.phrases import WORLD, World, labels, quoted_texts, titles, worlds
from tests.strategies.policies import items, policies
from tests.strategies.values import literals, values

__all__ = [
    "WORLD",
    "World",
    "conditions",
    "items",
    "labels",
    "literals",
    "policies",
    "quoted_texts",
    "term_norms",
    "titles",
    "values",
    "worlds",
]
