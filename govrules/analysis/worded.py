"""Find what two rulebooks word otherwise, and what decides nothing of one choice by itself.

That is duties, portfolio rules, comparisons of options, and the priorities that these weigh.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govrules.analysis.difference import Worded
from govrules.analysis.written import written
from govrules.language import syntax as s
from govrules.language.to_text import item_text
from govrules.model.policy import PolicySet


def worded_otherwise(old: PolicySet, new: PolicySet) -> tuple[Worded, ...]:
    """Each that is there in both in other words, in the new one only, or in the old one only.

    Citations do not count. Whether other words come to the same is not asked. Raises UsageError
    when policies cannot be read again.
    """
    before, after = dict(_items(old)), dict(_items(new))
    return tuple(
        Worded(name, before.get(name), after.get(name))
        for name in dict.fromkeys([*after, *before])
        if before.get(name) != after.get(name)
    )


def _items(policies: PolicySet) -> Iterator[tuple[str, str]]:
    """The name and the words of each."""
    for policy in written(policies):
        for item in policy.items:
            match item:
                case s.Duties(label=label):
                    yield f"duties {label}", _words(replace(item, citations=()))
                case s.PortfolioRule(label=label):
                    yield f"portfolio rule {label}", _words(replace(item, citations=()))
                case s.OptionComparison(label=label):
                    yield f"comparison {label}", _words(replace(item, citations=()))
                case s.Priority(title=title):
                    yield f'priority "{title}"', _words(item)


def _words(item: s.Item) -> str:
    return item_text(item).rstrip("\n")
