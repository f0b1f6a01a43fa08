"""Set a portfolio decision out as a document: the answer, each rule, what is missing, the basis."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.explain.answer import listed
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
    Spans,
    Style,
    plain,
)
from govrules.explain.portfolio.charts import chart
from govrules.explain.portfolio.words import (
    amount,
    effect_words,
    group_words,
    headroom_words,
    kept,
    limit_words,
    measured,
)
from govrules.explain.steps import cited
from govrules.explain.to_document import TONES
from govrules.model.decision import Status, Verdict
from govrules.model.portfolio import (
    GroupFinding,
    NormFinding,
    PortfolioDecision,
    PortfolioFinding,
    Uncertain,
)

MOST_GROUPS = 50
_TOLD_GROUPS = 6
_DECISIVE = 8
_STYLES: dict[str, Style] = {
    Status.MET: "good", Status.BREACHED: "bad", Status.DEPARTED: "open",
    Status.UNDETERMINED: "open",
}  # fmt: skip


def portfolio_document(decision: PortfolioDecision) -> Document:
    sections = [
        section
        for number, finding in enumerate(decision.findings)
        for section in _rule(finding, f"p{number}")
    ]
    if decision.notes:
        items = tuple(Item(plain(note)) for note in decision.notes)
        sections.append(Section(f"Notes ({len(items):,})", (Bullets(items),)))
    sections.append(Section("What this rests on", (_basis(decision),)))
    return Document(
        title=f"Advice on a portfolio: {decision.rulebook.name}",
        blocks=(_banner(decision),),
        sections=tuple(sections),
    )


# --- the answer --------------------------------------------------------------------------------


def _banner(decision: PortfolioDecision) -> Banner:
    lines = [plain(_sentence(decision))]
    lines += [plain(line) for finding in decision.findings for line in _effects(finding)]
    lines += [
        plain(_referral(one.rule, one.to, possible=one.status == "possible"))
        for one in decision.referrals
    ]
    if decision.register_read.set_aside:
        count = decision.register_read.set_aside
        rows = "1 row was" if count == 1 else f"{count:,} rows were"
        lines.append(plain(f"{rows} set aside as faulty: this answer is over the rest only."))
    lines.append(plain("This is advice; a person decides."))
    return Banner(decision.verdict, TONES[decision.verdict], tuple(lines))


def _effects(finding: PortfolioFinding) -> Iterator[str]:
    """What the award does to a rule; where it does so in some groups only, in which."""
    groups: dict[str, list[str]] = {}
    for group in finding.groups:
        words = effect_words(group.effect, is_open=group.status == Status.UNDETERMINED)
        if words is not None:
            groups.setdefault(words, []).append(group_words(finding, group))
    for words, names in groups.items():
        where = "" if finding.for_each is None else f" in {listed(names)}"
        yield f"{finding.rule}{where}: {words}."


def _referral(rule: str, to: str, *, possible: bool) -> str:
    return f"{rule} {'may have to be' if possible else 'is'} referred to {with_article(to)}."


def _sentence(decision: PortfolioDecision) -> str:
    whole = "With the award, the portfolio" if decision.verdict_before else "The portfolio"

    def of(*statuses: Status) -> str:
        return listed([f.rule for f in decision.findings if f.status in statuses])

    match decision.verdict:
        case Verdict.DOES_NOT_COMPLY:
            return f"{whole} does not comply: it breaches {of(Status.BREACHED)}."
        case Verdict.UNDECIDED:
            return (
                f"{whole} cannot be decided yet: {of(Status.UNDETERMINED)} hangs on missing facts."
            )
        case Verdict.OUTSIDE:
            return f"{whole} is outside these rules: none of them looks at any of its contracts."
        case Verdict.CONDITIONS:
            asked = of(Status.DEPARTED, Status.UNDETERMINED)
            return (
                f"{whole} complies, but reasons must be recorded, or may have to be, for {asked}."
            )
    kept_rules = of(Status.MET, Status.PERMITS)
    are = "are" if " " in kept_rules else "is"
    return f"{whole} complies: {kept_rules} {are} kept."


# --- the rules ---------------------------------------------------------------------------------


def _rule(finding: PortfolioFinding, key: str) -> Iterator[Section]:
    blocks: list[Block] = [Paragraph((*_status(finding), *cited(finding.sources)))]
    if finding.reasons:
        blocks.append(Paragraph(plain(f"Reasons are recorded: “{finding.reasons}”")))
    title = f"{finding.rule}: {finding.title}"
    if finding.for_each is None:
        for number, norm in enumerate(finding.groups[0].norms):
            blocks += _norm(norm, f"{key}-{number}", finding.rule)
        yield Section(title, tuple(blocks))
        return
    blocks += _overview(finding)
    yield Section(title, tuple(blocks))
    told = [g for g in finding.groups if g.status not in (Status.MET, Status.NOT_APPLICABLE)]
    for place, group in enumerate(told[:_TOLD_GROUPS]):
        inner: list[Block] = []
        for number, norm in enumerate(group.norms):
            name = f"{finding.rule}, {group_words(finding, group)}"
            inner += _norm(norm, f"{key}-g{place}-{number}", name)
        yield Section(
            f"{finding.rule}: {group_words(finding, group)} is {group.status}", tuple(inner), 3
        )


def _status(finding: PortfolioFinding) -> Spans:
    spans = [
        Span(f"{finding.rule} is "),
        Span(finding.status, _STYLES.get(finding.status, "off")),
        Span(f", across {finding.across}"),
    ]
    if finding.for_each is not None:
        spans.append(Span(f", for each {finding.for_each}"))
    if finding.status_before is not None and finding.status_before != finding.status:
        spans.append(Span(f"; before the award it is {finding.status_before}"))
    return (*spans, Span("."))


def _norm(norm: NormFinding, key: str, name: str) -> Iterator[Block]:
    yield Paragraph((Span(norm.words, "strong"),))
    items = [Item(_measured(norm))]
    room = headroom_words(norm, norm.now.headroom)
    if room is not None:
        items.append(Item(plain(f"headroom: {room}")))
        if norm.after is not None:
            before = headroom_words(norm, norm.before.headroom)
            if before is not None and before != room:
                items.append(Item((Span(f"headroom before the award: {before}", "muted"),)))
    words = effect_words(norm.effect, is_open=norm.now.holds == "unknown")
    if words is not None:
        items.append(Item(plain(words)))
    if norm.uncertain is not None:
        items += _uncertain(norm, norm.uncertain)
    yield Bullets(tuple(items))
    drawn = chart(norm, key, name)
    if drawn is not None:
        yield drawn


def _measured(norm: NormFinding) -> Spans:
    state = kept(norm, norm.now)
    style: Style = {"kept": "good", "not kept": "bad"}.get(state, "open")  # type: ignore[assignment]
    now = measured(norm.now.measured, norm)
    if norm.after is None:
        words = f"it is {now}; it {limit_words(norm)} — "
    else:
        words = f"before the award {measured(norm.before.measured, norm)}; after it {now}; "
        words += f"it {limit_words(norm)} — "
    return (Span(words), Span(state, style))


def _uncertain(norm: NormFinding, found: Uncertain) -> Iterator[Item]:
    is_open = norm.now.holds == "unknown"
    count = "1 contract" if found.contracts == 1 else f"{found.contracts:,} contracts"
    facts = tuple(
        Item(plain(f"{one.term} is not given for {one.contracts:,} of them"))
        for one in found.missing
    )
    what = "its answer" if is_open else "no answer"
    lead = f"{count} of which facts are missing could change {what}:"
    yield Item(plain(lead), facts)
    if is_open:
        decisive = tuple(
            _decisive(norm, one.contract, one.title, one.missing, one.narrows_by)
            for one in found.decisive[:_DECISIVE]
        )
        yield Item(plain("the most decisive of them:"), decisive)


def _decisive(
    norm: NormFinding, contract: str, title: str | None, missing: tuple[str, ...], by: str | None
) -> Item:
    named = f"{contract} (“{title}”)" if title else contract
    words = f"{named}: {', '.join(missing)}"
    if by is not None and by != "0":
        unit = "points" if norm.unit == "per cent" else ""
        said = f"{amount(by, 'number')} {unit}" if unit else amount(by, norm.unit)
        words += f"; would close the bounds by {said.strip()} or more"
    return Item(plain(words))


def _overview(finding: PortfolioFinding) -> Iterator[Block]:
    """A table for each norm: a row for each group, the worst first."""
    groups = finding.groups[:MOST_GROUPS]
    if not groups:
        return
    for place, norm in enumerate(groups[0].norms):
        header = (finding.for_each or "", *(("before",) if norm.after else ()), "now", "headroom")
        rows = tuple(_row(finding, group, group.norms[place]) for group in groups)
        yield Grid(norm.words, (*header, "answer"), rows)
    more = len(finding.groups) - len(groups)
    if more > 0:
        yield Paragraph(plain(f"{more:,} more groups, none of them worse than these."))


def _row(finding: PortfolioFinding, group: GroupFinding, norm: NormFinding) -> tuple[Spans, ...]:
    cells: list[Spans] = [plain(group.group or "" if group.given else "(not given)")]
    if norm.after is not None:
        cells.append(plain(measured(norm.before.measured, norm)))
    cells.append(plain(measured(norm.now.measured, norm)))
    cells.append(plain(headroom_words(norm, norm.now.headroom) or "–"))
    state = kept(norm, norm.now)
    style: Style = "good" if state == "kept" else "bad" if state == "not kept" else "open"
    cells.append((Span(state, style),))
    return tuple(cells)


# --- what it rests on --------------------------------------------------------------------------


def _basis(decision: PortfolioDecision) -> Bullets:
    book = decision.rulebook
    read = decision.register_read
    contracts = "1 contract" if read.contracts == 1 else f"{read.contracts:,} contracts"
    items = [Item(plain(f"Decided as at {plain_date(decision.decision_date)}, over {contracts}"))]
    if decision.award is not None:
        award = decision.award.title or decision.award.contract
        items.append(Item(plain(f"The proposed award: {award or 'without a name'}")))
    if read.left_aside:
        named = ", ".join(read.left_aside[:20])
        items.append(Item(plain(f"Left aside, as the policies have no word for it: {named}")))
    policies = "; ".join(f"{one.title}, version {one.version}" for one in book.policies)
    items += [
        Item(plain(f"Policies: {policies}")),
        Item((Span("Rulebook "), Span(book.digest, "code"))),
        Item(plain(f"Engine: {decision.engine}")),
    ]
    return Bullets(tuple(items))
