"""Set several policies out as a paper each, with an index that lists them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from govrules.explain.document import Document, Grid, Span, Spans, plain
from govrules.explain.paper.context import Results
from govrules.explain.paper.phrases import counted, paragraph, span_of
from govrules.explain.paper.title import footer
from govrules.explain.paper.to_document import to_document
from govrules.model.policy import Policy, PolicySet

INDEX = "index"
_LONGEST = 80


def papers(
    policies: Sequence[Policy],
    everything: PolicySet,
    on: dt.date,
    results: Results,
    suffix: str,
    produced: dt.date | None = None,
) -> Iterator[tuple[str, Document]]:
    """Each paper with the name of its file, and at last the index."""
    names = file_names([policy.title for policy in policies], suffix)
    for policy, name in zip(policies, names, strict=True):
        yield name, to_document([policy], everything, on, results, produced)
    yield f"{INDEX}{suffix}", _index(policies, names, everything)


def file_names(titles: Sequence[str], suffix: str) -> tuple[str, ...]:
    """A plain name for each title: letters, digits and hyphens; no two the same."""
    taken = {INDEX}
    names = []
    for title in titles:
        stem = re.sub(r"[^a-z0-9]+", "-", title.casefold())[:_LONGEST].strip("-") or "policy"
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name)
        names.append(f"{name}{suffix}")
    return tuple(names)


def _index(policies: Sequence[Policy], names: Sequence[str], everything: PolicySet) -> Document:
    rows = tuple(_row(policy, name) for policy, name in zip(policies, names, strict=True))
    header = ("Paper", "Version", "Authority", "In force", "Rules", "Worked examples")
    lead = paragraph(f"A paper for each of {counted(len(policies), 'policy', 'policies')}.")
    digest = (("these policies", everything.digest),)
    return Document("Policies", (lead, Grid("Papers", header, rows)), (), footer(digest, None))


def _row(policy: Policy, name: str) -> tuple[Spans, ...]:
    return (
        (Span(policy.title, file=name),),
        plain(policy.version),
        plain(policy.authority),
        plain(span_of(policy.in_force) or "always"),
        plain(f"{len(policy.rules):,}"),
        plain(f"{len(policy.scenarios):,}"),
    )
