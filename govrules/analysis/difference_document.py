"""Set out what an amendment changes, for a report to councillors: as a document, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from govrules.analysis.difference import Change, Changes, Difference, RuleChanges, Worded
from govrules.engine.notes import plain_date
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
    plain,
)
from govrules.explain.paper.phrases import listed
from govrules.model.decision import Decision, RulebookRef

_NOTHING_GIVEN = "a choice that says nothing"


def difference_document(found: Difference) -> Document:
    """What changes: the answer first, then verdicts, who decides, rules, words, and what it rests
    on."""
    sections = (
        Section("Verdicts that change", _kinds(found.verdicts)),
        Section("Who decides", _kinds(found.deciders)),
        Section("Who signs off", tuple(_sign_offs(found.sign_offs))),
        Section("Rule by rule", tuple(_rules(found.rules))),
        Section("Duties, tables, portfolio rules and comparisons", tuple(_worded(found))),
        Section("Words of the policies", _listed(found.vocabulary)),
        Section("Not settled", _listed(f"{each.what}: {each.why}" for each in found.unsettled)),
        Section("What this rests on", _basis(found)),
    )
    return Document(
        title=f"What changes: {found.new.name}",
        blocks=(_banner(found),),
        sections=tuple(section for section in sections if section.blocks),
        dated=found.on,
    )


def _banner(found: Difference) -> Banner:
    day = f"Decided as on {plain_date(found.on)}."
    lines = [day if found.on == found.was_on else f"{day} {_was_on(found)}"]
    if found.verdicts_same == "different":
        count = len(found.verdicts.found)
        kinds = "kind of choice gets" if count == 1 else "kinds of choice get"
        more = "" if found.verdicts.whole else "at least "
        return Banner(f"{more}{count} {kinds} another verdict", "open", _lines(lines))
    if found.same == "proved":
        lines.append("This is proved for every choice, on this day and on every later one.")
        return Banner("no choice is decided differently", "good", _lines(lines))
    if found.verdicts_same == "proved":
        lines.append("That no verdict changes is proved for every choice on this day.")
        return Banner("no choice gets another verdict; other things change", "open", _lines(lines))
    lines.append("Nothing was found, but nothing is proved: give it more time.")
    return Banner(
        "it is not settled whether any choice gets another verdict", "open", _lines(lines)
    )


def _lines(lines: Iterable[str]) -> tuple[tuple[Span, ...], ...]:
    return tuple(map(plain, lines))


def _was_on(found: Difference) -> str:
    return f"The old policies have ended by then, and are taken as on {plain_date(found.was_on)}."


# --- kinds of choice -----------------------------------------------------------------------------


def _kinds(changes: Changes) -> tuple[Block, ...]:
    """One table for each way in which it changes."""
    if not changes.found:
        return ()
    blocks: list[Block] = []
    for was, now in dict.fromkeys((change.was, change.now) for change in changes.found):
        kinds = [each for each in changes.found if (each.was, each.now) == (was, now)]
        blocks.append(Paragraph((Span(f"{was} → {now}", "strong"),)))
        blocks.append(Bullets(tuple(map(_kind, kinds))))
    return (*blocks, Paragraph(plain(_whole(changes))))


def _kind(change: Change) -> Item:
    """The kind, and under it a choice that shows it."""
    shown = Span(f"for instance: {'; '.join(change.given) or _NOTHING_GIVEN}", "muted")
    reasons = (
        Span(f"before: {_reasons(change.before)}; after: {_reasons(change.after)}", "muted"),
    )
    return Item(plain(f"where {_where(change)}"), (Item((shown,)), Item(reasons)))


def _where(change: Change) -> str:
    return listed(change.kind) or "anything is chosen"


def _reasons(decision: Decision) -> str:
    """The verdict, and the rules that led to it."""
    breached = [each.rule for each in decision.findings if each.status == "breached"]
    why = f" ({listed(breached)} breached)" if breached else ""
    return f"{decision.verdict.value}{why}"


def _whole(changes: Changes) -> str:
    if changes.whole:
        return "It is proved that these are all the kinds of ordinary choice for which it changes."
    return "There may be others: not all could be settled."


def _sign_offs(roles: Sequence[Changes]) -> Iterator[Block]:
    for changes in roles:
        yield Paragraph((Span(changes.of, "strong"),))
        yield from _kinds(changes) or (Paragraph(plain(_whole(changes))),)


def _rules(rules: Sequence[RuleChanges]) -> Iterator[Block]:
    """Each rule with what becomes of it, and for which choices."""
    for rule in rules:
        title = f" {rule.now or rule.was}{_come_or_gone(rule)}"
        yield Paragraph((Span(rule.label, "strong"), *plain(title)))
        items = [
            Item((Span(f"{each.was} → {each.now}", "strong"), *plain(f" where {_where(each)}")))
            for each in rule.changes.found
        ]
        if not rule.changes.whole:
            items.append(Item(plain("there may be other changes: not all could be settled")))
        if items:
            yield Bullets(tuple(items))


def _come_or_gone(rule: RuleChanges | Worded) -> str:
    return " (new)" if rule.was is None else " (gone)" if rule.now is None else ""


def _worded(found: Difference) -> Iterator[Block]:
    """Each with its words before and after, line by line."""
    for each in found.worded:
        yield Paragraph((Span(each.of, "strong"), *plain(_come_or_gone(each))))
        items = [
            Item(plain(when), tuple(Item(plain(line.strip())) for line in words.splitlines()))
            for when, words in (("before:", each.was), ("after:", each.now))
            if words is not None
        ]
        yield Bullets(tuple(items))


def _listed(lines: Iterable[str]) -> tuple[Block, ...]:
    items = tuple(Item(plain(line)) for line in lines)
    return (Bullets(items),) if items else ()


def _basis(found: Difference) -> tuple[Block, ...]:
    lines = [
        f"Before: {_book(found.old)}",
        f"After: {_book(found.new)}",
        "Each choice shown was decided by both; each was given what it can read of it.",
        "Of each kind, what is the same before and after is not said again, and nothing is "
        "recorded with the choices but what is said.",
        "An ordinary choice has no negative amounts, and dates within a hundred years.",
        "Duties, tables, portfolio rules, comparisons and how far a rule permits something are "
        "compared by their words, and by those of what they read.",
    ]
    return (Fold(plain("What was compared, and how"), tuple(Item(plain(line)) for line in lines)),)


def _book(book: RulebookRef) -> str:
    policies = "; ".join(f"{each.title}, version {each.version}" for each in book.policies)
    return f"{policies} (rulebook {book.digest})"


# --- JSON ----------------------------------------------------------------------------------------


def difference_json(found: Difference) -> dict[str, Any]:
    """The same for a program, as docs/reference/difference.md describes it."""
    return {
        "old": found.old.model_dump(mode="json"),
        "new": found.new.model_dump(mode="json"),
        "on": found.on.isoformat(),
        "was_on": found.was_on.isoformat(),
        "same": found.same,
        "partial": found.partial,
        "verdicts_same": found.verdicts_same,
        "verdicts": _changes_json(found.verdicts),
        "deciders": _changes_json(found.deciders),
        "sign_offs": [{"of": each.of, **_changes_json(each)} for each in found.sign_offs],
        "rules": [
            {
                "rule": rule.label,
                "was": rule.was,
                "now": rule.now,
                **_changes_json(rule.changes),
            }
            for rule in found.rules
        ],
        "vocabulary": list(found.vocabulary),
        "worded": [{"of": each.of, "was": each.was, "now": each.now} for each in found.worded],
        "unsettled": [{"what": each.what, "why": each.why} for each in found.unsettled],
    }


def _changes_json(changes: Changes) -> dict[str, Any]:
    return {
        "whole": changes.whole,
        "changes": [
            {
                "was": each.was,
                "now": each.now,
                "where": list(each.kind),
                "choice": dict(each.choice),
                "given": list(each.given),
                "before": each.before.model_dump(mode="json"),
                "after": each.after.model_dump(mode="json"),
            }
            for each in changes.found
        ],
    }
