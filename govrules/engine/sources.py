"""Citations as a decision tells them."""

from __future__ import annotations

from functools import lru_cache

from govrules.model.decision import SourceRef
from govrules.model.policy import Citation


@lru_cache(maxsize=4_096)
def source_refs(citations: tuple[Citation, ...]) -> tuple[SourceRef, ...]:
    """The sources, each made once for all findings, reasons and duties that rest on them."""
    return tuple(
        SourceRef.model_construct(label=c.label, part=c.part, title=c.title, url=c.url)
        for c in citations
    )
