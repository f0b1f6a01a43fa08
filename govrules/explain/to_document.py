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
from govrules.model.decision import Need, Verdict

_LONGEST_TYPE = 120
_MOST_WANTING = 4
TONES: dict[str, Tone] = {
    Verdict.CONFLICT: "bad",
    Verdict.DOES_NOT_COMPLY: "bad",
    Verdict.UNDECIDED: "open",
    Verdict.OUTSIDE: "plain",
    Verdict.CONDITIONS: "open",
    Verdict.COMPLIES: "good",
}


def to_document(explanation: Explanation, *, brief: bool = False) -> Document:
    """The whole explanation; when `brief`, what did not decide is only counted and named."""
    sections = [
        *_deciding(explanation),
        _section(_counted("What is missing", explanation.needs), _needs(explanation.needs)),
        _section("What would change it", _changes(explanation.changes)),
        *_owed(explanation),
        _section("Already done", _done(explanation)),
        _section(_counted("Assumptions", explanation.assumptions), _assumptions(explanation)),
        _section(_counted("Notes", explanation.notes), _lines(explanation.notes)),
        *_others(explanation, brief=brief),
        _section(
            _counted("Worked out", explanation.terms),
            _terms_in_short(explanation) if brief else _terms(explanation),
        ),
        _section("What this rests on", _basis(explanation)),
    ]
    return Document(
        title=f"Advice on a choice: {explanation.rulebook.name}",
        blocks=(_banner(explanation),),
        sections=tuple(section for section in sections if section.blocks or section.title == "Why"),
    )


def rule_document(explanation: Explanation, finding: RuleExplanation) -> Document:
    """Why one rule is what it is, in this decision."""
    on = plain_date(explanation.decision_date)
    words = f"{finding.policy}, {finding.authority}, on {on}"
    return Document(
        title=f"Rule {finding.rule}: {finding.title}",
        blocks=(
            Paragraph((Span(f"{finding.rule}: {finding.title}", "strong"),)),
            *_rule(finding),
            Paragraph((Span(words, "muted"),)),
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


def _deciding(explanation: Explanation) -> list[Section]:
    """The findings that decided, each under its own heading."""
    sections = [_section("Why", _lines(explanation.conflicts))]
    for finding in explanation.deciding:
        sections.append(_section(f"{finding.rule}: {finding.title}", _rule(finding), level=3))
    more = explanation.deciding_count - len(explanation.deciding)
    if more > 0:
        words = f"{more:,} more {'rule' if more == 1 else 'rules'}, told below."
        sections.append(_section("And further", (Paragraph(plain(words)),), level=3))
    return sections if len(sections) > 1 else []


def _rule(finding: RuleExplanation) -> list[Block]:
    """The sentence about a rule, its sources, and the steps under it."""
    blocks: list[Block] = [Paragraph((*plain(f"{finding.headline}."), *cited(finding.sources)))]
    blocks += [Paragraph(spans) for spans in _context(finding)]
    blocks.append(Bullets(steps(finding.reason.children)))
    return blocks


def _context(finding: RuleExplanation) -> list[Spans]:
    """What the rule is for, and where it is written."""
    found = []
    if finding.because:
        found.append(f"Because “{finding.because}”")
    if finding.serves:
        found.append("Serves " + ", ".join(f"“{title}”" for title in finding.serves) + ".")
    if finding.place:
        found.append(f"Written at {finding.place}.")
    return [(Span(" ".join(found), "muted"),)] if found else []


def _needs(needs: tuple[Need, ...]) -> tuple[Block, ...]:
    return (Bullets(tuple(Item(_need(need)) for need in needs)),) if needs else ()


def _need(need: Need) -> Spans:
    name = f"whether “{need.key}”" if need.kind == "judgement" else need.term
    spans: list[Span] = [Span(name, "strong")]
    if need.kind == "fact":
        spans.append(Span(f", {_short(need.type)}"))
    if need.who:
        spans.append(Span(f"; {with_article(need.who)} can say"))
    if need.rules:
        spans.append(Span(f"; wanted by {_few(need.rules)}"))
    if not need.matters:
        spans.append(Span("; it can no longer change the answer", "muted"))
    return tuple(spans)


def _short(words: str) -> str:
    """A type that lists very many values, cut after the first of them."""
    if len(words) <= _LONGEST_TYPE:
        return words
    return words[:_LONGEST_TYPE].rpartition(", ")[0] + ", …"


def _few(names: tuple[str, ...]) -> str:
    more = len(names) - _MOST_WANTING
    shown = ", ".join(names[:_MOST_WANTING])
    return f"{shown} and {more:,} more" if more > 0 else shown


def _changes(changes: tuple[Change, ...]) -> list[Block]:
    items = tuple(
        Item(plain(f"{change.lead}{_any(change)}"), tuple(Item(plain(way)) for way in change.ways))
        for change in changes
    )
    return [Bullets(items)] if items else []


def _any(change: Change) -> str:
    return " any one of these were so:" if len(change.ways) > 1 else ":"


# --- what is owed ------------------------------------------------------------------------------


def _owed(explanation: Explanation) -> list[Section]:
    """The conditions, with the sources of the duties among them."""
    title = "What is owed" if explanation.verdict == Verdict.CONDITIONS else "What is owed besides"
    items = []
    for condition in explanation.conditions:
        sources = [
            source
            for duty in explanation.duties
            if condition.startswith(f"duty {duty.duty} ")
            for source in duty.sources
        ]
        items.append(Item((*plain(condition), *cited(sources))))
    blocks = (Bullets(tuple(items)),) if items else ()
    return [_section(_counted(title, explanation.conditions), blocks)]


def _done(explanation: Explanation) -> tuple[Block, ...]:
    done = [
        f"duty {one.duty}: {with_article(one.who)} {one.norm} {one.action}"
        + (f" “{one.about}”" if one.about else "")
        for one in explanation.duties
        if one.status == "done"
    ]
    given = [
        f"sign-off by {with_article(one.who)} ({one.required_by})"
        for one in explanation.sign_offs
        if one.status == "given"
    ]
    return _lines(done + given)


def _assumptions(explanation: Explanation) -> tuple[Block, ...]:
    return _lines(reason.words for reason in explanation.assumptions)


# --- the rest ----------------------------------------------------------------------------------


def _others(explanation: Explanation, *, brief: bool) -> list[Section]:
    count = sum(group.count for group in explanation.others)
    if not count:
        return []
    lead = ", ".join(f"{group.count:,} {group.status}" for group in explanation.others)
    title = "All other rules" if explanation.deciding else "All rules"
    head = _section(f"{title} ({count:,})", (Paragraph(plain(f"{lead}.")),))
    return [head] if brief else [head, *(_group(group) for group in explanation.others)]


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
            steps(term.reason.children) if term.reason.truth else (step(term.reason),),
        )
        for term in explanation.terms
    ]


def _terms_in_short(explanation: Explanation) -> tuple[Block, ...]:
    """The terms that are so, that are not, that are not known, and the values of the others."""
    named: dict[str, list[str]] = {"yes": [], "no": [], "not known": [], "": []}
    for term in explanation.terms:
        known = named.get(term.value)
        if known is None or not term.value:
            named[""].append(f"{term.name} {term.value}")
        else:
            known.append(term.name)
    return _lines(
        f"{answer}: {'; '.join(names)}" if answer else "; ".join(names)
        for answer, names in named.items()
        if names
    )


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
