"""Set out what was counted in a log: as a document, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from govrules.decision_log.stats import RuleCount, RuleKey, Stats
from govrules.explain.document import (
    Banner,
    Block,
    Bullets,
    Document,
    Grid,
    Item,
    Paragraph,
    Section,
    Spans,
    plain,
)
from govrules.model.decision import Status, Verdict

_VERDICTS = [verdict.value for verdict in Verdict]
_STATUSES = [status.value for status in Status]
_NO_NUMBER = "–"


def stats_document(stats: Stats) -> Document:
    kinds = stats.kinds
    outcomes, erasures = _some(kinds["outcome"], "outcome"), _some(kinds["erasure"], "erasure")
    lines = [f"{kinds['advice']:,} advice, {outcomes}, {erasures}."]
    if stats.outcomes:
        told = ", ".join(f"{number:,} {word}" for word, number in sorted(stats.outcomes.items()))
        lines.append(f"Of the outcomes: {told}.")
    sections = (
        Section("Verdicts by month", _by(stats, "month", 0)),
        Section("Verdicts by service area", _by(stats, "service area", 1)),
        Section(f"Register of departures and waivers ({len(stats.register):,})", _register(stats)),
        Section("Priorities", _priorities(stats)),
        Section(f"Rules that never fired ({len(stats.never_fired):,})", _never_fired(stats)),
        Section("Rules", _rules(stats)),
        Section("Not counted", _unread(stats)),
    )
    return Document(
        title="What the log holds",
        blocks=(Banner(_entries(kinds.total()), "plain", tuple(map(plain, lines))),),
        sections=tuple(section for section in sections if section.blocks),
    )


def _some(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _entries(number: int) -> str:
    return f"{number:,} {'entry' if number == 1 else 'entries'}"


def _by(stats: Stats, name: str, place: int) -> tuple[Block, ...]:
    """Verdicts by one of the two things that they are counted by."""
    table: dict[str, Counter[str]] = {}
    for key, number in stats.verdicts.items():
        table.setdefault(key[place], Counter())[key[2]] += number
    words = [word for word in _VERDICTS if any(row[word] for row in table.values())]
    rows = [
        (key, *(f"{row[word]:,}" for word in words), f"{row.total():,}")
        for key, row in sorted(table.items())
    ]
    return _grid("", (name, *words, "all"), rows)


def _register(stats: Stats) -> tuple[Block, ...]:
    header = ("entry", "date", "kind", "rule", "policy", "choice", "service area", "by", "reasons")
    rows = [
        (
            f"{row.entry}" if row.advice is None else f"{row.entry}, on {row.advice}",
            row.date, row.kind, f"{row.rule}: {row.title}" if row.rule else _NO_NUMBER,
            row.policy or _NO_NUMBER, row.what or _NO_NUMBER, row.area,
            row.by or "not recorded", row.reasons or "not recorded",
        )
        for row in stats.register
    ]  # fmt: skip
    return _grid("", header, rows)


def _priorities(stats: Stats) -> tuple[Block, ...]:
    header = ("priority", "served", "outweighed", "departed from", "breached", "left open")
    rows = [
        (title, *(f"{number:,}" for number in asdict(found).values()))
        for title, found in sorted(stats.priorities.items())
    ]
    if not rows:
        return ()
    words = (
        "Findings of the rules that serve a priority. Served: the rule was met or permitted; "
        "outweighed: another rule displaced it; departed from: a departure counted, or a “should” "
        "was not followed."
    )
    return (*_grid("", header, rows), Paragraph(plain(words)))


def _never_fired(stats: Stats) -> tuple[Block, ...]:
    return _bullets(
        f"{_name(key, rule)}: in {rule.advice:,} advice; {_counts(rule)}"
        for key, rule in stats.never_fired
    )


def _rules(stats: Stats) -> tuple[Block, ...]:
    words = [word for word in _STATUSES if any(r.statuses[word] for r in stats.rules.values())]
    rows = [
        (_name(key, rule), *(f"{rule.statuses[word]:,}" for word in words), f"{rule.fired:,}")
        for key, rule in sorted(stats.rules.items())
    ]
    return _grid("", ("rule", *words, "fired"), rows)


def _unread(stats: Stats) -> tuple[Block, ...]:
    return _bullets(
        f"the priorities of rulebook {digest}: {why}"
        for digest, why in sorted(stats.unread.items())
    )


def _name(key: RuleKey, rule: RuleCount) -> str:
    return f"{key[1]}: {rule.title} ({key[0]})"


def _counts(rule: RuleCount) -> str:
    return ", ".join(f"{rule.statuses[word]:,} {word}" for word in _STATUSES if rule.statuses[word])


def _grid(
    caption: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> tuple[Block, ...]:
    cells: tuple[tuple[Spans, ...], ...] = tuple(tuple(map(plain, row)) for row in rows)
    return (Grid(caption, header, cells),) if rows else ()


def _bullets(lines: Iterable[str]) -> tuple[Block, ...]:
    items = tuple(Item(plain(line)) for line in lines)
    return (Bullets(items),) if items else ()


def stats_json(stats: Stats) -> dict[str, Any]:
    """Everything that was counted; docs/reference/decision-log.md tells the keys."""
    return {
        "entries": dict(sorted(stats.kinds.items())),
        "outcomes": dict(sorted(stats.outcomes.items())),
        "verdicts": [
            {"month": month, "service_area": area, "verdict": verdict, "advice": number}
            for (month, area, verdict), number in sorted(stats.verdicts.items())
        ],
        "register": [asdict(row) for row in stats.register],
        "priorities": [
            {"priority": title, **asdict(found)}
            for title, found in sorted(stats.priorities.items())
        ],
        "rules": [
            {
                "policy": policy, "rule": label, "title": rule.title, "advice": rule.advice,
                "fired": rule.fired, "statuses": dict(sorted(rule.statuses.items())),
            }
            for (policy, label), rule in sorted(stats.rules.items())
        ],
        "never_fired": [
            {"policy": policy, "rule": label} for (policy, label), _ in stats.never_fired
        ],
        "unread_rulebooks": dict(sorted(stats.unread.items())),
    }  # fmt: skip
