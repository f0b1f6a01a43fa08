"""Set out what a draft policy would change: as a document with charts, and as JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from govrules.decision_log.impact import Impact, Tally
from govrules.decision_log.impact_causes import Cause
from govrules.decision_log.impact_charts import by_area, by_rule
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
    Spans,
    plain,
)
from govrules.model.decision import RulebookRef
from govrules.model.numbers import money_text

_MOST_SHOWN = 200
_MOST_NAMES = 10


def impact_document(
    impact: Impact,
    draft: RulebookRef,
    *,
    on: dt.date | None,
    amounts: Sequence[str],
    before: str,
) -> Document:
    """What a draft changes. `before` says what it is held against, `amounts` are the keys used."""
    sections = (
        Section("Verdicts that change", _verdicts(impact)),
        Section("By service area", by_area(impact)),
        Section("By rule", by_rule(impact)),
        Section(f"Each verdict that changes ({len(impact.flips):,})", _flips(impact)),
        Section(f"Not decided again ({len(impact.not_decided):,})", _not_decided(impact)),
        Section("What this rests on", _basis(draft, on, amounts, before)),
    )
    return Document(
        title=f"Impact of a draft: {draft.name}",
        blocks=(_banner(impact),),
        sections=tuple(section for section in sections if section.blocks),
    )


def _banner(impact: Impact) -> Banner:
    flipped, decided = impact.flipped, impact.decided
    lines = [f"They come to {_money(flipped)}, of {_money(decided)} decided."]
    if impact.not_decided:
        lines.append(f"{len(impact.not_decided):,} could not be decided again.")
    if impact.all_outside:
        lines.append("Every choice is outside the draft on its day: if the draft comes into force "
                     "later, give a day when it is in force.")  # fmt: skip
    verb = "changes" if flipped.count == 1 else "change"
    heading = f"{flipped.count:,} of {decided.count:,} verdicts {verb}"
    return Banner(heading, "plain", tuple(map(plain, lines)))


def _verdicts(impact: Impact) -> tuple[Block, ...]:
    rows = [
        (before, after, f"{tally.count:,}", _money(tally))
        for (before, after), tally in sorted(
            impact.verdicts.items(), key=lambda each: (-each[1].count, each[0])
        )
        if before != after
    ]
    return _grid("", ("verdict before", "under the draft", "number", "amount"), rows)


def _flips(impact: Impact) -> tuple[Block, ...]:
    header = ("decision", "date", "choice", "service area", "amount", "verdict before",
              "under the draft", "because of")  # fmt: skip
    rows = [
        (flip.name, flip.date.isoformat(), flip.title or "–", flip.area, _amount(flip.amount),
         flip.before, flip.after, "; ".join(map(cause_words, flip.causes)) or "–")
        for flip in impact.flips[:_MOST_SHOWN]
    ]  # fmt: skip
    more = len(impact.flips) - _MOST_SHOWN
    rest = f"{more:,} more are not shown; the JSON has all." if more > 0 else ""
    return (*_grid("", header, rows), *((Paragraph(plain(rest)),) if rest else ()))


def cause_words(cause: Cause) -> str:
    """ "C1, a title: was met, now breached"; a rule in both policies may have another title."""
    name = f"{cause.rule} ({cause.title})" if cause.title else cause.rule
    return f"{name}: was {cause.was}, now {cause.now}"


def _not_decided(impact: Impact) -> tuple[Block, ...]:
    reasons = Counter(each.reason for each in impact.not_decided)
    items = []
    for reason, number in sorted(reasons.items(), key=lambda each: (-each[1], each[0])):
        names = [each.name for each in impact.not_decided if each.reason == reason]
        told = ", ".join(names[:_MOST_NAMES])
        more = f" and {number - _MOST_NAMES:,} more" if number > _MOST_NAMES else ""
        items.append(Item(plain(f"{number:,}: {reason} ({told}{more})")))
    return (Bullets(tuple(items)),) if items else ()


def _basis(
    draft: RulebookRef, on: dt.date | None, amounts: Sequence[str], before: str
) -> tuple[Block, ...]:
    policies = "; ".join(f"{each.title}, version {each.version}" for each in draft.policies)
    day = f"as at {plain_date(on)}" if on else "each as at the day of its own decision"
    lines: list[Spans] = [
        plain(f"Before: {before}"),
        plain(f"Draft: {policies}"),
        (Span("Rulebook of the draft "), Span(draft.digest, "code")),
        plain(f"Decided again {day}"),
        plain(f"Amounts: {', then '.join(amounts)}"),
    ]
    return (Bullets(tuple(Item(line) for line in lines)),)


def _money(tally: Tally) -> str:
    unknown = f" and {tally.unknown:,} of no known amount" if tally.unknown else ""
    return f"{money_text(tally.amount)}{unknown}"


def _amount(amount: Decimal | None) -> str:
    return "not known" if amount is None else money_text(amount)


def _grid(
    caption: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> tuple[Block, ...]:
    cells: tuple[tuple[Spans, ...], ...] = tuple(tuple(map(plain, row)) for row in rows)
    return (Grid(caption, header, cells),) if cells else ()


def impact_json(
    impact: Impact,
    draft: RulebookRef,
    *,
    on: dt.date | None,
    amounts: Sequence[str],
    before: str,
) -> dict[str, Any]:
    """All of it; docs/reference/decision-log.md tells the keys. Amounts are text, exact."""
    return {
        "draft": draft.model_dump(mode="json"),
        "before": before,
        "on": on.isoformat() if on else None,
        "amount_keys": list(amounts),
        "decided": _tally(impact.decided),
        "flipped": _tally(impact.flipped),
        "by_verdict": [
            {"before": old, "after": new, **_tally(tally)}
            for (old, new), tally in sorted(impact.verdicts.items())
        ],
        "by_area": [
            {
                "service_area": name, "decided": _tally(area.decided),
                "flipped": _tally(area.flipped), "ways": dict(sorted(area.ways.items())),
                "not_decided": area.not_decided,
            }
            for name, area in sorted(impact.areas.items())
        ],
        "by_rule": [
            {
                "rule": label, "title": rule.title, **_tally(rule.flipped),
                "ways": dict(sorted(rule.ways.items())),
            }
            for label, rule in sorted(impact.rules.items())
        ],
        "flips": [
            {
                "decision": flip.name, "date": flip.date.isoformat(), "title": flip.title,
                "service_area": flip.area,
                "amount": None if flip.amount is None else f"{flip.amount:f}",
                "before": flip.before, "after": flip.after, "way": flip.way,
                "causes": [asdict(cause) for cause in flip.causes],
            }
            for flip in impact.flips
        ],
        "not_decided": [
            {"decision": each.name, "service_area": each.area, "reason": each.reason}
            for each in impact.not_decided
        ],
    }  # fmt: skip


def _tally(tally: Tally) -> dict[str, Any]:
    return {"count": tally.count, "amount": f"{tally.amount:f}", "amount_unknown": tally.unknown}
