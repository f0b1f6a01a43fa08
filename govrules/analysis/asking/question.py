"""A question as it is put: what is asked for, what may be answered, and who can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from govrules.model.decision import Decision, Verdict
from govrules.model.facts import JUDGEMENTS, NOT_KNOWN
from govrules.model.types import Type


@dataclass(frozen=True, slots=True)
class Answer:
    """One of a few answers: its words, and how a choice gives it in JSON."""

    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class Question:
    """The next fact to find out.

    `key` is its key in a choice (of a judgement its text). `answers` are all there are, where they
    are few; `several` tells that any number of them may be given. `who` can say, where the policies
    tell; `wanted_by` are the rules, tables and definitions that wait for it; `assumed` is what the
    policies take it to be if it is not given. `proved` is false where it was too dear to find out
    whether the answer can change the verdict: then it may.
    """

    kind: Literal["fact", "judgement", "acts"]
    key: str
    words: str
    type: Type | None
    hint: str
    answers: tuple[Answer, ...]
    several: bool
    or_none: bool
    who: str | None
    wanted_by: tuple[str, ...]
    assumed: Any | None
    proved: bool

    def answered(self, choice: Mapping[str, Any], value: Any) -> dict[str, Any]:
        """The choice with an answer, as JSON has it. None says that nobody knows; but of a fact
        that may be none it says just that: `unanswered` says that nobody knows it."""
        if self.kind != "judgement":
            return {**choice, self.key: value}
        judged = choice.get(JUDGEMENTS)
        kept = judged if isinstance(judged, Mapping) else {}
        return {**choice, JUDGEMENTS: {**kept, self.key: value}}

    def unanswered(self, choice: Mapping[str, Any]) -> dict[str, Any]:
        """The choice with the word that nobody knows, so that it is not asked for again."""
        if not self.or_none:
            return self.answered(choice, None)
        said = choice.get(NOT_KNOWN) or ()
        names = said.split(";") if isinstance(said, str) else said
        return {**choice, NOT_KNOWN: [*names, self.key]}


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question to ask next about a choice, or the verdict that no answer can change any more.

    `decision` is that on the choice as it is. `verdict` is set once it is settled; it differs from
    that of `decision` only where the rest, though missing, can make no difference. `possible` are
    the verdicts that may still come about, and `left` counts the facts that may still be asked for.
    """

    decision: Decision
    question: Question | None
    verdict: Verdict | None
    possible: tuple[Verdict, ...]
    left: int
