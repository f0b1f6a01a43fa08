"""Set the record of a decision out as a document: what the law asks for first, proofs last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from govrules.decision_log.outcome_fits import misfit
from govrules.decision_log.record.proof_section import proof_sections
from govrules.decision_log.record.statement import Part, Reference, Sentence, Statement
from govrules.decision_log.record.words import LEADS, UNFIT
from govrules.engine.notes import plain_date
from govrules.explain.document import (
    Banner,
    Block,
    Bullets,
    Details,
    Document,
    Grid,
    Item,
    Paragraph,
    Section,
    Span,
    Spans,
    Style,
    Tone,
    plain,
)
from govrules.explain.safe import safe_link

_LONGEST_SPAN = 1500
"""Writers cut a longer piece of text; a record is given whole, in pieces."""
_TONES: dict[str, Tone] = {"adopted": "good", "departed from": "open", "refused": "bad"}


def to_document(statement: Statement) -> Document:
    sections = [
        *(_section(part) for part in statement.parts),
        _section(statement.advice, _findings(statement)),
        *(_section(part) for part in statement.further),
        Section("The proposal as it was given", (_facts(statement),)),
        _section(statement.law),
        Section("What the advice rests on", (_basis(statement),)),
        Section("Where each sentence is from", _references(statement)),
        *proof_sections(statement),
    ]
    return Document(
        title=_title(statement),
        blocks=(_banner(statement), _summary(statement)),
        sections=tuple(_numbered(sections)),
        dated=statement.made.on if statement.made is not None else statement.decision_date,
    )


def _numbered(sections: Iterable[Section]) -> Iterable[Section]:
    for number, section in enumerate(sections, 1):
        yield replace(section, number=str(number), anchor=f"section-{number}")


def _title(statement: Statement) -> str:
    if statement.made is None:
        return f"Advice of entry {statement.advised}: no decision is recorded"
    kind = "decision"
    if statement.maker in ("body", "member") and statement.provisions:
        kind = "executive decision"
    if statement.maker == "officer" and statement.provisions:
        kind = "decision of an officer"
    about = f": {statement.title}" if statement.title else f" in entry {statement.made.sequence}"
    without = "" if statement.names else " (names withheld)"
    return f"Record of a{'n' if kind[0] == 'e' else ''} {kind}{about}{without}"


def _banner(statement: Statement) -> Banner:
    made = statement.made
    advice = f"The advice of the program was: {statement.verdict}."
    if made is None:
        lines = (plain(advice), plain("It advises; a person decides, and has not yet."))
        return Banner("No decision is recorded", "open", lines)
    on = f" on {plain_date(made.on)}" if made.on is not None else ", date not recorded"
    who = (Span("Decided by "), *_pieces(made.capacity), Span(f"{on}."))
    lines = (who, plain(advice + " It advised; a person or body decided."))
    outcome = "departed from the advice" if made.outcome == "departed from" else made.outcome
    why = misfit(made.outcome, statement.verdict)
    if why is not None:
        unfit = (Span(f"{UNFIT}:", "open"), Span(f" {why}."))
        return Banner(f"Decision: {outcome}", "open", (*lines, unfit))
    return Banner(f"Decision: {outcome}", _TONES.get(made.outcome, "plain"), lines)


def _summary(statement: Statement) -> Details:
    rows: list[tuple[str, Spans]] = []
    if statement.council:
        rows.append(("Council", _pieces(statement.council)))
    if statement.title:
        rows.append(("About", _pieces(statement.title)))
    if statement.made is not None:
        made = statement.made
        rows.append(("Decided by", _pieces(made.decided_by)))
        rows.append(("In the capacity of", _pieces(made.capacity)))
        date = plain_date(made.on) if made.on is not None else "not recorded"
        rows.append(("Date of decision", plain(date)))
    else:
        rows.append(("Decided by", (Span("not recorded", "open"),)))
    law = "; ".join(
        f"{one.instrument.number} regulation {one.regulation}" for one in statement.provisions
    )
    untold = "cannot be told" if statement.made is not None else "no decision yet"
    rows.append(("Recorded under", plain(law) if law else (Span(untold, "open"),)))
    if not statement.names:
        rows.append(("Names", (Span("withheld from this copy", "open"),)))
    return Details(tuple(rows))


def _section(part: Part, more: tuple[Block, ...] = ()) -> Section:
    lead: tuple[Block, ...] = ()
    if part.law:
        lead = (Paragraph((Span(f"Asked for by {'; '.join(part.law)}", "muted"),)),)
    told: tuple[Block, ...] = tuple(Paragraph(_sentence(each)) for each in part.sentences)
    return Section(part.title, (*lead, *told, *more))


def _sentence(sentence: Sentence) -> Spans:
    style: Style = "plain" if sentence.state == "recorded" else "open"
    lead, colon, rest = sentence.text.partition(":")
    if sentence.state != "recorded" and lead in LEADS:
        said: Spans = (Span(lead + colon, style), *_pieces(rest))
    else:
        said = _pieces(sentence.text)
    return (*said, *_marks(sentence.references))


def _marks(references: tuple[int, ...]) -> Spans:
    spans: list[Span] = []
    for number in references:
        spans += [Span(" "), Span(f"[{number}]", to=f"reference-{number}")]
    return tuple(spans)


def _pieces(text: str) -> Spans:
    spans = []
    while len(text) > _LONGEST_SPAN:
        at = text.rfind(" ", 1, _LONGEST_SPAN) + 1 or _LONGEST_SPAN
        spans.append(Span(text[:at]))
        text = text[at:]
    return (*spans, Span(text))


def _findings(statement: Statement) -> tuple[Block, ...]:
    if not statement.findings:
        return ()
    rows = tuple(
        (
            plain(row.rule),
            _pieces(row.title),
            plain(row.status),
            (*_pieces(row.policy), *_marks(row.references)),
        )
        for row in statement.findings
    )
    return (Grid("The rules that applied", ("Rule", "What it is", "Result", "Policy"), rows),)


def _facts(statement: Statement) -> Block:
    if not statement.facts:
        return Paragraph(plain("The choice gives no facts."))
    rows = tuple(
        (
            _pieces(row.key),
            (*((Span(row.value, "open"),) if row.state != "recorded" else _pieces(row.value)),
             *_marks(row.references)),
        )
        for row in statement.facts
    )  # fmt: skip
    return Grid("The facts of the choice", ("Fact", "As given"), rows)


def _basis(statement: Statement) -> Details:
    return Details(
        (
            ("Policies", _pieces("; ".join(statement.policies))),
            ("Rulebook", (Span(statement.rulebook, "code"),)),
            ("Program", plain(statement.engine)),
        )
    )


def _references(statement: Statement) -> tuple[Block, ...]:
    lead = (
        "Each number in brackets leads here. A place is a JSON Pointer into the body of the entry; "
        "the entries are proved in the sections that follow."
    )
    items = tuple(
        Item(_reference(number, reference), anchor=f"reference-{number}")
        for number, reference in enumerate(statement.references, 1)
    )
    return (Paragraph(plain(lead)), Bullets(items))


def _reference(number: int, reference: Reference) -> Spans:
    spans: list[Span] = [Span(f"[{number}] entry {reference.entry}, ")]
    places = reference.pointers or ("",)
    for at, place in enumerate(places):
        spans.append(Span(", " if at else ""))
        spans += [Span(piece.text, "code") for piece in _pieces(place or "the whole body")]
    if reference.rule:
        spans += [Span("; rule "), *_pieces(reference.rule)]
    if reference.policy:
        spans += [Span(" of " if reference.rule else "; "), *_pieces(f"“{reference.policy}”")]
    for source in reference.sources:
        part = f", {source.part}" if source.part else ""
        spans += [Span("; source "), Span(f"{source.title}{part}", link=safe_link(source.url))]
    leaf = reference.leaf
    spans += [Span("; leaf "), Span(f"{leaf[:12]}…", "code")]
    return tuple(spans)
