"""Sum a policy up in plain words: how many rules, what they bind, who may depart, who decides."""

from __future__ import annotations

from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.explain.document import Block, Paragraph, Span, Spans
from govrules.explain.paper.context import Paper
from govrules.explain.paper.examples import results_of
from govrules.explain.paper.phrases import (
    counted,
    group_of,
    listed,
    listed_spans,
    paragraph,
    sentence,
    subject_of,
)
from govrules.explain.values import say
from govrules.model.policy import BINDING, ActNorm, Departure, Modality, Policy, Rule, TermNorm

_STRENGTH: tuple[Modality, ...] = ("must", "must not", "should", "should not", "may")


def summary(paper: Paper) -> tuple[Block, ...]:
    policy = paper.policy
    found = (
        _rules(policy),
        _subjects(paper),
        _departures(policy),
        _who_decides(policy),
        _duties(policy),
        _figures(paper),
        _examples(paper),
        _boundaries(paper),
    )
    return tuple(one for one in found if one is not None)


def _rules(policy: Policy) -> Paragraph:
    if not policy.rules:
        what = [counted(len(policy.definitions), "definition")] if policy.definitions else []
        what += [counted(len(policy.figures), "figure")] if policy.figures else []
        what += [counted(len(policy.terms), "term")] if policy.terms else []
        holds = f"It holds {listed(what)} for other policies to use." if what else ""
        return paragraph(f"This policy has no rules of its own. {holds}".strip())
    strengths = [_strength(rule) for rule in policy.rules]
    binding = sum(each in BINDING for each in strengths)
    advice = sum(each in ("should", "should not") for each in strengths)
    permits = strengths.count("may")
    parts = []
    if binding:
        parts.append(f"{binding:,} must be followed")
    if advice:
        reasons = "reasons must be recorded for not doing so"
        parts.append(f"{advice:,} should be followed, and {reasons}")
    if permits:
        parts.append(f"{permits:,} only " + ("permits" if permits == 1 else "permit"))
    count = counted(len(policy.rules), "rule")
    return paragraph(f"This policy has {count}: {'; '.join(parts)}.")


def _strength(rule: Rule) -> Modality:
    """The strongest norm of a rule, by which a decision knows it."""
    return min((norm.modality for norm in rule.norms), key=_STRENGTH.index)


def _subjects(paper: Paper) -> Paragraph | None:
    """What the rules bear on, each with the rules that do."""
    acts: dict[str, list[str]] = {}
    facts: dict[str, list[str]] = {}
    for rule in paper.policy.rules:
        for norm in rule.norms:
            is_act = isinstance(norm, ActNorm)
            for what in [norm.act.name] if isinstance(norm, ActNorm) else _measured(norm):
                labels = (acts if is_act else facts).setdefault(what, [])
                if rule.label not in labels:
                    labels.append(rule.label)
    if not acts and not facts:
        return None
    spans: list[Span] = []
    if acts:
        spans += [Span("The rules bear on whether to "), *_named(paper, acts), Span(". ")]
    if facts:
        lead = "They set what must or should be so of " if acts else "The rules bear on "
        spans += [Span(lead), *_named(paper, facts), Span(".")]
    return Paragraph(tuple(spans))


def _named(paper: Paper, found: dict[str, list[str]]) -> Spans:
    spans: list[Span] = []
    for number, (what, labels) in enumerate(found.items()):
        if number:
            last = ", and " if len(found) > 2 else " and "
            spans.append(Span(last if number == len(found) - 1 else ", "))
        rules = listed_spans([paper.rule(label) for label in labels])
        spans += [Span(f"{what} ("), *rules, Span(")")]
    return tuple(spans)


def _measured(norm: TermNorm) -> list[str]:
    """What a requirement is on: what each of its parts looks at."""
    group = group_of(norm.requirement)
    parts = (norm.requirement,) if group is None else group[1]
    return [subject_of(part) or part.words for part in parts]


def departure_words(departure: Departure) -> str:
    if departure.by is None:
        return f"nobody may depart from {departure.authority}"
    reasons = ", with recorded reasons" if departure.with_reasons else ""
    return f"{with_article(departure.by)} may depart from {departure.authority}{reasons}"


def _departures(policy: Policy) -> Paragraph | None:
    if not policy.departures:
        if not policy.rules:
            return None
        return paragraph("This policy names nobody who may depart from it.")
    told = [sentence(departure_words(one)) for one in policy.departures]
    return paragraph(" ".join(told))


def _who_decides(policy: Policy) -> Paragraph | None:
    if not policy.rules and not policy.who_decides:
        return None
    roles = list(
        dict.fromkeys(
            with_article(role)
            for section in policy.who_decides
            for role in (*(one.role for one in section.deciders), section.otherwise)
            if role
        )
    )
    if not roles:
        return paragraph("This policy does not say who decides.")
    if len(roles) == 1:
        return paragraph(sentence(f"{roles[0]} decides"))
    either = f"{', '.join(roles[:-1])} or {roles[-1]}"
    return paragraph(sentence(f"{either} decides, by the conditions set out under “Who decides”"))


def _duties(policy: Policy) -> Paragraph | None:
    if not policy.duties:
        return None
    before = sum(duty.timing == "before" for duty in policy.duties)
    after = len(policy.duties) - before
    parts = [f"{before:,} before a decision"] if before else []
    parts += [f"{after:,} after one"] if after else []
    return paragraph(f"It lays down {counted(len(policy.duties), 'duty', 'duties')}: "
                     f"{listed(parts)}.")  # fmt: skip


def _figures(paper: Paper) -> Paragraph | None:
    """How many figures, and which of them changes next."""
    if not paper.policy.figures:
        return None
    text = f"It sets {counted(len(paper.policy.figures), 'figure')}."
    coming = [
        (dated.in_force.start, figure.name, say(dated.value.value, figure.type))
        for figure in paper.policy.figures
        for dated in figure.values
        if dated.in_force.start is not None and dated.in_force.start > paper.on
    ]
    if coming:
        day, name, value = min(coming)
        text += f" The next change: {name} becomes {value} on {plain_date(day)}."
    else:
        text += f" No other value is set for after {plain_date(paper.on)}."
    return paragraph(text)


def _examples(paper: Paper) -> Paragraph | None:
    results = results_of(paper)
    if not results:
        return None
    failed = sum(not result.passed for result in results)
    count = counted(len(results), "worked example")
    were = "was" if len(results) == 1 else "were"
    come = "It comes" if len(results) == 1 else "All come"
    if not failed:
        return paragraph(
            f"{count} {were} run through the rules engine. {come} out as the policy expects."
        )
    does = "does" if failed == 1 else "do"
    told = f"{count} {were} run through the rules engine. "
    fails = Span(f"{failed:,} {does} not come out as the policy expects", "bad")
    return paragraph(told, fails, " and is marked." if failed == 1 else " and are marked.")


def _boundaries(paper: Paper) -> Paragraph | None:
    if not any(one.telling for found in paper.boundaries.values() for one in found):
        return None
    return paragraph(
        f"The boxes say what happens just below, at and just above each figure on "
        f"{plain_date(paper.on)}. The rules engine worked each line out from that one value alone; "
        "“depends on the rest” means that other facts decide."
    )
