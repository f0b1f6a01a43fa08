"""Citations as a decision tells them."""

from __future__ import annotations

from govrules.model.decision import SourceRef
from govrules.model.policy import Citation


def source_refs(citations: tuple[Citation, ...]) -> tuple[SourceRef, ...]:
    return tuple(SourceRef(label=c.label, part=c.part, title=c.title, url=c.url) for c in citations)
