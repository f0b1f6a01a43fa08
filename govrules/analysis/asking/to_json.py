"""The next question as JSON has it, for other programs."""

from __future__ import annotations

from typing import Any

from govrules.analysis.asking.question import NextQuestion, Question


def next_question_json(found: NextQuestion) -> dict[str, Any]:
    """See docs/reference/questions.md."""
    question = found.question
    return {
        "question": None if question is None else _question(question),
        "verdict": None if found.verdict is None else found.verdict.value,
        "possible": [verdict.value for verdict in found.possible],
        "left": found.left,
        "decision": found.decision.model_dump(mode="json"),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "key": question.key,
        "words": question.words,
        "type": None if question.type is None else str(question.type),
        "hint": question.hint,
        "answers": [{"words": each.words, "value": each.value} for each in question.answers],
        "several": question.several,
        "or_none": question.or_none,
        "who": question.who,
        "wanted_by": list(question.wanted_by),
        "assumed": question.assumed,
        "proved": question.proved,
    }
