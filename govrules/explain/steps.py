"""Set the steps of a reasoning out as list items: words, whether it holds, source and place."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.explain.document import Item, Span, Spans, Style
from govrules.explain.explanation import Kind, Reason
from govrules.explain.safe import safe_link
from govrules.model.decision import SourceRef

_STATES: dict[Kind, tuple[str, str, str]] = {
    "norm": ("followed", "not known whether followed", "not followed"),
    "definition": ("met", "not known", "not met"),
    "table row": ("matches", "may match", "does not match"),
    "displacement": ("displaces it", "may displace it", "does not displace it"),
    "departure": ("counts", "may count", "does not count"),
}
_HOLDS = ("holds", "not known", "does not hold")
_WITHOUT_STATE: tuple[Kind, ...] = ("dates",)


def steps(reasons: Iterable[Reason]) -> tuple[Item, ...]:
    """The steps under one another. Plain facts are left out: the step above has their values."""
    return tuple(step(reason) for reason in reasons if reason.kind != "fact")


def step(reason: Reason) -> Item:
    spans: Spans = (Span(reason.words), *_state(reason), *cited(reason.sources))
    return Item(spans, steps(reason.children))


def _state(reason: Reason) -> Spans:
    if reason.truth is None or reason.kind in _WITHOUT_STATE:
        return ()
    holds, open_, fails = _STATES.get(reason.kind, _HOLDS)
    if reason.truth == "true":
        return (Span(" — "), Span(holds, "good"))
    if reason.truth == "unknown":
        return (Span(" — "), Span(open_, "open"))
    style: Style = "bad" if reason.kind == "norm" else "off"
    return (Span(" — "), Span(fails, style))


def cited(sources: Iterable[SourceRef]) -> Spans:
    """The sources in square brackets, each linked where it has an address."""
    spans: list[Span] = []
    for source in sources:
        words = f"{source.title}, {source.part}" if source.part else source.title
        spans.append(Span(" [", "muted"))
        spans += [Span(words, "muted", safe_link(source.url)), Span("]", "muted")]
    return tuple(spans)
