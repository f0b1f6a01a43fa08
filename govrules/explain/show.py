"""Show policies as a readable document: headings, vocabulary, figures, rules in words, tables."""

from __future__ import annotations

from typing import Literal

from govrules.explain.document import Block, Document, Paragraph, Section, plain
from govrules.explain.show_parts import (
    Part,
    departures,
    duties,
    portfolio_rules,
    principles,
    priorities,
    rankings,
    rules,
    scenarios,
    tables,
    who_decides,
)
from govrules.explain.show_words import acts, definitions, figures, header, vocabulary
from govrules.explain.write_html import write_html
from govrules.explain.write_markdown import write_markdown
from govrules.explain.write_text import TextWriter
from govrules.model.policy import Policy, PolicySet

Form = Literal["markdown", "html", "text"]


def show(policy_set: PolicySet, *, form: Form = "markdown", width: int = 100) -> str:
    """The policies as a document in Markdown, HTML or plain text of a width."""
    document = to_document(policy_set)
    if form == "html":
        return write_html(document)
    if form == "text":
        return TextWriter(colour=False, width=width).write(document)
    return write_markdown(document)


def to_document(policy_set: PolicySet) -> Document:
    """One policy under its own title; several in the order of their titles."""
    policies = policy_set.policies
    if len(policies) == 1:
        title = f"{policies[0].title}, version {policies[0].version}"
        return Document(title, header(policies[0]), _sections(policies[0], 2))
    sections: list[Section] = []
    for policy in policies:
        title = f"{policy.title}, version {policy.version}"
        sections += [Section(title, header(policy)), *_sections(policy, 3)]
    titles = "; ".join(policy.title for policy in policies)
    return Document(
        "Policies", (Paragraph(plain(f"{len(policies)} policies: {titles}.")),), tuple(sections)
    )


def _sections(policy: Policy, level: int) -> tuple[Section, ...]:
    parts: tuple[tuple[str, tuple[Block | Part, ...]], ...] = (
        ("Principles", principles(policy)),
        ("Priorities", priorities(policy)),
        ("Words and what they mean", vocabulary(policy)),
        ("What may be proposed", acts(policy)),
        ("Figures", figures(policy)),
        ("Definitions", definitions(policy)),
        ("Rules", rules(policy)),
        ("Departures", departures(policy)),
        ("Tables", tables(policy)),
        ("Portfolio rules", portfolio_rules(policy)),
        ("Choosing between options", rankings(policy)),
        ("Duties", duties(policy)),
        ("Who decides", who_decides(policy)),
        ("Scenarios", scenarios(policy)),
    )
    sections: list[Section] = []
    for title, content in parts:
        blocks = tuple(one for one in content if not isinstance(one, tuple))
        if content:
            sections.append(Section(title, blocks, level))
        sections += [Section(*one, level + 1) for one in content if isinstance(one, tuple)]
    return tuple(sections)
