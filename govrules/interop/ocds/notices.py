"""Tell which notices a process has published, and what they show of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govrules.interop.ocds.answers import Answer, Why, found, not_stated
from govrules.interop.ocds.notice import Notice
from govrules.interop.ocds.tree import Origin, Tree, branch, branches, date, origin, origins, words

_CODE = re.compile(r"UK(?:[1-9]|1\d)", re.ASCII)


def notices(notice: Notice) -> Answer:
    """The notices of a whole process. One release alone does not tell of the others."""
    at = _coded(notice.tree)
    if not notice.compiled:
        note = "the notices: one release does not list those of the whole process"
        return Answer(None, at, Why.AMBIGUOUS if at else Why.NOT_STATED, (note,))
    published = notices_of(notice.tree)
    if not published:
        return not_stated("the notices: none has a notice code")
    return found(published, *at)


def advertised(notice: Notice) -> Answer:
    """True with a tender notice among the documents. None there does not show the opposite."""
    shown = tender_notices(notice.tree)
    if not shown:
        return not_stated()
    return found(True, *origins(*((document, "documentType") for document in shown)))


def reservation_in_notice(notice: Notice, reserved: Answer) -> Answer:
    """True where a tender notice is among the documents and the tender states a reservation."""
    if reserved.value is None:
        return not_stated()
    shown = tender_notices(notice.tree)
    if not shown:
        return not_stated()
    return found(True, *reserved.origins, origin(shown[0], "documentType"))


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


def _coded(release: Tree) -> tuple[Origin, ...]:
    return tuple(
        origin(document, "noticeType")
        for document in documents(release)
        if _CODE.fullmatch(words(document, "noticeType"))
    )


def tender_notices(release: Tree) -> tuple[Tree, ...]:
    return tuple(
        document
        for document in documents(release)
        if words(document, "documentType") == "tenderNotice"
        or words(document, "noticeType") == "UK4"
    )


def documents(release: Tree) -> Iterator[Tree]:
    """Every document of planning, tender, awards, contracts and their implementation."""
    contracts = branches(release, "contracts")
    holders = (
        branch(release, "planning"),
        branch(release, "tender"),
        *branches(release, "awards"),
        *contracts,
        *(branch(contract, "implementation") for contract in contracts),
    )
    for holder in holders:
        yield from branches(holder, "documents")
