"""Show the rules of a policy: in words, with what displaces them, their reasons and boundaries."""

from __future__ import annotations

from govrules.engine.notes import plain_date
from govrules.engine.roles import with_article
from govrules.explain.document import Block, Bullets, Item, Paragraph, Section, Span, Spans, plain
from govrules.explain.paper.boundary_box import boundary_box
from govrules.explain.paper.context import Paper
from govrules.explain.paper.phrases import (
    blocks_under,
    group_of,
    item,
    listed,
    listed_spans,
    paragraph,
    sentence,
    span_of,
    under,
)
from govrules.explain.paper.taken_over import definitions_read
from govrules.model.policy import ActNorm, Norm, Rule


def rules(paper: Paper, level: int) -> tuple[Section, ...]:
    return tuple(
        Section(
            f"{rule.label}: {rule.title}",
            _rule(paper, rule),
            level,
            anchor=paper.rule_anchor(rule.label),
            listed=True,
        )
        for rule in paper.policy.rules
    )


def _rule(paper: Paper, rule: Rule) -> tuple[Block, ...]:
    blocks: list[Block] = [*_condition_and_norms(paper, rule)]
    if rule.unless is not None:
        blocks += blocks_under("Unless", rule.unless, ".")
    for spans in (_relations(paper, rule), _reasons(paper, rule), _read(paper, rule)):
        if spans:
            blocks.append(Paragraph(spans))
    if span_of(rule.in_force):
        blocks.append(paragraph(_dates(paper, rule)))
    return (*blocks, *boundary_box(paper, "rule", rule.label))


def _condition_and_norms(paper: Paper, rule: Rule) -> tuple[Block, ...]:
    """In one sentence, where the condition is no list."""
    lead = "In every case "
    before: tuple[Block, ...] = ()
    if rule.condition is not None:
        first, items = under("If", rule.condition)
        lead = "then " if items else f"{first.spans[0].text}, then "
        before = (first, Bullets(items)) if items else ()
    cited = paper.sources.cited(rule.citations)
    items = tuple(map(_norm, rule.norms))
    if len(items) == 1:
        (only,) = items
        end = () if only.children else (Span("."),)
        told = Paragraph((Span(lead), *only.spans, *end, *cited))
        return (*before, told, *((Bullets(only.children),) if only.children else ()))
    norms = Bullets(items)
    return (*before, Paragraph((Span(f"{lead}all of these:"), *cited)), norms)


def _norm(norm: Norm) -> Item:
    """What is required, with the parts of a list under it."""
    group = None if isinstance(norm, ActNorm) else group_of(norm.requirement)
    if group is None or ":" not in norm.words:
        return Item((Span(norm.words, "strong"),))
    lead = norm.words.partition(":")[0]
    return Item((Span(f"{lead}:", "strong"),), tuple(map(item, group[1])))


def _relations(paper: Paper, rule: Rule) -> Spans:
    """What it displaces, what displaces it, and who must sign off."""
    others = paper.everything.rules()
    displaces = [*rule.despite, *(one.label for one in others if rule.label in one.subject_to)]
    displaced = [*rule.subject_to, *(one.label for one in others if rule.label in one.despite)]
    told: list[Spans] = []
    if displaces:
        named = listed_spans([paper.rule(label) for label in dict.fromkeys(displaces)])
        told.append((Span("Where it applies, it displaces "), *named, Span(".")))
    if displaced:
        named = listed_spans([paper.rule(label) for label in dict.fromkeys(displaced)])
        applies = "that applies" if len(set(displaced)) == 1 else "any of them applies"
        told.append((Span("It is displaced by "), *named, Span(f" where {applies}.")))
    if rule.sign_offs:
        roles = listed([with_article(role) for role in rule.sign_offs])
        told.append(plain(f"It needs sign-off by {roles}."))
    blank = (Span(" "),)
    return tuple(span for n, one in enumerate(told) for span in ((blank if n else ()) + one))


def _reasons(paper: Paper, rule: Rule) -> Spans:
    parts = []
    if rule.because:
        parts.append(sentence(f"Reason: “{rule.because}”"))
    if rule.serves:
        weights = {one.title: one.weight for one in paper.policy.priorities}
        served = [
            f"“{title}”" + (f" (weight {weights[title]:f}%)" if weights.get(title) else "")
            for title in rule.serves
        ]
        noun = "priority" if len(served) == 1 else "priorities"
        parts.append(f"It serves the {noun} {listed(served)}.")
    return plain(" ".join(parts)) if parts else ()


def _read(paper: Paper, rule: Rule) -> Spans:
    """The definitions that it names, linked to where they stand."""
    links = [Span(one.name, to=paper.definition_anchor(one)) for one in definitions_read(rule)]
    return (Span("Words defined in this paper: "), *listed_spans(links), Span(".")) if links else ()


def _dates(paper: Paper, rule: Rule) -> str:
    counts = rule.in_force.on(paper.on)
    state = "in force" if counts else "not in force"
    return (
        f"This rule is in force {span_of(rule.in_force)}: on {plain_date(paper.on)} it is {state}."
    )
