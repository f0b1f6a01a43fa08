"""Show the scenarios of a policy as worked examples, with what the rules engine decided."""

from __future__ import annotations

from govrules.engine.notes import plain_date
from govrules.engine.scenarios import ScenarioResult
from govrules.errors import ChoiceError
from govrules.explain.document import Block, Bullets, Item, Paragraph, Span, Spans, Style
from govrules.explain.given import said
from govrules.explain.paper.context import Paper, result_key
from govrules.explain.paper.phrases import listed, paragraph
from govrules.explain.values import say_text
from govrules.model.decision import Decision, Verdict
from govrules.model.scenario import ExpectedStatus, ExpectedVerdict, Scenario
from govrules.model.vocabulary import Vocabulary

_FEWEST = 3
"""With so many examples or more, what is given in all of them is said once."""
_STYLES: dict[Verdict, Style] = {
    Verdict.COMPLIES: "good",
    Verdict.CONDITIONS: "good",
    Verdict.DOES_NOT_COMPLY: "bad",
    Verdict.CONFLICT: "bad",
}
_MOST_WANTED = 4
_Said = tuple[str, ...]


def results_of(paper: Paper) -> tuple[ScenarioResult, ...]:
    """The results of this policy's scenarios, in the order of its text."""
    found = (paper.results.get(result_key(one)) for one in paper.policy.scenarios)
    return tuple(result for result in found if result is not None)


def examples(paper: Paper) -> tuple[Block, ...]:
    results = results_of(paper)
    if not results:
        return ()
    part = paper.everything.part_of(paper.policy)
    vocabulary = Vocabulary.of(part)
    given = [_given(result.scenario, vocabulary) for result in results]
    common = _common(given)
    blocks: list[Block] = []
    if common:
        blocks.append(paragraph(f"In every example: {'; '.join(common)}."))
    for result, facts in zip(results, given, strict=True):
        others = tuple(one for one in facts if one not in common)
        blocks += _example(result, others, has_rules=bool(part.rules()))
    return tuple(blocks)


def _common(given: list[_Said]) -> _Said:
    if len(given) < _FEWEST:
        return ()
    return tuple(one for one in given[0] if all(one in other for other in given))


def _example(result: ScenarioResult, facts: _Said, *, has_rules: bool) -> tuple[Block, ...]:
    scenario = result.scenario
    date = result.decision.decision_date if result.decision is not None else scenario.on
    on = f" On {plain_date(date)}." if date is not None else ""
    told = "; ".join(facts) or "nothing else is given"
    spans = (
        Span("Worked example: "),
        Span(f"{scenario.title}.", "strong"),
        Span(f"{on} Given: {told}. "),
        *_outcome(result, has_rules),
    )
    failures = tuple(
        Item((Span("Fails: ", "bad"), Span(f"expected {one.expected}, but {one.found}")))
        for one in result.failures
    )
    return (Paragraph(spans), Bullets(failures)) if failures else (Paragraph(spans),)


def _outcome(result: ScenarioResult, has_rules: bool) -> Spans:
    decision, scenario = result.decision, result.scenario
    if scenario.options or (decision is not None and scenario.contracts is not None):
        told = _met(result)
        return (Span("→ "), Span(f"{'; '.join(told) or 'otherwise than expected'}.", "strong"))
    if not isinstance(decision, Decision):
        return (Span("→ "), Span("not decided", "bad"), Span("."))
    told = _told(result, decision)
    if told and not has_rules:  # the verdict is about rules
        return (Span("→ "), Span(f"{'; '.join(told)}.", "strong"))
    style = _STYLES.get(decision.verdict, "open")
    verdict = Span(str(decision.verdict), style)
    return (Span("→ "), verdict, Span(f": {'; '.join(told)}." if told else "."))


def _met(result: ScenarioResult) -> list[str]:
    """The expectations of options or of a portfolio that hold: with them the engine agrees."""
    failed = {failure.place for failure in result.failures}
    if result.scenario.place in failed:  # the options could not be read: nothing was compared
        return []
    return [one.words for one in result.scenario.expect if one.place not in failed]


def _told(result: ScenarioResult, decision: Decision) -> list[str]:
    """What the decision says of the things that the scenario expects something of."""
    failed = {failure.place for failure in result.failures}
    told: list[str] = []
    statuses: dict[str, list[str]] = {}
    for expected in result.scenario.expect:
        if isinstance(expected, ExpectedStatus):
            finding = decision.finding(expected.rule)
            by = f" by {listed(list(finding.displaced_by))}" if finding.displaced_by else ""
            statuses.setdefault(f"{finding.status}{by}", []).append(finding.rule)
        elif not isinstance(expected, ExpectedVerdict) and expected.place not in failed:
            told.append(expected.words)
    told = [*(f"{listed(labels)} {status}" for status, labels in statuses.items()), *told]
    wanted = [need.term for need in decision.needs]
    if wanted and decision.verdict == Verdict.UNDECIDED:
        more = len(wanted) - _MOST_WANTED
        shown = ", ".join(wanted[:_MOST_WANTED]) + (f" and {more:,} more" if more > 0 else "")
        told.append(f"wanted: {shown}")
    return told


# --- what is given -----------------------------------------------------------------------------


def _given(scenario: Scenario, vocabulary: Vocabulary) -> _Said:
    try:
        told = said(scenario.choice, vocabulary)
        options = [
            f"option {say_text(name)} ({'; '.join(said(facts, vocabulary))})"
            for name, facts in scenario.options
        ]
        contracts = [
            f"contract {number} ({'; '.join(said(facts, vocabulary))})"
            for number, facts in enumerate(scenario.contracts or (), 1)
        ]
    except ChoiceError:
        return ("what it gives cannot be read",)
    return (*told, *options, *contracts)
