"""Show which findings of analysis a policy accepts, and why."""

from __future__ import annotations

from govrules.explain.document import Block, Bullets, Item, Span
from govrules.explain.paper.context import Paper
from govrules.explain.paper.phrases import listed, paragraph, sentence
from govrules.explain.values import say_text
from govrules.language.codes import all_codes
from govrules.model.policy import AcceptedFinding


def accepted(paper: Paper) -> tuple[Block, ...]:
    entries = paper.policy.accepted
    if not entries:
        return ()
    lead = "Analysis of this policy for every possible choice finds these, which are meant:"
    return (paragraph(lead), Bullets(tuple(_item(entry) for entry in entries)))


def _item(entry: AcceptedFinding) -> Item:
    title = all_codes()[entry.code].title
    about = listed(entry.about)
    told = sentence(f"{title} ({entry.code}, {about}), because {say_text(entry.because)}")
    return Item((Span(told),))
