"""Read what a person typed as the answer to a question, into the value that a choice gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govrules.analysis.asking.question import Answer, Question
from govrules.interop.choices.json_text import load_json
from govrules.model.near import alike, did_you_mean
from govrules.model.types import NUMERIC, ListType, TableType, TextType, YesNoType
from govrules.model.unreadable import UnreadableError, shown

_LONGEST_INT = 20
_YES_NO = {"y": True, "yes": True, "n": False, "no": False}


def read_answer(question: Question, typed: str) -> Any:
    """The value of an answer, as JSON has it; what it may be is checked when the choice is read.

    A number stands for the answer of that number, where answers are listed. Raises UnreadableError.
    """
    text = typed.strip()
    if question.or_none and text.casefold() == "none":
        return None
    if question.several:
        return _several(question, text)
    if isinstance(question.type, YesNoType):
        if (answer := _YES_NO.get(text.casefold())) is None:
            raise UnreadableError(f"{shown(text)} is neither yes nor no")
        return answer
    if question.answers:
        return _one(question.answers, text)
    if isinstance(question.type, ListType | TableType):
        return _json(text)
    if isinstance(question.type, NUMERIC) and text.isascii() and text.isdecimal():
        return int(text) if len(text) < _LONGEST_INT else text
    return _unquoted(text) if isinstance(question.type, TextType) else text


def _several(question: Question, text: str) -> list[Any]:
    if text.casefold() in ("none", "0"):
        return []
    items = [item.strip() for item in text.split(";") if item.strip()]
    return [_one(question.answers, item) if question.answers else item for item in items]


def _one(answers: Sequence[Answer], text: str) -> Any:
    """By its words; else by its number, so that a word which is a number is what it says."""
    look = alike(text)
    for answer in answers:
        if look in (alike(answer.words), alike(str(answer.value))):
            return answer.value
    if text.isascii() and text.isdecimal() and len(text) < 6:
        if 1 <= int(text) <= len(answers):
            return answers[int(text) - 1].value
        raise UnreadableError(f"there is no answer {text}; they go from 1 to {len(answers)}")
    near = did_you_mean(text, [answer.words for answer in answers])
    raise UnreadableError(f"{shown(text)} is none of the answers{near}")


def _json(text: str) -> Any:
    try:
        return load_json(text)
    except (ValueError, RecursionError):
        raise UnreadableError(f"{shown(text)} is not JSON") from None


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
