"""Set an explanation out as a document: the answer first, then the reasons, then all the rest."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.explain.document import (
    Banner,
    Block,
    Bullets,
    Document,
    Fold,
    Item,
    Paragraph,
    Section,
    Span,
    Spans,
    Tone,
    plain,
)
from govrules.explain.explanation import Change, Explanation, Group, RuleExplanation
from govrules.explain.steps import cited, step, steps
from govrules.explain.values import say
from govrules.model.decision import DutyOwed, Need, SignOff, Verdict

TONES: dict[str, Tone] = {
    Verdict.CONFLICT: "bad",
    Verdict.DOES_NOT_COMPLY: "bad",
    Verdict.UNDECIDED: "open",
    Verdict.OUTSIDE: "plain",
    Verdict.CONDITIONS: "open",
    Verdict.COMPLIES: "good",
}


def to_document(explanation: Explanation) -> Document:
    """The whole explanation."""
    sections = [
        _section("Why", _deciding(explanation)),
        _section(_counted("What is missing", explanation.needs), _needs(explanation.needs)),
        _section("What would change it", _changes(explanation.changes)),
        _section(_counted("What is owed", explanation.conditions), _lines(explanation.conditions)),
        _section(_counted("Duties", explanation.duties), _duties(explanation.duties)),
        _section(_counted("Sign-offs", explanation.sign_offs), _sign_offs(explanation.sign_offs)),
        _section(_counted("Assumptions", explanation.assumptions), _assumptions(explanation)),
        _section(_counted("Notes", explanation.notes), _lines(explanation.notes)),
        *_others(explanation),
        _section(_counted("Worked out", explanation.terms), _terms(explanation)),
        _section("What was asked, and of what", _basis(explanation)),
    ]
    return Document(
        title=f"Advice on a choice: {explanation.rulebook.name}",
        blocks=(_banner(explanation),),
        sections=tuple(section for section in sections if section.blocks),
    )


def rule_document(explanation: Explanation, finding: RuleExplanation) -> Document:
    """Why one rule is what it is, in this decision."""
    on = plain_date(explanation.decision_date)
    return Document(
        title=f"Rule {finding.rule}: {finding.title}",
        blocks=(
            Paragraph((Span(f"Rule {finding.rule}: {finding.title}", "strong"),)),
            *_rule(finding),
            Paragraph((Span(f"{finding.policy}, {finding.authority}, on {on}", "muted"),)),
        ),
        sections=(),
    )


def _section(title: str, blocks: Iterable[Block], level: int = 2) -> Section:
    return Section(title, tuple(blocks), level)


def _counted(title: str, things: tuple[object, ...]) -> str:
    return f"{title} ({len(things):,})"


def _lines(lines: Iterable[str]) -> tuple[Block, ...]:
    items = tuple(Item(plain(line)) for line in lines)
    return (Bullets(items),) if items else ()


# --- the answer --------------------------------------------------------------------------------


def _banner(explanation: Explanation) -> Banner:
    who = with_article(explanation.decided_by) if explanation.decided_by else "a person"
    lines = (
        plain(explanation.sentence),
        plain(f"This is advice; {who} decides."),
    )
    return Banner(explanation.verdict, TONES[explanation.verdict], lines)


def _deciding(explanation: Explanation) -> list[Block]:
    blocks: list[Block] = list(_lines(explanation.conflicts))
    for finding in explanation.deciding:
        blocks += _rule(finding)
    more = explanation.deciding_count - len(explanation.deciding)
    if more > 0:
        word = "rule" if more == 1 else "rules"
        blocks.append(Paragraph(plain(f"{more:,} more {word} decided this too; see below.")))
    return blocks


def _rule(finding: RuleExplanation) -> list[Block]:
    """The sentence about a rule, its sources, and the steps under it."""
    blocks: list[Block] = [Paragraph((Span(finding.headline, "strong"), *cited(finding.sources)))]
    blocks += [Paragraph(spans) for spans in _context(finding)]
    blocks.append(Bullets(steps(finding.reason.children)))
    return blocks


def _context(finding: RuleExplanation) -> list[Spans]:
    """What the rule is for, and where it is written."""
    found: list[Spans] = []
    if finding.because:
        found.append(plain(f"Because “{finding.because}”"))
    if finding.serves:
        found.append(plain("Serves " + ", ".join(f"“{title}”" for title in finding.serves)))
    if finding.place:
        found.append((Span(f"{finding.title} ({finding.place})", "muted"),))
    return found


def _needs(needs: tuple[Need, ...]) -> tuple[Block, ...]:
    return (Bullets(tuple(Item(_need(need)) for need in needs)),) if needs else ()


def _need(need: Need) -> Spans:
    spans: list[Span] = [Span(need.term, "strong")]
    if need.kind == "fact":
        spans.append(Span(f", {need.type}"))
    if need.who:
        spans.append(Span(f"; {with_article(need.who)} can say"))
    if need.rules:
        spans.append(Span(f"; wanted by {', '.join(need.rules)}"))
    if not need.matters:
        spans.append(Span("; it can no longer change the answer", "muted"))
    return tuple(spans)


def _changes(changes: tuple[Change, ...]) -> list[Block]:
    items = tuple(
        Item(plain(f"{change.lead}:"), tuple(Item(plain(way)) for way in change.ways))
        for change in changes
    )
    return [Bullets(items)] if items else []


# --- what is owed ------------------------------------------------------------------------------


def _duties(duties: tuple[DutyOwed, ...]) -> tuple[Block, ...]:
    return (Bullets(tuple(Item(_duty(duty)) for duty in duties)),) if duties else ()


def _duty(duty: DutyOwed) -> Spans:
    about = f" “{duty.about}”" if duty.about else ""
    time = f" {duty.time}" if duty.time else ""
    words = f"{duty.duty}: {with_article(duty.who)} {duty.norm} {duty.action}{about}{time}, "
    words += f"{duty.timing} a decision to {duty.act}"
    if duty.by is not None:
        began = "begin by" if duty.timing == "before" else "by"
        words += f" ({began} {plain_date(duty.by)})"
    return (Span(words), *_owed_state(duty.status), *cited(duty.sources))


def _sign_offs(sign_offs: tuple[SignOff, ...]) -> tuple[Block, ...]:
    items = tuple(
        Item((Span(f"{with_article(one.who)} ({one.required_by})"), *_owed_state(one.status)))
        for one in sign_offs
    )
    return (Bullets(items),) if items else ()


def _owed_state(status: str) -> Spans:
    match status:
        case "done" | "given":
            return (Span(" — "), Span(status, "good"))
        case "owed":
            return (Span(" — "), Span("owed", "bad"))
        case _:
            return (Span(" — "), Span("may be owed; a fact is missing", "open"))


def _assumptions(explanation: Explanation) -> tuple[Block, ...]:
    return _lines(
        f"{one.term} was not given and is assumed to be {say(one.value)} ({one.policy})"
        for one in explanation.assumptions
    )


# --- the rest ----------------------------------------------------------------------------------


def _others(explanation: Explanation) -> list[Section]:
    count = sum(group.count for group in explanation.others)
    if not count:
        return []
    lead = ", ".join(f"{group.count:,} {group.status}" for group in explanation.others)
    title = "All other rules" if explanation.deciding else "All rules"
    head = _section(f"{title} ({count:,})", (Paragraph(plain(f"{lead}.")),))
    return [head, *(_group(group) for group in explanation.others)]


def _group(group: Group) -> Section:
    title = f"{group.status[0].upper()}{group.status[1:]} ({group.count:,})"
    folds = (
        Fold(
            (Span(finding.headline), *cited(finding.sources)),
            steps(finding.reason.children),
            tuple(_context(finding)),
        )
        for finding in group.findings
    )
    return _section(title, folds, level=3)


def _terms(explanation: Explanation) -> list[Block]:
    return [
        Fold(
            (Span(f"{term.name}: "), Span(term.value, "strong"), *cited(term.reason.sources)),
            (step(term.reason),) if term.reason.kind == "table" else steps(term.reason.children),
        )
        for term in explanation.terms
    ]


def _basis(explanation: Explanation) -> list[Block]:
    book = explanation.rulebook
    policies = "; ".join(f"{one.title}, version {one.version}" for one in book.policies)
    return [
        Bullets(
            (
                Item(plain(f"Decided as at {plain_date(explanation.decision_date)}")),
                Item(plain(f"Policies: {policies}")),
                Item((Span("Rulebook "), Span(book.digest, "code"))),
                Item(plain(f"Engine: {explanation.engine}")),
            )
        )
    ]
