"""Put a question: say what is asked for, how to answer it, who can, and what waits for it."""

from __future__ import annotations

from govrules.analysis.asking.question import Answer, Question
from govrules.analysis.facts.given import given_value
from govrules.analysis.facts.reads import FactRef
from govrules.engine.decider import Decider
from govrules.engine.roles import with_article
from govrules.model.decision import Decision
from govrules.model.policy import Term
from govrules.model.types import (
    DateType,
    DurationType,
    ListType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    SeveralOfType,
    TableType,
    TextType,
    Type,
    ValueWord,
    YesNoType,
)

_YES_NO = (Answer("yes", True), Answer("no", False))


def put(decider: Decider, ref: FactRef, decision: Decision, *, proved: bool) -> Question:
    """The question for one fact."""
    wanted_by = tuple(
        dict.fromkeys(rule for need in decision.needs if need.key == ref.key for rule in need.rules)
    )
    if ref.kind == "fact":
        return _fact(decider.vocabulary.terms[ref.key], wanted_by, proved)
    if ref.kind == "judgement":
        who = " or ".join(map(with_article, decider.vocabulary.judgements[ref.key]))
        words = f"whether “{ref.key}”"
        return Question(
            "judgement", ref.key, words, YesNoType(), "yes or no", _YES_NO, False, False, who,
            wanted_by, None, proved,
        )  # fmt: skip
    acts = {act.name: act for act in decider.vocabulary.acts.values()}
    answers = tuple(Answer(name, name) for name in acts)
    return Question(
        "acts", ref.key, "the acts proposed", None, "none, one or several of the acts", answers,
        True, False, None, wanted_by, None, proved,
    )  # fmt: skip


def _fact(term: Term, wanted_by: tuple[str, ...], proved: bool) -> Question:
    several = isinstance(term.type, SeveralOfType)
    return Question(
        kind="fact",
        key=term.key,
        words=term.name,
        type=term.type,
        hint=hint_of(term.type),
        answers=_answers(term.type),
        several=several,
        or_none=term.or_none,
        who=None if term.judged_by is None else with_article(term.judged_by),
        wanted_by=wanted_by,
        assumed=None if term.assumed is None else given_value(term.assumed.value),
        proved=proved,
    )


def _answers(kind: Type) -> tuple[Answer, ...]:
    match kind:
        case YesNoType():
            return _YES_NO
        case OneOfType(values) | SeveralOfType(values):
            return tuple(_word(value) for value in values)
    return ()


def _word(value: ValueWord) -> Answer:
    return Answer(value.text, value.written)


def hint_of(kind: Type) -> str:
    """How to answer, in a few words with an example."""
    match kind:
        case MoneyType():
            return f"{kind}, such as £120,000"
        case NumberType(low, high):
            return f"a number{_bounds(low, high, '')}, such as 3 or 2.5"
        case PercentageType(low, high):
            return f"a percentage{_bounds(low, high, '%')}, such as 12.5%"
        case DurationType(unit):
            example = f"; a bare number counts {unit}" if unit else ""
            return f"a length of time, such as 4 years or 18 months{example}"
        case DateType():
            return "a date, such as 3 July 2026 or 2026-07-03"
        case YesNoType():
            return "yes or no"
        case OneOfType():
            return "one of these, by its number or its words"
        case SeveralOfType(values):
            return "any of these, parted by semicolons" if values else "names, parted by semicolons"
        case TextType():
            return "text"
        case ListType(fields):
            names = ", ".join(field.key for field in fields)
            return f"a list of entries with {names}, as JSON"
        case TableType():
            return f"{kind}, as JSON"


def _bounds(low: object, high: object, sign: str) -> str:
    if low is not None and high is not None:
        return f" from {low}{sign} to {high}{sign}"
    if low is not None:
        return f" of at least {low}{sign}"
    return "" if high is None else f" of at most {high}{sign}"
