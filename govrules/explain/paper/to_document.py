"""Put the parts of a paper together: title block, numbered sections, sources, annex."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from string import ascii_uppercase

from govrules.engine.notes import plain_date
from govrules.explain.document import Block, Document, Section
from govrules.explain.paper.accepted import accepted
from govrules.explain.paper.annex import annex
from govrules.explain.paper.context import Paper, Results
from govrules.explain.paper.deciding import departures, duties, who_decides
from govrules.explain.paper.examples import examples
from govrules.explain.paper.numbering import numbered
from govrules.explain.paper.options import comparisons, portfolio_rules, principles
from govrules.explain.paper.phrases import counted, listed, paragraph
from govrules.explain.paper.rules import rules
from govrules.explain.paper.summary import summary
from govrules.explain.paper.tables import tables
from govrules.explain.paper.title import footer, title_block, title_of
from govrules.explain.paper.words import definitions, figures, vocabulary
from govrules.model.policy import Policy, PolicySet

Content = tuple[Block, ...] | tuple[Section, ...]


def to_document(
    policies: Sequence[Policy],
    everything: PolicySet,
    on: dt.date,
    results: Results,
    produced: dt.date | None = None,
) -> Document:
    """One policy under its own title; several as parts A, B, … of one document."""
    day = plain_date(produced) if produced is not None else None
    if len(policies) == 1:
        policy = policies[0]
        paper = Paper.of(policy, everything, on, results, "")
        sections = numbered(_sections(paper, 2))
        ends = footer(((policy.title, everything.part_of(policy).digest),), day)
        return Document(title_of(policy), title_block(paper), sections, ends, on)
    parts: list[Section] = []
    for number, policy in enumerate(policies):
        letter = _letter(number)
        paper = Paper.of(policy, everything, on, results, letter)
        title = f"Part {letter}: {title_of(policy)}"
        parts.append(
            Section(title, title_block(paper), anchor=f"part-{letter}", listed=True, new_page=True)
        )
        parts += numbered(_sections(paper, 3), highest=3, prefix=letter)
    titles = listed([title_of(policy) for policy in policies])
    lead = paragraph(f"This document has {counted(len(policies), 'part')}: {titles}.")
    digests = tuple((one.title, everything.part_of(one).digest) for one in policies)
    return Document("Policies", (lead,), tuple(parts), footer(digests, day), on)


def _letter(number: int) -> str:
    """A to Z, then AA, AB, …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def _sections(paper: Paper, level: int) -> list[Section]:
    below = level + 1
    parts: tuple[tuple[str, Content], ...] = (
        ("Summary", summary(paper)),
        ("Principles and priorities", principles(paper)),
        ("Words and what they mean", vocabulary(paper)),
        ("Figures", figures(paper)),
        ("Definitions", definitions(paper)),
        ("Rules", rules(paper, below)),
        ("Departures", departures(paper)),
        ("Decision tables", tables(paper, below)),
        ("Rules on the portfolio", portfolio_rules(paper, below)),
        ("Choosing between options", comparisons(paper, below)),
        ("Duties", duties(paper)),
        ("Who decides", who_decides(paper)),
        ("Findings that are accepted", accepted(paper)),
        ("Worked examples", examples(paper)),
        ("Sources", paper.sources.listed()),
        ("Annex: what this policy reads of others", annex(paper)),
    )
    sections: list[Section] = []
    for title, content in parts:
        if content:
            blocks = tuple(one for one in content if not isinstance(one, Section))
            sections.append(Section(title, blocks, level, listed=True))
            sections += [one for one in content if isinstance(one, Section)]
    return sections
