"""Number the sources that a paper cites, and link each citation to its entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govrules.explain.document import Block, Bullets, Item, Span, Spans
from govrules.explain.safe import safe_link
from govrules.model.policy import (
    Citation,
    Definition,
    Duty,
    Figure,
    OptionComparison,
    Policy,
    PortfolioRule,
    Rule,
    Table,
)

_Key = tuple[str, str | None]
_Citing = Definition | Rule | Table | PortfolioRule | OptionComparison | Duty


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of one paper, in the order in which it first cites them."""

    keys: tuple[_Key, ...]
    prefix: str = ""
    """Of the anchors, so that several papers can stand in one document."""

    @classmethod
    def of(cls, citations: Iterable[Citation], prefix: str = "") -> Sources:
        return cls(tuple(dict.fromkeys((one.title, one.url) for one in citations)), prefix)

    def cited(self, citations: tuple[Citation, ...]) -> Spans:
        """The citations in square brackets: "[1, rule 4.2; 3]", each linked to its source."""
        spans: list[Span] = []
        for citation in citations:
            number = self.keys.index((citation.title, citation.url)) + 1
            words = f"{number}, {citation.part}" if citation.part else str(number)
            spans.append(Span("; " if spans else " ["))
            spans.append(Span(words, to=self._anchor(number)))
        return (*spans, Span("]")) if spans else ()

    def listed(self) -> tuple[Block, ...]:
        """Every source with its address."""
        items = tuple(
            Item(_entry(title, url), anchor=self._anchor(number))
            for number, (title, url) in enumerate(self.keys, 1)
        )
        return (Bullets(items, ordered=True),) if items else ()

    def _anchor(self, number: int) -> str:
        return f"{self.prefix}source-{number}"


def _entry(title: str, url: str | None) -> Spans:
    if url is None:
        return (Span(title),)
    return (Span(f"{title}: "), Span(url, link=safe_link(url)))


def citations_of(
    policy: Policy, figures: Iterable[Figure], definitions: Iterable[Definition]
) -> Iterable[Citation]:
    """All that a policy cites, in the order of its paper; then those of what it takes over."""
    for figure in (*policy.figures, *figures):
        for dated in figure.values:
            yield from dated.citations
    citing: Iterable[_Citing] = (
        *policy.definitions, *policy.rules, *policy.tables, *policy.portfolio_rules,
        *policy.comparisons, *policy.duties, *definitions,
    )  # fmt: skip
    for one in citing:
        yield from one.citations
