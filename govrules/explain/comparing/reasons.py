"""Say why an option is set aside."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.engine.roles import with_article
from govrules.explain.document import Item, Span, plain
from govrules.explain.steps import cited
from govrules.model.comparison import SetAside
from govrules.model.decision import Need, Verdict


def set_aside(option: SetAside) -> Item:
    """The option, its verdict, and under it the rules and the missing facts that made it."""
    lead = (Span(option.name, "strong"), Span(f" {_verdict(option)}"))
    return Item(lead, tuple(_reasons(option)))


def _verdict(option: SetAside) -> str:
    match option.verdict:
        case Verdict.UNDECIDED:
            wanted = ", ".join(need.term for need in option.needs)
            return f"cannot be decided without {wanted}" if wanted else "cannot be decided"
        case Verdict.OUTSIDE:
            return "is outside this policy: no rule applies to it"
        case Verdict.CONFLICT:
            return "cannot be judged: rules conflict"
        case verdict:
            return str(verdict)


def _reasons(option: SetAside) -> Iterator[Item]:
    for one, other in option.conflicts:
        yield Item(plain(f"{one} and {other} cannot both be followed"))
    for finding in option.findings:
        words = f"{finding.rule}, {finding.title}: {finding.status}"
        yield Item((Span(words), *cited(finding.sources)))
    for need in option.needs:
        yield Item(plain(_need(need)))


def _need(need: Need) -> str:
    who = f"; {with_article(need.who)} can say" if need.who else ""
    return f"missing: {need.term} ({need.key}){who}"
