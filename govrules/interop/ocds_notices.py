"""Tell which notices a process has published, and what they show of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govrules.interop.ocds_tree import Tree, branch, branches, date, words

_CODE = re.compile(r"UK(?:[1-9]|1\d)", re.ASCII)


def notices_of(release: Tree) -> dict[str, str | None]:
    """Each UK notice code with the day it was first published, or None where that is not said."""
    found: dict[str, str | None] = {}
    for document in documents(release):
        code = words(document, "noticeType")
        if not _CODE.fullmatch(code):
            continue
        days = [day for day in (found.get(code), date(document, "datePublished")) if day]
        found[code] = min(days, default=None)
    return dict(sorted(found.items()))


def is_advertised(release: Tree) -> bool:
    """A tender notice stands among the documents. That there is none does not show the opposite."""
    return any(
        words(document, "documentType") == "tenderNotice" or words(document, "noticeType") == "UK4"
        for document in documents(release)
    )


def is_under_the_act(release: Tree) -> bool:
    """A notice of the Procurement Act 2023, which names a special regime where one applies."""
    basis = words(branch(release, "tender", "legalBasis"), "id")
    return basis == "2023/54" or bool(notices_of(release))


def documents(release: Tree) -> Iterator[Tree]:
    """Every document of planning, tender, awards and contracts."""
    holders = (branch(release, "planning"), branch(release, "tender"))
    for holder in (*holders, *branches(release, "awards"), *branches(release, "contracts")):
        yield from branches(holder, "documents")
