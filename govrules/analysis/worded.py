"""Find what two rulebooks word otherwise, and what decides nothing of one choice by itself.

That is duties, portfolio rules, comparisons of options and the priorities that these weigh, tables,
and how far a rule permits something. The figures, definitions, tables and assumptions that these
read are followed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from govrules.analysis.difference import Worded
from govrules.analysis.facts.reads import walked
from govrules.analysis.timeline import timeline
from govrules.analysis.written import written
from govrules.explain.values import say
from govrules.language import syntax as s
from govrules.language.checking.names import fold
from govrules.language.to_text import item_text
from govrules.model.policy import ActNorm, Definition, Figure, PolicySet, Rule, Table, Term


def worded_otherwise(
    old: PolicySet, new: PolicySet, on: dt.date, was_on: dt.date
) -> tuple[Worded, ...]:
    """Each that is there in both in other words, or reads something that is; and each that is there
    in one only.

    Citations do not count, nor what a figure was before the day of the comparison (`was_on` for the
    old rulebook). Whether other words come to the same is not asked. Raises UsageError when
    policies cannot be read again.
    """
    before, after = _Book(old, was_on), _Book(new, on)
    found = []
    for name in dict.fromkeys([*after.words, *before.words]):
        reworded = before.words.get(name) != after.words.get(name)
        read = dict.fromkeys([*after.read_by(name), *before.read_by(name)])
        if reworded:  # what only one of them reads is in its words
            read = {part: None for part in read if before.has(part) and after.has(part)}
        changed = [part for part in read if before.says(part) != after.says(part)]
        if reworded or changed:
            was, now = (each.told(name, changed, own=reworded) for each in (before, after))
            found.append(Worded(name, was, now))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that others read: `means` is what is compared, and `words` what is told."""

    means: Any
    words: str


class _Book:
    """The words of a rulebook by name, and the parts that they read, as they are from a day on."""

    def __init__(self, policies: PolicySet, day: dt.date) -> None:
        self.words: dict[str, str] = {}
        self._day = day
        self._typed = policies
        self._tables = {table.label: table for each in policies.policies for table in each.tables}
        self._texts: dict[tuple[type, str], str] = {}
        self._parts: dict[str, _Part] = {}
        for policy in written(policies):
            for item in policy.items:
                self._take(item)
        for rule in policies.rules():
            if limits := list(_limits(rule)):
                self.words[f"how far {rule.label} goes"] = "\n".join(limits)
        self._read = {name: tuple(self._named(self._roots(name))) for name in self.words}

    def read_by(self, name: str) -> tuple[str, ...]:
        return self._read.get(name, ())

    def has(self, part: str) -> bool:
        return part in self._parts

    def says(self, part: str) -> Any:
        """What a part means; None where it is not there."""
        return self._parts[part].means if part in self._parts else None

    def told(self, name: str, changed: Iterable[str], *, own: bool) -> str | None:
        """The words that changed: its own, and those of its parts; None where it is not there."""
        if name not in self.words:
            return None
        parts = [self._parts[part].words for part in changed if part in self._parts]
        return "\n".join([self.words[name], *parts] if own or not parts else parts)

    # --- words ---------------------------------------------------------------------------------

    def _take(self, item: s.Item) -> None:
        match item:
            case s.Duties(label=label):
                self.words[f"duties {label}"] = _words(replace(item, citations=()))
            case s.PortfolioRule(label=label):
                self.words[f"portfolio rule {label}"] = _words(replace(item, citations=()))
            case s.OptionComparison(label=label):
                self.words[f"comparison {label}"] = _words(replace(item, citations=()))
            case s.Priority(title=title):
                self.words[f'priority "{title}"'] = _words(item)
            case s.Table(label=label):
                self.words[f"table {label}"] = _words(replace(item, citations=()))
            case s.Figure(name=name):
                values = tuple(replace(each, citations=()) for each in item.values)
                self._texts[Figure, fold(name.text)] = _words(replace(item, values=values))
            case s.Definition(name=name):
                self._texts[Definition, fold(name.text)] = _words(replace(item, citations=()))

    def _roots(self, name: str) -> Iterator[Any]:
        """The typed parts of what has a name."""
        for policy in self._typed.policies:
            for duty in policy.duties:
                if name == f"duties {duty.label.partition('.')[0]}":
                    yield duty.condition
            for rule in policy.portfolio_rules:
                if name == f"portfolio rule {rule.label}":
                    yield from (rule.where, rule.for_each, rule.norms)
            for comparison in policy.comparisons:
                if name == f"comparison {comparison.label}":
                    yield from (comparison.criteria, comparison.preference)
            for table in policy.tables:
                if name == f"table {table.label}":
                    yield from (row.condition for row in table.rows)

    # --- what is read --------------------------------------------------------------------------

    def _named(self, roots: Iterable[Any]) -> Iterator[str]:
        for read in walked(roots, self._tables):
            match read:
                case Figure(name=name):
                    means = timeline(read, self._day)
                    yield self._part(f"figure {name}", means, self._text(Figure, name))
                case Definition(name=name):
                    words = self._text(Definition, name)
                    yield self._part(f"definition {name}", words, words)
                case Table(label=label):
                    words = self.words[f"table {label}"]
                    yield self._part(f"table {label}", words, words)
                case Term(name=name, assumed=assumed) if assumed is not None:
                    words = f"assume {name} is {say(assumed.value, read.type)} if not given"
                    yield self._part(f"assumption {name}", words, words)

    def _text(self, kind: type, name: str) -> str:
        return self._texts[kind, fold(name)]

    def _part(self, name: str, means: Any, words: str) -> str:
        self._parts.setdefault(name, _Part(means, words))
        return name


def _limits(rule: Rule) -> Iterator[str]:
    for norm in rule.norms:
        if isinstance(norm, ActNorm) and norm.limit is not None:
            yield f"{norm.act.name} {norm.limit.words}"


def _words(item: s.Item) -> str:
    return item_text(item).rstrip("\n")
