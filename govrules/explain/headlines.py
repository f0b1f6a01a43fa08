"""Say in one sentence what became of a rule, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govrules.engine.notes import plain_date
from govrules.engine.reference.rules import ADVISORY, DEPARTURE, UNLESS
from govrules.engine.roles import bare_role, with_article
from govrules.explain.conditions import Conditions
from govrules.explain.decisive import decisive
from govrules.explain.values import say_text
from govrules.model import kleene
from govrules.model.decision import Finding, Status
from govrules.model.expression import Among, Compare, Holds, Includes
from govrules.model.policy import BINDING, ActNorm, Modality, Norm, Rule

_MOST_NAMED = 3


def headline(conditions: Conditions, rule: Rule, finding: Finding, names: Mapping[str, str]) -> str:
    """One sentence without its full stop; `names` gives the term of each missing key."""
    label = rule.label
    match finding.status:
        case Status.MET:
            return f"{label} is met: {_norms(rule)}"
        case Status.PERMITS:
            return f"{label} permits this: {_norms(rule)}"
        case Status.BREACHED:
            return f"{label} is breached: {_not_followed(conditions, rule, BINDING)}"
        case Status.DEPARTED:
            told = f"reasons are recorded: {say_text(finding.reasons)}" if finding.reasons else ""
            why = _not_followed(conditions, rule, ADVISORY)
            return f"{label} is departed from: {why}; {told or 'no reasons are recorded'}"
        case Status.DISPLACED:
            return _displaced(conditions, rule, finding)
        case Status.NOT_APPLICABLE:
            return _not_applicable(conditions, rule)
        case Status.UNDETERMINED:
            return _undetermined(rule, finding, names)


def _norms(rule: Rule) -> str:
    return "; ".join(norm.words for norm in rule.norms)


def _not_followed(conditions: Conditions, rule: Rule, modalities: tuple[Modality, ...]) -> str:
    followed = conditions.evaluation.rules.followed
    failed = [
        norm
        for norm in rule.norms
        if norm.modality in modalities and followed(norm) == kleene.FALSE
    ]
    return "; ".join(f"{norm.words}, but {_but(conditions, norm)}" for norm in failed)


def _but(conditions: Conditions, norm: Norm) -> str:
    """What is so instead of what the norm asks."""
    if isinstance(norm, ActNorm):
        proposed = norm.modality.endswith("not")
        return "the choice proposes it" if proposed else "the choice does not propose it"
    asked = norm.requirement
    if isinstance(asked, Compare | Among | Includes | Holds):
        value = asked.value if isinstance(asked, Holds) else asked.left
        note = conditions.known.note(value, None)
        if note is not None:
            return f"{value.words} is {note}"
    state = "this holds" if norm.modality.endswith("not") else "this does not hold"
    return f"{state}: {conditions.words(asked)}"


def _displaced(conditions: Conditions, rule: Rule, finding: Finding) -> str:
    evaluation = conditions.evaluation
    certain = evaluation.rule(rule.label).applicable == kleene.TRUE
    told = []
    for name in finding.displaced_by:
        if name == UNLESS and rule.unless is not None:
            told.append(f"its exception holds: {named(decisive(conditions, rule.unless))}")
        elif name == DEPARTURE:
            told.append(_departure(conditions, rule))
        else:
            told.append(f"{name} displaced it")
    would = "would have applied" if certain else "might have applied"
    return f"{rule.label} {would}, but {'; and '.join(told)}"


def _departure(conditions: Conditions, rule: Rule) -> str:
    recorded = conditions.evaluation.rules.departure(rule)
    if recorded is None:
        return "a departure from it is recorded"
    told = f": {say_text(recorded.reasons)}" if recorded.reasons else ""
    return f"{with_article(bare_role(recorded.by))} departed from it{told}"


def _not_applicable(conditions: Conditions, rule: Rule) -> str:
    evaluation = conditions.evaluation
    if not evaluation.rules.rule_in_force(rule):
        return f"{rule.label} does not apply: it was not in force on {plain_date(evaluation.date)}"
    assert rule.condition is not None
    tests = decisive(conditions, rule.condition)
    if len(tests) == 1:
        return f"{rule.label} does not apply: this does not hold: {tests[0]}"
    return f"{rule.label} does not apply: none of these holds: {named(tests)}"


def _undetermined(rule: Rule, finding: Finding, names: Mapping[str, str]) -> str:
    if not finding.needs:
        return f"{rule.label} cannot be decided: a value that it rests on is not known"
    wanted = [names.get(key, key) for key in finding.needs]
    more = len(wanted) - _MOST_NAMED
    if more > 0:
        wanted = [*wanted[:_MOST_NAMED], f"{more:,} more {'fact' if more == 1 else 'facts'}"]
    listed = ", ".join(wanted[:-1]) + f" and {wanted[-1]}" if len(wanted) > 1 else wanted[0]
    return f"{rule.label} cannot be decided without {listed}"


def named(tests: Iterable[str]) -> str:
    """Up to three of them, and how many more there are."""
    listed = list(tests)
    shown = "; ".join(listed[:_MOST_NAMED])
    more = len(listed) - _MOST_NAMED
    return f"{shown}; and {more:,} more" if more > 0 else shown
