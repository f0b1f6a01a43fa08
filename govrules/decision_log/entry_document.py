"""Set one entry out as a document: what was asked, advised and decided, and what proves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from govrules.decision_log.outcome_fits import misfit
from govrules.decision_log.personal import is_commitment
from govrules.decision_log.read import ReadEntry, known_none
from govrules.decision_log.summary import ERASED
from govrules.engine.notes import plain_date
from govrules.explain.document import (
    Banner,
    Block,
    Bullets,
    Document,
    Grid,
    Item,
    Paragraph,
    Section,
    Span,
    plain,
)
from govrules.explain.to_document import TONES

_LONGEST = 1000


def entry_document(
    read: ReadEntry,
    about: Sequence[ReadEntry] = (),
    advice: str = "",
    why: Document | None = None,
    *,
    advised: str = "",
) -> Document:
    """An entry, with the entries about it.

    `advice` names the entry that an outcome is about, `advised` is its verdict, where it can be
    read; `why` are the reasons of an advice, told anew.
    """
    if read.entry.kind == "advice":
        head, sections = _advice(read)
    elif read.entry.kind == "outcome":
        head, sections = _outcome(read, advice, advised)
    else:
        head, sections = _erasure(read)
    if why is not None:
        told_twice = "Rules that applied"
        sections = [*why.sections, *(each for each in sections if each.title != told_twice)]
    verdict = read.decision.get("verdict", "")
    sections += [_told_about(each, verdict) for each in about]
    sections += [Section("Personal values", _personal(read)), Section("In the log", _proof(read))]
    return Document(
        title=f"Entry {read.entry.sequence}: {read.entry.kind}",
        blocks=head,
        sections=tuple(section for section in sections if section.blocks),
    )


def _advice(read: ReadEntry) -> tuple[tuple[Block, ...], list[Section]]:
    body, decision = read.body, read.decision
    lines = [plain(f"Advice of {_day(read.date)}, recorded {_moment(read.entry.time)}.")]
    if body.get("asked_by") is not None:
        lines.append(plain(f"Asked by {said(body['asked_by'])}."))
    if body.get("labels"):
        lines.append(plain(f"Labels: {said(body['labels'])}."))
    verdict = decision["verdict"]
    banner = Banner(verdict, TONES.get(verdict, "plain"), tuple(lines))
    rows = tuple((plain(key), plain(said(value))) for key, value in read.choice.items())
    findings = [each for each in decision["findings"] if each["status"] != "not applicable"]
    sections = [
        Section("The choice as given", (Grid("", ("key", "value"), rows),) if rows else ()),
        Section("Rules that applied", _bullets(map(_finding, findings))),
        Section("Conditions", _lines(decision.get("conditions"))),
        Section("Notes", _lines(decision.get("notes"))),
    ]
    return (banner,), sections


def _finding(finding: dict[str, Any]) -> Item:
    words = f"{finding['rule']}: {finding['title']} ({finding['policy']}): {finding['status']}"
    if finding["displaced_by"]:
        words += f" by {said(finding['displaced_by'])}"
    if finding.get("needs"):
        words += f", for want of {said(finding['needs'])}"
    reasons = finding.get("reasons")
    return Item(plain(words), (Item(plain(f"reasons: {said(reasons)}")),) if reasons else ())


def _outcome(read: ReadEntry, advice: str, advised: str) -> tuple[tuple[Block, ...], list[Section]]:
    lines = (plain(f"Decided on {_day(read.date)}, recorded {_moment(read.entry.time)}."),)
    sections = [
        Section("The decision", _decided(read, advised)),
        Section("The advice", (Paragraph(plain(f"{advice}, id {read.entry.about}")),)),
    ]
    return (Banner(read.body["outcome"], "plain", lines),), sections


def _decided(read: ReadEntry, advised: str) -> tuple[Block, ...]:
    body = read.body
    told = [f"{body['outcome']} by {said(body['decided_by'])} as {body['capacity']}, "
            f"on {_day(read.date)}"]  # fmt: skip
    why = misfit(body["outcome"], advised)
    if why is not None:
        told.append(f"this outcome does not fit the advice: {why}")
    told.append(f"reasons: {said(body['reasons'])}")
    told += (*_alternatives(body), *_interests(body))
    if body.get("labels"):
        told.append(f"labels: {said(body['labels'])}")
    return (Bullets(tuple(Item(plain(line)) for line in told)),)


def _alternatives(body: dict[str, Any]) -> Iterable[str]:
    for each in body["alternatives"]:
        words = f"{said(each.get('option'))}: {said(each.get('why_rejected'))}"
        yield f"alternative considered, and rejected: {words}"
    if not body["alternatives"] and "alternatives" in known_none(body):
        yield "no alternative was considered"


def _interests(body: dict[str, Any]) -> Iterable[str]:
    none = known_none(body)
    ungranted = "no dispensation" if "dispensations" in none else "dispensation: not recorded"
    for each in body["interests"]:
        granted = each.get("dispensation")
        words = f"interest declared by {said(each.get('member'))}: {said(each.get('interest'))}"
        yield f"{words}; dispensation: {said(granted)}" if granted else f"{words}; {ungranted}"
    if body["interests"]:
        return
    if "interests" in none:
        yield "no interest was declared"
    if "dispensations" in none:
        yield "no dispensation was granted"


def _erasure(read: ReadEntry) -> tuple[tuple[Block, ...], list[Section]]:
    lines = (plain(f"Recorded {_moment(read.entry.time)}."),)
    banner = Banner(f"personal values of entry {read.body['entry']} erased", "plain", lines)
    return (banner,), [Section("What was erased", _erased(read))]


def _erased(read: ReadEntry) -> tuple[Block, ...]:
    body = read.body
    return _lines(
        [
            f"erased by {said(body['erased_by'])} on {_day(read.entry.time[:10])}",
            f"reason: {said(body['reason'])}",
            *(f"at {said(path)}" for path in body["paths"]),
        ]
    )


def _told_about(read: ReadEntry, advised: str) -> Section:
    number = read.entry.sequence
    if read.entry.kind == "outcome":
        return Section(f"Outcome (entry {number})", _decided(read, advised))
    return Section(f"Erasure (entry {number})", _erased(read))


def _personal(read: ReadEntry) -> tuple[Block, ...]:
    return _lines(
        f"{path}: " + ("erased" if path in read.erased else "kept beside the entry")
        for path in read.personal
    )


def _proof(read: ReadEntry) -> tuple[Block, ...]:
    entry = read.entry
    lines = [plain(f"entry {entry.sequence}, id {entry.id}"),
             (Span("hash "), Span(entry.leaf.hex(), "code"))]  # fmt: skip
    if entry.kind == "advice":
        lines.append((Span("rulebook "), Span(read.decision["rulebook"]["digest"], "code")))
        lines.append(plain(f"engine: {said(read.decision.get('engine'))}"))
    return _bullets(Item(line) for line in lines)


def said(value: Any) -> str:
    """A value of an entry in words; a value that is not there was erased."""
    if is_commitment(value):
        return ERASED
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        between = " / " if any(isinstance(each, dict | list) for each in value) else ", "
        return _cut(between.join(map(said, value)) or "none")
    if isinstance(value, dict):
        return _cut("; ".join(f"{key}: {said(each)}" for key, each in value.items()) or "none")
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"


def _day(date: str | None) -> str:
    try:
        return plain_date(dt.date.fromisoformat(date or ""))
    except ValueError:
        return date or "an unknown day"


def _moment(time: str) -> str:
    return f"{_day(time[:10])} at {time[11:19]} UTC"


def _lines(lines: Iterable[Any] | None) -> tuple[Block, ...]:
    return _bullets(Item(plain(said(line))) for line in lines or ())


def _bullets(items: Iterable[Item]) -> tuple[Block, ...]:
    found = tuple(items)
    return (Bullets(found),) if found else ()
