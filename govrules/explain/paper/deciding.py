"""Show who may depart, what must be done before and after a decision, and who decides."""

from __future__ import annotations

from govrules.engine.deadlines import last_day
from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.explain.document import Block, Bullets, Grid, Item, Span, Spans, plain
from govrules.explain.paper.boundary_box import box_of
from govrules.explain.paper.context import Paper
from govrules.explain.paper.phrases import in_words, paragraph, sentence
from govrules.explain.paper.summary import departure_words
from govrules.model.policy import Duty, WhoDecides


def departures(paper: Paper) -> tuple[Block, ...]:
    if not paper.policy.departures:
        return ()
    items = tuple(Item(plain(sentence(departure_words(one)))) for one in paper.policy.departures)
    return (paragraph("A rule may be departed from only in this way:"), Bullets(items))


# --- duties ------------------------------------------------------------------------------------


def duties(paper: Paper) -> tuple[Block, ...]:
    if not paper.policy.duties:
        return ()
    on = plain_date(paper.on)
    lead = (
        "What must be done before or after a decision. The last column gives the last day for a "
        f"decision on {on}: to begin what comes before it, or to do what comes after."
    )
    rows = tuple(_duty(paper, duty) for duty in paper.policy.duties)
    header = ("Duty", "When", "What", f"Decision on {on}")
    found = tuple(
        one
        for label in dict.fromkeys(duty.label for duty in paper.policy.duties)
        for one in paper.boundaries.get(("duty", label), ())
    )
    return (paragraph(lead), Grid("Duties", header, rows), *box_of(paper, found))


def _duty(paper: Paper, duty: Duty) -> tuple[Spans, ...]:
    when = f"{duty.timing} a decision to {duty.act.name}"
    if duty.condition is not None:
        when += f", if {in_words(duty.condition)}"
    day = last_day(duty, paper.on)
    verb = "begin by" if duty.timing == "before" else "by"
    return (
        plain(duty.label),
        plain(when),
        (Span(duty.words), *paper.sources.cited(duty.citations)),
        plain(f"{verb} {plain_date(day)}" if day is not None else "no day is set"),
    )


# --- who decides -------------------------------------------------------------------------------


def who_decides(paper: Paper) -> tuple[Block, ...]:
    sections = paper.policy.who_decides
    if not sections:
        return ()
    rows = tuple(row for section in sections for row in _deciders(section))
    lead = "The first in this table whose condition holds decides. Sign-offs are asked for besides."
    found = tuple(
        one
        for (owner, _), ones in paper.boundaries.items()
        if owner in ("decider", "sign-off")
        for one in ones
    )
    table = Grid("Who decides", ("Who", "What", "When"), rows)
    return (paragraph(lead), table, *box_of(paper, found))


def _deciders(section: WhoDecides) -> list[tuple[Spans, ...]]:
    rows = [
        (plain(with_article(one.role)), plain("decides"), plain(f"if {in_words(one.condition)}"))
        for one in section.deciders
    ]
    if section.otherwise:
        when = "in all other cases" if section.deciders else "in all cases"
        rows.append((plain(with_article(section.otherwise)), plain("decides"), plain(when)))
    rows += [
        (plain(with_article(one.role)), plain("signs off"), plain(f"if {in_words(one.condition)}"))
        for one in section.sign_offs
    ]
    return list(rows)
