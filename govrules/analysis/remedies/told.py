"""Tell remedies and nearness in words, as sections of a document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from govrules.analysis.remedies.nearness import Near, Nearness, Turn
from govrules.analysis.remedies.remedy import COMPLYING, Remedies, Remedy
from govrules.engine.roles import with_article
from govrules.explain.answer import listed
from govrules.explain.document import Block, Bullets, Document, Item, Paragraph, Section, plain
from govrules.explain.values import say
from govrules.model.decision import Status, Verdict

_MOST_TURNS = 6
_BECOMES = {
    Status.MET: "would be met",
    Status.BREACHED: "would be breached",
    Status.DEPARTED: "would be departed from",
    Status.PERMITS: "would permit it",
    Status.DISPLACED: "would be displaced",
    Status.NOT_APPLICABLE: "would no longer apply",
    Status.UNDETERMINED: "would wait for missing facts",
}


def with_sections(document: Document, sections: tuple[Section, ...]) -> Document:
    """The document with sections put in after its reasons."""
    at = next((n for n, each in enumerate(document.sections) if n and each.level == 2), None)
    before, after = document.sections[:at], document.sections[at:] if at is not None else ()
    return replace(document, sections=(*before, *sections, *after))


# --- remedies ------------------------------------------------------------------------------------


def remedies_section(remedies: Remedies) -> Section | None:
    """What would make a choice comply; None where it does, or where no rule is in its way."""
    if remedies.decision.verdict in (*COMPLYING, Verdict.OUTSIDE):
        return None
    title = "What would make it comply"
    blocks: list[Block] = []
    if remedies.found:
        title += f" ({len(remedies.found)})"
        blocks.append(Bullets(tuple(_remedy(each) for each in remedies.found), ordered=True))
    else:
        blocks += [Paragraph(plain(line)) for line in _why_none(remedies)]
    if remedies.nearest is not None:
        blocks.append(Paragraph(plain("The nearest that can be reached:")))
        blocks.append(Bullets((_remedy(remedies.nearest),)))
    if remedies.why:
        blocks.append(Paragraph(plain(f"Not settled: {remedies.why}.")))
    if remedies.changeable:
        named = listed(remedies.changeable)
        words = f"Only what the policies mark “may be changed” was changed: {named}."
        blocks.append(Paragraph(plain(words)))
    return Section(title, tuple(blocks))


def _remedy(remedy: Remedy) -> Item:
    outcome = f"then it {_verdict(remedy)}"
    if len(remedy.changes) == 1:
        return Item(plain(f"{remedy.changes[0].words}; {outcome}"))
    lead = f"{len(remedy.changes)} changes together; {outcome}"
    return Item(plain(lead), tuple(Item(plain(each.words)) for each in remedy.changes))


def _verdict(remedy: Remedy) -> str:
    verdict = remedy.decision.verdict
    if verdict == Verdict.DOES_NOT_COMPLY:
        breached = [f.rule for f in remedy.decision.findings if f.status == Status.BREACHED]
        return f"breaches {listed(breached)} alone"
    return {
        Verdict.CONFLICT: "is under rules that conflict",
        Verdict.OUTSIDE: "is outside these policies",
    }.get(verdict, str(verdict))


def _why_none(remedies: Remedies) -> list[str]:
    if remedies.decision.verdict == Verdict.UNDECIDED and remedies.stuck:
        return ["The choice is not decided yet: “govrules ask” asks for what is missing."]
    if not remedies.changeable:
        return ["The policies mark no fact of this choice “may be changed”."]
    if remedies.stuck:
        one = len(remedies.stuck) == 1
        return [
            f"No change makes it comply: {listed(remedies.stuck)} "
            f"{'reads' if one else 'read'} no fact that may be changed."
        ]
    if remedies.settled:
        return ["No change of the facts that may be changed makes it comply."]
    return ["No change that makes it comply was found."]


# --- nearness ------------------------------------------------------------------------------------


def nearness_section(nearness: Nearness) -> Section:
    """The next limits of each amount and date of a choice, the nearest first."""
    blocks: list[Block] = []
    if nearness.limits:
        blocks.append(Bullets(tuple(_near(each, nearness) for each in nearness.limits)))
    else:
        words = "No amount or date of this choice, changed alone, would change the decision."
        blocks.append(Paragraph(plain(words)))
    if nearness.doubtful:
        words = f"Further limits may lie between: {listed(nearness.doubtful)}."
        blocks.append(Paragraph(plain(words)))
    return Section(f"How near the limits are ({len(nearness.limits)})", tuple(blocks))


def _near(near: Near, nearness: Nearness) -> Item:
    now, limit = say(near.now, near.type), say(near.limit, near.type)
    way = "from" if near.direction == "up" else "down from"
    lead = f"{near.term}, now {now}: {_distance(near)}, {way} {limit} on"
    same = near.beyond.verdict == nearness.decision.verdict
    if not same:
        lead += f": {near.beyond.verdict}"
    turns = [_turn(turn) for turn in near.turns]
    before = set(nearness.decision.conditions)
    owed = [each for each in near.beyond.conditions if each not in before]
    who = near.beyond.decided_by
    if who is not None and who != nearness.decision.decided_by:
        owed.append(f"{with_article(who)} would decide")
    if len(turns) == 1 and not owed:
        return Item(plain(f"{lead}{': ' if same else ', as '}{turns[0]}"))
    if len(owed) == 1 and not turns:
        return Item(plain(f"{lead}{': ' if same else '; '}{owed[0]}"))
    told = turns[:_MOST_TURNS]
    if len(turns) > _MOST_TURNS:
        told.append(f"and {len(turns) - _MOST_TURNS} more rules")
    return Item(plain(lead), tuple(Item(plain(each)) for each in (*told, *owed)))


def _turn(turn: Turn) -> str:
    if turn.after == Status.MET and turn.before == Status.NOT_APPLICABLE:
        return f"{turn.rule} ({turn.title}) would apply, and be met"
    return f"{turn.rule} ({turn.title}) {_BECOMES[turn.after]}"


def _distance(near: Near) -> str:
    if isinstance(near.now, dt.date):
        days = f"{near.distance:,} day{'' if near.distance == 1 else 's'}"
        return f"{days} {'later' if near.direction == 'up' else 'earlier'}"
    return f"{say(near.distance, near.type)} {'more' if near.direction == 'up' else 'less'}"
